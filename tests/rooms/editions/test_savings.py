# SPDX-License-Identifier: MPL-2.0
"""Savings: each krone once, with the body that finds it; an X is not a saving."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from udmoent.editions.budget import budgets
from udmoent.editions.content import Amount, ItemContent
from udmoent.editions.savings import Saved, closed_unrealised, savings
from udmoent.editions.totals import total
from udmoent.plan.facts import ClosingReason, Facts, Kind, Stage


def item(number: str, body: str = "BUU", kind: Kind = Kind.RAADERUM, **told: object) -> ItemContent:
    amounts = tuple(
        Amount(year=2025, phase=phase, nature="operating", price_level="2025", kroner=told.pop(phase))
        for phase in ("adopted", "expected", "realised")
        if phase in told
    )
    facts = Facts(title=number, body=body, **told)
    return ItemContent(id=int(number[1:]), number=number, kind=kind, amounts=amounts, **facts.told())


def contribution(**told: object) -> ItemContent:
    return item("D1", "ØK", Kind.OPERATING, is_cross_cutting=True, **{"adopted": -900} | told)


def test_what_fills_the_contribution_is_with_its_own_body_and_counted_once():
    (found,) = savings([contribution(), item("R2", adopted=-300, realised=-100, fills="D1")], 2025)
    assert {one.body: one.saved.adopted for one in found.bodies} == {"BUU": -300, "": -600}
    assert found.whole == Saved(adopted=-900, expected=-900, realised=-100)
    assert found.savings[0].fillers == ("R2",)


def test_what_is_told_of_the_contribution_itself_stands():
    (found,) = savings([contribution(realised=-500), item("R2", adopted=-300, realised=-100, fills="D1")], 2025)
    assert found.whole.realised == -500


def test_the_adopted_is_expected_where_nothing_is_told():
    (found,) = savings([item("R2", adopted=-300), item("R3", adopted=-100, expected=-40)], 2025)
    assert (found.whole.expected, found.whole.lacking) == (-340, 60)


def test_closed_with_nothing_realised_is_listed():
    items = [item("R2", adopted=-300, stage=Stage.CLOSED), item("R3", adopted=-1, realised=-1, stage=Stage.CLOSED)]
    (found,) = savings([*items, item("R4", adopted=-5)], 2025)
    assert [one.number for one in found.closed_unrealised] == ["R2"]


def test_one_rule_tells_what_is_closed_with_nothing_realised():
    past = item("R2", adopted=-300, stage=Stage.CLOSED)
    merged = replace(past, number="R3", closing_reason=ClosingReason.MERGED)
    coming = replace(past, number="R4", amounts=tuple(replace(one, year=2026) for one in past.amounts))
    filled = replace(past, number="R5")
    filler = item("R6", adopted=-9, realised=-9, fills="R5")
    items = [past, merged, coming, filled, filler]
    assert [one.number for one in closed_unrealised(items, 2025)] == ["R2"]
    assert [one.number for one in closed_unrealised(items, 2026)] == ["R2", "R4"]
    (found,) = savings([past, item("R7", adopted=-1)], 2025)
    assert [one.number for one in found.closed_unrealised] == ["R2"]


def test_a_filler_that_fails_lacks_in_the_whole():
    (found,) = savings([contribution(), item("R2", adopted=-300, expected=0, fills="D1")], 2025)
    assert (found.whole.adopted, found.whole.expected) == (-900, -600)
    assert [(one.own.expected, one.own.lacking) for one in found.savings] == [(-600, 0), (0, 300)]


def test_what_is_expected_of_the_contribution_itself_is_of_the_whole_of_it():
    (found,) = savings([contribution(expected=-800), item("R2", adopted=-300, expected=0, fills="D1")], 2025)
    assert found.whole.expected == -800


def test_a_filler_in_other_prices_than_what_it_fills_is_in_no_sum_and_is_named():
    filler = item("R2", adopted=-300, fills="D1")
    filler = replace(filler, amounts=tuple(replace(one, price_level="2026") for one in filler.amounts))
    told, other = savings([contribution(), filler], 2025)
    assert told.whole.adopted == -900 and told.left_out == ()
    assert other.whole == Saved() and [one.number for one in other.left_out] == ["R2"]


def test_one_that_saves_more_does_not_hide_what_another_lacks():
    assert Saved(adopted=-10, expected=-15).lacking == 0


def test_what_is_withdrawn_or_no_saving_is_left_out():
    spends = item("D3", kind=Kind.OPERATING, adopted=50)
    assert savings([spends, item("R2", adopted=-300, stage=Stage.WITHDRAWN)], 2025) == []


SAVING = st.builds(
    lambda body, adopted, fills, cross: (body, adopted, fills, cross),
    st.sampled_from(["BUU", "MTU"]),
    st.integers(-(10**9), -1),
    st.booleans(),
    st.booleans(),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SAVING, max_size=6))
def test_the_bodies_are_together_the_plans_own_total(told):
    items = [contribution(adopted=-(10**9))]
    items += [
        item(f"R{place}", body, adopted=adopted, fills="D1" if fills else None, is_cross_cutting=cross)
        for place, (body, adopted, fills, cross) in enumerate(told, start=2)
    ]
    (found,) = savings(items, 2025)
    (plans,) = [one.kroner for one in total(items) if one.phase == "adopted"]
    assert sum(one.saved.adopted for one in found.bodies) == found.whole.adopted == plans


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(-(10**6), -1), min_size=2, max_size=5), st.integers(0, 10**6), st.booleans())
def test_what_a_filler_is_expected_to_lack_the_whole_lacks(told, lacking, is_chain):
    """Whether it fills the contribution, or what fills that."""
    fills = [f"R{place - 1}" if is_chain and place > 2 else "D1" for place in range(2, len(told) + 2)]
    items = [contribution()] + [
        item(f"R{place}", adopted=kroner, fills=filled)
        for place, (kroner, filled) in enumerate(zip(told, fills, strict=True), start=2)
    ]
    failing = [*items[:-1], item(items[-1].number, adopted=told[-1], expected=told[-1] + lacking, fills=fills[-1])]
    (before,), (after,) = savings(items, 2025), savings(failing, 2025)
    assert after.whole.expected - before.whole.expected == lacking
    assert after.whole.adopted == before.whole.adopted == sum(one.saved.adopted for one in after.bodies)
    (budget,) = budgets(failing, 2025)
    assert (budget.whole.sums.adopted, budget.whole.sums.expected) == (after.whole.adopted, after.whole.expected)
