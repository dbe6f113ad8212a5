# SPDX-License-Identifier: MPL-2.0
"""Sheets as tables: merged cells, dates, errors, hidden sheets, and the three formats."""

from datetime import date, datetime, time
from pathlib import Path

import odfdo
import openpyxl
import pytest
import xlwt

from udmoent.documents.read_tables import read_tables
from udmoent.documents.sheet_marks import place_of


def saved(book: openpyxl.Workbook, tmp_path: Path):
    book.save(tmp_path / "plan.xlsx")
    return read_tables(tmp_path / "plan.xlsx")


def test_values_keep_their_types_and_rows_their_numbers(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", 1, 2.5, date(2025, 3, 1), datetime.combine(date(2025, 3, 1), time(9)), True])
    book.active["A4"] = "to\nlinjer"
    (table,) = saved(book, tmp_path).tables
    assert table.rows[0].cells == ("a", 1, 2.5, date(2025, 3, 1), date(2025, 3, 1), True)
    assert [(row.number, row.cells[0]) for row in table.rows] == [(1, "a"), (4, "to\nlinjer")]


def test_merged_cells_have_their_value_everywhere(tmp_path):
    book = openpyxl.Workbook()
    for row in (["over", None, "x"], [None, None, "y"], ["z", "w", None]):
        book.active.append(row)
    book.active.merge_cells("A1:B2")
    (table,) = saved(book, tmp_path).tables
    assert [row.cells for row in table.rows] == [("over", "over", "x"), ("over", "over", "y"), ("z", "w", None)]
    assert [(row.down, row.across) for row in table.rows] == [(set(), {1}), ({0, 1}, {1}), (set(), set())]


def test_errors_are_shown_as_they_are(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "a", "#REF!"
    book.active["B1"].data_type = "e"
    assert saved(book, tmp_path).tables[0].rows[0].cells == ("a", "#REF!")


def test_formulas_without_a_result_are_marked(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "=1+1"])
    assert saved(book, tmp_path).tables[0].rows[0].uncomputed == {1}


def test_several_sheets_are_several_tables_named_for_people(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "BUU"
    book.active["A1"] = 1
    book.create_sheet("Tom")
    book.create_sheet("MTU")["A1"] = 2
    assert [(table.place, table.above) for table in saved(book, tmp_path).tables] == [
        ("ark BUU", ("BUU",)),
        ("ark MTU", ("MTU",)),
    ]


def test_ods_with_merged_cells(tmp_path):
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Ark æ")
    for at, value in (((0, 0), "over"), ((2, 0), "x"), ((2, 1), "y"), ((0, 2), 5), ((1, 2), date(2025, 3, 1))):
        table.set_value(at, value)
    table.set_span((0, 0, 1, 1))
    document.body.append(table)
    document.save(tmp_path / "plan.ods")
    (found,) = read_tables(tmp_path / "plan.ods").tables
    assert [row.cells for row in found.rows] == [
        ("over", "over", "x"),
        ("over", "over", "y"),
        (5, date(2025, 3, 1), None),
    ]
    assert found.rows[1].down == {0, 1}


def test_old_xls_with_merged_cells(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Ark")
    sheet.write_merge(0, 1, 0, 0, "BUU")
    sheet.write(0, 1, "a")
    sheet.write(1, 1, "b")
    book.save(str(tmp_path / "plan.xls"))
    (table,) = read_tables(tmp_path / "plan.xls").tables
    assert [row.cells for row in table.rows] == [("BUU", "a"), ("BUU", "b")]


@pytest.mark.parametrize(
    ("reference", "place"), [("A1", (0, 0)), ("$B$2", (1, 1)), ("AB10", (9, 27)), ("XFD1048576", (1048575, 16383))]
)
def test_references_are_places(reference: str, place: tuple[int, int]):
    assert place_of(reference) == place
