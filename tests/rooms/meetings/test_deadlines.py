# SPDX-License-Identifier: MPL-2.0
"""Deadlines are counted back from the meeting in working days, on the safe side."""

from datetime import date

import pytest

from udmoent.documents.meeting_words import deadlines_told
from udmoent.meetings.deadlines import Deadlines, deadlines
from udmoent.organisation.configuration import TownBody


def a_body(kind: str = "committee", **rules: int | None) -> TownBody:
    return TownBody(abbreviation="X", name="Et organ", kind=kind, valid_from=date(2022, 1, 1), **rules)


@pytest.mark.parametrize(
    ("held_on", "days", "agenda_on"),
    [
        (date(2026, 1, 15), 4, date(2026, 1, 9)),  # over a weekend
        (date(2025, 6, 10), 4, date(2025, 6, 2)),  # over Whit Monday, a weekend and 5 June
        (date(2025, 4, 24), 4, date(2025, 4, 15)),  # over Easter
        (date(2026, 1, 6), 4, date(2025, 12, 29)),  # over New Year's Day, and 31 December, which does not count
        (date(2025, 12, 29), 2, date(2025, 12, 22)),  # over Christmas, and 24 December
        (date(2025, 3, 12), 0, date(2025, 3, 12)),
    ],
)
def test_the_agenda_goes_out_so_many_working_days_before(held_on, days, agenda_on):
    assert deadlines(a_body(agenda_days=days), held_on).agenda_on == agenda_on


@pytest.mark.parametrize(
    ("kind", "chosen", "agenda_on"),
    [
        ("council", None, date(2026, 1, 9)),  # kommunestyrelsesloven § 8, stk. 4
        ("council", 6, date(2026, 1, 7)),
        ("committee", None, None),
        ("finance", None, None),
        ("committee", 3, date(2026, 1, 12)),
    ],
)
def test_the_council_follows_the_law_and_others_their_own_rule(kind, chosen, agenda_on):
    assert deadlines(a_body(kind, agenda_days=chosen), date(2026, 1, 15)).agenda_on == agenda_on


def test_cases_are_ready_by_a_day_of_their_own():
    assert deadlines(a_body(cases_days=8), date(2026, 1, 15)) == Deadlines(None, date(2026, 1, 5))


def test_of_a_body_that_the_file_has_left_nothing_is_due():
    assert deadlines(None, date(2026, 1, 15)) == Deadlines()


@pytest.mark.usefixtures("town")
def test_a_meeting_that_is_moved_has_other_deadlines(town, coordinator):
    from tests.rooms.meetings.test_keep import NOW
    from udmoent.meetings.actions import call, move

    council, configuration = town.bodies.get(abbreviation="KB"), town.configuration
    meeting = call(council, date(2026, 1, 15), by=coordinator, now=NOW)
    assert meeting.deadlines(configuration).agenda_on == date(2026, 1, 9)
    moved = move(meeting, date(2026, 1, 20), title="", place="", starts_at=None, by=coordinator, now=NOW)
    assert moved.deadlines(configuration).agenda_on == date(2026, 1, 14)


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (
            Deadlines(date(2026, 1, 9), date(2026, 1, 7)),
            "Dagsordenen udsendes fredag den 9. januar; sagerne skal være klar onsdag den 7. januar.",
        ),
        (Deadlines(date(2026, 1, 9)), "Dagsordenen udsendes fredag den 9. januar."),
        (Deadlines(None, date(2026, 1, 7)), "Sagerne skal være klar onsdag den 7. januar."),
        (Deadlines(), ""),
    ],
)
def test_they_are_told_in_a_sentence(due, told):
    assert deadlines_told(due, "da") == told
