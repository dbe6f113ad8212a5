# SPDX-License-Identifier: MPL-2.0
"""Tables in Word documents, read from the document's own XML, with the headings and captions above them."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from udmoent.documents.merged import spread
from udmoent.documents.properties import stamp_in
from udmoent.documents.tables import Row, Table, TableFile, Value
from udmoent.documents.word_text import Piece, W, blocks, flows_on, pieces
from udmoent.lib.money import read_unit
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean

_DOCUMENT: Final = "word/document.xml"
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_HEADING = re.compile(r"(?:heading|overskrift) ?([1-9])", re.IGNORECASE)
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LONGEST_CAPTION: Final = 160
_NO_COLOUR: Final = ("", "auto", "FFFFFF")


def read_docx(content: bytes, name: str) -> TableFile:
    """Every table of the document's body. Refused when damaged."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        document = _parsed(package.read(_DOCUMENT))
        levels = _heading_levels(package)
        stamp = stamp_in(content)
    except (zipfile.BadZipFile, KeyError, etree.LxmlError, OSError, EOFError, ValueError) as fault:
        sentence = _(
            "“{name}” is damaged and cannot be read. Open it in its own program, save it again, and try once more."
        )
        raise Refused(sentence.format(name=name)) from fault
    body = document.find(f"{W}body")
    tables = tuple(_tables(body, levels)) if body is not None else ()
    return TableFile(name=name, tables=tables, stamp=stamp)


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content.replace(_STRICT, W[1:-1].encode()), parser)


def _heading_levels(package: zipfile.ZipFile) -> dict[str, int]:
    """By a style's id: 0 for the title, 1 for first headings and so on. Styles based on headings are headings too."""
    if "word/styles.xml" not in package.namelist():
        return {}
    styles = {
        style.get(f"{W}styleId", ""): style for style in _parsed(package.read("word/styles.xml")).iter(f"{W}style")
    }
    return {id_: level for id_ in styles if (level := _heading_level(id_, styles)) is not None}


def _heading_level(id_: str, styles: dict[str, etree._Element], depth: int = 0) -> int | None:
    style = styles.get(id_)
    if style is None or depth > 10:
        return None
    name = _value_of(style, "name").lower()
    if name in ("title", "titel"):
        return 0
    if found := _HEADING.fullmatch(name):
        return int(found[1])
    outline = style.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None and outline.get(f"{W}val", "9") < "9":
        return int(outline.get(f"{W}val", "0")) + 1
    return _heading_level(_value_of(style, "basedOn"), styles, depth + 1)


