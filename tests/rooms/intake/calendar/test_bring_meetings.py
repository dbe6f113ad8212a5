# SPDX-License-Identifier: MPL-2.0
"""Meetings are brought in as they were confirmed, and taken back as one."""

from datetime import UTC, date, datetime, time

import pytest

from udmoent.audit.models import Event
from udmoent.intake.calendar.actions import Came, bring_meetings, known_meetings, take_back_meetings
from udmoent.intake.calendar.draft import Wanted, called_on
from udmoent.intake.calendar.read import bodies_of, of_bodies_that_are
from udmoent.intake.calendar.reconcile import Deed, hold
from udmoent.intake.models import CalendarChange
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import call
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body
from udmoent.plan.actions import change
from udmoent.plan.facts import Treatment

NOW = datetime(2025, 9, 30, 9, tzinfo=UTC)
DAY, LATER, LAST, NEXT = date(2026, 1, 13), date(2026, 1, 20), date(2026, 1, 27), date(2026, 2, 10)


def wanted(day: date, **told: object) -> Wanted:
    return Wanted(**{"body": "ØK", "held_on": day} | told)


@pytest.fixture
def bring(town, coordinator):
    """`bring(wanted…)` does all that they would do, or what `chosen` says."""

    def make(*told: Wanted, chosen: dict[str, Deed] | None = None) -> CalendarChange:
        lines = hold(told, known_meetings(town)).lines
        every = {line.key: line.deed for line in lines}
        return bring_meetings(town, told, every | (chosen or {}), came=Came("plan.ics"), by=coordinator, now=NOW)

    return make


@pytest.fixture
def meeting(town, coordinator) -> Meeting:
    return call(town.bodies.get(abbreviation="ØK"), DAY, place="Lokale 1", source_key="a", by=coordinator, now=NOW)


def days() -> list[date]:
    return list(Meeting.objects.order_by("held_on").values_list("held_on", flat=True))


def test_new_meetings_are_called_with_all_that_is_told(bring):
    change = bring(wanted(DAY, starts_at=time(17), title="Temamøde", place="Lokale 1", source_key="a"), wanted(LATER))
    first, second = Meeting.objects.order_by("held_on")
    assert (first.starts_at, first.title, first.place, first.source_key) == (time(17), "Temamøde", "Lokale 1", "a")
    assert second.held_on == LATER and len(change.changes) == 2
    event = Event.objects.get(act="change_calendar")
    assert event.told == {"title": "plan.ics", "meetings": 2, "bodies": ["ØK"]}


def test_the_same_file_a_second_time_changes_nothing(bring, town):
    told = (wanted(DAY, source_key="a", starts_at=time(17)), wanted(LATER))
    bring(*told)
    assert not hold(told, known_meetings(town)).lines
    with pytest.raises(Refused, match="Intet er valgt"):
        bring(*told)


def test_a_moved_meeting_takes_along_what_is_planned(bring, meeting, item, act):
    change(item, treatments=(Treatment(body="ØK", time="13.1.2026"),), act=act(NOW.date()))
    bring(wanted(LATER, source_key="a"))
    moved = Meeting.objects.get()
    assert (moved.held_on, moved.moved_from, moved.place) == (LATER, DAY, "Lokale 1")
    assert item.states.latest("pk").facts.treatments == (Treatment(body="ØK", time="20.1.2026"),)


def test_meetings_that_each_take_the_next_ones_day_are_moved_in_turn(bring, meeting, town, coordinator):
    call(town.bodies.get(abbreviation="ØK"), LATER, source_key="b", by=coordinator, now=NOW)
    bring(wanted(LATER, source_key="a"), wanted(LAST, source_key="b"))
    assert {one.source_key: one.held_on for one in Meeting.objects.all()} == {"a": LATER, "b": LAST}


def test_a_guess_is_a_new_meeting_where_the_person_says_so(bring, meeting):
    Meeting.objects.update(source_key="")
    bring(wanted(LATER), chosen={f"ØK:{LATER}:move": Deed.CALL})
    assert days() == [DAY, LATER]


def test_what_is_not_chosen_is_not_done(bring, town, coordinator):
    told = (wanted(DAY), wanted(LATER))
    bring_meetings(town, told, {f"ØK:{DAY}:call": Deed.CALL}, came=Came("x"), by=coordinator, now=NOW)
    assert days() == [DAY]


