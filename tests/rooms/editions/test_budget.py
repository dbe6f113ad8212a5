# SPDX-License-Identifier: MPL-2.0
"""Whether the budget holds: each item counts once, and no sum is changed by how it is split or converted."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rooms.editions.contents import content as plan_content
from udmoent.economy.prices import Rate
from udmoent.editions.budget import NAMES, Service, Sums, budgets, converted, sanction, service_of
from udmoent.editions.content import Amount, ItemContent
from udmoent.editions.totals import corrected, total
from udmoent.plan.facts import Facts, Kind, Stage


def item(number: str, body: str = "BUU", kind: Kind = Kind.OPERATING, **told: object) -> ItemContent:
    amounts = told.pop("amounts", {})
    facts = Facts(title=number, body=body, **told)
    nature = "capital" if kind == Kind.CAPITAL else "operating"
    told_amounts = tuple(
        Amount(year=2025, phase=phase, nature=nature, price_level="2025", kroner=kroner)
        for phase, kroner in amounts.items()
    )
    return ItemContent(id=1, number=number, kind=kind, amounts=told_amounts, **facts.told())


PHASES = ("adopted", "supplementary", "reallocation", "transfer", "expected", "realised", "spent")
AMOUNT = st.builds(
    Amount,
    year=st.just(2025),
    phase=st.sampled_from(PHASES),
    nature=st.sampled_from(["operating", "capital"]),
    price_level=st.sampled_from(["2025", "2026"]),
    kroner=st.integers(-(10**10), 10**10),
)
ITEM = st.builds(
    lambda kind, body, amounts, is_cross_cutting, fills: replace(
        item("D1", body, kind, is_cross_cutting=is_cross_cutting, fills=fills), amounts=tuple(amounts)
    ),
    st.sampled_from(Kind),
    st.sampled_from(["BUU", "MTU", "ØK"]),
    st.lists(AMOUNT, max_size=4, unique_by=lambda one: (one.phase, one.nature, one.price_level)),
    st.booleans(),
    st.sampled_from([None, None, "D1", "D2", "D101"]),
)
WHOLE = st.builds(
    lambda items: plan_content(tuple(replace(one, number=f"D{place}") for place, one in enumerate(items, start=1))),
    st.lists(ITEM, max_size=5),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WHOLE)
def test_bodies_and_parts_are_each_together_the_whole(content):
    for year in content.years:
        for budget in budgets(content.items, year):
            for lines in (budget.bodies, budget.parts):
                assert sum((line.sums for line in lines), Sums()) == budget.whole.sums
                assert sum(line.items for line in lines) == budget.whole.items


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WHOLE)
def test_the_corrected_budget_is_the_plans_own(content):
    told = corrected(total(content.items))
    for year in content.years:
        for budget in budgets(content.items, year):
            assert budget.whole.sums.corrected == told.get((budget.nature, budget.price_level, year), 0)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WHOLE, st.decimals("50", "150", places=1))
def test_converting_keeps_every_sum_a_sum(content, points):
    by = Rate("2025", "2026", Decimal(100), points)
    for before in budgets(content.items, content.budget_year):
        after = converted(before, by)
        assert after.whole.sums.corrected == by.of(before.whole.sums.corrected)
        assert after.whole.sums.expected == by.of(before.whole.sums.expected)
        for lines in (after.bodies, after.parts):
            for name in NAMES:
                assert sum(getattr(line.sums, name) for line in lines) == getattr(after.whole.sums, name)


def test_levels_and_natures_are_never_in_one_sum():
    dearer = Amount(year=2025, phase="adopted", nature="operating", price_level="2026", kroner=7)
    one = item("D1", amounts={"adopted": 5})
    both = replace(one, amounts=(*one.amounts, dearer))
    found = budgets([both, item("A1", kind=Kind.CAPITAL, amounts={"adopted": 9})], 2025)
    assert [(one.nature, one.price_level, one.whole.sums.corrected) for one in found] == [
        ("capital", "2025", 9),
        ("operating", "2025", 5),
        ("operating", "2026", 7),
    ]


def test_a_cross_cutting_item_has_a_line_of_its_own_and_counts_once():
    items = [item("D1", amounts={"adopted": 5}), item("D2", amounts={"adopted": 3}, is_cross_cutting=True)]
    (budget,) = budgets(items, 2025)
    assert [(line.name, line.sums.adopted) for line in budget.bodies] == [("BUU", 5), ("", 3)]
    assert budget.whole.sums.adopted == 8


def test_what_fills_another_item_counts_with_its_own_body_and_is_taken_from_that_item():
    filling = item("R1", "MTU", amounts={"adopted": -5, "expected": 0, "realised": -2}, fills="D1")
    withdrawn = item("D2", amounts={"adopted": 3}, stage=Stage.WITHDRAWN)
    items = [item("D1", amounts={"adopted": -9}), filling, withdrawn]
    (budget,) = budgets(items, 2025)
    sums = budget.whole.sums
    assert (sums.adopted, sums.expected, sums.spent) == (-9, -4, -2)
    assert [(line.name, line.sums.adopted, line.sums.spent) for line in budget.bodies] == [
        ("BUU", -4, 0),
        ("MTU", -5, -2),
    ]
    kinds = {one.id: {"service"} for one in items}
    assert service_of(items, 2025, "2025", kinds) == Service(sums.deviation)


def test_what_fills_an_item_without_such_amounts_is_named_and_in_no_sum():
    (budget,) = budgets([item("R1", amounts={"adopted": -5}, fills="D1")], 2025)
    assert budget.whole.sums == Sums() and [one.number for one in budget.left_out] == ["R1"]


def test_the_budget_stands_for_what_nobody_expects_anything_of():
    told = item("D1", amounts={"adopted": 5, "supplementary": 2, "expected": 9, "realised": 4})
    (budget,) = budgets([told, item("D2", amounts={"adopted": 3})], 2025)
    sums = budget.whole.sums
    assert (sums.corrected, sums.expected, sums.deviation, sums.spent) == (10, 12, 2, 4)
    assert (budget.whole.told, budget.whole.items) == (1, 2)


def test_an_item_without_amounts_of_the_year_has_no_sums():
    assert budgets([item("D1")], 2025) == []


@given(st.integers(-(10**9), 10**9))
def test_an_overrun_is_parted_60_to_40_and_less_than_the_budget_costs_nothing(deviation):
    found = sanction(deviation)
    assert found.individual + found.collective == found.overrun == max(deviation, 0)
    assert abs(found.individual * 10 - found.overrun * 6) <= 5


def test_nothing_expected_is_told_and_not_the_corrected_budget():
    (budget,) = budgets(
        [item("D1", amounts={"adopted": 500, "expected": 0}), item("D2", amounts={"adopted": 70})], 2025
    )
    assert (budget.whole.sums.expected, budget.whole.told, budget.whole.items) == (70, 1, 2)


def test_what_kind_of_expenditure_decides_what_the_ceiling_is_about():
    items = [replace(item(f"D{n}", amounts={"adopted": 0, "expected": 10**n}), id=n) for n in range(1, 6)]
    kinds = {1: {"service"}, 2: {"income_transfer"}, 3: {"service", "supply"}, 4: set()}
    assert service_of(items, 2025, "2025", kinds) == Service(10, 1000 + 10_000 + 100_000, 3)
