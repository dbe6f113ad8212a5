# SPDX-License-Identifier: MPL-2.0
"""The names and the days of a year's rounds."""

from dataclasses import replace
from datetime import date

from tests.rooms.followup.conftest import ULTIMO_MAY
from udmoent.followup.rules import Timing, days_of, ends_of_months, idle_deadlines, named, why_not_name_so


def test_a_pattern_takes_the_month_and_the_year_of_each_round():
    assert named("Status ultimo {måned} {år}", ULTIMO_MAY) == "Status ultimo maj 2025"
    assert named("Direktionen", ULTIMO_MAY) == "Direktionen"


def test_rounds_that_would_be_called_the_same_are_refused_and_the_refusal_says_what_to_write():
    year = ends_of_months(12, 2025)
    assert why_not_name_so("Status {måned}", year) is None
    assert why_not_name_so("Status {måned}", [ULTIMO_MAY, date(2024, 5, 31)])
    assert "{måned}" in str(why_not_name_so("Status", year))
    assert why_not_name_so("Status", [ULTIMO_MAY]) is None


def test_a_deadline_on_which_nobody_works_is_told_once():
    days = days_of(ULTIMO_MAY, Timing())
    assert idle_deadlines(days) == []
    sunday = date(2025, 6, 8)
    assert idle_deadlines(replace(days, chief_by=sunday, coordinator_by=sunday)) == [sunday]
