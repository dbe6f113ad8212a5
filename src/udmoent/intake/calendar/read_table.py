# SPDX-License-Identifier: MPL-2.0
"""Meeting calendars in tables: a row for each meeting, a column for each body, or months across. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.tables import Row, Table, TableFile, Value
from udmoent.intake.calendar.days import Day, read_days, says_no_day
from udmoent.intake.calendar.draft import CalendarDraft, Reading, Wanted
from udmoent.intake.calendar.titles import title_of
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.dates import month_number, parse_clock
from udmoent.lib.text import clean, normalised

HEADINGS: Final = {
    "day": ("dato", "mødedato", "mødedag", "dag", "startdato", "datoer", "date", "start date"),
    "body": ("udvalg", "organ", "råd", "forum", "politisk udvalg", "fagudvalg", "mødeforum", "committee", "body"),
    "start": (
        "tid",
        "tidspunkt",
        "kl",
        "klokken",
        "klokkeslæt",
        "start",
        "starttid",
        "starttidspunkt",
        "mødestart",
        "time",
    ),
    "place": ("sted", "lokale", "mødested", "mødelokale", "place", "location"),
    "title": ("titel", "emne", "møde", "mødetype", "bemærkning", "bemærkninger", "note", "noter", "type", "subject"),
    "status": ("status", "aflyst"),
}
"""What the columns of a calendar with a row for each meeting are called, in one spelling: see `normalised`."""

_FIELDS: Final = {normalised(name): field for field, names in HEADINGS.items() for name in names}
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_CANCELLED = re.compile(r"\baflyst|\budgår|\bcancelled", re.IGNORECASE)
_YES: Final = frozenset({"x", "ja", "yes"})
_SEARCHED: Final = 20
"""Rows at the top of a table in which its headings are looked for."""


def read_table_file(file: TableFile, vocabulary: Vocabulary, how: Reading) -> CalendarDraft:
    """The meetings of every table in the file."""
    draft = CalendarDraft()
    for table in file.tables:
        if not table.is_hidden:
            _read(table, file.name, draft, vocabulary, how)
    return draft


def _read(table: Table, name: str, draft: CalendarDraft, vocabulary: Vocabulary, how: Reading) -> None:
    for place, row in enumerate(table.rows[:_SEARCHED]):
        around = _around(table, name, place)
        here = replace(how, year=_year(around) or how.year)
        rest, at = table.rows[place + 1 :], _At(table.place, draft, vocabulary, here)
        if columns := _columns(row):
            body = here.body or next(iter(vocabulary.bodies_in(" ".join(around))[0]), "")
            _read_rows(rest, columns, replace(at, how=replace(here, body=body)))
            return
        if len(bodies := _bodies_across(row, vocabulary)) > 1 or (bodies and _months_down(rest)):
            _read_bodies_across(rest, bodies, at)
            return
        if len(months := _months_across(row)) > 2:
            _read_months_across(rest, months, at)
            return
    where = _("Neither a column with days nor a row with bodies or months was found in it.")
    draft.miss(table.place, where, place=table.place)


@dataclass(frozen=True, slots=True)
class _At:
    """The table that is read, and how."""

    place: str
    draft: CalendarDraft
    vocabulary: Vocabulary
    how: Reading

    def miss(self, row: Row, value: object, why: str) -> None:
        self.draft.miss(clean(str(value)), why, place=self.place, row=row.number)

    def want(
        self,
        row: Row,
        body: str,
        day: Day,
        *,
        said: object,
        title: str = "",
        place: str = "",
        starts_at: time | None = None,
        is_cancelled: bool = False,
    ) -> None:
        """The meeting of that day; a day that could not be read is told of."""
        if day.on is None:
            self.miss(row, said, day.fault)
            return
        is_off = is_cancelled or bool(_CANCELLED.search(title or day.note))
        self.draft.wanted.append(
            Wanted(
                body=body,
                held_on=day.on,
                starts_at=starts_at or day.starts_at,
                title="" if is_off else (title or day.note)[:200],
                place=place[:200],
                is_cancelled=is_off,
                row=row.number,
            )
        )


def _around(table: Table, name: str, place: int) -> list[str]:
    """What stands over a row: the file's and the sheet's name, headings, and the rows above it."""
    above = [str(cell) for row in table.rows[:place] for cell in row.cells if cell is not None]
    return [name, *table.above, *table.captions, *above]


def _year(texts: Sequence[str]) -> int | None:
    """The one year that they tell; None where they tell none or several."""
    found = {int(year) for text in texts for year in _YEAR.findall(text)}
    return found.pop() if len(found) == 1 else None


# A row for each meeting


def _columns(row: Row) -> dict[str, int]:
    """Which column tells what, where the row has a heading for days."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        field = _FIELDS.get(normalised(str(cell or "")))
        if field:
            found.setdefault(field, place)
    return found if "day" in found else {}


