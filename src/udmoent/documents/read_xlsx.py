# SPDX-License-Identifier: MPL-2.0
"""Spreadsheets: .xlsx, .xls and .ods, each sheet a table."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from udmoent.documents.merged import spread
from udmoent.documents.properties import stamp_in
from udmoent.documents.sheet_marks import Place, SheetMarks, ods_marks, xlsx_marks
from udmoent.documents.tables import Row, Table, TableFile, Value
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean

MOST_CELLS: Final = 5_000_000
"""Cells of a sheet, empty ones counted, beyond which something was written far out by mistake."""

_MARKS = {".xlsx": xlsx_marks, ".ods": ods_marks}


def read_spreadsheet(content: bytes, name: str) -> TableFile:
    """Every sheet with something in it. Refused when protected or damaged."""
    ending = Path(name).suffix.lower()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        marks = _MARKS[ending](content) if ending in _MARKS else {}
        tables = [_table(book, at, sheet, marks.get(sheet)) for at, sheet in enumerate(book.sheet_names)]
        stamp = stamp_in(content) if ending == ".xlsx" else None
    except PasswordError as fault:
        sentence = _("“{name}” is protected by a password. Open it, remove the password, save it, and try again.")
        raise Refused(sentence.format(name=name)) from fault
    except (CalamineError, etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as fault:
        sentence = _(
            "“{name}” is damaged and cannot be read. Open it in its own program, save it again, and try once more."
        )
        raise Refused(sentence.format(name=name)) from fault
    return TableFile(name=name, tables=tuple(table for table in tables if table.rows), stamp=stamp)


def _table(book: CalamineWorkbook, at: int, sheet_name: str, marks: SheetMarks | None) -> Table:
    sheet = book.get_sheet_by_index(at)
    last_row, last_column = sheet.end or (-1, -1)
    if (last_row + 1) * (last_column + 1) > MOST_CELLS:
        sentence = _(
            "Sheet “{sheet}” has something written very far out (row {row}). Delete it and save the file again."
        )
        raise Refused(sentence.format(sheet=sheet_name, row=last_row + 1))
    marks = marks or SheetMarks(merged=list(sheet.merged_cell_ranges or ()))
    return Table(
        place=_("sheet {name}").format(name=sheet_name),
        above=(clean(sheet_name),),
        is_hidden=book.sheets_metadata[at].visible != SheetVisibleEnum.Visible,
        rows=tuple(_rows(sheet, marks)),
    )


def _rows(sheet: CalamineSheet, marks: SheetMarks) -> Iterator[Row]:
    grid = [[_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), shown in marks.errors.items():
        if row < len(grid) and column < len(grid[row]):
            grid[row][column] = shown
    down, across = spread(grid, marks.merged)
    uncomputed, fills = _by_row(dict.fromkeys(marks.uncomputed, "")), _by_row(marks.fills)
    errors = _by_row(marks.errors)
    for number, cells in enumerate(grid):
        if any(cell is not None for cell in cells):
            yield Row(
                number=number + 1,
                cells=tuple(cells),
                down=frozenset(down.get(number, ())),
                across=frozenset(across.get(number, ())),
                uncomputed=frozenset(uncomputed.get(number, ())),
                errors=frozenset(errors.get(number, ())),
                fills=fills.get(number, {}),
                is_hidden=number in marks.hidden,
                is_struck=number in marks.struck,
                is_bold=number in marks.bold,
            )


def _by_row(marks: dict[Place, str]) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), mark in marks.items():
        rows[row][column] = mark
    return rows


def _value(cell: str | float | bool | date | datetime | time | timedelta) -> Value:
    """A cell as it is kept: clean text, None for nothing, a day without a clock."""
    if isinstance(cell, str):
        return clean(cell) or None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell
