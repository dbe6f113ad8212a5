# SPDX-License-Identifier: MPL-2.0
"""Who is told what of an item or a version: planned, due, done and dropped; each act a row."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from udmoent.audit.models import Event
from udmoent.editions.actions import seal
from udmoent.editions.check import violations
from udmoent.editions.communicating import communications, communications_about, plan_communication, tell_of
from udmoent.editions.communication_rules import Addressee, Telling, Told, telling, why_not_tell
from udmoent.editions.models import Communication, CommunicationState
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import begin_plan

ON = date(2025, 6, 15)
NOW = datetime(2025, 6, 15, 12, tzinfo=UTC)
STAFF = Told(addressee=Addressee.STAFF, message="Vi flytter", planned_on=date(2025, 6, 20), channel="intranet")


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ({"planned_on": date(2025, 6, 14)}, Telling.OVERDUE),
        ({"planned_on": ON}, Telling.DUE),
        ({"planned_on": date(2025, 6, 29)}, Telling.DUE),
        ({"planned_on": date(2025, 6, 30)}, Telling.PLANNED),
        ({"planned_on": date(2025, 6, 14), "done_on": ON}, Telling.DONE),
        ({"planned_on": date(2025, 6, 14), "done_on": date(2025, 6, 16)}, Telling.OVERDUE),
        ({"planned_on": date(2025, 6, 14), "dropped_because": "Udgået"}, Telling.DROPPED),
    ],
)
def test_how_it_stands_is_told_by_its_days(told, stands):
    assert telling(replace(STAFF, **told), ON) == stands


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({}, 0),
        ({"message": ""}, 1),
        ({"message": "Ring til 010203-1234"}, 1),
        ({"done_on": date(2025, 6, 16)}, 1),
        ({"done_on": ON, "dropped_because": "Udgået"}, 1),
    ],
)
def test_what_may_not_be_said_is_refused(told, count):
    assert len(list(why_not_tell(replace(STAFF, **told), ON))) == count


def test_each_act_is_a_row_and_the_latest_holds(plan, item, coordinator):
    one = plan_communication(item, STAFF, by=coordinator, now=NOW)
    (planned,) = communications(plan, ON)
    assert (planned.item, planned.told, planned.telling) == ("A301", STAFF, Telling.DUE)
    done = replace(STAFF, done_on=ON)
    tell_of(one, done, since=planned.state, by=coordinator, now=NOW)
    (told,) = communications_about(item, ON)
    assert told.told == done and CommunicationState.objects.count() == 2
    acts = list(Event.objects.filter(thing="editions.communication").order_by("pk").values_list("act", flat=True))
    assert acts == ["plan_communication", "finish_communication"]


def test_the_same_words_write_no_row_and_what_was_changed_meanwhile_is_refused(plan, item, coordinator):
    one = plan_communication(item, STAFF, by=coordinator, now=NOW)
    first = one.states.get().pk
    assert tell_of(one, STAFF, since=first, by=coordinator, now=NOW) is None
    tell_of(one, replace(STAFF, message="Vi flytter i maj"), since=first, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="Intet er tabt"):
        tell_of(one, replace(STAFF, message="Vi flytter i juni"), since=first, by=coordinator, now=NOW)
    assert one.states.count() == 2


def test_an_earlier_day_shows_what_was_said_by_then(plan, item, coordinator):
    one = plan_communication(item, STAFF, by=coordinator, now=NOW)
    later = datetime(2025, 6, 20, 12, tzinfo=UTC)
    tell_of(one, replace(STAFF, done_on=date(2025, 6, 20)), since=one.states.get().pk, by=coordinator, now=later)
    assert [found.telling for found in communications(plan, date(2025, 6, 20))] == [Telling.DONE]
    assert [found.telling for found in communications(plan, date(2025, 6, 19))] == [Telling.DUE]
    assert communications(plan, date(2025, 6, 14)) == []


def test_what_calls_for_somebody_comes_first_of_items_and_versions_alike(plan, item, coordinator):
    edition = seal(plan, "original", date(2025, 1, 15), by=coordinator, now=NOW)
    plan_communication(item, replace(STAFF, planned_on=date(2025, 12, 1)), by=coordinator, now=NOW)
    plan_communication(edition, replace(STAFF, planned_on=date(2025, 6, 1)), by=coordinator, now=NOW)
    found = communications(plan, ON)
    assert [(one.item, one.edition_name, one.telling) for one in found] == [
        ("", "original", Telling.OVERDUE),
        ("A301", "", Telling.PLANNED),
    ]
    assert [one.edition for one in communications_about(edition, ON)] == [edition.pk]


def test_a_refused_plan_writes_nothing(item, coordinator):
    with pytest.raises(Refused):
        plan_communication(item, replace(STAFF, message=""), by=coordinator, now=NOW)
    assert not Communication.objects.exists()


def test_a_communication_of_another_plan_or_without_words_is_found(plan, item, coordinator, town):
    plan_communication(item, STAFF, by=coordinator, now=NOW)
    assert [one.rule for one in violations() if "communication" in one.rule] == []
    other = begin_plan(town, "En anden plan", budget_year=2026, by=coordinator, now=NOW)
    Communication.objects.create(municipality=town, plan=other, item=item)
    assert {one.rule for one in violations() if "communication" in one.rule} == {
        "communication_says_something",
        "communication_is_about_its_own_plan",
    }
