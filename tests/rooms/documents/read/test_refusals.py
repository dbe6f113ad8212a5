# SPDX-License-Identifier: MPL-2.0
"""A file that cannot be read is refused with a Danish sentence that says what to do, never with a trace."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from udmoent.documents.endings import UnknownEnding
from udmoent.documents.read_json import read_json
from udmoent.documents.read_tables import read_tables
from udmoent.lib.refusal import Refused


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_tables(path)
    assert path.name in str(refused.value)
    return str(refused.value)


def a_file(tmp_path: Path, name: str, content: bytes) -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def an_xlsx() -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def a_docx() -> bytes:
    content = io.BytesIO()
    docx.Document().save(content)
    return content.getvalue()


def test_a_missing_file(tmp_path):
    assert "findes ikke" in refusal(tmp_path / "plan.xlsx")


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.csv", "plan.xls", "plan.ods"])
def test_an_empty_file(tmp_path, name: str):
    assert "er tom" in refusal(a_file(tmp_path, name, b""))


def test_a_folder(tmp_path):
    (tmp_path / "plan.xlsx").mkdir()
    assert "kan ikke åbnes" in refusal(tmp_path / "plan.xlsx")


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.xls"])
def test_a_file_locked_with_a_password(tmp_path, name: str):
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    assert "adgangskode" in refusal(a_file(tmp_path, name, locked))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.xlsx", a_docx()),
        ("plan.docx", an_xlsx()),
        ("plan.xls", b"<html><table><tr><td>Nr.</td></tr></table></html>"),
        ("plan.xlsx", b"Nr.;Emne\nD301;A\n"),
        ("plan.ods", an_xlsx()),
        ("plan.csv", an_xlsx()),
        ("plan.csv", b"%PDF-1.7 ..."),
        ("plan.docx", b"{\\rtf1 hej}"),
    ],
)
def test_contents_that_belie_the_ending(tmp_path, name: str, content: bytes):
    assert "som filendelsen siger" in refusal(a_file(tmp_path, name, content))


@pytest.mark.parametrize(("name", "whole"), [("plan.xlsx", an_xlsx()), ("plan.docx", a_docx())])
def test_a_file_cut_short(tmp_path, name: str, whole: bytes):
    for length in (60, len(whole) // 2, len(whole) - 30):
        assert "beskadiget" in refusal(a_file(tmp_path, name, whole[:length]))


@pytest.mark.parametrize(
    ("name", "part", "whole"),
    [
        ("plan.xlsx", "xl/worksheets/sheet1.xml", an_xlsx()),
        ("plan.xlsx", "xl/workbook.xml", an_xlsx()),
        ("plan.docx", "word/document.xml", a_docx()),
    ],
)
def test_a_file_with_a_broken_part(tmp_path, name: str, part: str, whole: bytes):
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, b"<x><y>" if entry == part else old.read(entry))
    assert "beskadiget" in refusal(a_file(tmp_path, name, broken.getvalue()))


@pytest.mark.parametrize("name", ["plan.pdf", "plan", "plan.xlsm.bak", "plan.txt"])
def test_an_unknown_ending_is_wrong_usage(tmp_path, name: str):
    with pytest.raises(UnknownEnding, match=r"\.xlsx"):
        read_tables(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "mangler slutningen"),
        (b"", "mangler slutningen"),
        (b"[]", "ikke en plan"),
        (b'{"a": 1}', "ikke en plan"),
        (b'{"format": 2, "items": []}', "format 2"),
        (b'{"format": 1, "items": []}', "Se på"),
        (
            b'{"format": 1, "municipality": "N", "plan": "P", "budget_year": "x", "as_of": "2025-05-31", "items": []}',
            "budget_year",
        ),
        (b"[" * 100_000, "JSON"),
    ],
)
def test_json_that_is_no_plan(content: bytes, says: str):
    with pytest.raises(Refused, match=says):
        read_json(content, "plan.json")
