# SPDX-License-Identifier: MPL-2.0
"""Which rows of a table are items, and which are groups, sums, notes, or the rest of the row above. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.tables import Row, Table, Value
from udmoent.intake.cells import as_text
from udmoent.intake.columns import Column, Columns
from udmoent.intake.findings import Findings
from udmoent.intake.headers import Header, find_header, header_at
from udmoent.intake.surroundings import Surroundings, Told, told_by
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.text import normalised
from udmoent.plan.facts import Kind

_SUM = re.compile(
    r"(?:i ?alt|sum|subtotal|mellemsum|hovedtotal|grand total|total|samlet(?: sum| beloeb)?|hele planen)\b(?P<of>.*)"
)
_OF_ALL = re.compile(r"(?:[0-9 ]|for|alle|udvalg|netto|drift|anlaeg|kr|tkr|mio|hele|planen)*")
_SURE_SUM = re.compile(r"^(?:i ?alt|sum|subtotal|mellemsum|hovedtotal)\b|\bi ?alt$")
_NOTE = re.compile(
    r"\s*(?:\*|note[r:]?\b|kilde\b|bemærk\b|anm\b|opdateret\b|udskrevet\b|side [0-9]|sidst |\d\)\s)", re.IGNORECASE
)
_REPEATED: Final = frozenset(
    ("number", "kind", "body", "other_bodies", "is_cross_cutting", "heading", "responsible", "unit", "title")
)
"""Facts that a cell merged over several rows plainly tells of each of them."""


@dataclass(slots=True)
class Line:
    """One item's row as it stands: a value for each column of its header, and what surrounds it."""

    row: Row
    header: Header
    values: list[Value]
    told: Told
    place: str
    fills: dict[int, str] = field(default_factory=dict)

    def value(self, field: str) -> Value:
        """The value of the column that tells the field alone or with others."""
        at = next((at for at, column in enumerate(self.header.columns) if field in column.fields), None)
        return None if at is None else self.values[at]


