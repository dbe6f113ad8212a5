# SPDX-License-Identifier: MPL-2.0
"""Small extracts, and files of them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

HEADING = ("Kontostreng", "Tekst", "Budget", "Korrigeret budget", "Forbrug")
WAGES, GOODS, OTHER = "5251031012300111", "5251031012300122", "6451011000100111"


def csv_of(file: Path, rows: Iterable[Sequence[object]], *, separator: str = ";", encoding: str = "utf-8") -> Path:
    file.write_bytes("\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding))
    return file


def xlsx_of(file: Path, rows: Iterable[Sequence[object]]) -> Path:
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Udtræk")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return file
