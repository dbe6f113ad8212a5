# SPDX-License-Identifier: MPL-2.0
"""Where a table's header stands, in one row or two, and what its columns tell. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from udmoent.documents.tables import Row, Value
from udmoent.intake.amount_headings import AmountHeading
from udmoent.intake.columns import LONGEST_HEADING, Column, Columns
from udmoent.lib.money import read_price_level, read_unit

ROWS_SEARCHED: Final = 40
"""How far down a table's header may stand."""

Headed = tuple[str, tuple[int, ...], AmountHeading | None]
"""A heading, the places it stands over, and the amounts it announces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """`first` and `last` are the header's rows among the table's."""

    first: int
    last: int
    columns: tuple[Column, ...]

    def tells(self, field: str) -> bool:
        return any(field in column.fields for column in self.columns)

    @property
    def recognised(self) -> int:
        return sum(bool(column.fields or column.amount) for column in self.columns)

    @property
    def headed(self) -> int:
        """How many columns have a heading."""
        return sum(bool(column.heading) for column in self.columns)

    @property
    def is_header(self) -> bool:
        """Whether rows below it can be read: what they are of must stand there, and something about it."""
        names = [column for column in self.columns if "title" in column.fields or "number" in column.fields]
        is_all_there_is = len(self.columns) == 1 and self.tells("title")
        return is_all_there_is or (bool(names) and self.recognised >= 2)


def find_header(rows: Sequence[Row], columns: Columns, start: int = 0) -> Header | None:
    """The first header from row `start` on."""
    for at in range(start, min(len(rows), start + ROWS_SEARCHED)):
        if header := header_at(rows, at, columns):
            return header
    return None


def header_at(rows: Sequence[Row], at: int, columns: Columns, *, after: int = -1) -> Header | None:
    """The header that stands in the row, with the one above or below it where these complete it; None for no header.

    Rows to and with `after` are read already; below a header, a new one must be plainly one.
    """
    if not _may_be_header(rows[at], columns):
        return None
    best = _header(rows, at, at, columns)
    for first, last in ((at - 1, at), (at, at + 1)):
        if first > after and last < len(rows) and _goes_together(rows[first], rows[last]):
            both = _header(rows, first, last, columns)
            if both.is_header and both.recognised > best.recognised and _completes(rows, both, best):
                best = both
    return best if best.is_header and best.recognised * (3 if after < 0 else 2) >= best.headed else None


def _may_be_header(row: Row, columns: Columns) -> bool:
    texts = {_text(cell) for cell in row.cells if cell is not None}
    return any(
        "title" in sense.fields or "number" in sense.fields
        for text in texts
        if 0 < len(text) <= LONGEST_HEADING
        for sense in columns.senses(text)
    )


def _goes_together(upper: Row, lower: Row) -> bool:
    """Whether one row can continue the other as a header: cells merged across above, or merged downwards."""
    return lower.number == upper.number + 1 and bool(upper.across or lower.down or _gaps(lower) or _gaps(upper))


def _gaps(row: Row) -> bool:
    return any(cell is None for cell in row.cells)


def _completes(rows: Sequence[Row], both: Header, alone: Header) -> bool:
    """The second row only adds to the first where it says nothing of its own in the columns already known."""
    if both.first < alone.first:
        return alone.is_header
    lower = rows[both.last]
    known = {place for column in alone.columns if column.fields or column.amount for place in column.places}
    upper = rows[both.first]
    own = {place for place in known if lower.cells[place] is not None and place not in lower.down}
    return not own or all(place in upper.across or _spans(upper, place) for place in own)


def _spans(row: Row, place: int) -> bool:
    return place + 1 in row.across


def _header(rows: Sequence[Row], first: int, last: int, columns: Columns) -> Header:
    upper, lower = (rows[first], rows[last]) if first < last else (None, rows[last])
    told = columns.assign(list(_headed(upper, lower, columns)))
    return Header(first=first, last=last, columns=tuple(_dated(column, columns.first_year) for column in told))


def _dated(column: Column, first_year: int | None) -> Column:
    """A column called “Beløb” without a year is of the plan's first year."""
    if column.fields != ("amount",):
        return column
    level = read_price_level(column.heading) or ""
    unit = read_unit(column.heading)
    amount = AmountHeading(year=first_year or 0, unit=unit, price_level=level, is_assumed=True)
    return replace(column, fields=(), amount=amount if first_year else None)


def _headed(upper: Row | None, lower: Row, columns: Columns) -> Iterator[Headed]:
    """Each column's heading; cells merged across are one column unless the other row parts them."""
    place, width = 0, len(lower.cells)
    while place < width:
        end = place + 1
        while end < width and _continues(upper, lower, end):
            end += 1
        over = _text(upper.cells[place]) if upper else ""
        yield _one_heading(over, _own_text(lower, place), tuple(range(place, end)), columns)
        place = end


def _continues(upper: Row | None, lower: Row, place: int) -> bool:
    if upper is None:
        return place in lower.across
    is_below_the_same = place in upper.across
    return is_below_the_same and (place in lower.across or lower.cells[place] is None or place in lower.down)


def _own_text(row: Row, place: int) -> str:
    return "" if place in row.down else _text(row.cells[place])


def _one_heading(over: str, text: str, places: tuple[int, ...], columns: Columns) -> Headed:
    if not over or not text:
        heading = over or text
        return heading, places, columns.amount(heading)
    for heading in (text, f"{over} {text}", f"{text} {over}"):
        if amount := columns.amount(heading):
            unit = amount.unit or read_unit(over)
            level = amount.price_level or read_price_level(over) or ""
            return f"{over} {text}", places, replace(amount, unit=unit, price_level=level)
    known = next((heading for heading in (text, f"{over} {text}") if columns.senses(heading)), None)
    return known or f"{over} {text}", places, None


def _text(cell: Value) -> str:
    """A heading's text; a year kept as a number or as a day is that year."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date) and (cell.month, cell.day) == (1, 1):
        return str(cell.year)
    return "" if cell is None else " ".join(str(cell).split())
