# SPDX-License-Identifier: MPL-2.0
from dataclasses import replace
from datetime import date

import pytest

from udmoent.editions import selection
from udmoent.editions.content import Amount, ItemContent, PlanContent
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Commitment, Kind, Stage

TODAY = date(2025, 9, 30)


def item(number: str, **told: object) -> ItemContent:
    facts = {"id": int(number[1:]), "kind": Kind.OPERATING, "title": f"Punkt {number}", "body": "BUU"} | told
    return ItemContent(number=number, **facts)


def content(*items: ItemContent) -> PlanContent:
    return PlanContent(municipality="", plan="", budget_year=2025, as_of=TODAY, items=items)


def time(text: str) -> IndicativeTime:
    return IndicativeTime.read(text, 2025)


ITEMS = (
    item("D1", time=time("marts 2025"), responsible="skolechef", unit="Skoler", contributors=("HR-chef",)),
    item("D2", time=time("2. kvartal 2025"), is_cross_cutting=True, closed_on=date(2025, 5, 1), stage=Stage.CLOSED),
    item("D3", time=time("løbende"), commitments=(Commitment(party="MED", promise="Høres om skolerne"),)),
    item("D4", amounts=(Amount(year=2025, phase="adopted", nature="operating", price_level="2025", kroner=-500_000),)),
)


def numbers(*conditions: selection.Condition) -> list[str]:
    return [one.number for one in selection.pick(ITEMS, conditions)]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (selection.is_one_of("responsible", {"skolechef"}), ["D1"]),
        (selection.is_one_of("responsible", {""}), ["D2", "D3", "D4"]),
        (selection.is_one_of("contributors", {"HR-chef", "x"}), ["D1"]),
        (selection.is_one_of("contributors", {""}), ["D2", "D3", "D4"]),
        (selection.is_one_of("stage", {"closed"}), ["D2"]),
        (selection.says(("commitments",), "skole"), ["D3"]),
        (selection.found("skole"), ["D1", "D3"]),
        (selection.changed_between({1: date(2025, 3, 1), 2: date(2025, 4, 1)}, date(2025, 3, 2), None), ["D2"]),
        (selection.changed_between({1: date(2025, 3, 1), 2: date(2025, 4, 1)}, None, date(2025, 3, 1)), ["D1"]),
        (selection.is_between("time", date(2025, 3, 15), date(2025, 4, 1)), ["D1", "D2"]),
        (selection.is_between("time", None, date(2025, 3, 1)), ["D1"]),
        (selection.is_between("closed_on", date(2025, 5, 1), None), ["D2"]),
        (selection.adopted_between(None, -1), ["D4"]),
        (selection.adopted_between(-500_000, None, 2026), []),
        (selection.is_cross_cutting(), ["D2"]),
        (selection.is_cross_cutting(False), ["D1", "D3", "D4"]),
        (selection.answers({"skolechef"}), ["D1"]),
        (selection.passed(TODAY), ["D1"]),
        (selection.silent({1: date(2025, 1, 1), 2: date(2025, 1, 1), 3: date(2025, 9, 1)}, TODAY, 60), ["D1"]),
        (selection.belongs_to({"Skoler": "Velfærd"}, {"Velfærd"}), ["D1"]),
    ],
)
def test_a_condition_picks_those_of_which_it_holds(condition, found):
    assert numbers(condition) == found


def test_all_conditions_must_hold():
    assert numbers(selection.found("skole"), selection.passed(TODAY)) == ["D1"]


def test_moved_are_those_whose_time_was_another_and_changed_also_the_new():
    earlier = content(replace(ITEMS[0], time=time("januar 2025")), replace(ITEMS[1], title="Andet"), ITEMS[2])
    assert numbers(selection.moved_since(earlier)) == ["D1"]
    assert numbers(selection.changed_since(earlier)) == ["D1", "D2", "D4"]


def order(fact: str, *, is_reversed: bool = False) -> list[str]:
    return [one.number for one in selection.in_order(ITEMS, selection.order_of(fact), is_reversed=is_reversed)]


def test_times_are_sorted_by_their_days_and_what_tells_none_comes_last_either_way():
    assert order("time") == ["D1", "D2", "D3", "D4"]
    assert order("time", is_reversed=True) == ["D3", "D2", "D1", "D4"]


def test_stages_are_sorted_by_their_own_order():
    assert order("stage") == ["D1", "D3", "D4", "D2"]


def test_amounts_are_sorted_by_year():
    told = selection.in_order(ITEMS, selection.adopted_in(2025))
    assert told[0].number == "D4"


def test_groups_hold_each_item_once_the_nameless_last():
    groups = selection.grouped(ITEMS, lambda one: one.responsible)
    assert [(group.key, len(group.items)) for group in groups] == [("skolechef", 1), ("", 3)]


def test_groups_come_in_the_order_told_and_then_in_the_alphabets():
    items = [item(f"D{place}", body=body) for place, body in enumerate(("BUU", "ØK", "ABC"), 1)]
    assert [group.key for group in selection.grouped(items, lambda one: one.body, ["ØK"])] == ["ØK", "ABC", "BUU"]


def test_a_directors_area_is_the_topmost_unit():
    units = {"Hold": "Skoler", "Skoler": "Velfærd", "Velfærd": None, "Ring": "Kreds", "Kreds": "Ring"}
    areas = selection.areas_of(units)
    assert areas["Hold"] == areas["Velfærd"] == "Velfærd" and areas["Ring"] in ("Ring", "Kreds")
