# SPDX-License-Identifier: MPL-2.0
"""What one item's row tells: facts, amounts, and what in it cannot be read. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from udmoent.intake.amount_headings import AmountHeading
from udmoent.intake.cells import Cell, Unreadable, as_text, read_cell
from udmoent.intake.columns import Column
from udmoent.intake.draft import Spot
from udmoent.intake.findings import Findings
from udmoent.intake.headers import Header
from udmoent.intake.lines import Line
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.money import NotAnAmount, NoUnit, amount_of, read_amount
from udmoent.plan.facts import Kind

_ERROR = re.compile(
    r"#(?:REF|REFERENCE|VÆRDI|VALUE|NAVN|NAME|DIV/0|DIVISION/0|I/T|N/A|NUM|NUL|NULL|TOM|SPILL|OVERLØB)[!?]?"
)
_FIRST: Final = ("number", "kind", "body")
_EITHER: Final = ("is_closed", "is_cross_cutting")
AmountTold = tuple[AmountHeading, int | None]


@dataclass(slots=True)
class RowFacts:
    """One row as it is told. `kind` is None where nothing near the row tells it; `amounts` are by their columns' heading,
    without its unit.
    """

    spot: Spot
    number: str
    title: str
    kind: Kind | None
    told: dict[str, object]
    amounts: dict[AmountHeading, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """What reading a row takes. `unit` counts where the file tells none; `sharing` see `shows_sharing`."""

    vocabulary: Vocabulary
    findings: Findings
    year: int
    unit: int | None
    is_own: bool
    shows_others: bool
    shows_cross_cutting: bool
    extra_names: Mapping[tuple[str, int], str]

    def read(self, line: Line) -> RowFacts:
        self._note_looks(line)
        told = self._facts(line)
        number, kind = str(told.pop("number", "")), told.pop("kind", None) or line.told.kind
        if not number and not self.is_own:
            number, told["title"] = self.vocabulary.number_and_title(str(told.get("title", "")))
        self._add_surroundings(told, line)
        if extra := self._extra(line):
            told["extra"] = extra
        return RowFacts(
            spot=Spot(file=self.findings.file, place=line.place, row=line.row.number),
            number=number,
            title=str(told.get("title", "")),
            kind=Kind(str(kind)) if kind else None,
            told=told,
            amounts=dict(self._amounts(line)),
        )

    def _note_looks(self, line: Line) -> None:
        if line.row.is_hidden:
            self._caution(line, _("The row is hidden in the file. It is read like the others."))
        if line.row.is_struck:
            message = _(
                "The row is struck through. It is read as it stands: close or withdraw the item if that is meant."
            )
            self._caution(line, message)
        for column in line.header.columns:
            if line.row.uncomputed.intersection(column.places):
                message = _("The formula has no result in the file. Open the file in Excel, save it, and import again.")
                self._caution(line, message, column.heading)

    def _caution(self, line: Line, message: str, column: str = "") -> None:
        self.findings.caution(message, place=line.place, row=line.row.number, column=column)

    # Facts

    def _facts(self, line: Line) -> dict[str, object]:
        told: dict[str, object] = {}
        columns = [(at, column) for at, column in enumerate(line.header.columns) if column.fields]
        for at, column in sorted(
            columns, key=lambda pair: _FIRST.index(pair[1].fields[0]) if pair[1].fields[0] in _FIRST else 9
        ):
            for name, value in self._cell(line, at, column, told).items():
                if name in _EITHER:
                    told[name] = bool(told.get(name)) or value
                elif name == "other_bodies":
                    told[name] = tuple(dict.fromkeys((*told.get(name, ()), *value)))  # type: ignore[misc]
                elif name not in told or name in column.fields:
                    told[name] = value
        return told

    def _cell(self, line: Line, at: int, column: Column, told: Mapping[str, object]) -> Mapping[str, object]:
        value = line.values[at]
        body = str(told.get("body") or line.told.body or self.vocabulary.town.default_body)
        cell = Cell(
            value=value,
            vocabulary=self.vocabulary,
            year=self.year,
            body=body,
            fill=line.fills.get(at, ""),
            is_own=self.is_own,
            shows_others=self.shows_others,
            shows_cross_cutting=self.shows_cross_cutting,
        )
        try:
            self._refuse_error(line, at)
            return read_cell(column.fields, cell)
        except Unreadable as fault:
            self.findings.fault(str(fault), place=line.place, row=line.row.number, column=column.heading, value=value)
            return {}

    def _add_surroundings(self, told: dict[str, object], line: Line) -> None:
        if "body" not in told and line.told.body:
            told["body"] = line.told.body
        if line.told.is_cross_cutting and not told.get("is_cross_cutting"):
            told["is_cross_cutting"] = True
        if line.told.heading is not None and not told.get("heading"):
            told["heading"] = line.told.heading

    def _extra(self, line: Line) -> dict[str, str]:
        """Text of the columns that nobody knows; an empty one is told too, so that it clears what was there."""
        extra = {}
        for at, column in enumerate(line.header.columns):
            name = self.extra_names.get((column.heading, column.places[0]))
            if name and not column.fields and not column.amount:
                extra[name] = as_text(line.values[at])
        return extra

    def _refuse_error(self, line: Line, at: int) -> None:
        """What looks like an error is one, but for text in a file that Udmønt wrote."""
        value, places = line.values[at], line.header.columns[at].places
        looks_so = isinstance(value, str) and value.startswith("#") and _ERROR.fullmatch(value.upper())
        if line.row.errors.intersection(places) or (looks_so and not self.is_own):
            raise Unreadable(_("The cell shows an error from a formula. Mend the formula, or write the value."))

    # Amounts

    def _amounts(self, line: Line) -> Iterable[AmountTold]:
        for at, column in enumerate(line.header.columns):
            if column.amount is None:
                continue
            level = column.amount.price_level or line.told.price_level or ""
            try:
                self._refuse_error(line, at)
                kroner = self._kroner(line, at, column.amount)
            except NoUnit:
                message = _(
                    "The amounts have no unit. Write kr., 1.000 kr. or mio. kr. in the column's heading or above the table,"
                    " or give it with the import: --unit tkr."
                )
                self.findings.fault_once(message, place=line.place, column=column.heading)
                continue
            except (NotAnAmount, Unreadable) as fault:
                self.findings.fault(
                    str(fault), place=line.place, row=line.row.number, column=column.heading, value=line.values[at]
                )
                continue
            yield _unitless(column.amount, level), kroner

    def _kroner(self, line: Line, at: int, heading: AmountHeading) -> int | None:
        value = line.values[at]
        unit = heading.unit or line.told.unit or self.unit
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return amount_of(value, unit)
        return read_amount(as_text(value), unit)


@lru_cache(maxsize=1024)
def _unitless(heading: AmountHeading, level: str) -> AmountHeading:
    return replace(heading, unit=None, price_level=level, is_assumed=False)


def shows_sharing(lines: Sequence[Line], vocabulary: Vocabulary, *, is_own: bool) -> tuple[bool, bool]:
    """Whether the file's committee column tells of other committees too, and of cross-cutting items.

    It does so of every row where it does of one, and in files from Udmønt, unless another column is there for it.
    """
    headers = {id(line.header): line.header for line in lines}.values()
    has_others = any(
        header.tells("other_bodies") and len(_fields_with(header, "other_bodies")) == 1 for header in headers
    )
    has_mark = any(
        header.tells("is_cross_cutting") and len(_fields_with(header, "is_cross_cutting")) == 1 for header in headers
    )
    others = mark = is_own
    for text in {as_text(line.value("body")) for line in lines}:
        bodies, rest = vocabulary.bodies_in(text)
        others = others or len(bodies) > 1
        mark = mark or vocabulary.without_cross_cutting(rest)[0]
    return others and not has_others, mark and not has_mark


def _fields_with(header: Header, field: str) -> tuple[str, ...]:
    return next(column.fields for column in header.columns if field in column.fields)
