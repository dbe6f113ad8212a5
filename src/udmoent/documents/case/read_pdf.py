# SPDX-License-Identifier: MPL-2.0
"""The pages of a PDF as text; a page that is a picture, or whose text lost its letters, is read with OCR."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

import pypdfium2
from django.utils.translation import gettext as _

from udmoent.documents import ocr
from udmoent.documents.repair.lost import has_lost_letters
from udmoent.documents.repair.words import DanishWords
from udmoent.lib.refusal import Refused

_FEWEST_LETTERS: Final = 25
_MOST_OF_THE_PAGE: Final = 0.5
_NEW_PARAGRAPH: Final = 1.35
_BROKEN: Final = re.compile("[\ufffe\x02]")
"""Where PDFium puts together what was parted by a hyphen at a line's end."""
_BROKEN_BEFORE_A_WORD: Final = re.compile("[\ufffe\x02](?=(?:og|eller|samt)\\b)")


def pdf_title(content: bytes) -> str:
    """What the file says of itself that it is called; "" where it says nothing, or cannot be opened."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            return str(document.get_metadata_value("Title") or "")
    except pypdfium2.PdfiumError:
        return ""


def pdf_pages(
    path: Path, content: bytes, progress: Callable[[int, int], None] | None
) -> tuple[list[str], bool, tuple[str, ...]]:
    """The text of each page, whether any of it was read with OCR, and warnings."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            return _pages(document, progress)
    except pypdfium2.PdfiumError as fault:
        raise Refused(
            _("“{file}” cannot be opened as a PDF; it is damaged or locked with a password.").format(file=path.name)
        ) from fault


def _pages(document: Any, progress: Callable[[int, int], None] | None) -> tuple[list[str], bool, tuple[str, ...]]:
    pages = [_page_text(page) for page in document]
    pictured = [at for at, page in enumerate(document) if _is_a_picture(page, pages[at])]
    lacking = [at for at in pictured if _letters(pages[at]) < _FEWEST_LETTERS]
    if not any(_is_read_badly(pages[at]) for at in pictured):
        return pages, False, ()
    if not ocr.is_installed() and any(_letters(page) >= _FEWEST_LETTERS for page in pages):
        return pages, False, (_not_read(lacking),) if lacking else ()
    read = ocr.read_pages(document, pictured, progress)
    return [read.get(at, text) for at, text in enumerate(pages)], True, ()


def _not_read(lacking: list[int]) -> str:
    numbers = ", ".join(str(at + 1) for at in lacking)
    return _("Pages that are pictures were not read: {pages}. {install}").format(
        pages=numbers, install=ocr.what_to_install()
    )


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _is_read_badly(text: str) -> bool:
    """Whether the text that lies behind a picture is lacking, or lost its letters; then the picture is the better source."""
    return _letters(text) < _FEWEST_LETTERS or has_lost_letters(text, DanishWords())


def _is_a_picture(page: Any, text: str) -> bool:
    """Whether the page can be read from its picture: pictures cover it, or it is drawn without any letters."""
    if not _letters(text):
        return next(page.get_objects(max_depth=1), None) is not None
    return _is_covered_by_pictures(page)


def _is_covered_by_pictures(page: Any) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered > _MOST_OF_THE_PAGE * width * height


def _page_text(page: Any) -> str:
    """The page's lines, an empty one put in where the distance between two lines shows that a paragraph begins."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        lines, tops, at = [], [], 0
        for line in text.split("\r\n"):
            filled = next((place for place, character in enumerate(line) if not character.isspace()), None)
            if filled is not None:
                lines.append(_BROKEN.sub("-", _BROKEN_BEFORE_A_WORD.sub("- ", line)))
                tops.append(_middle(textpage, at + filled))
            at += len(line) + 2
    finally:
        textpage.close()
    return "\n".join(_with_gaps(lines, tops))


def _middle(textpage: Any, index: int) -> float:
    try:
        _left, bottom, _right, _top = textpage.get_charbox(index, loose=True)
    except (pypdfium2.PdfiumError, ValueError, IndexError):
        return 0.0
    return float(bottom)


def _with_gaps(lines: list[str], heights: list[float]) -> list[str]:
    steps = [above - below for above, below in pairwise(heights)]
    usual = _usual_step(lines, steps)
    spaced = lines[:1]
    for line, step in zip(lines[1:], steps, strict=False):
        spaced += ["", line] if usual and (step > _NEW_PARAGRAPH * usual or step < -usual) else [line]
    return spaced


def _usual_step(lines: list[str], steps: list[float]) -> float:
    """How far lines of one paragraph stand apart: told by those that go on in small letters, else by the middle of all."""
    downwards = [(line, step) for line, step in zip(lines[1:], steps, strict=False) if step > 1]
    going_on = [step for line, step in downwards if line.strip()[:1].islower()]
    told = going_on or [step for _line, step in downwards]
    return median(told) if told else 0.0