def _read_rows(rows: Sequence[Row], columns: dict[str, int], at: _At) -> None:
    """A body that is told once counts for the rows below it too."""
    body: Value = None
    for row in rows:
        told = {field: row.cells[place] for field, place in columns.items() if place < len(row.cells)}
        if says_no_day(told.get("day")) and not told.get("body"):
            continue
        body = told.get("body") or body
        _read_row(row, told | {"body": body}, at)


def _read_row(row: Row, told: dict[str, Value], at: _At) -> None:
    said = " · ".join(clean(str(cell)) for cell in row.cells if cell is not None)
    bodies, why = _bodies_of(told, at)
    if not bodies:
        at.miss(row, said, why)
        return
    days = read_days(told.get("day"), year=at.how.year)
    if not days:
        at.miss(row, said, _("There is no day."))
    title, place = (clean(str(told.get(field) or "")) for field in ("title", "place"))
    is_cancelled = bool(_CANCELLED.search(said)) or normalised(str(told.get("status") or "")) in _YES
    hour, title = _hour(told.get("start")), title_of(title, at.vocabulary)
    for body in bodies:
        for day in days:
            at.want(row, body, day, said=said, title=title, starts_at=hour, place=place, is_cancelled=is_cancelled)


def _bodies_of(told: dict[str, Value], at: _At) -> tuple[tuple[str, ...], str]:
    """Whose meeting a row tells of, else why that is not known."""
    named = clean(str(told.get("body") or told.get("title") or ""))
    bodies, _rest = at.vocabulary.bodies_in(named)
    if bodies:
        return bodies, ""
    if at.how.body and not told.get("body"):
        return (at.how.body,), ""
    return (), _("“{name}” is no body of the town.").format(name=named) if named else _("It names no body.")


def _hour(value: Value) -> time | None:
    return parse_clock(re.split(r"\s*[-–]\s*", str(value))[0]) if value is not None else None


# A column for each body


def _bodies_across(row: Row, vocabulary: Vocabulary) -> dict[int, str]:
    """The bodies that head columns: cells that name one, and say nothing else but what is in brackets."""
    found = {}
    for place, cell in enumerate(row.cells):
        if cell is not None and place not in row.across:
            text = re.sub(r"\([^()]*\)", " ", str(cell))
            bodies, rest = vocabulary.bodies_in(text)
            if len(bodies) == 1 and not rest:
                found[place] = bodies[0]
    return found


def _months_down(rows: Sequence[Row]) -> bool:
    return any(_month(row.cells[0])[0] for row in rows if row.cells)


def _read_bodies_across(rows: Sequence[Row], bodies: dict[int, str], at: _At) -> None:
    """Days, or days of the month that the row begins with."""
    month: int | None = None
    year = at.how.year
    for row in rows:
        first = next((cell for place, cell in enumerate(row.cells) if place < min(bodies) and cell is not None), None)
        if (told := _month(first))[0]:
            month, year = told[0], told[1] or _next_year(month, told[0], year)
        for place, body in bodies.items():
            cell = row.cells[place] if place < len(row.cells) else None
            _read_cell(row, cell, body, replace(at, how=replace(at.how, year=year)), month)


def _next_year(before: int | None, month: int | None, year: int | None) -> int | None:
    """A calendar that runs over New Year comes from December to January."""
    return year + 1 if year and before == 12 and month == 1 else year


def _read_cell(row: Row, cell: Value, body: str, at: _At, month: int | None) -> None:
    for day in read_days(cell, year=at.how.year, month=month):
        at.want(row, body, day, said=cell)


# Months across


def _months_across(row: Row) -> dict[int, tuple[int, int | None]]:
    found = {place: _month(cell) for place, cell in enumerate(row.cells)}
    return {place: (month, year) for place, (month, year) in found.items() if month}


def _read_months_across(rows: Sequence[Row], months: dict[int, tuple[int, int | None]], at: _At) -> None:
    """A row for each body."""
    for row in rows:
        first = next((cell for place, cell in enumerate(row.cells) if place < min(months) and cell is not None), None)
        bodies, _rest = at.vocabulary.bodies_in(str(first or ""))
        cells = [row.cells[place] for place in months if place < len(row.cells)]
        if all(says_no_day(cell) for cell in cells):
            continue
        if not bodies:
            at.miss(row, first or "", _("“{name}” is no body of the town.").format(name=clean(str(first or ""))))
            continue
        _read_months_of(row, bodies[0], months, at)


def _read_months_of(row: Row, body: str, months: dict[int, tuple[int, int | None]], at: _At) -> None:
    before, year = None, at.how.year
    for place, (month, told) in months.items():
        year = told or _next_year(before, month, year)
        before = month
        if place < len(row.cells):
            _read_cell(row, row.cells[place], body, replace(at, how=replace(at.how, year=year)), month)


def _month(cell: Value) -> tuple[int | None, int | None]:
    """The month that a heading names, with its year where that is told: “Januar”, “jan. 2025”."""
    words = str(cell or "").split()
    month = month_number(words[0]) if words and words[0][:1].isalpha() else None
    year = next((int(word) for word in words[1:] if _YEAR.fullmatch(word)), None)
    return (month, year) if len(words) <= 2 else (None, None)
