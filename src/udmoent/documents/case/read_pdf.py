# SPDX-License-Identifier: MPL-2.0
"""The pages of a PDF as text; a page that is a picture, or whose text lost its letters, is read with OCR."""

import re
from collections.abc import Callable
from ctypes import c_double
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from pathlib import Path
from statistics import median
from typing import Any, Final

import pypdfium2
from django.utils.translation import gettext as _
from pypdfium2 import raw

from udmoent.documents import ocr
from udmoent.documents.case.pdf_tags import begins_a_paragraph, is_artifact
from udmoent.documents.repair.lost import has_lost_letters
from udmoent.documents.repair.words import DanishWords
from udmoent.lib.refusal import Refused

_FEWEST_LETTERS: Final = 25
_MOST_OF_THE_PAGE: Final = 0.5
_NEW_PARAGRAPH: Final = 1.35
_WIDEST_STEP: Final = 1.4
_BROKEN: Final = re.compile("[\ufffe\x02]")
"""Where PDFium puts together what was parted by a hyphen at a line's end."""
_BROKEN_BEFORE_A_WORD: Final = re.compile("[\ufffe\x02](?=(?:og|eller|samt)\\b)")


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of each page; `running` are the heads and feet that the file tells apart, which are not among the pages'
    lines, and `beginning` the pages (from 1) that it tells to begin with a new paragraph.
    """

    pages: list[str]
    running: tuple[str, ...] = ()
    beginning: frozenset[int] = frozenset()
    is_ocr: bool = False
    warnings: tuple[str, ...] = ()


def pdf_title(content: bytes) -> str:
    """What the file says of itself that it is called; "" where it says nothing, or cannot be opened."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            return str(document.get_metadata_value("Title") or "")
    except pypdfium2.PdfiumError:
        return ""


def pdf_text(path: Path, content: bytes, progress: Callable[[int, int], None] | None) -> PdfText:
    """The text of a PDF, of pictures of pages with OCR. Raises Refused where it cannot be opened or read."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            return _read(document, progress)
    except pypdfium2.PdfiumError as fault:
        raise Refused(
            _("“{file}” cannot be opened as a PDF; it is damaged or locked with a password.").format(file=path.name)
        ) from fault


def _read(document: Any, progress: Callable[[int, int], None] | None) -> PdfText:
    printed = [_lines(page) for page in document]
    told = _told(printed)
    pages = told.pages
    pictured = [at for at, page in enumerate(document) if _is_a_picture(page, pages[at])]
    lacking = [at for at in pictured if _letters(pages[at]) < _FEWEST_LETTERS]
    if not any(_is_read_badly(pages[at]) for at in pictured):
        return told
    if not ocr.is_installed() and any(_letters(page) >= _FEWEST_LETTERS for page in pages):
        return replace(told, warnings=(_not_read(lacking),) if lacking else ())
    seen = ocr.read_pages(document, pictured, progress)
    return replace(told, pages=[seen.get(at, text) for at, text in enumerate(pages)], is_ocr=True)


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
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered > _MOST_OF_THE_PAGE * width * height


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line as it is printed: how high on the page it stands and the size of its letters, in points, whether it is of
    the page's head or foot, and whether the page begins with it and it begins a paragraph.
    """

    text: str
    height: float
    size: float
    is_running: bool = False
    begins: bool = False


def _lines(page: Any) -> list[_Printed]:
    textpage = page.get_textpage()
    lines: list[_Printed] = []
    is_first, at = True, 0
    try:
        for line in textpage.get_text_range().split("\r\n"):
            filled = next((place for place, character in enumerate(line) if not character.isspace()), None)
            if filled is not None:
                text = _BROKEN.sub("-", _BROKEN_BEFORE_A_WORD.sub("- ", line))
                is_running = is_artifact(textpage, at + filled)
                begins = is_first and not is_running and begins_a_paragraph(page, textpage, at + filled)
                is_first = is_first and is_running
                lines.append(_Printed(text, *_placed(textpage, at + filled), is_running, begins))
            at += len(line) + 2
    finally:
        textpage.close()
    return lines


def _told(printed: list[list[_Printed]]) -> PdfText:
    return PdfText(
        ["\n".join(_with_gaps([line for line in lines if not line.is_running])) for lines in printed],
        running=tuple(dict.fromkeys(line.text for lines in printed for line in lines if line.is_running)),
        beginning=frozenset(page for page, lines in enumerate(printed, start=1) if any(line.begins for line in lines)),
    )


def _placed(textpage: Any, index: int) -> tuple[float, float]:
    """The height of the line a letter stands on, and the letter's size."""
    across, height, matrix = c_double(), c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(textpage, index, across, height)
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    return height.value, raw.FPDFText_GetFontSize(textpage, index) * hypot(matrix.c, matrix.d)


def _with_gaps(lines: list[_Printed]) -> list[str]:
    """The lines, an empty one put in where the distance between two shows that a paragraph begins."""
    steps = [(above.height - below.height) / (below.size or 1) for above, below in pairwise(lines)]
    usual = _usual_step(lines, steps)
    spaced = [line.text for line in lines[:1]]
    for line, step in zip(lines[1:], steps, strict=True):
        is_apart = usual and (step > _NEW_PARAGRAPH * usual or step < -usual)
        spaced += ["", line.text] if is_apart else [line.text]
    return spaced


def _usual_step(lines: list[_Printed], steps: list[float]) -> float:
    """How far lines of one paragraph stand apart, in sizes of their letters: told by those that go on in small letters,
    else by what is usual in print, for the lines may be a paragraph each.
    """
    downwards = [(line, step) for line, step in zip(lines[1:], steps, strict=True) if step > 0]
    going_on = [step for line, step in downwards if line.text.strip()[:1].islower()]
    if going_on or not downwards:
        return median(going_on) if going_on else 0.0
    return min(median(step for _line, step in downwards), _WIDEST_STEP)
