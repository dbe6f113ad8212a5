# SPDX-License-Identifier: MPL-2.0
"""What the columns of an extract are called in the finance systems of towns, and what they hold. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from udmoent.economy.account import PARTS
from udmoent.lib.money import KR, read_unit
from udmoent.lib.text import normalised


class Figure(StrEnum):
    """What an amount of an extract is."""

    BUDGET = "budget"
    CORRECTED = "corrected"
    SPENT = "spent"


_ACCOUNT: Final = frozenset(
    {
        "konto",
        "kontostreng",
        "kontonr",
        "kontonummer",
        "kontering",
        "autoriseret konto",
        "kontostreng 16 cifre",
        "account",
    }
)
_CENTRE: Final = frozenset(
    {"profitcenter", "profitcentre", "profit center", "psp", "psp element", "projekt", "projektnr", "aftaleenhed",
     "omkostningscenter", "delregnskab", "ansvarssted"}
)  # fmt: skip
_TEXT: Final = frozenset(
    {"tekst", "kontotekst", "betegnelse", "kontonavn", "navn", "beskrivelse", "kontobetegnelse", "text"}
)
_PERIOD: Final = frozenset({"periode", "bogfoeringsperiode", "regnskabsperiode", "maaned", "aar periode", "period"})
_YEAR: Final = frozenset({"aar", "regnskabsaar", "budgetaar", "year"})
_BUDGET: Final = r"(?:(?:hel)?aars(?: ?budget|bevilling)|budget(?: ?beloeb| ?bevilling| aar(?:et)?)?|bevilling)"
_FIGURES: Final = (
    (re.compile(
        rf"(?:korr\w*|ajourfoert|omplaceret|gaeldende|nugaeldende|nuvaerende|aktuelt?|revideret|aendret|corrected) ?{_BUDGET}?"
        rf"|budget (?:inkl|incl|med) .*|{_BUDGET} (?:korr\w*|ajourfoert|gaeldende)"
    ), Figure.CORRECTED),
    (re.compile(
        rf"(?:(?:opr\w*|vedt\w*|godkendt|adopted) ?){{0,2}}{_BUDGET}|vedtaget|aarets budget|basisbudget"
        r"|(?:aars)?budget (?:vedt\w*|opr\w*)"
    ), Figure.BUDGET),
    (re.compile(
        r"(?:aarets |samlet |akk\w* |aars)?(?:regnskab|forbrug|beloeb|bogfoert|realiseret|faktisk\w*|aar til dato|spent)"
        r"(?: forbrug| beloeb)?"
    ), Figure.SPENT),
)  # fmt: skip
_SO_FAR: Final = r"(?:aar )?til dato|aatd|aa t d|akk\w*|hele aaret"
_BEHIND: Final = re.compile(
    r"(?P<rest>.*?)(?P<behind>(?: (?:i alt|netto|kr|dkk|i kr|tkr|t kr|mio kr|(?:i )?1 ?000 kr|(?:i )?1 ?000"
    rf"|{_SO_FAR}|(?:pr|ultimo|til og med) .*))*)"
)
_OF_A_PART: Final = re.compile(rf" (?:{_SO_FAR})(?: |$)")
"""Of a budget: not the year's."""
_ADDED_UP: Final = re.compile(rf"\b(?:{_SO_FAR}|i alt|samlet|aarets|aarsforbrug)\b")
_YEAR_IN: Final = re.compile(r"\b(20[0-9]{2})\b")
_PART_NAMES: Final = {normalised(name): name for name, _digits in PARTS} | {
    "sted": "omkostningssted",
    "delfunktion": "funktion",
}
LEAST_PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """`year` is 0 where the heading tells none. `unit` is kroner."""

    place: int
    figure: Figure
    year: int
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each thing stands, from 0; None for what the extract has no column for."""

    account: int | None = None
    parts: tuple[tuple[int, int], ...] = ()
    centre: int | None = None
    text: int | None = None
    year: int | None = None
    period: int | None = None
    amounts: tuple[AmountColumn, ...] = ()
    headings: tuple[str, ...] = field(default=())
    passed_over: tuple[str, ...] = ()

    @property
    def figures(self) -> frozenset[Figure]:
        return frozenset(one.figure for one in self.amounts)

    @property
    def is_whole(self) -> bool:
        return bool(self.amounts) and (self.account is not None or bool(self.parts) or self.centre is not None)


def columns_in(cells: Sequence[object], unit: int | None = None) -> Columns:
    """What a row holds if it is the one with the headings; `unit` counts where a heading names none."""
    headings = tuple(str(cell or "").strip() for cell in cells)
    names = [normalised(heading) for heading in headings]
    parts = _parts(names)
    amounts = _once_each(
        [found for place, one in enumerate(headings) if (found := _amount(place, one, unit or KR))], names
    )
    told = {
        "account": _first(names, _ACCOUNT),
        "centre": _first(names, _CENTRE if parts else _CENTRE | {"omkostningssted", "sted"}),
        "text": _first(names, _TEXT),
        "year": _first(names, _YEAR),
        "period": _first(names, _PERIOD),
    }
    used = {*told.values(), *(place for place, _digits in parts), *(one.place for one in amounts)}
    passed_over = tuple(one for place, one in enumerate(headings) if one and place not in used)
    return Columns(
        **told, parts=() if told["account"] is not None else parts, amounts=tuple(amounts), headings=headings,
        passed_over=passed_over,
    )  # fmt: skip


def _once_each(found: Sequence[AmountColumn], names: Sequence[str]) -> list[AmountColumn]:
    """Of several columns of one figure and year the one that is added up, else the first: they are not added together."""
    kept: dict[tuple[Figure, int], AmountColumn] = {}
    for one in found:
        other = kept.setdefault((one.figure, one.year), one)
        if _ADDED_UP.search(names[one.place]) and not _ADDED_UP.search(names[other.place]):
            kept[one.figure, one.year] = one
    return [one for one in found if one in kept.values()]


def _first(names: Sequence[str], known: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in known), None)


def _parts(names: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Columns that together make an account, each with its digits; a part that has no column of its own is in the next."""
    found: list[tuple[int, int]] = []
    missing = 0
    for name, digits in PARTS:
        place = next((at for at, one in enumerate(names) if _PART_NAMES.get(one) == name), None)
        if place is None:
            missing += digits
        else:
            found.append((place, missing + digits))
            missing = 0
    return tuple(found) if len(found) >= LEAST_PARTS and not missing else ()


def _amount(place: int, heading: str, unit: int) -> AmountColumn | None:
    name = normalised(heading)
    if "%" in heading or "rest" in name.split() or "procent" in name or "pct" in name:
        return None
    year = _YEAR_IN.search(name)
    bare = " ".join(_YEAR_IN.sub("", name).split()) if year else name
    behind = _BEHIND.fullmatch(bare)
    bare = behind["rest"] if behind else bare
    figure = next((figure for pattern, figure in _FIGURES if pattern.fullmatch(bare)), None)
    if figure is None or (figure != Figure.SPENT and behind and _OF_A_PART.search(behind["behind"])):
        return None
    return AmountColumn(place, figure, int(year[1]) if year else 0, read_unit(heading) or unit)
