# SPDX-License-Identifier: MPL-2.0
"""A budget agreement's text as paragraphs with the pages they begin on: read from a file, shown for correction, read back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from udmoent.documents.case.lines import Block, blocks, usual_gap, width, without_broken_words
from udmoent.documents.case.source import ENDINGS, read_source
from udmoent.lib.text import clean
from udmoent.plan.agreement import Paragraph

AGREEMENT_ENDINGS: Final = ENDINGS
_PAGE_MARK = re.compile(r"\[\s*(?:side|page)\s+(\d{1,4})\s*\]", re.IGNORECASE)


def read_agreement(path: Path) -> tuple[Paragraph, ...]:
    """The paragraphs of a .docx, .pdf or .txt file, bullets with the paragraph they belong to. Raises Refused.

    Pages are told where the file has them: a Word file does not know its own.
    """
    source = read_source(path)
    lines = without_broken_words(source.lines)
    found = blocks(lines, is_scanned=source.is_ocr, usual_gap=usual_gap(lines), width=width(lines))
    has_pages = any(line.page > 1 for line in lines) or path.suffix.lower() == ".pdf"
    return tuple(Paragraph(text=block.text, page=block.page if has_pages else None) for block in _with_bullets(found))


def _with_bullets(found: Iterable[Block]) -> Iterator[Block]:
    """Each paragraph with the bullets below it, which are lines of its text."""
    last: Block | None = None
    for block in found:
        if last and block.is_bullet:
            last = replace(last, text=f"{last.text}\n{block.text}")
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def as_text(paragraphs: Iterable[Paragraph]) -> str:
    """An empty line between paragraphs; “[side 3]” on a line of its own before the first that begins on page 3."""
    parts, page = [], None
    for paragraph in paragraphs:
        if paragraph.page and paragraph.page != page:
            page = paragraph.page
            parts.append(f"[side {page}]")
        parts.append(paragraph.text)
    return "\n\n".join(parts)


def from_text(text: str) -> tuple[Paragraph, ...]:
    """What `as_text` was given, or a person wrote in that form."""
    return tuple(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    page: int | None = None
    for part in re.split(r"\n[ \t]*\n", clean(_PAGE_MARK.sub(r"\n\n[side \1]\n\n", text.replace("\r\n", "\n")))):
        mark = _PAGE_MARK.fullmatch(part.strip())
        if mark:
            page = int(mark[1])
        elif part.strip():
            yield Paragraph(text=part.strip(), page=page)
