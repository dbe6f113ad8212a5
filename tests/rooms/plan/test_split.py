# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.economy.actions import AmountKey, amounts_as_of, set_amounts, split_with_amounts
from udmoent.editions.gather import gather
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import NewItem, add, change, close
from udmoent.plan.facts import ClosingReason, Facts, Kind, Origin
from udmoent.plan.splitting import Part, split

DAY = date(2025, 3, 1)
OF_2025 = AmountKey(2025, "adopted", "capital", "2025")


def test_the_item_stays_and_a_new_one_names_it(plan, item, act):
    change(item, act=act(date(2025, 1, 10)), is_cross_cutting=True, other_bodies=("KFU",), strategies=("Verdensmål 4",))
    (new,) = split(
        item, [Part(title="Legeplads", course="Anlægges.", responsible="vejchef")], act=act(DAY), title="Huset"
    )
    told = {one.number: one for one in gather(plan, DAY).items}
    whole, part = told[item.number], told[new.number]
    assert whole.title == "Huset" and whole.agreed_text and not part.agreed_text
    assert (part.derived_from, part.origin, part.kind) == (item.number, Origin.ADDED, whole.kind)
    assert (part.course, part.responsible, part.body) == ("Anlægges.", "vejchef", "BUU")
    assert part.is_cross_cutting and part.other_bodies == ("KFU",) and part.strategies == ("Verdensmål 4",)


def test_a_saving_that_fills_another_is_filled_by_its_parts_too(plan, item, act):
    add(plan, NewItem(kind=Kind.OPERATING, number="D101", facts=Facts(title="Bidrag", body="ØK")), act=act(DAY))
    change(item, act=act(DAY), fills="D101")
    (new,) = split(item, [Part(title="Legeplads")], act=act(DAY))
    assert {one.number: one.fills for one in gather(plan, DAY).items}[new.number] == "D101"


def test_what_is_over_is_not_split(item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(DAY))
    with pytest.raises(Refused, match="afsluttet"):
        split(item, [Part(title="Legeplads")], act=act(DAY))


def test_a_split_needs_a_new_item(item, act):
    with pytest.raises(Refused):
        split(item, [], act=act(DAY))


def test_the_sum_is_held(item, act):
    set_amounts(item, {OF_2025: 4_000_000}, act=act(DAY))
    parts = [(Part(title="Legeplads"), {OF_2025: 1_000_000}), (Part(title="Legeplads"), {OF_2025: 500_000})]
    new = split_with_amounts(item, parts, act=act(DAY))
    amounts = amounts_as_of([one.pk for one in (item, *new)], DAY)
    assert [amounts[one.pk][OF_2025] for one in (item, *new)] == [2_500_000, 1_000_000, 500_000]


@pytest.mark.parametrize("share", [4_000_001, -1])
def test_refused_dividing_changes_nothing(plan, item, act, share):
    set_amounts(item, {OF_2025: 4_000_000}, act=act(DAY))
    with pytest.raises(Refused):
        split_with_amounts(item, [(Part(title="Legeplads"), {OF_2025: share})], act=act(DAY))
    assert plan.items.count() == 1 and amounts_as_of([item.pk], DAY)[item.pk] == {OF_2025: 4_000_000}
