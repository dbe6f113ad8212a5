# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest

from udmoent.editions.agenda import SECTIONS, Agenda, agenda, meeting_before, reasons
from udmoent.editions.gather import gather
from udmoent.followup.actions import finish, raise_follow_up
from udmoent.followup.meeting import decide
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import NewItem, add_all, change, close
from udmoent.plan.facts import ClosingReason, Commitment, Facts, Kind
from udmoent.plan.notes import write_note

BEGUN, AUGUST, SEPTEMBER, ON = date(2025, 7, 1), date(2025, 8, 25), date(2025, 9, 22), date(2025, 9, 30)
RED = {"assessment": "red", "reason": "Salget", "mitigation": "Nyt udbud"}


@pytest.fixture
def items(plan, act):
    told = [
        ("Stille", {}),
        ("Rød og stille", RED),
        ("Asfalt", {"is_cross_cutting": False} | RED),
        ("Lovet", {"commitments": (Commitment(party="IT"),)}),
    ]
    new = [Facts(title=title, body="ØK", **{"is_cross_cutting": True} | more) for title, more in told]
    return add_all(plan, [NewItem(kind=Kind.RAADERUM, facts=one) for one in new], act=act(BEGUN))


@pytest.fixture
def listed(plan):
    def made(meeting, on=ON) -> Agenda:
        before = meeting_before(meeting)
        since = gather(plan, before.held_on) if before else None
        return agenda(plan, meeting, gather(plan, on), previous=before, since=since)

    return made


@pytest.fixture
def by(coordinator):
    return lambda day: {"by": coordinator, "now": datetime(day.year, day.month, day.day, 12, tzinfo=UTC)}


def test_each_open_cross_cutting_item_stands_once_under_its_weightiest_reason(items, meet, listed, act):
    change(items[3], act=act(date(2025, 9, 29)), status_text="I gang")
    found = listed(meet(SEPTEMBER))
    told = {section.code: [matter.item.title for matter in section.matters] for section in found.sections}
    assert told == {"red": ["Rød og stille"], "silent": ["Stille"], "unconfirmed": ["Lovet"]}
    assert found.sections[0].matters[0].also == ("silent",)


def test_the_reasons_come_in_the_order_of_the_sections(items, meet, listed, act):
    change(
        items[1],
        act=act(date(2025, 7, 2)),
        stage="awaiting_decision",
        time=IndicativeTime.read("august 2025", 2025),
        commitments=(Commitment(party="HR"),),
    )
    (item,) = (one.item for one in listed(meet(SEPTEMBER)).matters if one.item.title == "Rød og stille")
    found = reasons(item, {item.id: date(2025, 7, 2)}, ON)
    assert found == ["red", "awaiting_decision", "silent", "passed", "unconfirmed"]
    assert found == [code for code in SECTIONS if code in found]


def test_what_is_closed_is_gone_through_no_more_but_told(items, meet, listed, act):
    meet(AUGUST)
    close(items[0], reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 9, 1)))
    found = listed(meet(SEPTEMBER))
    assert "Stille" not in [matter.item.title for matter in found.matters]
    assert [item.title for item in found.ended] == ["Stille"]


def test_changes_are_held_against_the_day_of_the_meeting_before(items, meet, listed, act):
    change(items[0], act=act(date(2025, 8, 1)), status_text="Før")
    meet(AUGUST)
    change(items[1], act=act(date(2025, 9, 1)), status_text="Efter")
    found = listed(meet(SEPTEMBER))
    assert found.previous.held_on == AUGUST
    assert {one.title for one in found.comparison.changed} == {"Rød og stille"}


def test_the_first_meeting_has_nothing_to_be_held_against(items, meet, listed):
    found = listed(meet(SEPTEMBER))
    assert found.previous is None and found.comparison is None and found.done == ()


def test_a_follow_up_comes_back_until_it_is_done_and_is_then_told_once(plan, items, meet, listed, by):
    august, september, october = meet(AUGUST), meet(SEPTEMBER), meet(date(2025, 10, 20))
    raised = raise_follow_up(items[0], "Spørg IT", meeting=august, on=AUGUST, **by(AUGUST))
    assert listed(august, AUGUST).still == ()
    assert [one.text for matter in listed(august, AUGUST).matters for one in matter.follow_ups] == ["Spørg IT"]
    assert listed(september, SEPTEMBER).still == (raised,)
    finish(raised, outcome="Spurgt", on=date(2025, 9, 10), **by(date(2025, 9, 10)))
    assert (listed(september, SEPTEMBER).still, listed(september, SEPTEMBER).done) == ((), (raised,))
    assert listed(october, date(2025, 10, 20)).done == ()


def test_notes_and_decisions_stand_at_the_item(items, meet, listed, by, act):
    august, september = meet(AUGUST), meet(SEPTEMBER)
    write_note(items[0], "Følges", act=act(AUGUST))
    decide(items[0], august, "Vent", title="R101", **by(SEPTEMBER))
    decide(items[0], september, "Gå i gang", title="R101", **by(SEPTEMBER))
    (now,) = (one for one in listed(september).matters if one.item.title == "Stille")
    assert now.note.text == "Følges"
    assert [(one.text, one.is_now) for one in now.decided] == [("Gå i gang", True), ("Vent", False)]
    (then,) = (one for one in listed(august, AUGUST).matters if one.item.title == "Stille")
    assert [(one.text, one.is_now) for one in then.decided] == [("Vent", True)]
