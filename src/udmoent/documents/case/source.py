# SPDX-License-Identifier: MPL-2.0
"""A file of an agenda case as printed lines: plain text, Word or PDF, the last also where it is a picture only."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.case.lines import Line, lines_of
from udmoent.documents.case.read_pdf import pdf_text, pdf_title
from udmoent.documents.case.read_word import word_lines, word_title
from udmoent.documents.endings import known_ending
from udmoent.lib.refusal import Refused

ENDINGS: Final = (".txt", ".docx", ".pdf")
Progress = Callable[[int, int], None]

_MOJIBAKE = re.compile("Ã[\x80-\xbf†˜…]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PAGE_NUMBER = re.compile(r"(?:side|s\.)?\s*\d{1,3}(?:\s*(?:/|af|ud af)\s*\d{1,3})?", re.IGNORECASE)
_PAGE_OF_PAGES = re.compile(r".*\bside\s+\d{1,3}\s+af\s+\d{1,3}", re.IGNORECASE)
"""A foot tells itself by this also where there is one page only."""
_EDGE_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a document; `running` are the heads and feet that stood on every page, `title` is what the
    file says of itself that it is called.
    """

    lines: tuple[Line, ...]
    running: tuple[str, ...] = ()
    is_ocr: bool = False
    warnings: tuple[str, ...] = ()
    title: str = ""


def read_source(path: Path, progress: Progress | None = None) -> Source:
    """Read the file's lines. Raises UnknownEnding and Refused."""
    ending = known_ending(path, ENDINGS)
    content = _content(path)
    if content.startswith(b"%PDF") or (ending == ".pdf" and b"%PDF" in content[:1024]):
        source = _of_pdf(path, content, progress)
    elif content.startswith(b"PK\x03\x04"):
        source = Source(tuple(word_lines(path, content)), title=word_title(content))
    elif ending != ".txt":
        raise Refused(
            _("“{file}” is not what its ending says. Save it again as {ending} and try once more.").format(
                file=path.name, ending=ending
            )
        )
    else:
        source = _paged(_text(path, content).split("\f"))
    if not source.lines:
        raise Refused(_("“{file}” holds no text.").format(file=path.name))
    return source


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise Refused(_("There is no file “{file}”. Check the name and the folder.").format(file=path)) from fault
    except OSError as fault:
        raise Refused(
            _("“{file}” cannot be read: {fault}.").format(file=path, fault=fault.strerror or fault)
        ) from fault
    if not content.strip():
        raise Refused(_("“{file}” is empty.").format(file=path.name))
    return content


def _text(path: Path, content: bytes) -> str:
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise Refused(
            _("“{file}” is not text. Save the case as .txt, .docx or .pdf and try again.").format(file=path.name)
        )
    return _CONTROL.sub("", text)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if len(content) > 3 and content[1:2] == b"\0" and content[3:4] == b"\0":
        return content.decode("utf-16-le", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
    return _decoded_twice(text)


def _decoded_twice(text: str) -> str:
    """Undo "pÃ¥" for "på": UTF-8 that somebody once took for Windows-1252."""
    if not _MOJIBAKE.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _of_pdf(path: Path, content: bytes, progress: Progress | None) -> Source:
    """Heads and feet are those that the file tells apart; they are guessed only where it tells none."""
    read = pdf_text(path, content, progress)
    source = Source(tuple(lines_of(read.pages, read.beginning)), read.running) if read.running else _paged(read.pages)
    return replace(source, is_ocr=read.is_ocr, warnings=read.warnings, title=pdf_title(content))


def _paged(pages: list[str]) -> Source:
    kept, running = _without_running_lines(pages)
    return Source(tuple(lines_of(kept)), running)


def _without_running_lines(pages: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The pages without the heads and feet that most of them have, and without page numbers."""
    split = [page.split("\n") for page in pages]
    repeated = _repeated(split) if len(pages) > 1 else set()
    kept, running = [], []
    for lines in split:
        dropped = {
            at
            for at, place in _edges(lines).items()
            if (place, _shape(lines[at])) in repeated
            or _PAGE_OF_PAGES.fullmatch(lines[at].strip())
            or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(lines[at].strip()))
        }
        running += [lines[at].strip() for at in sorted(dropped)]
        kept.append("\n".join(line for at, line in enumerate(lines) if at not in dropped))
    return kept, tuple(dict.fromkeys(running))


def _edges(lines: list[str]) -> dict[int, str]:
    """Where the first and the last lines of a page stand, and at which of its edges."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return dict.fromkeys(filled[-_EDGE_LINES:], "foot") | dict.fromkeys(filled[:_EDGE_LINES], "head")


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip().lower())


def _repeated(pages: list[list[str]]) -> set[tuple[str, str]]:
    """What stands at the same edge of at least half of the pages."""
    counted = Counter(
        edge for lines in pages for edge in {(place, _shape(lines[at])) for at, place in _edges(lines).items()}
    )
    needed = max(2, (len(pages) + 1) // 2)
    return {(place, shape) for (place, shape), times in counted.items() if times >= needed and len(shape) > 2}
