# SPDX-License-Identifier: MPL-2.0
"""An item's treatments are told in the order of its route, and go along with their meetings."""

from datetime import UTC, date, datetime, time

import pytest

from udmoent.editions.compare import compare
from udmoent.editions.gather import gather
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import call
from udmoent.organisation.models import Body, Municipality
from udmoent.plan.actions import NewItem, add, begin_plan, change, close
from udmoent.plan.facts import ClosingReason, Facts, Kind, Treatment
from udmoent.plan.models import Item, Plan
from udmoent.plan.treating import (
    bring_forward,
    change_treatment,
    drop_treatment,
    move_meeting,
    names_of,
    take_back,
    treat,
)
from udmoent.plan.treatment_rules import against_order, why_not_treat

ON = date(2025, 9, 29)
NOW = datetime(2025, 9, 29, 9, tzinfo=UTC)
DAY, LATER = date(2025, 10, 8), date(2025, 10, 22)
BUU = Treatment(body="BUU", form="beslutning", time="8.10.2025", task="Vælg en grund")
OEK = Treatment(body="ØK", form="beslutning", time="november 2025")
UNTOLD = {"title": "", "place": "", "starts_at": None}


def route(item: Item, on: date = ON) -> tuple[Treatment, ...]:
    return item.plan.items.filter(pk=item.pk).as_of(on).get().facts.treatments


@pytest.fixture
def planned(item: Item, act) -> Item:
    treat(item, BUU, act=act(ON))
    treat(item, OEK, act=act(ON))
    return item


def test_each_new_treatment_comes_last_in_the_route(planned):
    assert route(planned) == (BUU, OEK)


def test_what_was_planned_earlier_is_kept_and_compared(planned, act):
    change_treatment(planned, OEK, Treatment(body="ØK", time="januar 2026"), act=act(date(2025, 9, 30)))
    assert route(planned, ON) == (BUU, OEK)
    before, after = (gather(planned.plan, day) for day in (ON, date(2025, 9, 30)))
    assert [change.field for change in compare(before, after).changed] == ["treatments"]


def test_a_treatment_is_changed_where_it_stands(planned, act):
    held = Treatment(body="BUU", form="drøftelse", time="8.9.2025", held_on=date(2025, 9, 8))
    change_treatment(planned, BUU, held, act=act(ON))
    assert route(planned) == (held, OEK)


def test_a_treatment_is_taken_away_and_brought_forward(planned, act):
    bring_forward(planned, OEK, act=act(ON))
    assert route(planned) == (OEK, BUU)
    drop_treatment(planned, OEK, act=act(ON))
    assert route(planned) == (BUU,)


def test_the_first_comes_no_earlier(planned, act):
    with pytest.raises(Refused, match="allerede den første"):
        bring_forward(planned, BUU, act=act(ON))


def test_the_same_is_not_planned_twice(planned, act):
    with pytest.raises(Refused, match="på netop den måde"):
        treat(planned, BUU, act=act(ON))
    with pytest.raises(Refused, match="på netop den måde"):
        change_treatment(planned, OEK, BUU, act=act(ON))
    assert change_treatment(planned, BUU, BUU, act=act(ON)) is None and route(planned) == (BUU, OEK)


def test_what_another_has_changed_meanwhile_is_not_overwritten(planned, act):
    change_treatment(planned, BUU, Treatment(body="BUU", time="december 2025"), act=act(ON))
    for overtaken in (
        lambda: change_treatment(planned, BUU, OEK, act=act(ON)),
        lambda: drop_treatment(planned, BUU, act=act(ON)),
    ):
        with pytest.raises(Refused, match="siden den blev vist"):
            overtaken()
    assert route(planned) == (Treatment(body="BUU", time="december 2025"), OEK)


def test_an_item_that_is_over_is_planned_nowhere_but_may_have_been_treated(planned, act):
    close(planned, reason=ClosingReason.IMPLEMENTED, act=act(ON))
    with pytest.raises(Refused, match="Genåbn"):
        treat(planned, Treatment(body="KB"), act=act(ON))
    held = Treatment(body="ØK", held_on=ON)
    change_treatment(planned, OEK, held, act=act(ON))
    assert route(planned) == (BUU, held)


@pytest.mark.parametrize(
    ("treatment", "sentence"),
    [
        (Treatment(body="XYZ"), "intet organ"),
        (Treatment(body=""), "intet organ"),
        (Treatment(body="BUU", held_on=date(2025, 9, 30)), "på en dag, der kommer"),
        (Treatment(body="BUU", held_on=ON), None),
        (Treatment(body="BUU", time="når der er tid"), None),
    ],
)
def test_a_treatment_names_a_body_and_no_day_to_come(treatment, sentence):
    refusal = why_not_treat(treatment, {"BUU", "ØK"}, ON)
    assert (refusal is None) == (sentence is None) and (sentence or "") in str(refusal)


