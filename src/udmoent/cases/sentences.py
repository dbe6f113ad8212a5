# SPDX-License-Identifier: MPL-2.0
"""The sentences of cases: the town's own by their names, else those that come with Udmønt (sentences.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from udmoent.cases.facts import CaseKind
from udmoent.cases.written import Source
from udmoent.lib.text import normalised
from udmoent.organisation.case_template import CASE_FIELD, STANDARD, CaseTemplate, Section

FILE: Final = Path(__file__).parent / "sentences.toml"
LANGUAGE: Final = "da"
"""Cases are written in the town's language, whatever the reader's."""


class _Shipped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sentences: dict[str, str]
    words: dict[str, tuple[str, str] | str]
    asks: dict[str, tuple[str, ...]]
    headings: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def shipped() -> _Shipped:
    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), _Shipped)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence with its fields in braces, and whether it is the town's own."""

    name: str
    text: str
    is_towns: bool

    @property
    def source(self) -> Source:
        return Source.TOWN if self.is_towns else Source.STANDARD

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(CASE_FIELD.findall(self.text))


@dataclass(frozen=True, slots=True)
class Sentences:
    """What one town's cases of a kind say."""

    case: CaseTemplate
    kind: CaseKind

    def wording(self, name: str) -> Wording | None:
        """What is said for this kind goes before what is said for all; of each the town's before Udmønt's. None where it is
        empty, or where there is none.
        """
        ours, theirs = shipped().sentences, self.case.sentences
        for called in (f"{name}_{self.kind}", name):
            for sentences, is_towns in ((theirs, True), (ours, False)):
                if called in sentences:
                    return Wording(called, sentences[called], is_towns) if sentences[called].strip() else None
        return None

    def words(self, name: str) -> tuple[str, str]:
        """A noun in its two numbers."""
        told = shipped().words[name]
        return (told, told) if isinstance(told, str) else told

    @property
    def asks(self) -> tuple[str, ...]:
        """What a case of this kind asks a body to do, unless a person chooses otherwise."""
        return self.case.asks.get(self.kind) or shipped().asks[self.kind]

    def recommender(self, body: str) -> str:
        return self.case.recommends.get(body) or self.case.recommender or self.words("recommender")[0]


def filled(text: str, told: Mapping[str, str]) -> str:
    """One stop is enough where what is filled in ends with one, as "4.000 kr." does."""
    return CASE_FIELD.sub(
        lambda found: told[found[1]].removesuffix("." if text[found.end() :][:1] == "." else ""), text
    )


def sections_of(case: CaseTemplate, arrangement: str = STANDARD) -> tuple[Section, ...]:
    """The sections of an arrangement by its name in the town's file; those of the first where there is none of that name."""
    return case.arranged(arrangement).sections


def matters_of(section: Section) -> tuple[str, ...]:
    """What is composed into the section, told by the file or else by its heading."""
    if section.holds:
        return section.holds
    known = {normalised(heading): matter for matter, headings in shipped().headings.items() for heading in headings}
    return tuple(filter(None, [known.get(normalised(section.heading))]))
