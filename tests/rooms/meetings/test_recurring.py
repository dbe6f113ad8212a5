# SPDX-License-Identifier: MPL-2.0
"""The days on which a body meets by a rule."""

from datetime import date

import pytest

from udmoent.meetings.recurring import Recurrence, Skipped, days_of, nth_weekday, why_not_recur

MONDAY, WEDNESDAY, THURSDAY = 0, 2, 3


def rule(**told: object) -> Recurrence:
    whole = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "weekday": WEDNESDAY}
    return Recurrence(**whole | told)


def days(made: Recurrence) -> list[date]:
    return [one.on for one in days_of(made) if one.skipped is None]


@pytest.mark.parametrize(
    ("nth", "day"), [(1, date(2026, 1, 7)), (2, date(2026, 1, 14)), (4, date(2026, 1, 28)), (-1, date(2026, 1, 28))]
)
def test_a_body_meets_on_the_nth_weekday_of_the_month(nth, day):
    assert days(rule(nth=nth))[0] == day


def test_the_last_weekday_is_the_fifth_where_there_is_one():
    assert nth_weekday(2026, 4, THURSDAY, -1) == date(2026, 4, 30) and nth_weekday(2026, 2, THURSDAY, 5) is None


def test_every_third_week_is_counted_from_the_first_such_day():
    made = rule(weeks=3, weekday=MONDAY, last=date(2026, 3, 1))
    assert days(made) == [date(2026, 1, 5), date(2026, 1, 26), date(2026, 2, 16)]


def test_july_and_holidays_are_left_out_and_told():
    made = rule(nth=1, weekday=THURSDAY, last=date(2026, 12, 31))
    skipped = {one.on: one.skipped for one in days_of(made) if one.skipped}
    assert skipped == {
        date(2026, 1, 1): Skipped.HOLIDAY,
        date(2026, 4, 2): Skipped.HOLIDAY,  # Maundy Thursday
        date(2026, 7, 2): Skipped.JULY,
    }
    whole = days_of(rule(nth=1, weekday=THURSDAY, skips_july=False, skips_holidays=False))
    assert len(whole) == 12 and not any(one.skipped for one in whole)


@pytest.mark.parametrize("day", [date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)])
def test_no_body_meets_on_days_on_which_the_town_hall_is_closed(day):
    (only,) = days_of(rule(weeks=1, weekday=day.weekday(), first=day, last=day))
    assert only.skipped == Skipped.HOLIDAY


def test_a_saturday_that_was_asked_for_is_one():
    assert days(rule(weeks=1, weekday=5, first=date(2026, 1, 3), last=date(2026, 1, 3))) == [date(2026, 1, 3)]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [(date(2025, 12, 31), "ligger før den første"), (date(2040, 1, 1), "højst"), (date(2026, 1, 1), "")],
)
def test_a_rule_runs_forward_and_not_for_ever(last, sentence):
    refusal = why_not_recur(rule(nth=1, last=last))
    assert sentence in str(refusal) if sentence else refusal is None