@pytest.mark.parametrize(
    ("times", "against"),
    [
        (("marts 2025", "april 2025", "maj 2025"), []),
        (("april 2025", "marts 2025"), [("A", "B")]),
        (("marts 2025", "marts 2025"), []),
        (("1. kvartal 2025", "3.3.2025"), []),  # may be right
        (("3.3.2025", "2.3.2025"), [("A", "B")]),
        (("april 2025", "", "marts 2025"), [("A", "C")]),  # over one without a time
        (("april 2025", "løbende", "afventer"), []),
        (("maj 2025", "april 2025", "marts 2025"), [("A", "B"), ("B", "C")]),
    ],
)
def test_times_that_run_against_the_route_are_told(times, against):
    treatments = [Treatment(body=body, time=time) for body, time in zip("ABC", times, strict=False)]
    assert [(one.body, other.body) for one, other in against_order(treatments, 2025)] == against


def test_the_day_it_was_held_counts_before_the_time_it_was_meant_for():
    held = Treatment(body="A", time="marts 2025", held_on=date(2025, 5, 14))
    assert against_order([held, Treatment(body="B", time="april 2025")], 2025)


# Meetings that move


@pytest.fixture
def meeting(town: Municipality, coordinator):
    return call(town.bodies.get(abbreviation="BUU"), DAY, by=coordinator, now=NOW)


def test_what_is_planned_at_a_meeting_goes_along_when_it_moves(meeting, planned, coordinator, act):
    assert move_meeting(meeting, LATER, **UNTOLD, by=coordinator, now=NOW) == 1
    assert route(planned) == (Treatment(body="BUU", form="beslutning", time="22.10.2025", task="Vælg en grund"), OEK)
    state = planned.states.latest("pk")
    assert state.why == "Mødet er flyttet fra 8.10.2025 til 22.10.2025." and state.applies_on == ON


@pytest.mark.parametrize(
    "other",
    [
        Treatment(body="ØK", time="8.10.2025"),  # another body's
        Treatment(body="BUU", time="oktober 2025"),  # no meeting's
        Treatment(body="BUU", time="8.10.2025", held_on=date(2025, 9, 8)),  # treated already
    ],
)
def test_nothing_else_goes_along(meeting, item, coordinator, act, other):
    treat(item, other, act=act(ON))
    assert move_meeting(meeting, LATER, **UNTOLD, by=coordinator, now=NOW) == 0
    assert route(item) == (other,)


def test_another_hour_moves_nothing(meeting, planned, coordinator):
    told = UNTOLD | {"starts_at": time(17)}
    assert move_meeting(meeting, DAY, **told, by=coordinator, now=NOW) == 0
    assert planned.states.count() == 3


def test_the_items_of_every_plan_go_along(meeting, planned, town, coordinator, act):
    other: Plan = begin_plan(town, "Udmøntningsplan 2026-2029", budget_year=2026, by=coordinator, now=NOW)
    facts = Facts(title="Næste år", body="BUU", treatments=(Treatment(body="BUU", time="8. oktober 2025"),))
    item = add(other, NewItem(kind=Kind.OPERATING, facts=facts), act=act(ON))
    assert move_meeting(meeting, LATER, **UNTOLD, by=coordinator, now=NOW) == 2
    assert route(item)[0].time == "22.10.2025"


def test_a_refused_move_leaves_the_items_where_they_were(meeting, planned, town, coordinator):
    call(town.bodies.get(abbreviation="BUU"), LATER, by=coordinator, now=NOW)
    with pytest.raises(Refused):
        move_meeting(meeting, LATER, **UNTOLD, by=coordinator, now=NOW)
    assert route(planned) == (BUU, OEK)


def test_a_body_answers_to_the_names_of_those_it_came_after(town):
    buu = town.bodies.get(abbreviation="BUU")
    told = {"municipality": town, "kind": "committee", "name": "Børne- og Skoleudvalget"}
    after = Body.objects.create(**told, abbreviation="BSU", valid_from=date(2026, 1, 1))
    buu.successor = after
    buu.save()
    assert names_of(after) == {"BSU", "BUU"} and names_of(buu) == {"BUU"}


# Taking back


def test_a_move_is_taken_back_as_a_state_of_its_own(planned, act):
    state = change_treatment(planned, BUU, Treatment(body="BUU", time="22.10.2025"), act=act(ON))
    take_back(state, act=act(ON))
    assert route(planned) == (BUU, OEK) and planned.states.count() == 5


def test_what_was_changed_since_is_not_taken_back(planned, act):
    state = change_treatment(planned, BUU, Treatment(body="BUU", time="22.10.2025"), act=act(ON))
    drop_treatment(planned, OEK, act=act(ON))
    with pytest.raises(Refused, match="ændret siden"):
        take_back(state, act=act(ON))


def test_another_fact_told_since_stays(planned, act):
    state = change_treatment(planned, BUU, Treatment(body="BUU", time="22.10.2025"), act=act(ON))
    change(planned, course="Bygges i træ", act=act(ON))
    take_back(state, act=act(ON))
    assert planned.plan.items.as_of(ON).get().course == "Bygges i træ"
