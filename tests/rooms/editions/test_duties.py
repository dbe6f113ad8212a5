# SPDX-License-Identifier: MPL-2.0
"""What waits for whom, and what the plan lacks."""

from datetime import date

import pytest
from hypothesis import given, settings

from tests.properties import examples
from tests.rooms.editions.contents import ITEMS, content
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.duties import Because, Lack, closed_not_noted, duties, lacks, to_watch
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Kind, Stage

DAY = date(2025, 9, 30)
quickly = settings(max_examples=examples(60), deadline=None, derandomize=True)


def an_item(**told: object) -> ItemContent:
    whole = {"title": "Skole", "body": "BUU", "responsible": "skolechef", "course": "Kursen", "time": time("løbende")}
    return ItemContent(**{"id": 1, "number": "D301", "kind": Kind.OPERATING, **whole} | told)


def time(text: str) -> IndicativeTime:
    return IndicativeTime.read(text, 2025)


def plan_of(*items: ItemContent) -> PlanContent:
    return PlanContent(municipality="Norddjurs", plan="Plan", budget_year=2025, as_of=DAY, items=items)


def why(item: ItemContent, *, said: date = DAY, is_mine: bool = True) -> tuple[Because, ...]:
    found = duties(plan_of(item), {1: said}, is_mine=lambda _facts: is_mine, parties=frozenset({"dagtilbud"}))
    return found[0].because if found else ()


@pytest.mark.parametrize(
    ("told", "because"),
    [
        ({"time": time("marts 2025")}, Because.PASSED),
        ({"assessment": Assessment.RED, "reason": "Dyrt"}, Because.UNEXPLAINED),
        ({"stage": Stage.AWAITING_DECISION}, Because.AWAITING),
        ({"commitments": (Commitment(party="Dagtilbud", promise="Leverer"),)}, Because.UNCONFIRMED),
    ],
)
def test_an_item_of_ones_own_waits_with_its_reason(told, because):
    assert why(an_item(**told)) == (because,)
    assert why(an_item(**told | {"stage": Stage.WITHDRAWN})) == ()


def test_an_item_waits_after_more_than_sixty_silent_days():
    assert why(an_item(), said=date(2025, 7, 31)) == (Because.SILENT,)
    assert why(an_item(), said=date(2025, 8, 1)) == ()


def test_of_other_peoples_items_only_ones_own_promise_waits():
    promised = (Commitment(party="Dagtilbud"), Commitment(party="Skoler"))
    theirs = an_item(time=time("marts 2025"), commitments=promised)
    assert why(theirs, is_mine=False) == (Because.UNCONFIRMED,)
    confirmed = an_item(commitments=(Commitment(party="Dagtilbud", confirmed_on=DAY), Commitment(party="Skoler")))
    assert why(confirmed, is_mine=False) == ()


def test_an_explained_yellow_item_does_not_wait():
    assert why(an_item(assessment=Assessment.YELLOW, reason="Dyrt", mitigation="Der findes besparelser")) == ()


def test_the_directorate_watches_cross_cutting_items_only():
    red = an_item(assessment=Assessment.RED)
    crossing = an_item(number="D101", assessment=Assessment.RED, is_cross_cutting=True)
    found = to_watch(plan_of(red, crossing), {})
    assert [(duty.item.number, duty.because) for duty in found] == [("D101", (Because.RED,))]


def test_what_is_closed_waits_until_a_committee_has_taken_note():
    closed = an_item(stage=Stage.CLOSED, closed_on=DAY, closed_by="skolechef", closing_reason=ClosingReason.NOT_STATED)
    assert closed_not_noted(plan_of(closed, an_item(number="D302"))) == (closed,)
    assert lacks(plan_of(closed)) == {Lack.CLOSING_REASON: (closed,)}


@pytest.mark.parametrize(
    ("told", "lack"),
    [
        ({"responsible": ""}, Lack.RESPONSIBLE),
        ({"time": time("")}, Lack.TIME),
        ({"course": ""}, Lack.COURSE),
        ({"kind": Kind.INTENT}, Lack.HEADING),
        ({"is_cross_cutting": True}, Lack.COORDINATION),
        ({"assessment": Assessment.YELLOW}, Lack.EXPLANATION),
    ],
)
def test_an_open_item_lacks_what_it_does_not_tell(told, lack):
    assert list(lacks(plan_of(an_item(**told)))) == [lack]
    assert not lacks(plan_of(an_item()))


@quickly
@given(ITEMS)
def test_nothing_that_is_over_waits_for_anybody(items):
    whole = content(items)
    said = dict.fromkeys((item.id for item in whole.items), date(2000, 1, 1))
    found = duties(whole, said, is_mine=lambda _facts: True, parties=frozenset())
    assert all(duty.item.stage not in (Stage.CLOSED, Stage.WITHDRAWN) for duty in (*found, *to_watch(whole, said)))
