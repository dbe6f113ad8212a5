# SPDX-License-Identifier: MPL-2.0
"""Whether what was to be saved is saved: per body and year, against the target, each krone counted once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from udmoent.editions.content import ItemContent
from udmoent.plan.facts import Kind, Stage

NATURE: Final = "operating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """Kroner, negative as a saving is. `expected` is what is told, and the adopted where nothing is."""

    adopted: int = 0
    expected: int = 0
    realised: int = 0

    def __add__(self, other: "Saved") -> "Saved":
        return Saved(
            adopted=self.adopted + other.adopted,
            expected=self.expected + other.expected,
            realised=self.realised + other.realised,
        )

    def __sub__(self, other: "Saved") -> "Saved":
        return self + Saved(adopted=-other.adopted, expected=-other.expected, realised=-other.realised)

    @property
    def lacking(self) -> int:
        """Above zero where less is expected to be saved than was adopted."""
        return self.expected - self.adopted


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """An item that saves, or was to. `filled` is what of it the items found that are part of it: `own` is the rest."""

    item: ItemContent
    told: Saved
    filled: Saved = Saved()
    fillers: tuple[str, ...] = ()
    is_told: bool = False

    @property
    def own(self) -> Saved:
        return self.told - self.filled

    @property
    def is_closed_unrealised(self) -> bool:
        """X, and nothing of it realised."""
        return self.item.stage == Stage.CLOSED and self.told.adopted < 0 and not self.told.realised


@dataclass(frozen=True, slots=True)
class SavedBy:
    """What a body, or with no name what cuts across, saves."""

    body: str
    saved: Saved


@dataclass(frozen=True, slots=True)
class Savings:
    """Of one year and price level. The bodies are together the whole; what is part of another item is with its own body
    and taken from that item's.
    """

    year: int
    price_level: str
    savings: tuple[Saving, ...]
    bodies: tuple[SavedBy, ...]
    whole: Saved

    @property
    def closed_unrealised(self) -> tuple[Saving, ...]:
        return tuple(one for one in self.savings if one.is_closed_unrealised)


def savings(items: Iterable[ItemContent], year: int) -> list[Savings]:
    """One for each price level that savings are told in."""
    items = [item for item in items if item.stage != Stage.WITHDRAWN]
    levels = sorted(
        {one.price_level for item in items for one in item.amounts if one.nature == NATURE and one.year == year}
    )
    found = [_savings(items, year, level) for level in levels]
    return [one for one in found if one.savings]


def _savings(items: list[ItemContent], year: int, level: str) -> Savings:
    told = {item.number: _told(item, year, level) for item in items}
    saving = [item for item in items if item.kind == Kind.RAADERUM or told[item.number].adopted < 0]
    saving = [item for item in saving if told[item.number] != Saved()]
    numbers = {item.number for item in saving}
    fillers: dict[str, list[ItemContent]] = {}
    for item in saving:
        if item.fills in numbers:
            fillers.setdefault(str(item.fills), []).append(item)
    found = tuple(_saving(item, year, level, told, fillers.get(item.number, [])) for item in saving)
    return Savings(year, level, found, _bodies(found), sum((one.own for one in found), Saved()))


def _told(item: ItemContent, year: int, level: str) -> Saved:
    sums: dict[str, int] = {}
    for one in item.amounts:
        if (one.year, one.nature, one.price_level) == (year, NATURE, level):
            sums[one.phase] = sums.get(one.phase, 0) + one.kroner
    adopted = sums.get("adopted", 0)
    return Saved(adopted=adopted, expected=sums.get("expected", adopted), realised=sums.get("realised", 0))


def _saving(item: ItemContent, year: int, level: str, told: Mapping[str, Saved], fillers: list[ItemContent]) -> Saving:
    """Where nothing of its own is told to be realised, it has realised what the items that are part of it have."""
    filled = sum((told[one.number] for one in fillers), Saved())
    own = told[item.number]
    phases = {one.phase for one in item.amounts if (one.year, one.nature, one.price_level) == (year, NATURE, level)}
    if fillers and "realised" not in phases:
        own = Saved(adopted=own.adopted, expected=own.expected, realised=filled.realised)
    numbers = tuple(one.number for one in fillers)
    return Saving(item=item, told=own, filled=filled, fillers=numbers, is_told="expected" in phases)


def _bodies(found: tuple[Saving, ...]) -> tuple[SavedBy, ...]:
    names = dict.fromkeys(map(_body, found))
    ordered = sorted(names, key=lambda name: not name)
    return tuple(SavedBy(name, sum((one.own for one in found if _body(one) == name), Saved())) for name in ordered)


def _body(one: Saving) -> str:
    return "" if one.item.is_cross_cutting else one.item.body
