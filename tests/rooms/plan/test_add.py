# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.audit.models import Event
from udmoent.lib.refusal import Refused
from udmoent.organisation.configuration import NumberPattern
from udmoent.plan import rules
from udmoent.plan.actions import NewItem, add, add_all
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import Item, ItemState, Plan

DAY = date(2025, 1, 10)
NORDDJURS = NumberPattern(
    pattern="{letter}{digit}{serial:02}",
    letters={"operating": "D", "raaderum": "R", "capital": "A", "intent": "H"},
)


def new(title: str, kind: Kind = Kind.CAPITAL, number: str = "", body: str = "BUU", **told: object) -> NewItem:
    return NewItem(kind=kind, number=number, facts=Facts(title=title, body=body, **told))


def test_an_item_without_a_number_gets_the_next_one_of_its_part_and_body(plan: Plan, act, item: Item):
    assert item.number == "A301"
    numbers = [added.number for added in add_all(plan, [new("Legeplads"), new("Norm", Kind.OPERATING)], act=act(DAY))]
    assert numbers == ["A302", "D301"]


@pytest.mark.parametrize(
    ("taken", "number"),
    [
        ([], "D301"),
        (["D301", "D302"], "D303"),
        (["D301", "D307"], "D308"),
        (["D101", "A309", "D3XX"], "D301"),
        (["D399"], "D3100"),
    ],
)
def test_gaps_are_never_filled_and_other_numbers_do_not_count(taken, number):
    assert rules.Numbering(NORDDJURS, taken).next(Kind.OPERATING, "3") == number


@pytest.mark.parametrize(
    ("pattern", "taken", "number"), [("{serial}-A-{digit}", ["14-A-3"], "15-A-3"), ("TM{serial}", ["TM23"], "TM24")]
)
def test_other_towns_number_in_their_own_way(pattern, taken, number):
    assert rules.Numbering(NumberPattern(pattern=pattern, letters={}), taken).next(Kind.OPERATING, "3") == number


def test_no_number_is_given_twice_though_parts_share_a_pattern():
    numbering = rules.Numbering(NumberPattern(pattern="TM{serial}", letters={}), ["TM23"])
    assert [numbering.next(kind, digit) for kind in Kind for digit in ("", "0", "3")] == [
        f"TM{n}" for n in range(24, 36)
    ]


def test_a_number_is_never_used_again(plan: Plan, act, item: Item):
    with pytest.raises(Refused, match="A301"):
        add(plan, new("Legeplads", number="A301"), act=act(DAY))


@pytest.mark.parametrize(
    "wrong",
    [
        new(""),
        new("Legeplads", body="XYZ"),
        new("Legeplads", body=""),
        new("Legeplads", other_bodies=("XYZ",)),
        new("Legeplads", derived_from="A999"),
        new("Legeplads", number="A309", fills="A309"),
    ],
)
def test_a_refused_item_keeps_the_others_out_too(plan: Plan, act, wrong: NewItem):
    before = (Item.objects.count(), ItemState.objects.count(), Event.objects.count())
    with pytest.raises(Refused):
        add_all(plan, [new("Bro"), wrong], act=act(DAY))
    plan.refresh_from_db()
    assert (Item.objects.count(), ItemState.objects.count(), Event.objects.count()) == before
    assert plan.last_recorded_at is None


def test_items_of_one_act_may_point_to_one_another(plan: Plan, act):
    add_all(plan, [new("Afledt drift", derived_from="A301"), new("Hus", number="A301")], act=act(DAY))
    assert plan.items.count() == 2


def test_items_that_point_in_a_ring_are_refused(plan: Plan, act):
    ring = [new("Hane", number="A309", derived_from="A310"), new("Høne", number="A310", derived_from="A309")]
    with pytest.raises(Refused, match="A310"):
        add_all(plan, ring, act=act(DAY))
