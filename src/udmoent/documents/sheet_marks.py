# SPDX-License-Identifier: MPL-2.0
"""What calamine leaves out of a spreadsheet: merged cells, errors, hidden and struck rows, colours, formulas without a result.

Read from the file's own XML; rows and columns count from 0.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Final, TypeVar

from lxml import etree

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_FORMULA: Final = f"{_MAIN}f"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINK: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

Look = TypeVar("Look")

Place = tuple[int, int]
"""A cell's row and column."""


@dataclass(slots=True)
class SheetMarks:
    """`merged` are the first and last place of each merged cell, `errors` what a cell shows instead of a value."""

    merged: list[tuple[Place, Place]] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    uncomputed: set[Place] = field(default_factory=set)
    fills: dict[Place, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    bold: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Styles:
    """By a cell's style number: the colour it is filled with, and whether its text is struck through or bold."""

    fills: tuple[str, ...] = ()
    strikes: tuple[bool, ...] = ()
    bolds: tuple[bool, ...] = ()


def xlsx_marks(content: bytes) -> dict[str, SheetMarks]:
    """By the sheet's name. Parts that cannot be found give no marks; broken XML raises etree.XMLSyntaxError."""
    package = zipfile.ZipFile(io.BytesIO(content))
    styles = _styles(package)
    names = set(package.namelist())
    return {
        sheet: _of_sheet(package.read(part), styles) for sheet, part in _sheet_parts(package).items() if part in names
    }


def _root(package: zipfile.ZipFile, part: str) -> etree._Element | None:
    if part not in package.namelist():
        return None
    # One spelling of the namespace for both kinds of .xlsx, "strict" and the usual one.
    text = package.read(part).replace(_STRICT[1:-1].encode(), _MAIN[1:-1].encode())
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    book = _root(package, "xl/workbook.xml")
    links = _root(package, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    return {
        sheet.get("name", ""): normpath(join("xl", targets.get(_link(sheet), ""))).removeprefix("/")
        for sheet in book.iter(f"{_MAIN}sheet")
    }


def _link(sheet: etree._Element) -> str | None:
    return sheet.get(_LINK) or sheet.get(_STRICT_LINK)


def _styles(package: zipfile.ZipFile) -> _Styles:
    root = _root(package, "xl/styles.xml")
    if root is None:
        return _Styles()
    fills = [_colour(fill) for fill in root.iterfind(f"{_MAIN}fills/{_MAIN}fill")]
    fonts = list(root.iterfind(f"{_MAIN}fonts/{_MAIN}font"))
    strikes, bolds = ([_is_on(font, look) for font in fonts] for look in ("strike", "b"))
    cells = list(root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"))
    return _Styles(
        tuple(_at(fills, int(cell.get("fillId", "0")), "") for cell in cells),
        tuple(_at(strikes, int(cell.get("fontId", "0")), False) for cell in cells),
        tuple(_at(bolds, int(cell.get("fontId", "0")), False) for cell in cells),
    )


def _at(values: Sequence[Look], index: int, otherwise: Look) -> Look:
    return values[index] if index < len(values) else otherwise


def _colour(fill: etree._Element) -> str:
    pattern = fill.find(f"{_MAIN}patternFill")
    colour = None if pattern is None or pattern.get("patternType") != "solid" else pattern.find(f"{_MAIN}fgColor")
    return "" if colour is None else colour.get("rgb", "")[-6:]


def _is_on(font: etree._Element, look: str) -> bool:
    mark = font.find(f"{_MAIN}{look}")
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def _of_sheet(content: bytes, styles: _Styles) -> SheetMarks:
    marks = SheetMarks()
    content = content.replace(_STRICT[1:-1].encode(), _MAIN[1:-1].encode())
    row_tag, merge_tag = f"{_MAIN}row", f"{_MAIN}mergeCell"
    last = -1
    for _event, element in etree.iterparse(
        io.BytesIO(content), tag=(row_tag, merge_tag), resolve_entities=False, no_network=True, huge_tree=True
    ):
        if element.tag == merge_tag:
            first, _colon, end = element.get("ref", "A1").partition(":")
            marks.merged.append((place_of(first), place_of(end or first)))
            continue
        last = int(element.get("r", last + 2)) - 1
        _mark_row(element, last, styles, marks)
        element.clear()
    return marks


def _mark_row(row: etree._Element, number: int, styles: _Styles, marks: SheetMarks) -> None:
    if row.get("hidden") in ("1", "true"):
        marks.hidden.add(number)
    written = struck = bold = 0
    for at, cell in enumerate(row):
        style, sort = int(cell.get("s", "0")), cell.get("t")
        if _has_value(cell):
            written += 1
            struck += _at(styles.strikes, style, False)
            bold += _at(styles.bolds, style, False)
            if sort == "e":
                marks.errors[_place(cell, number, at)] = cell.findtext(f"{_MAIN}v") or ""
        elif len(cell) and cell[0].tag == _FORMULA and sort != "str":
            marks.uncomputed.add(_place(cell, number, at))
        elif colour := _at(styles.fills, style, ""):
            marks.fills[_place(cell, number, at)] = colour
    if struck * 2 > written:
        marks.struck.add(number)
    if written and bold == written:
        marks.bold.add(number)


def _has_value(cell: etree._Element) -> bool:
    return any(part.tag != _FORMULA and (part.text or len(part)) for part in cell)


def _place(cell: etree._Element, row: int, at: int) -> Place:
    reference = cell.get("r")
    return (row, place_of(reference)[1] if reference else at)


def place_of(reference: str) -> Place:
    """(0, 1) for "B1", also for "$B$1"."""
    letters = "".join(character for character in reference if character.isalpha()).upper()
    figures = "".join(character for character in reference if character.isdecimal())
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(figures or "1") - 1, max(column - 1, 0)


def ods_marks(content: bytes) -> dict[str, SheetMarks]:
    """By the sheet's name."""
    package = zipfile.ZipFile(io.BytesIO(content))
    root = etree.fromstring(
        package.read("content.xml"), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )
    return {sheet.get(f"{_TABLE}name", ""): _of_ods_sheet(sheet) for sheet in root.iter(f"{_TABLE}table")}


def _of_ods_sheet(sheet: etree._Element) -> SheetMarks:
    marks = SheetMarks()
    number = 0
    for row in sheet.iter(f"{_TABLE}table-row"):
        repeated = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        if row.get(f"{_TABLE}visibility") in ("collapse", "filter") and repeated < 1000:
            marks.hidden.update(range(number, number + repeated))
        for column, cell in _ods_cells(row):
            _mark_ods_cell(cell, (number, column), marks)
        number += repeated
    return marks


def _ods_cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        yield column, cell
        column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))


def _mark_ods_cell(cell: etree._Element, place: Place, marks: SheetMarks) -> None:
    rows = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
    columns = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
    if rows > 1 or columns > 1:
        marks.merged.append((place, (place[0] + rows - 1, place[1] + columns - 1)))
    if cell.get(f"{_TABLE}formula") and cell.get(f"{_OFFICE}value-type") is None:
        marks.uncomputed.add(place)
