# SPDX-License-Identifier: MPL-2.0
"""Reading one agenda case from a file."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.case.headings import Heading, KnownHeadings, Role
from udmoent.documents.case.lines import Block, Line, blocks, text_of, usual_gap, width, without_broken_words
from udmoent.documents.case.parts import (
    LINES_OVER,
    Head,
    is_of_a_head,
    is_title,
    number_of_title,
    read_attachments,
    read_attendees,
    read_head,
    read_route,
    told_over,
)
from udmoent.documents.case.source import Progress, Source, read_source
from udmoent.documents.case.tree import (
    AgendaCase,
    Attendee,
    CaseDecision,
    CaseSection,
    CaseWords,
    DoubtfulWord,
    Minutes,
    Recommendation,
    WordRepair,
    generic,
)
from udmoent.documents.repair.mend import Mended, mend
from udmoent.documents.repair.words import DanishWords, default_cache
from udmoent.lib.dates import MONTH_WORDS
from udmoent.lib.text import clean, normalised

_BY = re.compile(r"(?:·\s*)?(?P<by>[A-ZÆØÅ][^.:\n]{2,120}?)\s+(?:indstiller|anbefaler|foreslår)\b")
_NOBODY: Final = frozenset({"det", "der", "dette"})
_CROSS_CUTTING = re.compile(r"tværgående|på tværs", re.IGNORECASE)
_LAST_SENTENCE = re.compile(r"(?<=\w{3}[.!?])\s+(?=[A-ZÆØÅ])")
_SMALL_PAGE: Final = 80
_HEAD_LINES: Final = 6
_TIME: Final = rf"(?:(?:primo|medio|ultimo)\s+(?:{MONTH_WORDS})\s+\d{{4}}|\d{{1,2}}\.\s?(?:{MONTH_WORDS})\s+\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./ -]\d{{4}})"
_EDITION = re.compile(
    rf"\b(?:versione?n?|udgaven?|udmøntningsplanen?|planen)\b[^.!?]{{0,40}}?\s(?:(?:pr\.?|per|af|fra)\s+|(?=[\"“”»]))[\"“”»]?(?P<time>{_TIME})",
    re.IGNORECASE,
)


def read_case(
    path: Path, town: CaseWords, progress: Progress | None = None, *, cache: Path | None = None
) -> AgendaCase:
    """The case that a .txt, .docx or .pdf file holds, the first where it holds several.

    `progress` is told (pages read, pages in all) while scanned pages are read; `cache` is where the dictionary's answers are
    kept (default: the user's cache directory). Raises UnknownEnding for another kind of file and Refused for one that cannot be read.
    """
    paper = _Paper.read(path, town, progress, cache)
    first, *others = paper.parts
    warnings = paper.source.warnings
    if others:
        sentence = _("The file holds {count} cases; only the first was read. Save the others in files of their own.")
        warnings = (*warnings, sentence.format(count=1 + len(others)))
    return _Reading(first, paper, warnings).case()


def read_cases(path: Path, town: CaseWords, progress: Progress | None = None, *, cache: Path | None = None) -> Minutes:
    """Every case of an agenda or of minutes; as `read_case` otherwise.

    What stands over the first, the body and the day of the meeting, holds for those that do not tell it themselves.
    """
    paper = _Paper.read(path, town, progress, cache)
    cases = [_Reading(part, paper, paper.source.warnings).case() for part in paper.parts]
    body = next((case.body for case in cases if case.body), None)
    day = next((case.meeting_on for case in cases if case.meeting_on), None)
    told = (replace(case, body=case.body or body, meeting_on=case.meeting_on or day) for case in cases)
    over = [*paper.source.running, *(line.text for line in paper.parts[0][:LINES_OVER])]
    last_line = next((line.text for line in reversed(paper.parts[-1])), "")
    return Minutes(tuple(told), paper.is_scanned, *told_over(over), last_line=last_line)


@dataclass(frozen=True)
class _Paper:
    """A file's lines, mended, and the lines of each of its cases."""

    town: CaseWords
    source: Source
    mended: Mended
    known: KnownHeadings
    is_scanned: bool
    parts: list[list[Line]]

    @classmethod
    def read(cls, path: Path, town: CaseWords, progress: Progress | None, cache: Path | None) -> "_Paper":
        source = read_source(path, progress)
        mended, lines = _mended_lines(source, town, default_cache() if cache is None else cache)
        is_scanned = source.is_ocr or bool(mended.repairs)
        known = KnownHeadings(town, is_scanned=is_scanned)
        starts = _starts_of_cases(lines, known)
        bounds = [0, *starts[1:], len(lines)]
        return cls(town, source, mended, known, is_scanned, [lines[a:b] for a, b in pairwise(bounds)])


def _mended_lines(source: Source, town: CaseWords, cache: Path) -> tuple[Mended, list[Line]]:
    """The lines, whole words at their ends, with their lost letters given back."""
    lines = [replace(line, text=clean(line.text).replace("\n", " ")) for line in source.lines]
    lines = without_broken_words([line for line in lines if line.text])
    common = generic()
    known = [*town.domain_words, *common.domain_words, *town.all_headings, *common.headings]
    known += [name for body in (*town.bodies, *common.bodies) for name in (body.abbreviation, body.name)]
    words = DanishWords(known, town.people, town.party_letters, cache)
    mended = mend(_printed(lines), words)
    if not mended.repairs:
        return _mended_pages(lines, words)
    return mended, _with_texts(lines, mended)


def _mended_pages(lines: list[Line], words: DanishWords) -> tuple[Mended, list[Line]]:
    """A text that as a whole has its letters may hold a scanned page that lost them: each long page is judged by itself."""
    made: list[Line] = []
    repairs: Counter[tuple[str, str]] = Counter()
    doubtful: dict[str, tuple[str, ...]] = {}
    for _page, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        text = _printed(page)
        mended = mend(text, words) if len(text.split()) >= _SMALL_PAGE else Mended(text)
        repairs.update(mended.repairs)
        doubtful.update(mended.doubtful)
        made += _with_texts(page, mended)
    return Mended(_printed(made), dict(repairs), doubtful), made


def _printed(lines: Sequence[Line]) -> str:
    return "\n".join("\n" * min(line.gap, 1) + line.text for line in lines)


def _with_texts(lines: Sequence[Line], mended: Mended) -> list[Line]:
    texts = [text for text in mended.text.split("\n") if text]
    return [replace(line, text=text) for line, text in zip(lines, texts, strict=True)]


class _Reading:
    """One case under reading: its lines and the headings among them."""

    def __init__(self, lines: list[Line], paper: _Paper, warnings: Sequence[str]) -> None:
        self._town = paper.town
        self._source = paper.source
        self._mended = paper.mended
        self._is_scanned = paper.is_scanned
        self._known = paper.known
        self._warnings = list(warnings)
        self._lines = lines
        self._headings = _without_name_of_paper(self._known.found_in(lines), lines)
        self._gap, self._width = usual_gap(self._lines), width(self._lines)

    def case(self) -> AgendaCase:
        head = read_head(self._lines[: self._head_ends()], self._source.running, self._known, self._source.title)
        own = self._own_decision(head)
        decision = self._decision(head, own)
        sections = self._sections()
        recommendation = self._recommendation(sections)
        self._warn_of_what_is_missing(head, own, sections, recommendation)
        if decision is None:
            self._warnings.append(_("No decision was found."))
        return AgendaCase(
            body=head.body or (own.body if own else None),
            meeting_on=head.meeting_on or (own.on if own else None),
            title=head.title,
            case_number=head.case_number,
            kle=head.kle,
            access=head.access,
            route=self._route(),
            sections=sections,
            recommendation=recommendation,
            decision=decision,
            absent=self._attendees(Role.ABSENT, own),
            apologies=self._attendees(Role.APOLOGIES, own),
            attachments=read_attachments(
                [line for heading in self._with(Role.ATTACHMENTS) for line in self._matter(heading)]
            ),
            cross_cutting=self._cross_cutting(),
            editions_mentioned=_editions(sections, decision),
            repairs=tuple(WordRepair(*pair, count) for pair, count in self._mended.repairs.items()),
            doubtful=tuple(DoubtfulWord(word, suggestions) for word, suggestions in self._mended.doubtful.items()),
            warnings=tuple(self._warnings),
        )

    def _with(self, *roles: Role) -> list[Heading]:
        return [heading for heading in self._headings if heading.role in roles]

    def _head_ends(self) -> int:
        sections = self._with(Role.SECTION, Role.RECOMMENDATION, Role.DECISION)
        first = next((heading for heading in sections if not self._is_above_the_head(heading)), None)
        return first.start if first else min(len(self._lines), 12)

    def _is_above_the_head(self, heading: Heading) -> bool:
        """A title in a heading style is a part of the head though it looks like a section."""
        following = self._headings[self._headings.index(heading) + 1 :]
        is_strange = heading.role is Role.SECTION and not self._is_known(heading)
        return is_strange and any(self._is_known(other) for other in following)

    def _is_known(self, heading: Heading) -> bool:
        return heading.role is not Role.SECTION or self._known.knows(heading.name)

    def _matter(self, heading: Heading) -> list[Line]:
        """The lines below a heading, up to the next."""
        later = [other.start for other in self._headings if other.start >= heading.end]
        below = self._lines[heading.end : later[0] if later else None]
        first = self._lines[heading.start]
        return [Line(heading.rest, is_whole=first.is_whole, page=first.page), *below] if heading.rest else list(below)

    def _blocks(self, heading: Heading) -> list[Block]:
        return blocks(self._matter(heading), is_scanned=self._is_scanned, usual_gap=self._gap, width=self._width)

    def _sections(self) -> tuple[CaseSection, ...]:
        decisions = self._with(Role.DECISION)
        end = decisions[0].start if decisions else len(self._lines)
        start = self._head_ends()
        found = [each for each in self._with(Role.SECTION, Role.RECOMMENDATION) if start <= each.start < end]
        return tuple(CaseSection(heading.name, text_of(self._blocks(heading))) for heading in found)

    def _recommendation(self, sections: Sequence[CaseSection]) -> Recommendation | None:
        found = self._with(Role.RECOMMENDATION)
        text = next((section.text for section in sections if found and section.heading == found[-1].name), "")
        if not text:
            return None
        by = _BY.match(text)
        named = by["by"].strip() if by and by["by"].lower() not in _NOBODY else None
        return Recommendation(named, text, _verbs(text))

    def _own_decision(self, head: Head) -> Heading | None:
        """The decision of the body whose case this is, else the last; a case tells also what other bodies decided."""
        every = self._with(Role.DECISION)
        found = [heading for heading in every if self._matter(heading)] or every
        if len(found) > 1:
            self._warnings.append(
                _("The case holds {count} decisions; the body's own, or else the last, was taken.").format(
                    count=len(found)
                )
            )
        own = [heading for heading in found if head.body and heading.body == head.body]
        return own[-1] if own else found[-1] if found else None

    def _decision(self, head: Head, own: Heading | None) -> CaseDecision | None:
        """The decision, None where none is told: an agenda may have its heading already."""
        if own is None or not (text := text_of(self._blocks(own))):
            return None
        return CaseDecision(own.body or head.body, own.on or head.meeting_on, text)

    def _route(self) -> tuple[str, ...]:
        for heading in self._with(Role.ROUTE):
            texts = [line.text for line in self._matter(heading)]
            for count in range(len(texts), 0, -1):
                if count <= 4 and (route := read_route(", ".join(texts[:count]), self._town)):
                    return route
        return ()

    def _attendees(self, role: Role, own: Heading | None) -> tuple[Attendee, ...]:
        """Those told below the body's own decision; where there is one decision only, they may stand anywhere."""
        found, decisions = self._with(role), self._with(Role.DECISION)
        if own and len(decisions) > 1:
            following = next((other.start for other in decisions if other.start > own.start), len(self._lines))
            found = [heading for heading in found if own.start < heading.start < following]
        return read_attendees("\n".join(line.text for line in self._matter(found[-1]))) if found else ()

    def _cross_cutting(self) -> tuple[str, ...]:
        """The bullets under the first sentence that announces cross-cutting topics."""
        for heading in self._with(Role.SECTION):
            parts = self._blocks(heading)
            for at, part in enumerate(parts):
                if (
                    part.is_bullet
                    or not part.text.endswith(":")
                    or not _CROSS_CUTTING.search(_LAST_SENTENCE.split(part.text)[-1])
                ):
                    continue
                listed = []
                for following in parts[at + 1 :]:
                    if not following.is_bullet:
                        break
                    listed.append(re.sub(r"^(?:·|\d+[.)]|[a-z]\))\s*", "", following.text))
                if listed:
                    return tuple(listed)
        return ()

    def _warn_of_what_is_missing(
        self,
        head: Head,
        own: Heading | None,
        sections: Sequence[CaseSection],
        recommendation: Recommendation | None,
    ) -> None:
        found = {normalised(section.heading) for section in sections}
        found |= {normalised(heading) for name, heading in self._town.other_names if normalised(name) in found}
        missing = min((_missing(headings, found) for headings in self._town.templates), key=len)
        if not sections:
            self._warnings.append(_("No section headings were found; is this an agenda case?"))
        elif missing:
            self._warnings.append(_("Sections not found: {headings}.").format(headings=", ".join(missing)))
        if not head.title:
            self._warnings.append(_("No line with the case's title was found."))
        if recommendation is None:
            self._warnings.append(_("No recommendation was found."))
        if not (head.body or (own and own.body)):
            self._warnings.append(_("It was not found which body the case belongs to."))


def _missing(headings: Sequence[str], found: set[str]) -> list[str]:
    """Which of an arrangement's sections are not there."""
    return [name for name in headings if normalised(name) not in found and normalised(name) != "indstilling"]


def _starts_of_cases(lines: Sequence[Line], known: KnownHeadings) -> list[int]:
    """Where each case begins: at a numbered title with a head below it, or above a first section that comes once more."""
    headings = known.found_in(lines)
    ends = [each.start for each in headings if each.role in (Role.RECOMMENDATION, Role.DECISION)]
    titles = list(_titles_of_cases(lines, ends))
    kept: list[int] = []
    for at in sorted({*titles, *_sections_anew(lines, headings, known)}):
        if not kept or at in titles or _is_any_between(ends, kept[-1], at):
            kept.append(at)
    return kept


def _titles_of_cases(lines: Sequence[Line], ends: Sequence[int]) -> Iterator[int]:
    """Below the title stands its number, its openness or its route; or it is the next by its number after a case that
    has come to its end, and has a recommendation or decision itself. A table of contents has nothing below its titles.
    """
    titles = [at for at, line in enumerate(lines) if is_title(line.text)]
    number, begun = 0, -1
    for at, end in pairwise([*titles, len(lines)]):
        told = number_of_title(lines[at].text)
        is_next = told == number + 1 and (begun < 0 or _is_any_between(ends, begun, at))
        below = lines[at + 1 : min(end, at + 1 + _HEAD_LINES)]
        if any(is_of_a_head(line.text) for line in below) or (is_next and _is_any_between(ends, at, end)):
            number, begun = told or number + 1, at
            yield at


def _is_any_between(places: Sequence[int], first: int, last: int) -> bool:
    return any(first < place < last for place in places)


def _sections_anew(lines: Sequence[Line], headings: Sequence[Heading], known: KnownHeadings) -> Iterator[int]:
    firsts: list[int] = []
    seen: Counter[str] = Counter()
    for heading in headings:
        if heading.role is Role.SECTION and known.knows(heading.name):
            if seen[heading.name] or not firsts:
                is_again = bool(firsts) and any(
                    each.role is Role.RECOMMENDATION for each in headings if firsts[-1] < each.start < heading.start
                )
                if not firsts or is_again:
                    yield _title_above(lines, heading.start)
                    firsts.append(heading.start)
                    seen.clear()
            seen[heading.name] += 1


def _title_above(lines: Sequence[Line], at: int) -> int:
    above = [place for place in range(max(0, at - 12), at) if is_title(lines[place].text)]
    return above[-1] if above else at


def _without_name_of_paper(headings: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Leaves out "Beslutningsprotokol" over a case's title: it heads the paper, and decides nothing."""
    first = headings[0] if headings else None
    if first is None or first.role is not Role.DECISION:
        return headings
    below = lines[first.end : headings[1].start if headings[1:] else None]
    is_over_the_title = any(is_title(line.text) for line in below)
    return (
        headings[1:]
        if is_over_the_title and not any(is_title(line.text) for line in lines[: first.start])
        else headings
    )


def _verbs(text: str) -> tuple[str, ...]:
    """What the body is asked to do, in the order of the text, in the words of the text."""
    shape = re.compile(r"\b(?:" + "|".join(re.escape(verb) for verb in generic().verbs) + r")\b", re.IGNORECASE)
    return tuple(dict.fromkeys(found.group().lower() for found in shape.finditer(text)))


def _editions(sections: Sequence[CaseSection], decision: CaseDecision | None) -> tuple[str, ...]:
    texts = [section.text for section in sections] + ([decision.text] if decision else [])
    return tuple(dict.fromkeys(found["time"] for text in texts for found in _EDITION.finditer(text)))
