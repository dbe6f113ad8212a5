# SPDX-License-Identifier: MPL-2.0
"""Which lines of a case are headings, and of what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

from udmoent.documents.case.lines import Line
from udmoent.documents.case.tree import CaseWords, generic
from udmoent.lib.dates import parse_date
from udmoent.lib.text import normalised

_DATE: Final = r"\d{1,2}[-./]\s?\d{1,2}[-./ ]\s?\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\.?\s+[a-zæøå]{3,9}\.?\s+\d{4}"
_WEEKDAY: Final = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\s+)?"
_DECISION = re.compile(
    rf"(?:beslutning(?:er)?|afgørelse|referat)\s+(?:i|fra|af|på møde i)\s+(?P<body>[^.:;\d]{{3,90}}?)"
    rf"(?:,?\s+(?:{_WEEKDAY}den\s+|d\.\s?|møde den\s+|\(?)?(?P<date>{_DATE})\)?(?:\s*,?\s*(?:pkt|punkt)\.?\s*\d+)?)?\s*[.:]?",
    re.IGNORECASE,
)
_BODY_AND_DATE = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^.:;,]{{3,80}}?),?\s+(?:{_WEEKDAY}den\s+|d\.\s?)?(?P<date>{_DATE})(?:\s*,?\s*(?:pkt|punkt)\.?\s*\d+)?\s*[.:]?",
)
_TAIL = re.compile(
    r"(?P<name>Fraværende|Ikke til stede|Ej til stede|Fravær|Afbud|Meldt afbud|Bilagsfortegnelse|Bilagsoversigt|Bilagsliste|Bilag|Vedhæftede bilag|"
    r"Inhabile?|Inhabilitet|Stedfortrædere?|Underskrifter|Underskriftsside|Godkendelsesark|Til stede|Deltagere|Deltog ikke)\s*(?P<colon>:)?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_KINDS_OF_TAIL: Final = {
    "absent": ("fraværende", "ikke til stede", "ej til stede", "fravær", "deltog ikke"),
    "apologies": ("afbud", "meldt afbud"),
    "attachments": ("bilag", "bilagsfortegnelse", "bilagsoversigt", "bilagsliste", "vedhæftede bilag"),
}
_ROUTE = re.compile(r"(?:Sagsgang|Sagens gang|Behandles i|Behandling)\s*(?P<colon>:)?\s*(?P<rest>.*)", re.IGNORECASE)
_ENDS_A_SENTENCE = re.compile(r"[.:!?)][\"”’]?$")
_NUMBER: Final = re.compile(r"^\d{1,2}[.)]?\s+(?=\D)")
_ALIKE: Final = 0.9
_SHORTEST_BEFORE_COLON: Final = 10
_LONG_LINE: Final = 60


class Role(Enum):
    SECTION = "section"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    ABSENT = "absent"
    APOLOGIES = "apologies"
    ATTACHMENTS = "attachments"
    ROUTE = "route"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found at line `start`, its matter beginning at line `end`; `rest` stands after its colon."""

    role: Role
    name: str
    start: int
    end: int
    rest: str = ""
    body: str | None = None
    on: date | None = None


