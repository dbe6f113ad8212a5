# SPDX-License-Identifier: MPL-2.0
"""The paragraphs of a Word file in the order a person reads them, tracked insertions and content controls among them."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from udmoent.documents.case.lines import Line
from udmoent.lib.refusal import Refused

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError),
    *(
        KeyError,
        ValueError,
        OSError,
        EOFError,
        RuntimeError,
    ),  # what zipfile raises for parts lacking, cut off or encrypted
)
_LEFT_OUT: Final = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"})
_HEADING_STYLES: Final = ("heading", "overskrift", "title", "titel", "subtitle", "undertitel")
_LONGEST_LABEL: Final = 30
_LARGEST: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class _Styles:
    """The ids of the styles that make a paragraph a heading, and of those that make it an entry of a list."""

    headings: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


def word_lines(path: Path, content: bytes) -> Iterator[Line]:
    """Each paragraph as a whole line; a row of a table is one line where each of its cells holds one at most."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            body = _part(archive, "word/document.xml")
            styles = _styles(archive)
    except _UNREADABLE as fault:
        raise Refused(
            _(
                "“{file}” cannot be read as a Word file. Open it in Word, save it again as .docx and try once more."
            ).format(file=path.name)
        ) from fault
    yield from _lines(body, styles)


def word_title(content: bytes) -> str:
    """What the file says of itself that it is called; "" where it says nothing, or cannot be read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _part(archive, "docProps/core.xml").findtext(_TITLE) or ""
    except _UNREADABLE:
        return ""


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _styles(archive: zipfile.ZipFile) -> _Styles:
    if "word/styles.xml" not in archive.namelist():
        return _Styles()
    styles = list(_part(archive, "word/styles.xml").iter(f"{_W}style"))
    return _Styles(
        headings=frozenset(style.get(f"{_W}styleId", "") for style in styles if _is_heading_style(style)),
        lists=frozenset(style.get(f"{_W}styleId", "") for style in styles if _is_list_style(style)),
    )


def _is_heading_style(style: etree._Element) -> bool:
    return _name(style).startswith(_HEADING_STYLES) or style.find(f".//{_W}outlineLvl") is not None


def _is_list_style(style: etree._Element) -> bool:
    return style.find(f".//{_W}numPr") is not None and not _is_heading_style(style)


def _name(style: etree._Element) -> str:
    name = style.find(f"{_W}name")
    return (name.get(f"{_W}val", "") if name is not None else "").lower()


def _lines(element: etree._Element, styles: _Styles) -> Iterator[Line]:
    for child in element:
        if child.tag in _LEFT_OUT or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{_W}tr":
            yield from _row(child, styles)
        else:
            yield from _lines(child, styles)


def _row(row: etree._Element, styles: _Styles) -> Iterator[Line]:
    """A row's cells side by side; a label and its value with a colon between."""
    cells = [list(_lines(cell, styles)) for cell in row.iter(f"{_W}tc") if _row_of(cell) is row]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 1 for cell in filled):
        yield from (line for cell in filled for line in cell)
        return
    is_labelled = len(cells) == 2 and len(filled[0][0].text) <= _LONGEST_LABEL
    texts = [cell[0].text for cell in filled]
    yield Line(": ".join((texts[0].rstrip(": "), texts[1])) if is_labelled else " | ".join(texts), is_whole=True)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _paragraph(paragraph: etree._Element, styles: _Styles) -> Iterator[Line]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    called = style.get(f"{_W}val") if style is not None else None
    is_heading = called in styles.headings
    is_bullet = not is_heading and (paragraph.find(f"{_W}pPr/{_W}numPr") is not None or called in styles.lists)
    for line in _text(paragraph).split("\n"):
        if line.strip():
            yield Line(line.strip(), is_heading=is_heading, is_bullet=is_bullet, is_whole=True)
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from _lines(box, styles)


def _text(paragraph: etree._Element) -> str:
    return "".join(_runs(paragraph))


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == f"{_W}txbxContent":
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "" if element.tag == f"{_W}tabs" else " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif isinstance(child.tag, str):
            yield from _runs(child)
