# SPDX-License-Identifier: MPL-2.0
"""From the prices of one year to those of another: a calculation beside the original, never stored. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from udmoent.lib.money import KR, in_unit
from udmoent.lib.refusal import Refusal, Refused

_LINE: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[\s;:]+(?P<points>[0-9]{1,6}(?:[.,][0-9]{1,3})?)")

Indices = Mapping[int, Decimal]
"""Points by year."""


@dataclass(frozen=True, slots=True)
class Rate:
    """From one price level ("2025") to another, by the points of each."""

    old: str
    new: str
    old_points: Decimal
    new_points: Decimal

    def of(self, kroner: int) -> int:
        """Whole kroner; a half is rounded away from zero, so that an expense and an income of one size stay that."""
        exact = abs(kroner) * Fraction(self.new_points) / Fraction(self.old_points)
        whole = int(exact + Fraction(1, 2))
        return whole if kroner >= 0 else -whole

    def of_all(self, parts: Sequence[int], whole: int | None = None) -> list[int]:
        """Each part, such that together they are `whole`, else what their sum is converted to."""
        exact = [part * Fraction(self.new_points) / Fraction(self.old_points) for part in parts]
        return apportion(self.of(sum(parts)) if whole is None else whole, exact)

    def told(self, kroner: int) -> str:
        """The calculation, as "4.000.000 kr. i 2025-priser × 103,2/100,0 = 4.128.000 kr. i 2026-priser"."""
        sentence = _("{kroner} kr. in {old} prices × {new_points}/{old_points} = {converted} kr. in {new} prices")
        return sentence.format(
            kroner=in_unit(kroner, KR),
            old=self.old,
            new=self.new,
            old_points=points(self.old_points),
            new_points=points(self.new_points),
            converted=in_unit(self.of(kroner), KR),
        )


def apportion(whole: int, exact: Sequence[Fraction]) -> list[int]:
    """Whole numbers that are together `whole`, each as near its exact one as that lets it be; ties go to the first."""
    found = [part.__floor__() for part in exact]
    if not found:
        return found
    each, missing = divmod(whole - sum(found), len(found))
    nearest = sorted(range(len(found)), key=lambda place: (found[place] - exact[place], place))
    return [part + each + (place in nearest[:missing]) for place, part in enumerate(found)]


def points(told: Decimal) -> str:
    """As "103,2": with a decimal comma, and one decimal at least."""
    whole, _point, decimals = f"{told:.3f}".partition(".")
    return f"{whole},{decimals.rstrip('0') or '0'}"


def rate(old: str, new: str, indices: Indices) -> Rate:
    """Refused where one of the levels has no index."""
    Refused.if_any(why_not_convert(level, indices) for level in (old, new) if old != new)
    one = Decimal(1)
    if old == new:
        return Rate(old, new, one, one)
    return Rate(old, new, indices[int(old)], indices[int(new)])


def why_not_convert(level: str, indices: Indices) -> Refusal | None:
    if level.isdecimal() and int(level) in indices:
        return None
    return Refusal(_("There is no index for {level} prices. Write it under the price levels.").format(level=level))


def read_indices(text: str) -> dict[int, Decimal]:
    """Lines of a year and its points, parted by blank, tab, semicolon or “:”. Refused where one is neither, or told twice."""
    found: dict[int, Decimal] = {}
    faults = []
    for number, line in _lines(text):
        year, told = _year_and_points(line)
        if year is None or told is None:
            sentence = _("Line {n}, “{line}”, is no year with an index. Write it as 2026 103,2.")
            faults.append(Refusal(sentence.format(n=number, line=line)))
        elif year in found:
            faults.append(Refusal(_("The year {year} is told twice.").format(year=year)))
        else:
            found[year] = told
    Refused.if_any(faults)
    return found


def _lines(text: str) -> Iterable[tuple[int, str]]:
    """Those that hold anything, without a heading over them."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and any(one.isdecimal() for one in line):
            yield number, line.strip()


def _year_and_points(line: str) -> tuple[int | None, Decimal | None]:
    found = _LINE.fullmatch(line)
    if found is None:
        return None, None
    read = Decimal(found["points"].replace(",", "."))
    return int(found["year"]), read if read > 0 else None
