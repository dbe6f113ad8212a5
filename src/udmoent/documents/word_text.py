# SPDX-License-Identifier: MPL-2.0
"""The text of Word's paragraphs as a reader sees it: insertions kept, deletions and hidden text gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_GONE: Final = {
    f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "drawing", "pict", "object", "pPr")
} | {MC_FALLBACK}
_BREAKS: Final = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
_SYMBOLS: Final = {
    "FC": "✓",
    "FB": "✗",
    "FD": "☒",
    "FE": "☑",
    "A8": "☐",
    "6F": "☐",
    "78": "☒",
    "4A": "🙂",
    "4B": "😐",
    "4C": "🙁",
    "52": "☑",
    "54": "☒",
    "51": "☒",
    "50": "✓",
    "6C": "●",
    "B7": "•",
    "E0": "→",
}
"""What Word's picture fonts show, by the last two figures of the character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one run, and how it looks."""

    text: str
    is_bold: bool
    is_struck: bool


def pieces(element: etree._Element) -> Iterator[Piece]:
    """The runs of a paragraph, those in links, fields, content controls and tracked insertions too."""
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == f"{W}r":
            yield from _run(child)
        elif isinstance(child.tag, str):
            yield from pieces(child)


def _run(run: etree._Element) -> Iterator[Piece]:
    look = run.find(f"{W}rPr")
    if look is not None and _is_on(look, "vanish"):
        return
    is_bold = look is not None and _is_on(look, "b")
    is_struck = look is not None and (_is_on(look, "strike") or _is_on(look, "dstrike"))
    yield Piece("".join(_characters(run)), is_bold, is_struck)


def _characters(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}sym":
            yield _SYMBOLS.get((child.get(f"{W}char") or "")[-2:].upper(), "")
        elif child.tag == f"{W}br" and child.get(f"{W}type") == "page":
            continue
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _GONE and isinstance(child.tag, str) and len(child):
            yield from _characters(child)


def _is_on(look: etree._Element, name: str) -> bool:
    mark = look.find(f"{W}{name}")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")


def flows_on(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one continues it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def blocks(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables directly in a body or cell, those in content controls and insertions too."""
    for child in element:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from blocks(child)
