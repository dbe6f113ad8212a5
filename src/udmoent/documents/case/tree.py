# SPDX-License-Identifier: MPL-2.0
"""What an agenda case holds, and what is known beforehand of the town it comes from. Pure; encoded as JSON by msgspec."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

GENERIC: Final = Path(__file__).parent / "generic.toml"


@dataclass(frozen=True, slots=True)
class TownBodyName:
    """A body's abbreviation and full name, and what else it is called."""

    abbreviation: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What a town's configuration says that helps in reading its cases. Every part may be empty."""

    bodies: tuple[TownBodyName, ...] = ()
    headings: tuple[str, ...] = ()
    """The section headings of the town's template in their order, the recommendation's among them."""
    arrangements: tuple[tuple[str, ...], ...] = ()
    """Those of each other arrangement that the town's cases may have."""
    other_names: tuple[tuple[str, str], ...] = ()
    """What else a section is or was called, with its heading."""
    domain_words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    party_letters: tuple[str, ...] = ()

    @property
    def templates(self) -> tuple[tuple[str, ...], ...]:
        """The headings of every arrangement, the usual one first."""
        return (self.headings, *self.arrangements)

    @property
    def all_headings(self) -> tuple[str, ...]:
        told = (heading for headings in self.templates for heading in headings)
        return tuple(dict.fromkeys((*told, *(name for name, _heading in self.other_names))))


@dataclass(frozen=True, slots=True)
class CaseSection:
    """`text`: paragraphs parted by an empty line, bullets one on each line, beginning with "· "."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`by` is who recommends, None where nobody is named; `verbs` are what the body is asked to do, in the order of the text."""

    by: str | None
    text: str
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseDecision:
    body: str | None
    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was absent or sent apologies, with the letter of their party."""

    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class CaseAttachment:
    """`access` is open, confidential or None; `role` H marks the main document."""

    number: int | None
    document_id: str | None
    access: str | None
    title: str
    record_number: str | None = None
    role: str | None = None


class WordRepair(msgspec.Struct, frozen=True, rename={"spoilt": "from", "mended": "to"}):
    """A spoilt word as it stood and as it was mended, and how many times."""

    spoilt: str
    mended: str
    count: int


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word only a person can settle, as it stands in the text, and what it may be."""

    word: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaCase:
    """One case of an agenda or of minutes. What is absent is None or empty; `warnings` are sentences for people."""

    body: str | None = None
    meeting_on: date | None = None
    title: str | None = None
    case_number: str | None = None
    kle: str | None = None
    access: str | None = None
    route: tuple[str, ...] = ()
    sections: tuple[CaseSection, ...] = ()
    recommendation: Recommendation | None = None
    decision: CaseDecision | None = None
    absent: tuple[Attendee, ...] = ()
    apologies: tuple[Attendee, ...] = ()
    attachments: tuple[CaseAttachment, ...] = ()
    cross_cutting: tuple[str, ...] = ()
    editions_mentioned: tuple[str, ...] = ()
    repairs: tuple[WordRepair, ...] = ()
    doubtful: tuple[DoubtfulWord, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """Every case of an agenda or of minutes, in their order. `is_scanned`: it was a picture, so that letters may be misread.

    Over the first case: whose it says to be by `municipality`, None where nobody is named, and whether it is a draft.
    `last_line` is what the file ends with.
    """

    cases: tuple[AgendaCase, ...]
    is_scanned: bool = False
    municipality: str | None = None
    is_draft: bool = False
    last_line: str = ""


class _Generic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is common to Danish municipalities' cases: one readable file beside this one."""

    headings: tuple[str, ...]
    recommendation_headings: tuple[str, ...]
    decision_headings: tuple[str, ...]
    party_letters: tuple[str, ...]
    verbs: tuple[str, ...]
    domain_words: tuple[str, ...]
    bodies: tuple[TownBodyName, ...]


@lru_cache(maxsize=1)
def generic() -> _Generic:
    """The headings, verbs and words that Danish municipalities' cases have in common."""
    return msgspec.convert(tomllib.loads(GENERIC.read_text(encoding="utf-8")), _Generic)


def generic_words() -> CaseWords:
    """What may be expected of a case whose town is not known."""
    common = generic()
    return CaseWords(bodies=common.bodies, party_letters=common.party_letters)
