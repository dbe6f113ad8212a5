# SPDX-License-Identifier: MPL-2.0
"""Tables about a plan that are no plan, as an Excel file: a sheet for each, and one that tells what the file is."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from udmoent.documents import front
from udmoent.documents.escapes import no_formula
from udmoent.documents.words import Words
from udmoent.documents.write_csv import cell_text
from udmoent.documents.write_xlsx import Book, Value, write_cell
from udmoent.editions.content import PlanContent
from udmoent.editions.public import Audience


@dataclass(frozen=True, slots=True)
class Sheet:
    """`columns` are headings with their widths; so many columns as `frozen` stay in sight."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Value, ...], ...]
    frozen: int = 1


def sheets_xlsx_of(sheets: Iterable[Sheet], content: PlanContent, words: Words) -> bytes:
    """Internal always. The same tables about the same content always give the same bytes."""
    book = Book(content, words, Audience.INTERNAL, None)
    for one in sheets:
        _write(book, one)
    book.about(front.facts(content, words, Audience.INTERNAL))
    return book.finished()


def _write(book: Book, told: Sheet) -> None:
    headings = [heading for heading, _width in told.columns]
    sheet = book.sheet(told.name, headings, [width for _heading, width in told.columns])
    sheet.freeze_panes(1, told.frozen)
    for row, values in enumerate(told.rows, start=1):
        for place, value in enumerate(values):
            write_cell(book, sheet, row, place, value, f"{values[0]}, {headings[place]}")
    sheet.autofilter(0, 0, max(len(told.rows), 1), len(headings) - 1)


def sheet_csv_of(told: Sheet) -> bytes:
    """One sheet as text that Excel on a Danish machine opens as a table."""
    file = io.StringIO()
    rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
    rows.writerow([no_formula(heading) for heading, _width in told.columns])
    rows.writerows([[cell_text(value) for value in values] for values in told.rows])
    return file.getvalue().encode("utf-8-sig")
