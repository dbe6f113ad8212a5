# SPDX-License-Identifier: MPL-2.0
"""Items by parties: who coordinates, who has promised, and who has confirmed it when. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open
from udmoent.editions.promises import parties_of

COORDINATES, PROMISED, CONFIRMED = "coordinates", "promised", "confirmed"
SYMBOLS: Final = {COORDINATES: "○", PROMISED: "◐", CONFIRMED: "✓"}

WIDE: Final = 20_000
"""With more cells than this the parties are listed for each item instead."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a party has to do with an item: the weakest of its promises, and where all are confirmed, the oldest day."""

    party: str
    how: str
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    item: ItemContent
    parts: tuple[Part | None, ...]

    @property
    def told(self) -> list[Part]:
        return [part for part in self.parts if part]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`parties` are the columns, those with most items first."""

    parties: tuple[str, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def is_too_wide(self) -> bool:
        return len(self.parties) * len(self.rows) > WIDE


def matrix(items: Iterable[ItemContent]) -> Matrix:
    """Open items that name a party."""
    rows = [(item, {name.casefold(): part(item, name) for name in parties_of(item)}) for item in items if is_open(item)]
    rows = [(item, parts) for item, parts in rows if parts]
    weight = Counter(code for _item, parts in rows for code in parts)
    names = {code: one.party for _item, parts in reversed(rows) for code, one in parts.items()}
    codes = sorted(weight, key=lambda code: (-weight[code], code))
    return Matrix(
        tuple(names[code] for code in codes),
        tuple(MatrixRow(item, tuple(parts.get(code) for code in codes)) for item, parts in rows),
    )


def part(item: ItemContent, party: str) -> Part:
    days = [one.confirmed_on for one in item.commitments if one.party.casefold() == party.casefold()]
    if not days:
        return Part(party, COORDINATES)
    confirmed = [day for day in days if day]
    return Part(party, CONFIRMED, min(confirmed)) if len(confirmed) == len(days) else Part(party, PROMISED)
