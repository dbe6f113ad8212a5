# SPDX-License-Identifier: MPL-2.0
"""Text files of cells, as Excel writes them in Denmark and as others do."""

from datetime import date

import pytest

from udmoent.documents.read_csv import read_csv
from udmoent.documents.stamp import NAME, Stamp

TEXT = 'Nr.;Emne;Status\r\nD301;"Styrket; normering på ""Åen""";"Første\nAnden"\r\n;;\r\nD302;Øvrige, æbler;s\r\n'
ROWS = [
    (1, ("Nr.", "Emne", "Status")),
    (2, ("D301", 'Styrket; normering på "Åen"', "Første\nAnden")),
    (4, ("D302", "Øvrige, æbler", "s")),
]


def rows(content: bytes) -> list[tuple[int, tuple[object, ...]]]:
    (table,) = read_csv(content, "plan.csv").tables
    return [(row.number, row.cells) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_found(encoding: str):
    assert rows(TEXT.encode(encoding)) == ROWS


def test_windows_own_dashes_and_quotes_are_read():
    assert rows("Nr.;Emne\nD301;Skole – “fremtid” €\n".encode("cp1252"))[1] == (2, ("D301", "Skole – “fremtid” €"))


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_the_separator_is_found(separator: str):
    assert rows(TEXT.replace(";", separator).replace(f"Styrket{separator}", "Styrket;").encode()) == ROWS


def test_commas_part_cells_where_nothing_else_does():
    assert rows(b'Nr.,Emne,2025\nD301,"A, B","1.500,5"\nD302,C,2\n') == [
        (1, ("Nr.", "Emne", "2025")),
        (2, ("D301", "A, B", "1.500,5")),
        (3, ("D302", "C", "2")),
    ]


def test_amounts_with_commas_do_not_part_cells():
    assert rows(b"Nr.;Emne;2025\nD301;A;1,5\nD302;B;2,5\n")[1] == (2, ("D301", "A", "1,5"))


def test_commas_in_a_few_rows_do_not_outvote_semicolons():
    content = b'Nr.;Emne;Status\nD301;"a\n- b, c\n- d, e\n- f, g";","\nD302;"h, i";"j"\n'
    assert [row[1][0] for row in rows(content)] == ["Nr.", "D301", "D302"]


def test_excels_own_hint_is_no_row():
    assert rows(b"sep=,\nNr.,Emne\nD301,A;B;C;D\n") == [(1, ("Nr.", "Emne")), (2, ("D301", "A;B;C;D"))]


def test_a_quote_that_never_ends_swallows_no_rows():
    assert [row[1][0] for row in rows(b'Nr.;Emne\nD301;"Aben\nD302;B\nD303;C\n')] == ["Nr.", "D301", "D302", "D303"]


def test_short_rows_are_filled_up():
    assert rows(b"Nr.;Emne;Status\nD301;A\n")[1] == (2, ("D301", "A", None))


def test_the_apostrophe_against_formulas_is_taken_away():
    assert rows(b"Nr.;Emne\nD301;'=1+1\nD302;'citat'\n")[1:] == [(2, ("D301", "=1+1")), (3, ("D302", "'citat'"))]


def test_the_last_line_may_be_the_stamp():
    stamp = Stamp(plan="Plan 2025", as_of=date(2025, 5, 31), known_at=None, edition=None, fingerprint="f")
    quoted = str(stamp).replace('"', '""')
    found = read_csv(f'Nr.;Emne\nD301;A\n{NAME};"{quoted}"\n'.encode(), "plan.csv")
    assert found.stamp == stamp
    assert [row.number for row in found.tables[0].rows] == [1, 2]
