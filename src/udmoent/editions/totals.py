# SPDX-License-Identifier: MPL-2.0
"""Sums of amounts, each counted once. The one formula that screens, documents and exports share."""

from collections import defaultdict
from collections.abc import Iterable

from udmoent.economy.rules import CORRECTED
from udmoent.editions.content import Amount, ItemContent, PlanContent, Total, Totals
from udmoent.plan.facts import Stage


def counts(item: ItemContent) -> bool:
    """Whether the item's amounts are in totals: not when it is withdrawn, nor when it fills another item's amount."""
    return item.stage != Stage.WITHDRAWN and not item.fills


def total(items: Iterable[ItemContent]) -> tuple[Total, ...]:
    """Sums by nature, phase, price level and year; in that order."""
    sums: dict[tuple[str, str, str, int], int] = defaultdict(int)
    for item in items:
        if counts(item):
            for amount in item.amounts:
                sums[amount.nature, amount.phase, amount.price_level, amount.year] += amount.kroner
    return tuple(
        Total(nature=nature, phase=phase, price_level=level, year=year, kroner=kroner)
        for (nature, phase, level, year), kroner in sorted(sums.items())
    )


def corrected(amounts: Iterable[Amount | Total]) -> dict[tuple[str, str, int], int]:
    """The corrected budget by nature, price level and year: adopted, supplementary, reallocated and transferred."""
    sums: dict[tuple[str, str, int], int] = defaultdict(int)
    for one in amounts:
        if one.phase in CORRECTED:
            sums[one.nature, one.price_level, one.year] += one.kroner
    return dict(sums)


def totals_of_plan(items: Iterable[ItemContent]) -> Totals:
    items = tuple(items)
    return Totals(cross_cutting=total(item for item in items if item.is_cross_cutting), whole=total(items))


def totals_of_excerpt(whole: PlanContent, items: Iterable[ItemContent]) -> Totals:
    """Three lines, never added. A cross-cutting item is in that line only, also for the body that leads it."""
    own = (item for item in items if not item.is_cross_cutting)
    return Totals(own=total(own), cross_cutting=whole.totals.cross_cutting, whole=whole.totals.whole)
