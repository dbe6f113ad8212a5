# SPDX-License-Identifier: MPL-2.0
"""A case as it is written: sections of paragraphs of sentences, each with where it comes from. Pure; encoded by msgspec."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from udmoent.cases.facts import Access, CaseKind, Holds, Outcome
from udmoent.editions.content import canonical, sha256_of

BULLET: Final = "· "
_BULLET = re.compile(r"\s*(?:[·•*–-]|\d{1,2}[.)])\s+")


class Source(StrEnum):
    """Where a sentence has what it says from. STANDARD is Udmønt's own wording, TOWN the town's."""

    AGREEMENT = "agreement"
    PLAN = "plan"
    COUNTS = "counts"
    COMPARISON = "comparison"
    ECONOMY = "economy"
    MEETINGS = "meetings"
    STANDARD = "standard"
    TOWN = "town"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Origin:
    """`of` names what it is from: a version, an item's number, a sentence of the town's file."""

    source: Source
    of: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    sentences: tuple[Sentence, ...]
    is_bullet: bool = False

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class WrittenSection:
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        return text_of(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAttachment:
    """`as_of` and `sha256` are those of the sealed version that it is made from."""

    number: int
    title: str
    holds: Holds
    access: Access = Access.OPEN
    role: str = ""
    document_id: str = ""
    record_number: str = ""
    body: str = ""
    as_of: date | None = None
    sha256: str = ""
    file_name: str = ""
    file_sha256: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody named in the minutes with the letter of their party; `instead_of` whom a deputy came."""

    name: str
    party: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Minority:
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDecision:
    body: str
    on: date
    outcome: Outcome
    text: str
    absent: tuple[Attendee, ...] = ()
    apologies: tuple[Attendee, ...] = ()
    deputies: tuple[Attendee, ...] = ()
    disqualified: tuple[Attendee, ...] = ()
    minority: tuple[Minority, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCase:
    """A case as one body has it before it. `route` are abbreviations; `to_write` the person's sentences that are lacking.

    `edition` and `sha256` are the sealed version's that it tells of.
    """

    municipality: str
    kind: CaseKind
    title: str
    body: str
    body_abbreviation: str
    plan: str = ""
    is_sample: bool = False
    meeting_on: date | None = None
    agenda_number: str = ""
    case_number: str = ""
    kle: str = ""
    access: Access = Access.OPEN
    ground: str = ""
    route: tuple[str, ...] = ()
    edition: str = ""
    as_of: date | None = None
    sha256: str = ""
    sections: tuple[WrittenSection, ...] = ()
    attachments: tuple[WrittenAttachment, ...] = ()
    decisions: tuple[WrittenDecision, ...] = ()
    to_write: tuple[str, ...] = ()


def closed_with(case: WrittenCase) -> WrittenCase:
    """All that goes with a closed case is closed, whatever it says of itself."""
    if case.access == Access.OPEN:
        return case
    return replace(case, attachments=tuple(replace(one, access=case.access) for one in case.attachments))


def has_closed_attachments(case: WrittenCase) -> bool:
    """Whether an open case names what is closed, so that this copy of it is for those inside."""
    return case.access == Access.OPEN and any(one.access == Access.CONFIDENTIAL for one in case.attachments)


def without_confidential(case: WrittenCase) -> WrittenCase:
    """The case with its open attachments alone."""
    return replace(case, attachments=tuple(one for one in case.attachments if one.access == Access.OPEN))


def own_left_out(own: Mapping[str, str], case: WrittenCase) -> tuple[str, ...]:
    """The names of a person's own sentences that stand nowhere in the case."""
    told = " ".join(" ".join(section.text for section in case.sections).split())
    return tuple(name for name, text in own.items() if " ".join(text.split()) not in told)


def to_json(case: WrittenCase) -> str:
    """The canonical form in which a case that was sent is kept."""
    return canonical(case).decode()


def fingerprint(case: WrittenCase) -> str:
    """The sha256 of that form."""
    return sha256_of(msgspec.to_builtins({"case": case}))


def from_json(text: str) -> WrittenCase:
    return msgspec.json.decode(text, type=WrittenCase)


def paragraphs_from(tree: object) -> tuple[Paragraph, ...]:
    """Paragraphs as they are kept in a row."""
    return msgspec.convert(tree, tuple[Paragraph, ...])


def text_of(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs parted by an empty line, bullets each on a line of its own, as people edit them."""
    return "".join(_lines(paragraphs)).strip()


def _lines(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    was_bullet = False
    for paragraph in paragraphs:
        yield "\n" if paragraph.is_bullet and was_bullet else "\n\n"
        yield f"{BULLET if paragraph.is_bullet else ''}{paragraph.text}"
        was_bullet = paragraph.is_bullet


def read_text(text: str, origins: Sequence[Origin] = (Origin(Source.PERSON),)) -> tuple[Paragraph, ...]:
    """The paragraphs and bullets of what a person wrote."""
    made: list[Paragraph] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        running: list[str] = []
        for line in filter(str.strip, block.split("\n")):
            if found := _BULLET.match(line):
                made += _paragraph(running, origins)
                running = []
                made.append(Paragraph((Sentence(line[found.end() :].strip(), tuple(origins)),), is_bullet=True))
            else:
                running.append(line.strip())
        made += _paragraph(running, origins)
    return tuple(made)


def _paragraph(lines: list[str], origins: Sequence[Origin]) -> list[Paragraph]:
    return [Paragraph((Sentence(" ".join(lines), tuple(origins)),))] if lines else []
