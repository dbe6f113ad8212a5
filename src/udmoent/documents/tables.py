# SPDX-License-Identifier: MPL-2.0
"""What a file of tables holds, whatever program wrote it: the grids, where they stand, and the text around them."""

from dataclasses import dataclass
from datetime import date, datetime

from udmoent.documents.stamp import Stamp

Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`number` is the row's number as the person sees it: in the sheet, in the file, or in the Word table (from 1)."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid of cells, all rows equally wide. `place` names it for people: “ark BUU”, “tabel 2”.

    `above` are the headings and captions that stand over it in the document, outermost first, and its sheet's name.
    """

    place: str
    above: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """`stamp` is what a file from Udmønt says of itself; None for other files."""

    name: str
    tables: tuple[Table, ...] = ()
    stamp: Stamp | None = None
