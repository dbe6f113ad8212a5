# SPDX-License-Identifier: MPL-2.0
"""Which of the town's cases stand in minutes, and what came of them: a proposal that a person confirms. Pure.

What is in doubt becomes a question. A doubt about which case it is, or of which meeting, chooses none.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.cases.facts import Outcome
from udmoent.documents.case.tree import AgendaCase, Minutes
from udmoent.lib.dates import short_date
from udmoent.lib.text import is_near, normalised
from udmoent.meetings.outcomes import outcome_of


class KnownBy(StrEnum):
    """By what a case in minutes is recognised."""

    DOCUMENT = "document"
    TITLE = "title"
    CASE_NUMBER = "case_number"
    ITEM = "item"


WEIGHT: Final = {KnownBy.DOCUMENT: 4, KnownBy.TITLE: 3, KnownBy.CASE_NUMBER: 2, KnownBy.ITEM: 1}
"""Documents carry numbers that are given once; a case number is shared by all cases of one matter."""


FEW_WORDS: Final = 2
ENDS: Final = '.!?:;)"”»'


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A body's treatment of a case, with what it may be recognised by.

    `body_names` are what the body is called; `documents` the numbers of the case's attachments, `item` that of the item
    it is about. `held_on` is None where it is at no meeting yet. It is a draft until the body was sent it.
    """

    treatment: int
    body: str
    body_names: frozenset[str]
    title: str
    case_number: str = ""
    documents: frozenset[str] = frozenset()
    item: str = ""
    held_on: date | None = None
    is_decided: bool = False
    is_draft: bool = False

    def is_of(self, body: str) -> bool:
        return normalised(body) in {normalised(name) for name in self.body_names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A case of the minutes that is, or may be, one of the town's.

    `chosen` is which, None where that is a question; `candidates` are those it may be. `questions` are sentences that a
    person answers before anything is written down, `note` what is good to know. `done` is the case where it is decided already.
    """

    read: AgendaCase
    candidates: tuple[Awaited, ...]
    chosen: Awaited | None = None
    known_by: tuple[KnownBy, ...] = ()
    outcome: Outcome | None = None
    questions: tuple[str, ...] = ()
    note: str = ""
    done: Awaited | None = None


@dataclass(frozen=True, slots=True)
class Proposals:
    """`others` are cases that are none of the town's; `missing` those that were to be treated at the same meeting."""

    those: tuple[Proposal, ...]
    others: tuple[AgendaCase, ...]
    missing: tuple[Awaited, ...]


def propose(minutes: Minutes, awaited: Sequence[Awaited], *, today: date, town: str = "") -> Proposals:
    """Hold the cases of minutes against those that wait for a decision, or have one. Of a scan all is asked about.

    `town`: the municipality's name; what is said to be another one's decides nothing here.
    """
    found = [(case, tuple(_recognised(case, awaited))) for case in minutes.cases]
    proposals = _without_doubles([_proposal(case, known) for case, known in found if known])
    proposals = [_asked(one, _of_one(one, minutes, today)) for one in proposals]
    is_others = bool(town and minutes.municipality and not is_near(minutes.municipality, town))
    if is_others:
        proposals = [_of_another_town(one, str(minutes.municipality)) for one in proposals]
    proposals = [_asked(one, _of_the_file(minutes)) for one in proposals]
    return Proposals(
        those=tuple(proposals),
        others=tuple(case for case, known in found if not known and (case.title or case.sections)),
        missing=() if is_others else tuple(_missing(minutes.cases, proposals, awaited)),
    )


def _of_another_town(one: Proposal, named: str) -> Proposal:
    sentence = _("The minutes are of {municipality}. Choose those of your own municipality.")
    return Proposal(read=one.read, candidates=(), questions=(sentence.format(municipality=named),))


def _asked(one: Proposal, questions: Iterable[str]) -> Proposal:
    return one if one.done else replace(one, questions=(*one.questions, *questions))


def _of_one(one: Proposal, minutes: Minutes, today: date) -> Iterator[str]:
    """What is asked about a case for the day of its meeting, and for where it stands in the file."""
    day, decision = one.read.meeting_on, one.read.decision
    if not one.candidates:
        return
    if day and day > today:
        sentence = _("The meeting on {day} is still to come, so that nothing is decided yet.")
        yield sentence.format(day=short_date(day))
    is_last = one.read is minutes.cases[-1]
    if decision and decision.text and _breaks_off(decision.text, minutes.last_line if is_last else ""):
        yield _("The decision ends without a full stop; perhaps the file is cut off. Compare it with the minutes.")


def _of_the_file(minutes: Minutes) -> Iterator[str]:
    """What is asked about each case of the file."""
    if minutes.is_draft:
        yield _("The minutes are a draft. Wait for those that are approved, or check that nothing was changed in them.")
    if minutes.is_scanned:
        yield _("The file is scanned, and may be misread: a word, or where a case ends. Compare with the paper.")


Known = tuple[Awaited, tuple[KnownBy, ...]]


def _recognised(case: AgendaCase, awaited: Iterable[Awaited]) -> Iterator[Known]:
    for one in awaited:
        if known_by := tuple(_known_by(case, one)):
            yield one, known_by


def _known_by(case: AgendaCase, one: Awaited) -> Iterator[KnownBy]:
    numbers = {told for file in case.attachments for told in (file.document_id, file.record_number) if told}
    if one.documents & numbers:
        yield KnownBy.DOCUMENT
    if case.title and is_near(case.title, one.title):
        yield KnownBy.TITLE
    if one.case_number and _digits(one.case_number) == _digits(case.case_number or ""):
        yield KnownBy.CASE_NUMBER
    if one.item and re.search(rf"\b{re.escape(one.item)}\b", case.title or "", re.IGNORECASE):
        yield KnownBy.ITEM


def _digits(number: str) -> list[str]:
    """A case number by its figures, since 15/22, 15-22 and "sagsnr. 015/22" are one."""
    return [part.lstrip("0") for part in re.findall(r"\d+", number)]


def _proposal(case: AgendaCase, known: Sequence[Known]) -> Proposal:
    """Of those it may be, the ones of this body, of this meeting, and with the best reasons."""
    asked: list[str] = []
    left = list(known)
    for narrow in (_of_body, _of_meeting, _best):
        left, question = narrow(case, left)
        asked += [question] if question else []
        if not left:
            break
    candidates = tuple(one for one, _known_by in left)
    chosen, known_by = left[0] if len(left) == 1 else (None, ())
    if chosen and chosen.is_decided:
        return Proposal(read=case, candidates=(), done=chosen)
    outcome = outcome_of(case.decision.text) if case.decision else None
    return Proposal(
        read=case,
        candidates=candidates,
        chosen=chosen,
        known_by=known_by,
        outcome=outcome,
        questions=(*asked, *(_of_the_decision(case, outcome) if candidates else ())),
        note=_note(case, chosen),
    )


Narrowed = tuple[list[Known], str]


def _of_body(case: AgendaCase, known: list[Known]) -> Narrowed:
    if not case.body:
        return known, _("The minutes do not tell which body they are of. Check that the case is the right one.")
    own = [one for one in known if one[0].is_of(case.body)]
    if own:
        return own, ""
    sentence = _("The minutes are of {body}, and the case goes to {others}. Choose the minutes of that body.")
    others = ", ".join(sorted({one.body for one, _known_by in known}))
    return [], sentence.format(body=case.body, others=others)


def _of_meeting(case: AgendaCase, known: list[Known]) -> Narrowed:
    day = case.meeting_on
    if day is None:
        return known, _("The minutes do not tell of which day they are. Check that the meeting is the right one.")
    held = [one for one in known if one[0].held_on == day]
    if held:
        return held, ""
    free = [one for one in known if one[0].held_on is None]
    if free:
        return free, ""
    days = ", ".join(sorted({short_date(one.held_on) for one, _known_by in known if one.held_on}))
    sentence = _(
        "The minutes are of {day}, and the case is at the meeting on {days}. If the meeting was moved, correct its day, and"
        " read the minutes again."
    )
    return [], sentence.format(day=short_date(day), days=days)


def _best(_case: AgendaCase, known: list[Known]) -> Narrowed:
    weights = [sum(WEIGHT[reason] for reason in reasons) for _one, reasons in known]
    best = [one for one, weight in zip(known, weights, strict=True) if weight == max(weights)]
    if len(best) > 1:
        sentence = _("It may be any of {count} cases that are alike. Choose which one.")
        return best, sentence.format(count=len(best))
    if max(weights) == WEIGHT[KnownBy.ITEM]:
        return best, _("Only the item's number is the same. Check that the case is the right one.")
    if max(weights) == WEIGHT[KnownBy.CASE_NUMBER]:
        return best, _("Only the case number is the same, which other cases may share. Check that it is the right one.")
    return best, ""


def _of_the_decision(case: AgendaCase, outcome: Outcome | None) -> Iterator[str]:
    if case.decision is None or not case.decision.text:
        yield _(
            "No decision stands in the file; perhaps it is cut off. Write the decision in the words of the minutes."
        )
    elif outcome is None:
        yield _("The words of the decision do not tell one outcome. Choose what the body decided.")
    if case.decision and (spoilt := _spoilt_words(case, case.decision.text)):
        sentence = ngettext(
            "The scan has spoilt a word of the decision: {words}. Compare it with the paper.",
            "The scan has spoilt words of the decision: {words}. Compare them with the paper.",
            len(spoilt),
        )
        yield sentence.format(words=", ".join(spoilt))


def _breaks_off(text: str, last_line: str) -> bool:
    """A decision of a few words may do without a full stop, but not where the file ends with it."""
    is_at_the_end = bool(last_line) and text.endswith(last_line)
    return (is_at_the_end or len(text.split()) > FEW_WORDS) and text.rstrip()[-1] not in ENDS


def _spoilt_words(case: AgendaCase, text: str) -> list[str]:
    said = set(re.findall(r"\w+", text))
    return [one.word for one in case.doubtful if one.word in said]


def _note(case: AgendaCase, chosen: Awaited | None) -> str:
    if chosen is None or chosen.held_on or case.meeting_on is None:
        return ""
    return _("The case is at no meeting yet, and is put on that of {day}.").format(day=short_date(case.meeting_on))


def _without_doubles(proposals: list[Proposal]) -> list[Proposal]:
    """Where two cases of the minutes would be the same one of the town's, neither is."""
    chosen = [one.chosen.treatment for one in proposals if one.chosen]
    doubled = {treatment for treatment in chosen if chosen.count(treatment) > 1}
    sentence = _("Several cases in the minutes look like this one. Choose the one in which it was decided.")
    return [
        replace(one, chosen=None, known_by=(), questions=(sentence, *one.questions), note="")
        if one.chosen and one.chosen.treatment in doubled
        else one
        for one in proposals
    ]


def _missing(
    read: Sequence[AgendaCase], proposals: Collection[Proposal], awaited: Iterable[Awaited]
) -> Iterator[Awaited]:
    """What the body was sent for the meeting, and stands nowhere in its minutes."""
    meetings = {(case.body, case.meeting_on) for case in read if case.body and case.meeting_on}
    found = {one.treatment for proposal in proposals for one in proposal.candidates}
    for one in awaited:
        is_there = any(one.is_of(body) and one.held_on == day for body, day in meetings)
        if is_there and not one.is_decided and not one.is_draft and one.treatment not in found:
            yield one