def _value_of(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


@dataclass(slots=True)
class _Above:
    """What stands over the next table: headings by level, bold lines that serve as headings, and the last plain lines."""

    headings: dict[int, str] = field(default_factory=dict)
    bold: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    units: dict[int, str] = field(default_factory=dict)
    """By the level of the heading it stands below: the last sentence that tells what amounts are in."""

    def add_heading(self, level: int, text: str) -> None:
        self.headings = {other: told for other, told in self.headings.items() if other < level} | {level: text}
        self.units = {other: told for other, told in self.units.items() if other < level}
        self.bold, self.fresh, self.plain = [], [], []

    def add_line(self, text: str, *, is_bold: bool) -> None:
        for sentence in _SENTENCES.split(text):
            if len(sentence) <= _LONGEST_CAPTION and read_unit(sentence):
                self.units[max(self.headings, default=-1)] = sentence
        if len(text) > _LONGEST_CAPTION:
            self.plain = []
        elif is_bold:
            self.fresh.append(text)
            self.plain = []
        else:
            self.plain = [*self.plain, text][-2:]

    def at_table(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Bold lines since the last table take the place of as many before them: the committee's, not the part's."""
        if self.fresh:
            self.bold = [*self.bold[: max(len(self.bold) - len(self.fresh), 0)], *self.fresh]
        above = (*(self.headings[level] for level in sorted(self.headings)), *self.bold)
        standing = [self.units[level] for level in sorted(self.units) if self.units[level] not in self.plain]
        told = (above, (*standing, *self.plain))
        self.fresh, self.plain = [], []
        return told


def _tables(body: etree._Element, levels: dict[str, int]) -> Iterator[Table]:
    above, number = _Above(), 0
    for block in blocks(body):
        if block.tag == f"{W}tbl":
            number += 1
            rows = tuple(_rows(block))
            if rows:
                headings, captions = above.at_table()
                place = _("table {number}").format(number=number)
                yield Table(place=place, above=headings, captions=captions, rows=rows)
            continue
        parts = list(pieces(block))
        text = clean("".join(part.text for part in parts))
        style = _value_of(block, "pPr/pStyle")
        if not text or style.lower().startswith(("toc", "indholdsfortegnelse")):
            continue
        level = _own_level(block, levels.get(style))
        if level is not None:
            above.add_heading(level, text)
        else:
            above.add_line(text, is_bold=_is_bold(parts))


def _own_level(paragraph: etree._Element, of_style: int | None) -> int | None:
    own = _value_of(paragraph, "pPr/outlineLvl")
    return int(own) + 1 if own.isdecimal() and int(own) < 9 else of_style


def _is_bold(parts: list[Piece]) -> bool:
    return all(part.is_bold for part in parts if part.text.strip())


def _rows(table: etree._Element) -> Iterator[Row]:
    read = [_read_row(row) for row in _children(table, "tr")]
    width = max((len(cells) for cells in read), default=0)
    grid: list[list[Value]] = [[*(cell.text for cell in cells), *[None] * (width - len(cells))] for cells in read]
    merged = [
        ((at, column), (at + _height(read, at, column) - 1, column + cell.span - 1))
        for at, cells in enumerate(read)
        for column, cell in enumerate(cells)
        if cell.span and not cell.continues
    ]
    down, across = spread(grid, (place for place in merged if place[0] != place[1]))
    for at, cells in enumerate(read):
        if any(value is not None for value in grid[at]):
            written = sum(cell.length for cell in cells)
            yield Row(
                number=at + 1,
                cells=tuple(grid[at]),
                down=frozenset(down.get(at, ())),
                across=frozenset(across.get(at, ())),
                fills={
                    column: cell.fill for column, cell in enumerate(cells) if cell.fill and grid[at][column] is None
                },
                is_struck=sum(cell.struck for cell in cells) * 2 > written,
                is_bold=bool(written) and sum(cell.bold for cell in cells) == written,
            )


@dataclass(frozen=True, slots=True)
class _Cell:
    """`span` is how many columns it covers, 0 in the places it covers to the right; `continues` the cell above."""

    text: str | None = None
    span: int = 1
    continues: bool = False
    fill: str = ""
    length: int = 0
    struck: int = 0
    bold: int = 0


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, those in content controls too, deleted ones left out."""
    for child in element:
        if child.tag == f"{W}{name}":
            if child.find(f"{W}trPr/{W}del") is None and child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            yield from _children(child, name)


def _read_row(row: etree._Element) -> list[_Cell]:
    cells = [_Cell()] * _figure(row, "trPr/gridBefore", 0)
    for cell in _children(row, "tc"):
        span = max(_figure(cell, "tcPr/gridSpan", 1), 1)
        merge, across = cell.find(f"{W}tcPr/{W}vMerge"), _value_of(cell, "tcPr/hMerge")
        continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        if across == "continue" and cells:
            cells.append(_Cell(span=0))
            continue
        cells.append(_read_cell(cell, span, continues=continues))
        cells += [_Cell(span=0, continues=continues)] * (span - 1)
    return cells


def _figure(element: etree._Element, path: str, otherwise: int) -> int:
    written = _value_of(element, path)
    return min(int(written), 100) if written.isdecimal() else otherwise


def _read_cell(cell: etree._Element, span: int, *, continues: bool) -> _Cell:
    lines, length, struck, bold = [""], 0, 0, 0
    for block in blocks(cell):
        if block.tag == f"{W}tbl":
            lines[-1:] = [*(" ".join(str(v) for v in row.cells if v is not None) for row in _rows(block)), ""]
            continue
        for part in pieces(block):
            lines[-1] += part.text
            length += len(part.text.strip())
            struck += len(part.text.strip()) * part.is_struck
            bold += len(part.text.strip()) * part.is_bold
        if not flows_on(block):
            lines.append("")
    shading = cell.find(f"{W}tcPr/{W}shd")
    fill = "" if shading is None else shading.get(f"{W}fill", "").upper()
    text = clean("\n".join(lines)) or None
    return _Cell(text, span, continues, "" if fill in _NO_COLOUR else fill, length, struck, bold)


def _height(read: list[list[_Cell]], at: int, column: int) -> int:
    """How many rows the cell covers."""
    below = at + 1
    while below < len(read) and column < len(read[below]) and read[below][column].continues:
        below += 1
    return below - at
