# SPDX-License-Identifier: MPL-2.0
"""What a document says, as a plain tree; how it looks on paper is the writers' affair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from udmoent.documents.stamp import Stamp


class Mark(StrEnum):
    """What a run of text is. Each looks different without colour too; a LABEL is a word that is never broken."""

    PLAIN = "plain"
    STRONG = "strong"
    LABEL = "label"
    MUTED = "muted"
    ADDED = "added"
    REMOVED = "removed"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


class Tone(StrEnum):
    """What a row is: an item like others, one that cuts across, one that is over, or a sum."""

    PLAIN = "plain"
    CROSS_CUTTING = "cross_cutting"
    ENDED = "ended"
    SUM = "sum"


class Style(StrEnum):
    """BODY text, the LEAD that opens a document, a CAPTION over a table, a NOTE in small, a NOTICE nobody may miss."""

    BODY = "body"
    LEAD = "lead"
    CAPTION = "caption"
    NOTE = "note"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look; it may hold line breaks."""

    text: str
    mark: Mark = Mark.PLAIN


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` counts from 1, below the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    """Many short entries may stand in two columns where their order is not read across."""

    items: tuple[Runs, ...]
    may_be_in_columns: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the page's width."""

    heading: str
    width: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Runs, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """`title` tells what the table is for those who cannot see it. `width` is a share of the page."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document says of itself on its front: names and values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG that carries its own colours, and what it tells those who cannot see it. A table beside it tells the same."""

    svg: str
    told: str


Block = Heading | Paragraph | Bullets | Table | Facts | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`over` stands small above the title, `subtitle` below it; `foot` and `page` are said on each page.

    `version`, `as_of` and `excerpt` (whose it is, "" for the whole) are what a town's template may say of the document.
    `page` holds {page} and {pages}. `notice` is said at the top of each page, `marking` (INTERN) in each foot.
    `is_prose`: it is read from end to end, and so it has larger letters and wider gaps between its paragraphs.
    """

    title: str
    over: str
    subtitle: str
    language: str
    created: datetime
    blocks: tuple[Block, ...]
    foot: str
    page: str
    version: str = ""
    as_of: str = ""
    excerpt: str = ""
    marking: str = ""
    notice: str = ""
    landscape: bool = True
    is_prose: bool = False
    stamp: Stamp | None = None


def plain(text: str, mark: Mark = Mark.PLAIN) -> Runs:
    """Text in one look; no runs where there is no text."""
    return (Run(text, mark),) if text else ()


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)
