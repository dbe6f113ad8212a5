# SPDX-License-Identifier: MPL-2.0
"""Extracts as three finance systems write them, whole and with faults."""

import pytest

from tests.rooms.intake.finance.files import GOODS, HEADING, WAGES, csv_of, xlsx_of
from udmoent.economy.account import PARTS
from udmoent.intake.finance.extract import read_extract
from udmoent.intake.finance.headings import Figure
from udmoent.lib.refusal import Refused

TIDY = (
    HEADING,
    (WAGES, "Løn", "1.000,00", "1.100,00", "250,50"),
    (GOODS, "Køb", "2.000,00", "2.000,00", "99,50-"),
)


def spent(extract) -> dict[str, int]:
    return {key.source.account: oere for key, oere in extract.sums.items() if key.figure == Figure.SPENT}


def read(file):
    return read_extract(file, year=2025)


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8"), (";", "cp1252"), ("\t", "utf-8-sig")])
def test_a_text_file_is_read_however_it_was_saved(tmp_path, separator, encoding):
    found = read(csv_of(tmp_path / "u.csv", TIDY, separator=separator, encoding=encoding))
    assert spent(found) == {WAGES: 25_050, GOODS: -9_950} and found.row_count == 2 and not found.faults
    assert {key.source.text for key in found.sums} == {"Løn", "Køb"}


def test_commas_part_where_the_amounts_are_in_quotes(tmp_path):
    rows = [HEADING, (WAGES, "Løn", '"1.000,00"', '"1.100,00"', '"250,50"')]
    assert spent(read(csv_of(tmp_path / "u.csv", rows, separator=","))) == {WAGES: 25_050}


def test_a_spreadsheet_tells_the_same_with_numbers_and_with_text(tmp_path):
    numbers = (HEADING, (WAGES, "Løn", 1000, 1100, 250.5), (GOODS, "Køb", 2000, 2000, -99.5))
    told, as_text = (read(xlsx_of(tmp_path / f"{n}.xlsx", rows)) for n, rows in enumerate((numbers, TIDY)))
    assert told.sums == as_text.sums == read(csv_of(tmp_path / "u.csv", TIDY)).sums


@pytest.mark.parametrize(
    "written", ["5.25.10 3 1 0123 001 1 1", "5-25-10-3-1-0123-001-1-1", "5 25 10 3 1 0123 001 1 1", WAGES]
)
def test_an_account_is_written_in_many_ways(tmp_path, written):
    assert spent(read(csv_of(tmp_path / "u.csv", [HEADING, (written, "", 0, 0, 7)]))) == {WAGES: 700}


@pytest.mark.parametrize("label", ["Total", "I alt", "Hovedtotal", "Sum", "Hovedkonto 5 total"])
def test_totals_in_a_column_of_a_parted_account_are_no_money(tmp_path, label):
    digits, parts = WAGES, []
    for _name, many in PARTS:
        parts.append(int(digits[:many]))
        digits = digits[many:]
    heading = [name.capitalize() for name, _digits in PARTS]
    total = (label, *[""] * (len(parts) - 1), 7)
    found = read(xlsx_of(tmp_path / "u.xlsx", [(*heading, "Forbrug"), (*parts, 7), total]))
    assert spent(found) == {WAGES: 700} and not found.faults and found.whole(Figure.SPENT) == 700


def test_a_total_that_stands_as_a_profit_centre_is_no_money(tmp_path):
    found = read(csv_of(tmp_path / "u.csv", [("Profitcenter", "Forbrug"), ("P1", 7), ("Total", 7)]))
    assert found.whole(Figure.SPENT) == 700


def test_columns_with_numbers_that_are_not_read_are_named(tmp_path):
    rows = [("Konto", "Note", "Disponeret", "Forbrug"), (WAGES, "ok", "5,00", "7,00")]
    (caution,) = read(csv_of(tmp_path / "u.csv", rows)).cautions
    assert "“Disponeret”" in caution.message and "Note" not in caution.message


def test_an_account_may_be_parted_over_columns(tmp_path):
    digits, parts = WAGES, []
    for _name, many in PARTS:
        parts.append(int(digits[:many]))
        digits = digits[many:]
    heading = [name.capitalize() for name, _digits in PARTS]
    assert spent(read(xlsx_of(tmp_path / "u.xlsx", [(*heading, "Forbrug"), (*parts, 7)]))) == {WAGES: 700}


def test_lines_above_headings_again_and_totals_are_no_rows(tmp_path):
    rows = [
        ("Norddjurs Kommune",),
        ("Regnskabsår 2024", "", "Beløb i 1.000 kr."),
        (),
        *TIDY[:2],
        ("Funktion 5.25 i alt", "", 1, 1, 1),
        HEADING,
        TIDY[2],
        ("I alt", "", "3.000,00", "3.100,00", "151,00"),
    ]
    found = read(csv_of(tmp_path / "u.csv", rows))
    assert found.row_count == 2 and not found.faults and not found.cautions
    assert {key.year for key in found.sums} == {2024} and spent(found)[WAGES] == 25_050_000


def test_a_total_that_does_not_fit_is_told(tmp_path):
    found = read(csv_of(tmp_path / "u.csv", [*TIDY, ("", "I alt", "3.000,00", "3.100,00", "999,00")]))
    (caution,) = found.cautions
    assert "999" in caution.message and "151" in caution.message


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("12345", "", 0, 0, 7), "har 5"),
        ((WAGES, "", 0, 0, "syv"), "syv"),
        (("5251001012300111", "", 0, 0, 7), "dranst"),
        (("", "Løn", 0, 0, 7), "ingen konto"),
    ],
)
def test_a_row_in_fault_is_told_with_its_number_and_left_out(tmp_path, row, told):
    found = read(csv_of(tmp_path / "u.csv", [*TIDY, row]))
    (fault,) = found.faults
    assert fault.row == 4 and told in fault.message
    assert found.whole(Figure.SPENT) == 15_100 + (700 if row[-1] == 7 else 0)


def test_numbers_that_excel_shortened_are_mended_and_told(tmp_path):
    found = read(xlsx_of(tmp_path / "u.xlsx", [("Konto", "Forbrug"), (251031012300111, 7)]))
    assert spent(found) == {"0251031012300111": 700} and len(found.cautions) == 1


def test_a_period_and_a_heading_tell_the_year(tmp_path):
    rows = [("Konto", "Periode", "Forbrug"), (WAGES, "2024-12", 1), (WAGES, "202501", 2), (WAGES, "", 4)]
    found = read(csv_of(tmp_path / "u.csv", rows))
    assert {key.year: oere for key, oere in found.sums.items()} == {2024: 100, 2025: 600}
    rows = [("Konto", "Budget 2025", "Budget 2026"), (WAGES, 1, 2)]
    found = read(csv_of(tmp_path / "v.csv", rows))
    assert {key.year: oere for key, oere in found.sums.items()} == {2025: 100, 2026: 200}


def test_rows_by_profit_centre_need_no_account(tmp_path):
    found = read(csv_of(tmp_path / "u.csv", [("PSP-element", "Tekst", "Forbrug"), ("XA-0000000301-00001", "Løn", 7)]))
    ((key, oere),) = found.sums.items()
    assert (key.source.account, key.source.centre, oere) == ("", "XA-0000000301-00001", 700)


def test_a_file_without_headings_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(Refused, match="Forbrug"):
        read(csv_of(tmp_path / "u.csv", [("Nr.", "Emne"), ("A301", "Institution")]))
