# SPDX-License-Identifier: MPL-2.0
"""What an item holds, and what others find of it: each krone with the item that finds it, the rest with the item it is part of."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from udmoent.editions.content import ItemContent
from udmoent.plan.facts import Stage


@dataclass(frozen=True, slots=True)
class Key:
    """Which amounts: those of one year, nature and price level are added, and no others."""

    year: int
    nature: str
    price_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An item's amounts. `expected` and `spent` are None where nothing is told of them. What is told of an item is of the whole
    of it, with what fills it.
    """

    item: ItemContent
    budget: Mapping[str, int] = field(default_factory=dict)
    expected: int | None = None
    spent: int | None = None
    fillers: tuple["Part", ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(self.budget.values()) and not self.expected and not self.spent

    @property
    def own_budget(self) -> dict[str, int]:
        """By phase, what nothing else finds of it."""
        return {phase: kroner - sum(one.budget[phase] for one in self.fillers) for phase, kroner in self.budget.items()}

    @property
    def own_expected(self) -> int:
        """The rest of the budget where nothing is told: what a filler does not find, nobody else is expected to."""
        if self.expected is None:
            return sum(self.own_budget.values())
        return self.expected - sum(one.whole_expected for one in self.fillers)

    @property
    def whole_expected(self) -> int:
        return self.own_expected + sum(one.whole_expected for one in self.fillers)

    @property
    def own_spent(self) -> int:
        """Nothing where nothing is told of it: then it has only what its fillers have."""
        return 0 if self.spent is None else self.spent - sum(one.whole_spent for one in self.fillers)

    @property
    def whole_spent(self) -> int:
        return self.own_spent + sum(one.whole_spent for one in self.fillers)


def left_out(items: Iterable[ItemContent], key: Key) -> tuple[ItemContent, ...]:
    """Those that are part of an item that has no such amounts: in a sum of them their kroner would be told twice, there and
    where the other item's are.
    """
    having = _having(items, key)
    return tuple(item for item in having.values() if not _stands(item, having))


def _having(items: Iterable[ItemContent], key: Key) -> dict[str, ItemContent]:
    return {item.number: item for item in items if item.stage != Stage.WITHDRAWN and _told(item, key)}


def _stands(item: ItemContent, having: Mapping[str, ItemContent]) -> bool:
    """Whether all that it is part of is there, up to what is part of nothing."""
    above = {item.number}
    while item.fills:
        if item.fills in above or item.fills not in having:
            return False
        item = having[item.fills]
        above.add(item.number)
    return True


def parts(items: Iterable[ItemContent], key: Key, *, budget: Collection[str], spent: Collection[str]) -> list[Part]:
    """Those with such amounts that are not withdrawn nor left out. `budget` and `spent` are the phases of each."""
    having = _having(items, key)
    standing = [item for item in having.values() if _stands(item, having)]
    filling: dict[str, list[ItemContent]] = {}
    for item in standing:
        if item.fills:
            filling.setdefault(item.fills, []).append(item)

    def part(item: ItemContent) -> Part:
        told = _told(item, key)
        return Part(
            item=item,
            budget={phase: told.get(phase, 0) for phase in budget},
            expected=told.get("expected"),
            spent=sum(told.get(phase, 0) for phase in spent) if told.keys() & set(spent) else None,
            fillers=tuple(map(part, filling.get(item.number, []))),
        )

    return [part(item) for item in standing]


def _told(item: ItemContent, key: Key) -> dict[str, int]:
    told: dict[str, int] = {}
    for one in item.amounts:
        if (one.year, one.nature, one.price_level) == (key.year, key.nature, key.price_level):
            told[one.phase] = told.get(one.phase, 0) + one.kroner
    return told