class KnownHeadings:
    """The headings that may be expected: those of the town's template first, then those of other towns."""

    def __init__(self, town: CaseWords, *, is_scanned: bool) -> None:
        common = generic()
        self._recommendations = {normalised(name): name for name in common.recommendation_headings}
        self._decisions = {normalised(name) for name in common.decision_headings}
        names = (*town.all_headings, *common.headings)
        self._sections = {normalised(name): name for name in reversed(names)} | self._recommendations
        self._bodies = {normalised(called): body.name for body in town.bodies for called in (body.name, *body.aliases)}
        self._is_scanned = is_scanned

    def body(self, written: str) -> str | None:
        """The configured full name of a body, whatever its case, with or without a genitive s or what goes before it."""
        wanted = normalised(written)
        for called, name in sorted(self._bodies.items(), key=lambda pair: -len(pair[0])):
            if re.search(rf"\b{re.escape(called)}s?\b", wanted):
                return name
        return None

    def knows(self, name: str) -> bool:
        """Whether this is a section of the town's template or of another's."""
        return normalised(name) in self._sections

    def found_in(self, lines: Sequence[Line]) -> list[Heading]:
        """The headings among the lines, in their order."""
        found: list[Heading] = []
        at = 0
        while at < len(lines):
            heading = next(self._at(lines, at), None)
            if heading:
                found.append(heading)
            at = heading.end if heading else at + 1
        return found

    def _at(self, lines: Sequence[Line], at: int) -> Iterator[Heading]:
        """The heading that begins at this line, which may be broken over two."""
        text = lines[at].text
        if lines[at].is_bullet or (not text[:1].isupper() and not text[:1].isdigit()):
            return
        if self._is_within_a_sentence(lines, at, at + 1):
            return
        for count in (1, 2) if at + 1 < len(lines) and not lines[at].is_whole else (1,):
            whole = " ".join(line.text for line in lines[at : at + count])
            if count == 2 and (len(whole) > 140 or self._is_within_a_sentence(lines, at, at + 2)):
                continue
            yield from self._read(whole, at, at + count, lines[at])

    def _is_within_a_sentence(self, lines: Sequence[Line], start: int, end: int) -> bool:
        """Whether the sentence before goes on in the line, or the line's own goes on in the next."""
        after = lines[end] if end < len(lines) else None
        if after and not after.is_whole and after.text[0].islower() and not re.match(r"[eo]\s", after.text):
            return True
        before = lines[start - 1] if start else None
        if before is None or before.is_whole or lines[start].gap > before.gap:
            return False
        return len(before.text) >= _LONG_LINE and not _ENDS_A_SENTENCE.search(before.text) and lines[start].gap == 0

    def _read(self, text: str, start: int, end: int, line: Line) -> Iterator[Heading]:
        yield from self._decision(text, start, end)
        yield from self._tail(text, start, end)
        if end - start == 1 and (found := _ROUTE.fullmatch(text)) and (found["colon"] or not found["rest"]):
            yield Heading(Role.ROUTE, "Sagsgang", start, end, found["rest"].strip())
        yield from self._section(text, start, end)
        if line.is_heading and end - start == 1 and not _NUMBER.match(text):
            yield Heading(Role.SECTION, text.rstrip(":").strip(), start, end)

    def _decision(self, text: str, start: int, end: int) -> Iterator[Heading]:
        if normalised(text) in self._decisions and end - start == 1:
            yield Heading(Role.DECISION, text, start, end)
        elif found := _DECISION.fullmatch(text):
            named = self.body(found["body"])
            if named or found["date"]:
                yield Heading(
                    Role.DECISION, text, start, end, body=named or found["body"].strip(), on=_date(found["date"])
                )
        elif (found := _BODY_AND_DATE.fullmatch(text)) and (named := self._exact_body(found["body"])):
            yield Heading(Role.DECISION, text, start, end, body=named, on=_date(found["date"]))

    def _exact_body(self, written: str) -> str | None:
        return self._bodies.get(normalised(re.sub(r"^(?:beslutning|referat)\s+", "", written, flags=re.IGNORECASE)))

    def _tail(self, text: str, start: int, end: int) -> Iterator[Heading]:
        found = _TAIL.fullmatch(text)
        if not found or end - start > 1 or (found["rest"] and not found["colon"]):
            return
        name = found["name"].lower()
        role = next((kind for kind, names in _KINDS_OF_TAIL.items() if name in names), "other")
        yield Heading(Role(role), found["name"], start, end, found["rest"].strip())

    def _section(self, text: str, start: int, end: int) -> Iterator[Heading]:
        name, colon, rest = text.partition(":")
        may_go_on = colon and end - start == 1 and len(name) >= _SHORTEST_BEFORE_COLON
        known = self._known(text) or (self._known(name) if may_go_on else None)
        if not known:
            return
        is_recommendation = normalised(known) in self._recommendations
        left = "" if self._known(text) else rest.strip()
        yield Heading(Role.RECOMMENDATION if is_recommendation else Role.SECTION, known, start, end, left)

    def _known(self, text: str) -> str | None:
        wanted = normalised(_NUMBER.sub("", text))
        if wanted in self._sections:
            return self._sections[wanted]
        if not self._is_scanned or len(wanted) < 8:
            return None
        return next((name for known, name in self._sections.items() if _is_alike(wanted, known)), None)


def _is_alike(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) < 4 and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _date(written: str | None) -> date | None:
    return parse_date(re.sub(r"\s+", " ", written)) if written else None


def find_date(text: str) -> date | None:
    """The first date that stands in the text."""
    for found in re.finditer(_DATE, text, re.IGNORECASE):
        if day := _date(found.group()):
            return day
    return None
