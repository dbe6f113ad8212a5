# SPDX-License-Identifier: MPL-2.0
"""Savings: each krone once, with the body that finds it; an X is not a saving."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from udmoent.editions.content import Amount, ItemContent
from udmoent.editions.savings import Saved, savings
from udmoent.editions.totals import total
from udmoent.plan.facts import Facts, Kind, Stage


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
    assert [one.item.number for one in found.closed_unrealised] == ["R2"]


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
