# SPDX-License-Identifier: MPL-2.0
"""Printed lines put together again to the paragraphs and bullets a person sees."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from udmoent.lib.dates import MONTH_WORDS

BULLET: Final = "· "

_BULLET = re.compile(r"(?:[·•▪◦‣●○∙■□*«»°©®¢¤+\uf0b7\uf0a7\uf0d8]|[-–—](?=\s)|[oO](?=\s+[A-ZÆØÅ]))\s*(?=\S)")
_SCANNED_BULLET = re.compile(r"e\s+(?=[A-ZÆØÅ0-9(])")
_NUMBERED = re.compile(rf"(?:\d{{1,2}}[.)](?!\s+(?i:{MONTH_WORDS})\b)|[a-z]\))\s+(?=\S)")
"""A number that counts, and not a date's."""
_ENDED = re.compile(r"[.:!?;][\"”»’')]*$")
_SENTENCE = re.compile(r"[.!?]$")
_GOES_ON_WITH: Final = ("og", "eller", "samt", "og/eller", "&", "el.")
_FULL: Final = 0.72
_USUAL_WIDTH: Final = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `gap` is how many empty lines stand before it; a `whole` line is a paragraph by itself, as in a Word file;
    `begins` is told of a page's first line where the file tells that it begins a paragraph.
    """

    text: str
    gap: int = 0
    is_heading: bool = False
    is_bullet: bool = False
    is_whole: bool = False
    begins: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a bullet, in one line; `page` is the one on which it begins."""

    text: str
    is_bullet: bool = False
    page: int = 1


def lines_of(pages: Sequence[str], beginning: Collection[int] = ()) -> list[Line]:
    """The printed lines of text pages; `beginning` are the pages (from 1) that are told to begin with a new paragraph."""
    made: list[Line] = []
    for number, page in enumerate(pages, start=1):
        gap, begins = 0, number in beginning
        for text in page.split("\n"):
            if text.strip():
                made.append(Line(text.strip(), gap=gap if made else 0, begins=begins, page=number))
                gap, begins = 0, False
            else:
                gap += 1
    return made


def without_broken_words(lines: Sequence[Line]) -> list[Line]:
    """The lines with every word that was broken at the end of a line put together on the first of them."""
    mended: list[Line] = []
    for line in lines:
        if mended and not line.is_whole and (whole := _word_put_together(mended[-1].text, line.text)):
            mended[-1] = replace(mended[-1], text=whole[0])
            line = replace(line, text=whole[1])
        if line.text:
            mended.append(line)
    return mended


def _word_put_together(first: str, second: str) -> tuple[str, str] | None:
    if not first.endswith(("-", "\xad", "¬")) or len(first) < 3 or not first[-2].isalpha() or not second[0].isalpha():
        return None
    word, _blank, rest = second.partition(" ")
    if word.rstrip(",.").lower() in _GOES_ON_WITH:
        return None
    start = first[:-1].split()[-1]
    keeps_hyphen = first.endswith("-") and (second[0].isupper() or start.isupper() or len(start) < 2)
    return (first if keeps_hyphen else first[:-1]) + word, rest.strip()


def blocks(lines: Sequence[Line], *, is_scanned: bool, usual_gap: int = 0, width: int = _USUAL_WIDTH) -> list[Block]:
    """Paragraphs and bullets of consecutive lines; `usual_gap` and `width` are those of the document's running lines."""
    made: list[Block] = []
    last: Line | None = None
    for line in lines:
        mark, text = bullet(line, is_scanned=is_scanned)
        if last is None or mark is not None or _begins_a_block(last, line, made[-1], usual_gap, width):
            made.append(Block((mark or "") + text, mark is not None, line.page))
        else:
            made[-1] = replace(made[-1], text=f"{made[-1].text} {text}")
        last = line
    return [replace(block, text=" ".join(block.text.split())) for block in made]


def bullet(line: Line, *, is_scanned: bool) -> tuple[str | None, str]:
    """The mark that the line begins a bullet with, None when it is none, and the text after it."""
    for shape in (_BULLET, _SCANNED_BULLET) if is_scanned else (_BULLET,):
        if found := shape.match(line.text):
            return BULLET, line.text[found.end() :]
    if found := _NUMBERED.match(line.text):
        return found.group().strip() + " ", line.text[found.end() :]
    return (BULLET, line.text) if line.is_bullet else (None, line.text)


def _begins_a_block(last: Line, line: Line, block: Block, usual_gap: int, width: int) -> bool:
    if line.is_whole or last.is_whole:
        return True
    if line.text[0].islower():
        return False
    if line.begins:
        return True
    is_ended, is_full = bool(_ENDED.search(block.text)), len(last.text) >= _FULL * width
    if line.gap > usual_gap and last.page == line.page:
        return is_ended or block.is_bullet or not is_full
    return (is_ended or block.is_bullet) and not is_full


def usual_gap(lines: Sequence[Line]) -> int:
    """How many empty lines stand within running text: 0, or 1 where every second line is empty. Told by sentences that go on."""
    going_on = [
        line.gap for before, line in pairwise(lines) if line.text[0].islower() and not _ENDED.search(before.text)
    ]
    return min(Counter(going_on).most_common(1)[0][0], 1) if going_on else 0


def width(lines: Iterable[Line]) -> int:
    """How long the document's full lines are, in characters."""
    lengths = sorted(len(line.text) for line in lines if not line.is_whole)
    return max(_USUAL_WIDTH, lengths[int(0.9 * (len(lengths) - 1))]) if lengths else _USUAL_WIDTH


def text_of(parts: Sequence[Block]) -> str:
    """The blocks as text: bullets on lines of their own, paragraphs parted by an empty line."""
    return "".join(_with_its_gap(parts)).strip()


def _with_its_gap(parts: Sequence[Block]) -> Iterator[str]:
    last: Block | None = None
    for part in parts:
        is_listed = part.is_bullet and (last is None or last.is_bullet or not _SENTENCE.search(last.text))
        yield ("\n" if is_listed else "\n\n") + part.text
        last = part
