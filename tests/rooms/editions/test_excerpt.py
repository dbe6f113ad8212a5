# SPDX-License-Identifier: MPL-2.0
"""A body's excerpt, and its three lines that are never added."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from tests.properties import examples
from tests.rooms.editions.contents import BODIES, BODY, ITEMS, content
from udmoent.editions.content import Amount, BodyContent, ItemContent, Total
from udmoent.editions.excerpt import excerpt, shares
from udmoent.editions.totals import totals_of_plan
from udmoent.plan.facts import Kind, Stage

quickly = settings(max_examples=examples(60), deadline=None, derandomize=True)


def costing(number: str, body: str, kroner: int, **told: object) -> ItemContent:
    amounts = (Amount(year=2025, phase="adopted", nature="operating", price_level="2025", kroner=kroner),)
    return ItemContent(
        id=int(number[1:]), number=number, kind=Kind.OPERATING, title=number, body=body, amounts=amounts, **told
    )


def kroner(totals: tuple[Total, ...]) -> list[int]:
    return [total.kroner for total in totals]


@quickly
@given(ITEMS)
def test_the_union_of_all_excerpts_is_the_whole_plan(items):
    whole = content(items)
    shown = {item.number for body in BODIES for item in excerpt(whole, body).items}
    assert shown == {item.number for item in items}


@quickly
@given(ITEMS, BODY)
def test_an_excerpt_holds_own_shared_and_cross_cutting_items_in_the_plans_order(items, body):
    shown = excerpt(content(items), body).items
    expected = [i for i in items if i.is_cross_cutting or i.body == body or body in i.other_bodies]
    assert list(shown) == expected


@quickly
@given(ITEMS, BODY)
def test_the_cross_cutting_line_and_the_whole_are_the_same_in_every_excerpt(items, body):
    whole = content(items)
    totals = excerpt(whole, body).totals
    assert (totals.cross_cutting, totals.whole) == (whole.totals.cross_cutting, whole.totals.whole)


def test_an_item_is_in_one_line_beside_the_whole():
    items = (
        costing("D101", "ØK", 1, is_cross_cutting=True),
        costing("D301", "BUU", 10),
        costing("D501", "MTU", 100, other_bodies=("BUU",)),
        costing("D502", "MTU", 1000),
    )
    totals = excerpt(content(items), "BUU").totals
    assert (kroner(totals.own), kroner(totals.cross_cutting), kroner(totals.whole)) == ([110], [1], [1111])
    assert kroner(excerpt(content(items), "ØK").totals.own) == []


def test_what_fills_another_items_amount_or_is_withdrawn_is_not_counted():
    saving = costing("D101", "ØK", -9000)
    filling = costing("D102", "ØK", -500, fills="D101")
    withdrawn = costing("D103", "ØK", -70, stage=Stage.WITHDRAWN, withdrawn_reason="Besluttet")
    assert kroner(totals_of_plan((saving, filling, withdrawn)).whole) == [-9000]


def test_operating_and_capital_and_price_levels_are_never_added():
    (amount,) = costing("D101", "ØK", 5).amounts
    others = (replace(amount, nature="capital"), replace(amount, price_level="2026"), replace(amount, year=2026))
    item = replace(costing("D101", "ØK", 5), amounts=tuple(sorted((amount, *others))))
    assert kroner(totals_of_plan((item,)).whole) == [5, 5, 5, 5]


OLD = BodyContent(
    abbreviation="BUU",
    name="Børne- og Ungdomsudvalget",
    digit="3",
    valid_from=date(2022, 1, 1),
    valid_to=date(2025, 12, 31),
    successor="BFU",
)
NEW = BodyContent(abbreviation="BFU", name="Børne- og Familieudvalget", digit="3", valid_from=date(2026, 1, 1))


def shown(body: str, as_of: date) -> list[str]:
    whole = content((costing("D301", "BUU", 1),), bodies=(OLD, NEW), as_of=as_of)
    return [item.number for item in excerpt(whole, body).items]


def test_a_successor_sees_what_its_predecessor_led_once_it_has_taken_over():
    assert shown("BFU", date(2025, 12, 31)) == []
    assert shown("BFU", date(2026, 1, 1)) == ["D301"]


def test_a_body_that_was_ever_in_the_plan_can_be_asked_for():
    assert shown("BUU", date(2026, 1, 1)) == ["D301"]


@quickly
@given(ITEMS, BODY)
def test_each_item_of_an_excerpt_is_own_shared_or_cross_cutting(items, body):
    whole = content(items)
    part = shares(whole, body)
    told = [item.number for item in (*part.own, *part.shared, *part.cross_cutting)]
    assert sorted(told) == sorted(item.number for item in excerpt(whole, body).items)
