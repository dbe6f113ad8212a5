# SPDX-License-Identifier: MPL-2.0
"""Measurements from a table: a line for each, with the indicator's name, the day and the number. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.tables import Row, TableFile, Value
from udmoent.indicators.numbers import read_number
from udmoent.lib.dates import parse_date, short_date
from udmoent.lib.refusal import Refusal, Refused
from udmoent.lib.text import clean, normalised

INDICATOR, DAY, NUMBER, SOURCE = "indicator", "day", "number", "source"
HEADINGS: Final[Mapping[str, str]] = {
    "indikator": INDICATOR,
    "indicator": INDICATOR,
    "navn": INDICATOR,
    "dato": DAY,
    "dag": DAY,
    "date": DAY,
    "day": DAY,
    "maalt": DAY,
    "vaerdi": NUMBER,
    "maaling": NUMBER,
    "tal": NUMBER,
    "value": NUMBER,
    "number": NUMBER,
    "kilde": SOURCE,
    "source": SOURCE,
}
NEEDED: Final = (INDICATOR, DAY, NUMBER)
LINES: Final = 5_000
"""As many lines as are read at once."""


class Deed(StrEnum):
    """What a line does: adds a measurement, corrects one, or says what is told already."""

    NEW = "new"
    CORRECTS = "corrects"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An indicator that lines may be about. `holding` are its measurements by day; `refusal` is why it may not be measured."""

    id: int
    name: str
    holding: Mapping[date, Decimal]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`place` is where it stands; `was` the number that it corrects."""

    place: str
    indicator: int
    name: str
    on: date
    value: Decimal
    source: str
    deed: Deed
    was: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def read_measurements(file: TableFile, known: Collection[Known], today: date) -> Draft:
    """Every line of the tables that have the headings; refused where none has, or there are too many."""
    by_name = {normalised(one.name): one for one in known}
    rows = list(_rows(file))
    if len(rows) > LINES:
        raise Refused(_("The file has {n} lines. Send at most {most} at once.").format(n=len(rows), most=LINES))
    lines: dict[tuple[int, date], Line] = {}
    faults: list[Fault] = []
    for place, told in rows:
        found = _line(place, told, by_name, today)
        if isinstance(found, Fault):
            faults.append(found)
        elif (earlier := lines.setdefault((found.indicator, found.on), found)) and earlier.value != found.value:
            sentence = _("{day} is told twice with two numbers, first in {place}. Keep one of them.")
            faults.append(Fault(place, sentence.format(day=short_date(found.on), place=earlier.place)))
    return Draft(tuple(lines.values()), tuple(faults))


def _rows(file: TableFile) -> Iterator[tuple[str, dict[str, Value]]]:
    """Each line under the headings, with where it stands."""
    is_found = False
    for table in file.tables:
        columns: dict[int, str] = {}
        for row in table.rows:
            if not columns:
                columns = _columns(row)
                is_found = is_found or bool(columns)
                continue
            told = {name: row.cells[at] for at, name in columns.items() if at < len(row.cells)}
            if any(value not in (None, "") for value in told.values()):
                yield _("row {n}").format(n=row.number), told
    if not is_found:
        sentence = _("No table in the file has the columns Indikator, Dato and Værdi. Give the columns these headings.")
        raise Refused(sentence)


def _columns(row: Row) -> dict[int, str]:
    """The row's columns by their place, where it is the one of headings."""
    found = {
        at: HEADINGS[name] for at, cell in enumerate(row.cells) if (name := normalised(str(cell or ""))) in HEADINGS
    }
    return found if set(NEEDED) <= set(found.values()) else {}


def _line(place: str, told: Mapping[str, Value], known: Mapping[str, Known], today: date) -> Line | Fault:
    name = clean(str(told[INDICATOR] or ""))
    indicator = known.get(normalised(name))
    if indicator is None:
        return Fault(place, _("There is no indicator “{name}”. Write its name as Udmønt does.").format(name=name))
    if indicator.refusal:
        return Fault(place, str(indicator.refusal))
    day, number = _day(told[DAY]), read_number(told[NUMBER])
    if day is None:
        sentence = _("“{text}” is not a date. Write it as 2025-05-31, 31-05-2025 or 31.5.2025.")
        return Fault(place, sentence.format(text=told[DAY] or ""))
    if day > today:
        return Fault(place, _("A measurement is of a day that has been. Correct the day."))
    if number is None:
        sentence = _("“{text}” is not a number. Write it as 1.234,5, with at most four decimals.")
        return Fault(place, sentence.format(text="" if told[NUMBER] is None else told[NUMBER]))
    was = indicator.holding.get(day)
    deed = Deed.NEW if was is None else Deed.KNOWN if was == number else Deed.CORRECTS
    source = clean(str(told.get(SOURCE) or ""))[:500]
    return Line(
        place=place,
        indicator=indicator.id,
        name=indicator.name,
        on=day,
        value=number,
        source=source,
        deed=deed,
        was=was,
    )


def _day(written: Value) -> date | None:
    return written if isinstance(written, date) else parse_date(str(written or ""))
