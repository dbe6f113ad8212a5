# SPDX-License-Identifier: MPL-2.0
"""The cast: the plan of 2025 with an item of each fate, and how next year's is asked for."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.intake.carrying.actions import CarriedOver, Wanted, carry_over
from udmoent.plan.actions import NewItem, add, close
from udmoent.plan.facts import ClosingReason, Facts, Kind, Treatment
from udmoent.plan.models import Item, Plan

BEGUN = date(2024, 12, 11)
LATER = date(2025, 11, 3)
NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)
NEXT = "Udmøntningsplan 2026-2029"


def key(year: int, phase: str = "adopted", nature: str = "operating") -> AmountKey:
    return AmountKey(year, phase, nature, "2025")


@pytest.fixture
def grow(plan: Plan, act) -> Callable[..., Item]:
    """`grow("D301", Kind.OPERATING, amounts, title=…)`: an item of the plan since it was approved."""

    def make(number: str, kind: Kind = Kind.OPERATING, amounts=None, **told: object) -> Item:
        facts = Facts(**{"title": f"Emnet {number}", "body": "BUU"} | told)
        item = add(plan, NewItem(kind=kind, facts=facts, number=number), act=act(BEGUN))
        if amounts:
            set_amounts(item, amounts, act=act(BEGUN))
        return item

    return make


@pytest.fixture
def varied(plan, grow, act) -> Plan:
    """An open saving, one that is closed and saved, an open project, and a declaration of intent."""
    treated = (
        Treatment(body="BUU", form="beslutning", time="4.3.2026"),
        Treatment(body="BUU", form="orientering", time="3. kvartal"),
    )
    saving = {key(2025): -500, key(2026): -1500, key(2027): -3000}
    grow("R101", Kind.RAADERUM, saving, treatments=treated, responsible="skolechef", status_text="Det går godt.")
    done = grow("R102", Kind.RAADERUM, {key(2025): -200, key(2025, "realised"): -200})
    close(done, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 3, 1)))
    shares = {key(year, nature="capital"): 4000 for year in (2025, 2026)}
    grow("A301", Kind.CAPITAL, {**shares, key(2025, "appropriated", "capital"): 8000})
    grow("H101", Kind.INTENT, heading="Økonomisk Politik", body="ØK")
    return plan


@pytest.fixture
def go_on(coordinator) -> Callable[..., CarriedOver]:
    """`go_on(plan)`: into a new plan of next year, on the cast's day."""

    def do(source: Plan, plan: Plan | str = NEXT, **told: object) -> CarriedOver:
        wanted = {"budget_year": 2026, "applies_on": LATER, "by": coordinator, "now": NOW} | told
        return carry_over(source, Wanted(plan=plan, **wanted))

    return do
