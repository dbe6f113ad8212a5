# SPDX-License-Identifier: MPL-2.0
"""A body's calendar: meetings are put into it, moved, and taken out."""

from datetime import UTC, date, datetime, time

import pytest

from udmoent.audit.models import Event
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import call, cancel, move
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body, Municipality, Person

NOW = datetime(2025, 9, 30, 9, tzinfo=UTC)
DAY, LATER = date(2025, 10, 7), date(2025, 10, 14)
UNTOLD = {"title": "", "place": "", "starts_at": None}


@pytest.fixture
def body(town: Municipality) -> Body:
    return town.bodies.get(abbreviation="ØK")


@pytest.fixture
def meeting(body: Body, coordinator: Person) -> Meeting:
    return call(body, DAY, place="Mødelokale 1", by=coordinator, now=NOW)


def test_a_meeting_is_put_into_the_calendar(meeting, body):
    assert list(body.meetings.coming(DAY)) == [meeting] and not body.meetings.coming(LATER)
    assert Event.objects.filter(act="call_meeting", told={"body": "ØK", "held_on": "2025-10-07"}).exists()


def test_a_body_meets_once_a_day(meeting, body, coordinator):
    with pytest.raises(Refused, match="allerede møde"):
        call(body, DAY, by=coordinator, now=NOW)
    assert body.meetings.count() == 1


def test_a_body_that_is_over_does_not_meet(body, coordinator):
    Body.objects.filter(pk=body.pk).update(valid_to=date(2025, 10, 1))
    with pytest.raises(Refused, match="ikke et organ i kommunen"):
        call(body, DAY, by=coordinator, now=NOW)


def test_a_meeting_is_the_bodys_of_that_day(body, coordinator):
    Body.objects.filter(pk=body.pk).update(valid_to=date(2025, 12, 31))
    renamed = Body.objects.create(
        municipality=body.municipality,
        abbreviation="ØK",
        name="Økonomi- og Erhvervsudvalget",
        kind="finance",
        valid_from=date(2026, 1, 1),
    )
    assert call(body, date(2026, 1, 20), by=coordinator, now=NOW).body == renamed


def test_a_meeting_is_moved(meeting, coordinator):
    move(meeting, LATER, title="Ekstraordinært møde", place="", starts_at=time(17), by=coordinator, now=NOW)
    moved = Meeting.objects.get()
    assert (moved.held_on, moved.title, moved.place, moved.starts_at) == (LATER, "Ekstraordinært møde", "", time(17))


def test_a_moved_meeting_tells_from_which_day_until_it_is_back(meeting, coordinator):
    assert move(meeting, LATER, **UNTOLD, by=coordinator, now=NOW).moved_from == DAY
    assert move(meeting, LATER, **UNTOLD, by=coordinator, now=NOW).moved_from == DAY
    assert move(meeting, DAY, **UNTOLD, by=coordinator, now=NOW).moved_from is None


def test_a_meeting_is_not_moved_to_a_day_that_is_taken(meeting, body, coordinator):
    call(body, LATER, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="allerede møde"):
        move(meeting, LATER, **UNTOLD, by=coordinator, now=NOW)
    assert Meeting.objects.get(pk=meeting.pk).held_on == DAY


def test_the_day_of_a_decision_stays_but_the_place_may_be_told(meeting, coordinator):
    Decision.objects.create(municipality=meeting.municipality, meeting=meeting, title="Status", text="Godkendt.")
    with pytest.raises(Refused, match="truffet beslutninger"):
        move(meeting, LATER, **UNTOLD, by=coordinator, now=NOW)
    assert move(meeting, DAY, **UNTOLD | {"place": "Byrådssalen"}, by=coordinator, now=NOW).place == "Byrådssalen"


def test_a_meeting_is_taken_out(meeting, coordinator):
    cancel(meeting, by=coordinator, now=NOW)
    assert not Meeting.objects.exists() and Event.objects.filter(act="cancel_meeting").exists()


def test_a_refused_removal_changes_nothing(meeting, coordinator):
    Decision.objects.create(municipality=meeting.municipality, meeting=meeting, title="Status", text="Godkendt.")
    with pytest.raises(Refused, match=r"ØK 07\.10\.2025: Status"):
        cancel(meeting, by=coordinator, now=NOW)
    assert Meeting.objects.exists() and not Event.objects.filter(act="cancel_meeting").exists()
