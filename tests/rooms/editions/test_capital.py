# SPDX-License-Identifier: MPL-2.0
"""The capital projects: their shares by year, frames with what was distributed, and what follows from them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from udmoent.economy.steps import Step
from udmoent.editions.capital import is_released, overviews
from udmoent.editions.content import Amount, ItemContent
from udmoent.editions.totals import corrected, total
from udmoent.plan.facts import Facts, Kind, Stage


def item(number: str, amounts: dict[tuple[str, int], int], kind: Kind = Kind.CAPITAL, **told: object) -> ItemContent:
    nature = "capital" if kind == Kind.CAPITAL else "operating"
    of = tuple(
        Amount(year=year, phase=phase, nature=nature, price_level="2025", kroner=kroner)
        for (phase, year), kroner in amounts.items()
    )
    facts = Facts(title=number, body="BUU", **told)
    return ItemContent(id=int(number[1:]), number=number, kind=kind, amounts=of, **facts.told())


def test_a_share_is_the_corrected_one_and_the_rest_are_sums_of_all_years():
    money = {("adopted", 2025): 4, ("supplementary", 2025): 1, ("transfer", 2026): 2, ("appropriated", 2025): 7}
    money |= {("released", 2025): 3, ("released", 2026): 2, ("spent", 2025): 1}
    (overview,) = overviews([item("A1", money)], {1: Step.RELEASED})
    (project,) = overview.projects
    assert (dict(project.budget), project.appropriated, project.released, project.spent, project.transfer) == (
        *({2025: 5, 2026: 2}, 7, 5, 1),
        2,
    )
    assert project.step == Step.RELEASED and overview.years == (2025, 2026)


def test_a_frame_is_followed_by_what_was_distributed_from_it():
    items = [
        item("A1", {("adopted", 2025): 9}),
        item("A2", {("adopted", 2025): 5}),
        item("A3", {("adopted", 2025): 2}, derived_from="A1"),
        item("A4", {("adopted", 2025): 1}, derived_from="A3"),
    ]
    (overview,) = overviews(items, {})
    assert [one.item.number for one in overview.projects] == ["A1", "A3", "A4", "A2"]
    assert sum(one.whole_budget for one in overview.of_frame("A1")) == 11


def test_derived_operation_is_told_and_its_amounts_are_not_the_projects():
    items = [item("A1", {("adopted", 2025): 9}), item("D2", {("adopted", 2025): 4}, Kind.OPERATING, derived_from="A1")]
    (overview,) = overviews(items, {})
    (project,) = overview.projects
    assert [one.number for one in project.derived] == ["D2"] and project.whole_budget == 9


def test_what_is_withdrawn_is_left_out():
    assert overviews([item("A1", {("adopted", 2025): 9}, stage=Stage.WITHDRAWN)], {}) == []


PHASES = st.sampled_from(["adopted", "supplementary", "reallocation", "transfer", "spent", "released"])
MONEY = st.dictionaries(st.tuples(PHASES, st.integers(2025, 2028)), st.integers(-(10**9), 10**9), max_size=5)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MONEY, max_size=5))
def test_all_projects_are_together_the_plans_capital(moneys):
    items = [item(f"A{place}", money) for place, money in enumerate(moneys)]
    told = corrected(total(items))
    shown = {
        year: sum(one.budget.get(year, 0) for overview in overviews(items, {}) for one in overview.projects)
        for year in range(2025, 2029)
    }
    assert shown == {year: told.get(("capital", "2025", year), 0) for year in range(2025, 2029)}


@pytest.mark.parametrize(
    ("step", "money", "expected"),
    [
        (None, {}, False),
        (Step.APPROPRIATED, {("appropriated", 2025): 7}, False),
        (Step.RELEASED, {}, True),
        (Step.ACCOUNTS_APPROVED, {}, True),
        (None, {("released", 2025): 3}, True),
        (Step.BUDGETED, {("released", 2025): 0}, False),
    ],
)
def test_a_project_is_released_by_its_step_or_by_its_money(step, money, expected):
    assert is_released(item("A1", {("adopted", 2025): 9} | money), step) is expected
