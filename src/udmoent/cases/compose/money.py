# SPDX-License-Identifier: MPL-2.0
"""What the amounts of the plan say in a case. Operating and capital are never added."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from udmoent.economy.models import Nature, Phase
from udmoent.economy.rules import CORRECTED
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.totals import counts

Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True, order=True)
class Sum:
    """Whole kroner of one year, nature and price level."""

    year: int
    nature: str
    price_level: str
    kroner: int


def corrected(items: Iterable[ItemContent]) -> tuple[Sum, ...]:
    """The corrected budget of the items, each counted once."""
    return _sums((item for item in items if counts(item)), CORRECTED)


def in_phase(item: ItemContent, phase: Phase) -> tuple[Sum, ...]:
    return _sums([item], {phase})


def _sums(items: Iterable[ItemContent], phases: Collection[str]) -> tuple[Sum, ...]:
    return tuple(Sum(*key, kroner) for key, kroner in sorted(_by_key(items, phases).items()) if kroner)


def _by_key(items: Iterable[ItemContent], phases: Collection[str]) -> defaultdict[Key, int]:
    found: defaultdict[Key, int] = defaultdict(int)
    for item in items:
        for amount in item.amounts:
            if amount.phase in phases:
                found[amount.year, amount.nature, amount.price_level] += amount.kroner
    return found


def net_changes(earlier: PlanContent, later: PlanContent) -> tuple[Sum, ...]:
    """By how much the corrected budget has changed, in all; what is funded within the plan nets to nothing.

    An item that came or was withdrawn did so by a decision of its own, and its adopted amounts with it.
    """
    stayed = {item.number for item in earlier.items if counts(item)} & {
        item.number for item in later.items if counts(item)
    }
    was, now = (dict(_changeable(content, stayed)) for content in (earlier, later))
    keys = sorted({*was, *now})
    return tuple(Sum(*key, now.get(key, 0) - was.get(key, 0)) for key in keys if now.get(key, 0) != was.get(key, 0))


def _changeable(content: PlanContent, stayed: Collection[str]) -> Iterator[tuple[Key, int]]:
    later = frozenset(CORRECTED) - {Phase.ADOPTED}
    found = _by_key((item for item in content.items if counts(item)), later)
    for key, kroner in _by_key((item for item in content.items if item.number in stayed), {Phase.ADOPTED}).items():
        found[key] += kroner
    yield from found.items()


def deviations(items: Iterable[ItemContent]) -> Iterator[tuple[ItemContent, tuple[Sum, ...]]]:
    """Items of which something else is expected, or more has been spent, than their corrected budget, and by how much."""
    for item in items:
        budget = {(one.year, one.nature, one.price_level): one.kroner for one in corrected([item])}
        off = [*_expected(item, budget), *_overspent(item, budget)]
        if off and counts(item):
            yield item, tuple(off)


def _expected(item: ItemContent, budget: Mapping[Key, int]) -> Iterator[Sum]:
    for one in in_phase(item, Phase.EXPECTED):
        key = (one.year, one.nature, one.price_level)
        if one.kroner != budget.get(key, 0):
            yield Sum(*key, one.kroner - budget.get(key, 0))


def _overspent(item: ItemContent, budget: Mapping[Key, int]) -> Iterator[Sum]:
    for one in in_phase(item, Phase.SPENT):
        key = (one.year, one.nature, one.price_level)
        if one.kroner > budget.get(key, 0) >= 0:
            yield Sum(*key, one.kroner - budget.get(key, 0))


def of_year(sums: Iterable[Sum], year: int, nature: Nature) -> int:
    return sum(one.kroner for one in sums if one.year == year and one.nature == nature)
