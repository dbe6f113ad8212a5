# SPDX-License-Identifier: MPL-2.0
"""The sample's money: its pictures and lists have something to show, and nothing of it breaks a rule."""

from udmoent.demo.actions import DEMO_TODAY
from udmoent.economy.capital import Finding
from udmoent.economy.price_levels import indices_on
from udmoent.economy.prices import rate
from udmoent.economy.projects import steps_on
from udmoent.economy.steps import Step
from udmoent.economy.targets import targets_on
from udmoent.editions.capital import overviews
from udmoent.editions.gather import gather
from udmoent.editions.savings import savings
from udmoent.indicators.gather import standings
from udmoent.indicators.rules import Way
from udmoent.plan.models import Plan


def test_the_capital_overview_shows_steps_warnings_accounts_and_a_frame(demo: Plan):
    [overview] = overviews(gather(demo, DEMO_TODAY).items, steps_on(demo.items.values("pk"), DEMO_TODAY))
    found = {one.step for one in overview.projects}
    assert {Step.IDEA, Step.APPROPRIATED, Step.EXECUTION, Step.IN_USE, Step.ACCOUNTS_APPROVED} <= found
    told = {one.item.number: set(one.findings) for one in overview.projects}
    assert Finding.SPENT_OVER_RELEASED in told["A401"] and Finding.ACCOUNTS_MISSING in told["A504"]
    assert [one.item.number for one in overview.projects if one.is_done and one.has_separate_accounts] == ["A401"]
    assert [one.item.number for one in overview.of_frame("A304")] == ["A304", "A306"]


def test_savings_are_held_against_targets_told_as_amounts_and_as_a_share(demo: Plan):
    targets = targets_on(demo.municipality, 2025, DEMO_TODAY)
    assert targets["", 2025].kroner == -9_000_000 and targets["", 2025].percent == 1
    assert {body for body, year in targets if year == 2025} == {"", "BUU", "KFU", "MTU"}
    [found] = savings(gather(demo, DEMO_TODAY).items, 2025)
    assert {"R104", "D104"} == {one.number for one in found.closed_unrealised}
    assert found.whole.expected != found.whole.adopted and found.whole.realised < 0


def test_prices_can_be_converted(demo: Plan):
    indices = indices_on(demo.municipality, DEMO_TODAY)
    assert rate("2025", "2026", indices).of(4_000_000) == 4_128_000


def test_the_cross_cutting_efforts_have_indicators_that_say_they_are_invented(demo: Plan):
    items = {item.id: item.number for item in gather(demo, DEMO_TODAY).items}
    found = standings(demo.municipality, DEMO_TODAY)
    assert {"R101", "R102", "R103", "R104", "H101"} <= {items[one] for told in found for one in told.facts.threads}
    assert all("Eksempel" in one.facts.about and "opdigtede" in one.facts.about for one in found)
    assert {one.way for one in found} >= {Way.RIGHT, Way.WRONG} and any(one.owed_since for one in found)
    assert any(measured.corrects for one in found for measured in one.told)