def test_a_cancelled_meeting_is_taken_out_and_one_with_decisions_stays_with_everything_else(bring, meeting):
    Decision.objects.create(municipality=meeting.municipality, meeting=meeting, title="Status", text="Godkendt.")
    with pytest.raises(Refused, match="Status"):
        bring(wanted(DAY, is_cancelled=True), wanted(NEXT))
    assert days() == [DAY] and not CalendarChange.objects.exists()
    Decision.objects.all().delete()
    bring(wanted(DAY, is_cancelled=True), wanted(NEXT))
    assert days() == [NEXT]


def test_a_meeting_that_was_there_is_known_by_the_files_name_for_it_from_then_on(bring, meeting):
    Meeting.objects.update(source_key="")
    bring(wanted(DAY, source_key="x"), wanted(NEXT))
    assert Meeting.objects.get(held_on=DAY).source_key == "x"


# Taking back


def test_the_whole_change_is_taken_back_with_all_that_was_told(bring, meeting, town, coordinator):
    gone = call(town.bodies.get(abbreviation="BUU"), LAST, title="Seminar", starts_at=time(9), by=coordinator, now=NOW)
    before = [(one.body, one.held_on, one.title, one.place, one.starts_at) for one in known_meetings(town)]
    change = bring(
        wanted(LATER, source_key="a", title="Temamøde"),
        wanted(NEXT),
        wanted(LAST, body="BUU", is_cancelled=True),
    )
    assert days() == [LATER, NEXT] and gone.pk
    take_back_meetings(change, by=coordinator, now=NOW)
    assert [(one.body, one.held_on, one.title, one.place, one.starts_at) for one in known_meetings(town)] == before
    change.refresh_from_db()
    assert change.undone_by == coordinator and Meeting.objects.get(body__abbreviation="ØK").moved_from is None


def test_it_is_taken_back_once(bring, coordinator):
    change = bring(wanted(DAY))
    take_back_meetings(change, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="allerede taget tilbage"):
        take_back_meetings(change, by=coordinator, now=NOW)


def test_what_was_built_on_is_not_taken_back_and_nothing_of_the_rest(bring, coordinator):
    change = bring(wanted(DAY), wanted(NEXT))
    meeting = Meeting.objects.get(held_on=DAY)
    Decision.objects.create(municipality=meeting.municipality, meeting=meeting, title="Status", text="Godkendt.")
    with pytest.raises(Refused, match="Status"):
        take_back_meetings(change, by=coordinator, now=NOW)
    assert days() == [DAY, NEXT]


@pytest.mark.parametrize(("field", "sentence"), [("moved", "er flyttet siden"), ("gone", "er taget ud siden")])
def test_a_meeting_that_was_changed_since_is_left_to_a_person(bring, coordinator, field, sentence):
    change = bring(wanted(DAY))
    if field == "moved":
        Meeting.objects.update(held_on=LATER)
    else:
        Meeting.objects.all().delete()
    with pytest.raises(Refused, match=sentence):
        take_back_meetings(change, by=coordinator, now=NOW)


# Whose meetings they are


def test_a_meeting_after_a_renaming_is_the_successors(town):
    buu = town.bodies.get(abbreviation="BUU")
    told = {"municipality": town, "kind": "committee", "name": "Børne- og Skoleudvalget"}
    buu.successor = Body.objects.create(**told, abbreviation="BSU", valid_from=date(2026, 1, 1))
    buu.valid_to = date(2025, 12, 31)
    buu.save()
    bodies = bodies_of(town)
    assert [called_on(bodies, "BUU", day) for day in (date(2025, 12, 3), DAY)] == ["BUU", "BSU"]
    assert called_on(bodies, "BSU", date(2025, 12, 3)) is None


def test_what_is_no_body_that_day_or_not_ones_own_is_told_of(town):
    told = [wanted(date(2019, 1, 1), row=4), wanted(DAY, body="BUU"), wanted(DAY)]
    kept, others, missed = of_bodies_that_are(told, bodies_of(town), may_keep=lambda body: body != "BUU")
    assert kept == [told[2]] and others == [told[1]]
    assert [(one.row, one.why) for one in missed] == [
        (4, "ØK er ikke et organ i kommunen den 1.1.2019."),
    ]
