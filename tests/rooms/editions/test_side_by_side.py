# SPDX-License-Identifier: MPL-2.0
"""Several years' plans beside each other: a row for each topic, with what was carried, new and left."""

from dataclasses import replace
from datetime import date

from tests.rooms.editions.test_duties import an_item, plan_of
from udmoent.editions.content import BodyContent, PlanContent
from udmoent.editions.side_by_side import Fate, side_by_side
from udmoent.editions.year_plan import year_plan
from udmoent.plan.facts import Stage, Treatment

BODIES = tuple(
    BodyContent(abbreviation=one, name=one, digit="1", valid_from=date(2022, 1, 1)) for one in ("BUU", "MTU")
)


def of_year(year: int, *items) -> PlanContent:
    return replace(plan_of(*items), plan=f"Plan {year}", budget_year=year, bodies=BODIES)


def three() -> list[PlanContent]:
    first = of_year(2025, an_item(number="D301"), an_item(number="D302", body="MTU"), an_item(number="D303"))
    second = of_year(
        2026, an_item(number="D301", follows="Plan 2025 D301"), an_item(number="D302", body="MTU", title="En anden")
    )
    third = of_year(
        2027, an_item(number="R305", follows="Plan 2026 D301"), an_item(number="D303", follows="Plan 2025 D303")
    )
    return [third, first, second]


def numbers(found) -> list[list[str]]:
    return [[item.number if item else "" for item in topic.items] for topic in found.topics]


def test_a_topic_has_a_row_with_its_item_in_each_plan():
    found = side_by_side(three())
    assert [content.budget_year for content in found.contents] == [2025, 2026, 2027]
    assert numbers(found) == [
        ["D301", "D301", "R305"],
        ["D303", "", "D303"],
        ["", "D302", ""],
        ["D302", "", ""],
    ]


def test_what_was_carried_new_and_left_is_counted_for_each_plan_but_the_first():
    first, second, third = side_by_side(three()).counts
    assert not first
    assert second == {Fate.CARRIED: 1, Fate.NEW: 1, Fate.LEFT: 1}
    assert third == {Fate.CARRIED: 2, Fate.LEFT: 1}


def test_a_body_sees_the_topics_that_it_has_in_any_plan_and_a_fate_narrows_them():
    assert numbers(side_by_side(three(), body="MTU")) == [["", "D302", ""], ["D302", "", ""]]
    assert numbers(side_by_side(three(), fate="new")) == [["", "D302", ""]]


def test_of_plans_seen_in_part_only_what_is_carried_is_told():
    found = side_by_side(three(), are_whole=False)
    assert {fate for topic in found.topics for fate in topic.fates} == {None, Fate.CARRIED}


def test_a_plan_alone_has_no_fates():
    found = side_by_side([of_year(2025, an_item())])
    assert [topic.fates for topic in found.topics] == [(None,)]


def test_what_goes_on_is_in_a_bodys_work_plan_once():
    planned = Treatment(body="BUU", form="beslutning", time="14.1.2026")
    old = of_year(2025, an_item(treatments=(planned,), stage=Stage.AWAITING_DECISION))
    new = of_year(2026, an_item(treatments=(planned,), follows="Plan 2025 D301", stage=Stage.AWAITING_DECISION))
    made = year_plan([old, new], {"BUU"}, [date(2026, 1, 14)], year=2026, most=None)
    assert [one.plan for sitting in made.sittings for one in sitting.treated] == ["Plan 2026"]
    assert not made.unplanned
    bare = replace(new, items=(replace(new.items[0], treatments=()),))
    made = year_plan([old, bare], {"BUU"}, [date(2026, 1, 14)], year=2026, most=None)
    assert [one.plan for sitting in made.sittings for one in sitting.treated] == ["Plan 2025"]
    assert not made.unplanned
