# SPDX-License-Identifier: MPL-2.0
"""Whether the budget holds: what is expected against the corrected budget, per body and part, each item counted once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Final, Self

from udmoent.economy.prices import Rate
from udmoent.editions.content import ItemContent
from udmoent.editions.filling import Key, Part, left_out, parts

ADDED: Final = ("adopted", "supplementary", "reallocation", "transfer")
SPENT: Final = ("realised", "spent")
SERVICE: Final = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Kroner of one year, nature and price level. `unexpected` is the budget of what nobody expects anything else of."""

    adopted: int = 0
    supplementary: int = 0
    reallocation: int = 0
    transfer: int = 0
    told: int = 0
    unexpected: int = 0
    spent: int = 0

    @property
    def corrected(self) -> int:
        return self.adopted + self.supplementary + self.reallocation + self.transfer

    @property
    def expected(self) -> int:
        """What is told to be expected, and the corrected budget where nothing is."""
        return self.told + self.unexpected

    @property
    def deviation(self) -> int:
        """Above zero where more is expected to be spent than the budget has."""
        return self.expected - self.corrected

    def __add__(self, other: Self) -> "Sums":
        return Sums(**{name: getattr(self, name) + getattr(other, name) for name in NAMES})


NAMES: Final = tuple(field.name for field in fields(Sums))


@dataclass(frozen=True, slots=True)
class Line:
    """A body's, a part's, or with no name the cross-cutting items' sums; of how many items, and of how many it is told what is
    expected.
    """

    name: str
    sums: Sums
    items: int
    told: int


@dataclass(frozen=True, slots=True)
class Budget:
    """One nature at one price level. The lines of `bodies` are together the whole, and so are those of `parts`. What is part
    of another item is with its own body and part, and taken from that item's.
    """

    nature: str
    price_level: str
    bodies: tuple[Line, ...]
    parts: tuple[Line, ...]
    whole: Line
    left_out: tuple[ItemContent, ...] = ()


def budgets(items: Iterable[ItemContent], year: int) -> list[Budget]:
    """For each nature and price level that the items have amounts of in that year."""
    items = list(items)
    keys = sorted({(one.nature, one.price_level) for item in items for one in item.amounts if one.year == year})
    found = [_budget(items, Key(year, nature, level)) for nature, level in keys]
    return [one for one in found if one.whole.items or one.left_out]


def _budget(items: list[ItemContent], key: Key) -> Budget:
    told = _parts(items, key)
    telling = {one.item.number for one in told if one.expected is not None}
    there = [(one.item, sums_of(one)) for one in told if not one.is_empty]
    return Budget(
        key.nature,
        key.price_level,
        _lines(there, lambda item: "" if item.is_cross_cutting else item.body, telling),
        _lines(there, lambda item: item.kind.value, telling),
        _line("", there, telling),
        left_out(items, key),
    )


def _parts(items: Iterable[ItemContent], key: Key) -> list[Part]:
    return parts(items, key, budget=ADDED, spent=SPENT)


def sums_of(part: Part) -> Sums:
    """Of the rest that no other item finds."""
    expected, is_told = part.own_expected, part.expected is not None
    return Sums(
        **part.own_budget,
        told=expected if is_told else 0,
        unexpected=0 if is_told else expected,
        spent=part.own_spent,
    )


Told = list[tuple[ItemContent, Sums]]


def _lines(there: Told, name: Callable[[ItemContent], str], telling: Collection[str]) -> tuple[Line, ...]:
    """In the order of the items, what has no name last."""
    names = sorted(dict.fromkeys(name(item) for item, _sums in there), key=lambda one: not one)
    return tuple(_line(one, [(item, sums) for item, sums in there if name(item) == one], telling) for one in names)


def _line(name: str, there: Told, telling: Collection[str]) -> Line:
    sums = sum((sums for _item, sums in there), Sums())
    return Line(name, sums, len(there), sum(item.number in telling for item, _sums in there))


def converted(budget: Budget, rate: Rate) -> Budget:
    """The same in other prices: the whole is converted, and what it is made of is made to be together that."""
    whole = _converted_whole(budget.whole.sums, rate)
    return Budget(
        budget.nature,
        rate.new,
        _converted_lines(budget.bodies, whole, rate),
        _converted_lines(budget.parts, whole, rate),
        Line(budget.whole.name, whole, budget.whole.items, budget.whole.told),
        budget.left_out,
    )


def _converted_whole(sums: Sums, rate: Rate) -> Sums:
    added = rate.of_all([getattr(sums, name) for name in ADDED])
    told, unexpected = rate.of_all([sums.told, sums.unexpected])
    return Sums(**dict(zip(ADDED, added, strict=True)), told=told, unexpected=unexpected, spent=rate.of(sums.spent))


def _converted_lines(lines: tuple[Line, ...], whole: Sums, rate: Rate) -> tuple[Line, ...]:
    columns = {name: rate.of_all([getattr(line.sums, name) for line in lines], getattr(whole, name)) for name in NAMES}
    return tuple(
        Line(line.name, Sums(**{name: columns[name][place] for name in NAMES}), line.items, line.told)
        for place, line in enumerate(lines)
    )


@dataclass(frozen=True, slots=True)
class Service:
    """What of an operating budget's deviation is service expenditure, and what nobody tells of whether it is."""

    deviation: int
    unknown: int = 0
    unknown_items: int = 0

    def converted(self, rate: Rate) -> "Service":
        return Service(rate.of(self.deviation), rate.of(self.unknown), self.unknown_items)


def service_of(items: Iterable[ItemContent], year: int, level: str, kinds: Mapping[int, Collection[str]]) -> Service:
    """`kinds` are the kinds of expenditure that each item's postings are told to be, by its id. An item of which none is
    told, or several, is unknown.
    """
    deviation, unknown, unknown_items = 0, 0, 0
    for part in _parts(items, Key(year, "operating", level)):
        of_item = sums_of(part).deviation
        told = set(kinds.get(part.item.id, ()))
        if told == {SERVICE}:
            deviation += of_item
        elif len(told) != 1 and of_item:
            unknown += of_item
            unknown_items += 1
    return Service(deviation, unknown, unknown_items)


@dataclass(frozen=True, slots=True)
class Sanction:
    """What an overrun would cost in block grant, were all towns together over: together the overrun."""

    overrun: int
    individual: int
    collective: int


INDIVIDUAL: Final = Fraction(60, 100)
"""Lov om kommunal udligning og generelle tilskud til kommuner §§ 14 and 14 a."""


def sanction(deviation: int) -> Sanction:
    """Nothing where no more is expected than the budget has."""
    overrun = max(deviation, 0)
    individual = int(overrun * INDIVIDUAL + Fraction(1, 2))
    return Sanction(overrun, individual, overrun - individual)
