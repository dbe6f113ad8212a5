# SPDX-License-Identifier: MPL-2.0
"""Untidy files as towns have them, made by code, and read into drafts."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from django.utils.translation import override
from docx.document import Document

from udmoent.intake.draft import Draft
from udmoent.intake.read_draft import read_draft
from udmoent.organisation.configuration import TownConfiguration, configuration_text, read_configuration

Rows = Sequence[Sequence[object]]


@pytest.fixture(autouse=True)
def danish():
    with override("da"):
        yield


@pytest.fixture(scope="session")
def town() -> TownConfiguration:
    return read_configuration(configuration_text("norddjurs"))


@pytest.fixture
def read(town) -> Callable[..., Draft]:
    """`read(path, unit=1000)`: the draft, with the budget year 2025."""

    def draft(path: Path, **more: object) -> Draft:
        return read_draft(path, **({"town": town, "year": 2025} | more))

    return draft


@pytest.fixture
def sheets(tmp_path: Path, read) -> Callable[..., Draft]:
    """`sheets({"BUU": rows}, merged={"BUU": ["A1:B1"]})`: the draft of a workbook of those sheets."""

    def draft(told: Mapping[str, Rows], *, merged: Mapping[str, Sequence[str]] | None = None, **more: object) -> Draft:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in told.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
            for cells in (merged or {}).get(name, ()):
                sheet.merge_cells(cells)
        path = tmp_path / "plan.xlsx"
        book.save(path)
        return read(path, **more)

    return draft


@pytest.fixture
def sheet(sheets) -> Callable[..., Draft]:
    """`sheet(rows)`: the draft of one sheet that says nothing by its name."""

    def draft(rows: Rows, *, name: str = "Ark1", merged: Sequence[str] = (), **more: object) -> Draft:
        return sheets({name: rows}, merged={name: merged}, **more)

    return draft


@pytest.fixture
def cell(sheet) -> Callable[..., Mapping[str, object]]:
    """`cell("Tidspunkt", value)`: what a single item tells with one more column of that heading."""

    def told(heading: str, value: object) -> Mapping[str, object]:
        draft = sheet([["Nr.", "Emne", heading], ["D301", "Styrket normering", value]])
        assert draft.faults == ()
        return draft.items[0].told

    return told


@pytest.fixture
def fault(sheet) -> Callable[..., str]:
    """`fault("Udvalg", value)`: the sentence that such a cell is refused with."""

    def message(heading: str, value: object) -> str:
        draft = sheet([["Nr.", "Emne", heading], ["D301", "Styrket normering", value]])
        (one,) = draft.faults
        assert (one.row, one.column, one.value) == (2, heading, str(value))
        return one.message

    return message


@pytest.fixture
def word(tmp_path: Path, read) -> Callable[..., Draft]:
    """`word(write)`: the draft of a Word document that `write(document)` fills."""

    def draft(write: Callable[[Document], None], **more: object) -> Draft:
        document = docx.Document()
        write(document)
        path = tmp_path / "plan.docx"
        document.save(path)
        return read(path, **more)

    return draft


def add_table(document: Document, rows: Rows):
    """A Word table with those texts; None leaves a cell empty."""
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is not None:
                table.cell(at, column).text = str(text)
    return table


@pytest.fixture
def table() -> Callable:
    return add_table
