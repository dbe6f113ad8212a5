# SPDX-License-Identifier: MPL-2.0
"""The paragraphs of a Word file in the order a person reads them, tracked insertions and content controls among them."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from udmoent.documents.case.lines import Line
from udmoent.lib.refusal import Refused

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT: Final = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"})
_HEADING_STYLES: Final = ("heading", "overskrift", "title", "titel", "subtitle", "undertitel")
_LARGEST: Final = 50_000_000


def word_lines(path: Path, content: bytes) -> Iterator[Line]:
    """Each paragraph as a whole line; a table's cells from left to right, row by row."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            body = _part(archive, "word/document.xml")
            styles = _heading_styles(archive)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, OSError) as fault:
        raise Refused(_("“{file}” cannot be read as a Word file. Open it in Word, save it again as .docx and try once more.").format(file=path.name)) from fault
    yield from _lines(body, styles)


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _heading_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The ids of the styles that are headings, by their name or by an outline level."""
    if "word/styles.xml" not in archive.namelist():
        return frozenset()
    styles = _part(archive, "word/styles.xml").iter(f"{_W}style")
    return frozenset(style.get(f"{_W}styleId", "") for style in styles if _is_heading_style(style))


def _is_heading_style(style: etree._Element) -> bool:
    name = style.find(f"{_W}name")
    called = (name.get(f"{_W}val", "") if name is not None else "").lower()
    return called.startswith(_HEADING_STYLES) or style.find(f".//{_W}outlineLvl") is not None


def _lines(body: etree._Element, styles: frozenset[str]) -> Iterator[Line]:
    for paragraph in _paragraphs(body):
        text = _text(paragraph)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        is_heading = style is not None and style.get(f"{_W}val") in styles
        is_bullet = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or _is_list_style(style)
        for line in text.split("\n"):
            if line.strip():
                yield Line(line.strip(), is_heading=is_heading, is_bullet=is_bullet and not is_heading, is_whole=True)


def _is_list_style(style: etree._Element | None) -> bool:
    name = style.get(f"{_W}val", "").lower() if style is not None else ""
    return name.startswith(("listbullet", "opstilling-punkt", "opstillingpunkt", "listeafsnit", "listparagraph"))


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_W}p":
            yield child
            for box in child.iter(f"{_W}txbxContent"):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _paragraphs(box)
        elif isinstance(child.tag, str):
            yield from _paragraphs(child)


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
