# SPDX-License-Identifier: MPL-2.0
"""What a file of tables holds, whatever program wrote it: the grids, where they stand, and the text around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from udmoent.documents.stamp import Stamp

Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`number` is the row's number as the person sees it: in the sheet, in the file, or in the Word table (from 1).

    A merged cell has its value in each place it covers: places in `down` are one cell with the place above, places in
    `across` one with the place to the left. `uncomputed` are formulas without a result, `errors` those with one that went wrong. `fills` are the colours of
    empty cells, as RRGGBB.
    """

    number: int
    cells: tuple[Value, ...]
    down: frozenset[int] = frozenset()
    across: frozenset[int] = frozenset()
    uncomputed: frozenset[int] = frozenset()
    errors: frozenset[int] = frozenset()
    fills: Mapping[int, str] = field(default_factory=dict)
    is_hidden: bool = False
    is_struck: bool = False
    is_bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid of cells, all rows equally wide, empty rows left out. `place` names it for people: “ark BUU”, “tabel 2”.

    `above` are its sheet's name, or the headings that stand over it, outermost first; `captions` the plain lines
    right above it.
    """

    place: str
    above: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    is_hidden: bool = False
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """`stamp` is what a file from Udmønt says of itself; None for other files."""

    name: str
    tables: tuple[Table, ...] = ()
    stamp: Stamp | None = None
