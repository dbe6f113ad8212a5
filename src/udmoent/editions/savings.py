# SPDX-License-Identifier: MPL-2.0
"""Whether what was to be saved is saved: per body and year, against the target, each krone counted once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from udmoent.economy.rules import has_unrealised_saving
from udmoent.editions.content import ItemContent
from udmoent.editions.filling import Key, Part, left_out, parts
from udmoent.plan.facts import ClosingReason, Kind, Stage

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

    @property
    def lacking(self) -> int:
        """What is expected to be saved too little of what was adopted; nothing where more is."""
        return max(self.expected - self.adopted, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """An item that saves, or was to. `told` is the whole of it, `own` the rest that no other item finds."""

    item: ItemContent
    told: Saved
    own: Saved
    fillers: tuple[str, ...] = ()
    is_told: bool = False


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
    left_out: tuple[ItemContent, ...] = ()
    closed_unrealised: tuple[ItemContent, ...] = ()


def closed_unrealised(items: Iterable[ItemContent], year: int) -> tuple[ItemContent, ...]:
    """Those with an X and a saving of that or an earlier year, of which neither they nor what fills them has realised any."""
    items = list(items)
    return tuple(
        item
        for item in items
        if item.stage == Stage.CLOSED
        and item.closing_reason not in (ClosingReason.MERGED, ClosingReason.DROPPED)
        and is_unrealised(item, year)
        and not any(_has_realised(one) for one in items if one.fills == item.number)
    )


def is_unrealised(item: ItemContent, year: int) -> bool:
    """Whether it has a saving of that or an earlier year, and has realised nothing itself."""
    return has_unrealised_saving(
        ((one.year, one.phase, one.kroner) for one in item.amounts if one.nature == NATURE), year
    )


def _has_realised(item: ItemContent) -> bool:
    return item.stage != Stage.WITHDRAWN and any(
        one.phase == "realised" and one.nature == NATURE and one.kroner for one in item.amounts
    )


def adopted_until(item: ItemContent, year: int, price_level: str) -> int:
    """What it was to save in that year and those before."""
    return sum(
        one.kroner
        for one in item.amounts
        if (one.phase, one.nature, one.price_level) == ("adopted", NATURE, price_level) and one.year <= year
    )


def savings(items: Iterable[ItemContent], year: int) -> list[Savings]:
    """One for each price level that savings are told in."""
    items = list(items)
    levels = sorted(
        {one.price_level for item in items for one in item.amounts if one.nature == NATURE and one.year == year}
    )
    found = [_savings(items, Key(year, NATURE, level)) for level in levels]
    return [one for one in found if one.savings or one.left_out]


def _savings(items: list[ItemContent], key: Key) -> Savings:
    told = parts(items, key, budget=("adopted",), spent=("realised",))
    found = tuple(_saving(one) for one in told if _saves(one))
    whole = sum((one.own for one in found), Saved())
    closed = tuple(
        one for one in closed_unrealised(items, key.year) if adopted_until(one, key.year, key.price_level) < 0
    )
    return Savings(key.year, key.price_level, found, _bodies(found), whole, left_out(items, key), closed)


def _saves(part: Part) -> bool:
    is_saving = part.item.kind == Kind.RAADERUM or part.budget["adopted"] < 0
    return is_saving and not part.is_empty


def _saving(part: Part) -> Saving:
    return Saving(
        item=part.item,
        told=Saved(adopted=part.budget["adopted"], expected=part.whole_expected, realised=part.whole_spent),
        own=Saved(adopted=part.own_budget["adopted"], expected=part.own_expected, realised=part.own_spent),
        fillers=tuple(one.item.number for one in part.fillers),
        is_told=part.expected is not None,
    )


def _bodies(found: tuple[Saving, ...]) -> tuple[SavedBy, ...]:
    names = dict.fromkeys(map(_body, found))
    ordered = sorted(names, key=lambda name: not name)
    return tuple(SavedBy(name, sum((one.own for one in found if _body(one) == name), Saved())) for name in ordered)


def _body(one: Saving) -> str:
    return "" if one.item.is_cross_cutting else one.item.body
