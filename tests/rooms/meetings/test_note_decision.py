# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest

from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Decision, Meeting

NOW = datetime(2025, 6, 20, 9, tzinfo=UTC)


@pytest.fixture
def council(town):
    return town.bodies.get(abbreviation="KB")


def test_the_meeting_is_made_where_it_is_not_known(council, coordinator):
    for title in ("Budget", "Plan"):
        note_decision(council, date(2025, 6, 10), title=title, text="Godkendt.", by=coordinator, now=NOW)
    assert Meeting.objects.count() == 1 and Decision.objects.count() == 2


@pytest.mark.parametrize("title, text, day", [("", "Godkendt.", 10), ("Plan", "", 10), ("Plan", "Godkendt.", 30)])
def test_a_decision_has_a_matter_words_and_a_day_that_has_come(council, coordinator, title, text, day):
    with pytest.raises(Refused):
        note_decision(council, date(2025, 6, day), title=title, text=text, by=coordinator, now=NOW)
    assert not Meeting.objects.exists()