class TableReading:
    """Reads one table from top to bottom."""

    def __init__(self, table: Table, outer: Told, vocabulary: Vocabulary, columns: Columns, findings: Findings) -> None:
        self.table = table
        self.header: Header | None = None
        self.headers: list[Header] = []
        self.lines: list[Line] = []
        self._surroundings = Surroundings(outer)
        self._vocabulary = vocabulary
        self._columns = columns
        self._findings = findings
        self._last: Line | None = None

    def read(self, continued: Header | None = None) -> list[Line]:
        """The items' rows. A table without a header of its own goes on with `continued`, where it is as wide."""
        rows = self.table.rows
        header = find_header(rows, self._columns)
        at = 0
        if header is None and continued is None:
            return []
        if header:
            self._read_above(rows[: header.first])
            self._take_header(header)
            at = header.last + 1
        elif continued:
            self.header = continued
        follows_no_item = False
        while at < len(rows):
            may_be = self._may_be_header(at, follows_no_item=follows_no_item)
            if may_be and (new := header_at(rows, at, self._columns, after=at - 1)):
                self._take_header(new)
                at, follows_no_item = new.last + 1, False
            else:
                follows_no_item = not self._read_row(rows[at])
                at += 1
        return self.lines

    def _take_header(self, header: Header) -> None:
        self.header = header
        if header.columns not in [known.columns for known in self.headers]:
            self.headers.append(header)

    def _read_above(self, rows: Iterable[Row]) -> None:
        """Rows above the header are captions."""
        for row in rows:
            for _place, value in _own_cells(row):
                if isinstance(value, str) and (told := told_by(value, self._vocabulary)).says_something:
                    self._surroundings.enter(told)

    def _may_be_header(self, at: int, *, follows_no_item: bool) -> bool:
        """Headers begin anew after a gap or a group, or stand repeated in their own columns; a numbered row is an item."""
        row = self.table.rows[at]
        number = as_text(self._value_of("number", row))
        if number and self._vocabulary.is_number(number) and not self._columns.amount(number):
            return False
        follows_a_gap = at > 0 and row.number > self.table.rows[at - 1].number + 1
        return follows_no_item or follows_a_gap or self._names_its_columns(row)

    def _names_its_columns(self, row: Row) -> bool:
        texts = [as_text(self._value_of(field, row)) for field in ("title", "number")]
        return any(text and self._columns.senses(" ".join(text.split())) for text in texts)

    def _read_row(self, row: Row) -> bool:
        """Whether the row was an item's."""
        assert self.header
        own = _own_cells(row)
        if not own:
            return self._last is not None
        if self._is_sum(row, own):
            self._leave_out(row, own[0][1], _("This row is a sum, and is left out."))
        elif len(own) == 1 and self._is_across(row, *own[0]):
            pass
        else:
            return self._read_item(row)
        self._last = None
        return False

    # Rows that are no items

    def _leave_out(self, row: Row, value: Value, message: str) -> None:
        self._findings.caution(message, place=self.table.place, row=row.number, value=value)

    def _is_sum(self, row: Row, own: list[tuple[int, Value]]) -> bool:
        """Whether the row sums up: it says so, and has no number of its own."""
        text = next((value for _place, value in own if isinstance(value, str)), "")
        said = normalised(text)
        found = _SUM.match(said)
        if self._value_of("number", row) not in (None, text):
            return False
        if not found or _SURE_SUM.search(said):
            return bool(_SURE_SUM.search(said))
        rest = self._vocabulary.kinds.without(self._vocabulary.bodies_in(found["of"])[1])
        return bool(_OF_ALL.fullmatch(rest)) or self._is_bare_of_text(own, text)

    def _is_bare_of_text(self, own: list[tuple[int, Value]], text: str) -> bool:
        """In a table with numbers, a row without one that tells nothing but amounts."""
        assert self.header
        others = [place for place, value in own if isinstance(value, str) and value != text]
        return len(own) > 1 and self.header.tells("number") and all(map(self._is_amount_place, others))

    def _is_amount_place(self, place: int) -> bool:
        assert self.header
        return any(place in column.places and column.amount for column in self.header.columns)

    def _is_across(self, row: Row, place: int, value: Value) -> bool:
        """A row with a single text: the name of a group, a note, or an item of which only the title is told."""
        assert self.header
        column = next((column for column in self.header.columns if place in column.places), None)
        is_merged = sum(other in row.across for other in range(place + 1, len(row.cells))) >= max(
            len(column.places) if column else 1, 1
        )
        is_title = column is not None and "title" in column.fields and not (is_merged or row.is_bold)
        if not isinstance(value, str):
            return self._is_bare_amount(row, value, column)
        if column and "number" in column.fields and not is_merged and self._vocabulary.is_number(value):
            return False
        if _NOTE.match(value):
            self._leave_out(row, value, _("This row is read as a note, and is left out."))
            return True
        told = told_by(value, self._vocabulary, is_strict=is_title)
        if not told.groups and self._surroundings.told.kind == Kind.INTENT and not is_title and _can_be_heading(value):
            if not is_merged and column and not {"number", "title"} & set(column.fields):
                return False
            told = Told(heading=value)
        if told.groups or (told.says_something and not is_title):
            self._surroundings.enter(told)
            return True
        if not is_merged and column and column.fields and "number" not in column.fields:
            return False
        self._leave_out(row, value, _("Nothing tells what this row is of. It is read as a note, and is left out."))
        return True

    def _is_bare_amount(self, row: Row, value: Value, column: Column | None) -> bool:
        if column and column.fields:
            return False
        self._leave_out(row, value, _("This row is a sum, and is left out."))
        return True

    # Items

    def _value_of(self, field: str, row: Row) -> Value:
        assert self.header
        for column in self.header.columns:
            if field in column.fields:
                return _value(column, row)
        return None

    def _read_item(self, row: Row) -> bool:
        assert self.header
        header = self.header
        line = Line(
            row, header, [_value(column, row) for column in header.columns], self._surroundings.told, self.table.place
        )
        line.fills = {
            at: row.fills[column.places[0]] for at, column in enumerate(header.columns) if column.places[0] in row.fills
        }
        if self._continues(line):
            return self._continue(line)
        self._note_repeats(line)
        self.lines.append(line)
        self._last = line
        return True

    def _continues(self, line: Line) -> bool:
        """Whether neither number nor title is told anew: the rest of a row that was parted, or merged with one above."""
        naming = [column for column in line.header.columns if {"title", "number"} & set(column.fields)]
        return all(_value(column, line.row) is None or column.places[0] in line.row.down for column in naming)

    def _continue(self, line: Line) -> bool:
        own = [value for _place, value in _own_cells(line.row)]
        if self._last is None or self._last.header is not line.header:
            self._leave_out(line.row, own[0], _("This row has neither number nor title, and is left out."))
            return False
        if all(not isinstance(value, str) for value in own):
            self._leave_out(line.row, own[0], _("This row is a sum, and is left out."))
            return False
        for at, column in enumerate(line.header.columns):
            if line.values[at] is not None and column.places[0] not in line.row.down:
                self._last.values[at] = self._joined(self._last.values[at], line.values[at], line, column)
        message = _("This row has neither number nor title. Its text is added to row {row}.")
        self._leave_out(line.row, own[0], message.format(row=self._last.row.number))
        return True

    def _joined(self, above: Value, below: Value, line: Line, column: Column) -> Value:
        if above is None:
            return below
        if column.amount:
            message = _("There are two amounts for one item. Write one of them.")
            self._findings.fault(message, place=line.place, row=line.row.number, column=column.heading, value=below)
            return above
        return f"{as_text(above)}\n{as_text(below)}"

    def _note_repeats(self, line: Line) -> None:
        """A cell merged over several items tells of each of them, but an amount counts once."""
        for at, column in enumerate(line.header.columns):
            if line.values[at] is None or column.places[0] not in line.row.down or _REPEATED & set(column.fields):
                continue
            if column.amount:
                line.values[at] = None
                message = _("The amount is merged over several rows. It is given to the first one only.")
            else:
                message = _("The cell is merged over several rows. It is read as the text of each of them.")
            self._findings.caution(message, place=line.place, row=line.row.number, column=column.heading)


def _own_cells(row: Row) -> list[tuple[int, Value]]:
    """The places where a cell begins, with its value; empty ones left out."""
    return [
        (place, value)
        for place, value in enumerate(row.cells)
        if value is not None and place not in row.across and place not in row.down
    ]


def _value(column: Column, row: Row) -> Value:
    """What stands in the column; a cell that began further left is that column's."""
    values = [
        row.cells[place]
        for place in column.places
        if place < len(row.cells) and place not in row.across and row.cells[place] is not None
    ]
    return values[0] if len(values) == 1 else "\n".join(map(as_text, values)) or None


def _can_be_heading(text: str) -> bool:
    return len(text) <= 120 and not text.endswith((".", ":", ";")) and "\n" not in text


def width_of(rows: Sequence[Row]) -> int:
    return len(rows[0].cells) if rows else 0
