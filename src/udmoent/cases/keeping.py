# SPDX-License-Identifier: MPL-2.0
"""A case that is kept here, as it is written for one of the bodies on its route."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from udmoent.cases.compose.ground import Ground
from udmoent.cases.drafting import asked_of, standing
from udmoent.cases.facts import MADE, Access, Holds, Outcome
from udmoent.cases.gather import ground_of
from udmoent.cases.models import Case, CaseAttachment, CaseTreatment
from udmoent.cases.rules import Readiness, access_with, ground_told
from udmoent.cases.sentences import matters_of, sections_of
from udmoent.cases.words import own_words
from udmoent.cases.writing import case_of_plan
from udmoent.cases.written import (
    Attendee,
    Minority,
    WrittenAttachment,
    WrittenCase,
    WrittenDecision,
    WrittenSection,
)


def write_kept(treatment: CaseTreatment, *, today: date) -> WrittenCase:
    """The case as the body of this treatment has it before it, with what was decided before and by itself."""
    case = treatment.case
    return write_on(ground_of(asked_of(case, today, treatment)), treatment)


def write_on(ground: Ground, treatment: CaseTreatment) -> WrittenCase:
    case = treatment.case
    treatments = list(case.treatments.select_related("body", "meeting", "decision"))
    return replace(
        case_of_plan(ground),
        title=case.title,
        case_number=case.case_number,
        kle=case.kle,
        agenda_number=treatment.agenda_number,
        ground=ground_told(case.ground, Access(case.access)),
        access=Access(case.access),
        route=tuple(dict.fromkeys(one.body.abbreviation for one in treatments)),
        sections=tuple(WrittenSection(one.heading, standing(one).paragraphs) for one in case.sections.all()),
        attachments=tuple(_attachment(one, ground) for one in case.attachments.select_related("body")),
        decisions=tuple(_decisions(one for one in treatments if one.place <= treatment.place)),
    )


def _attachment(one: CaseAttachment, ground: Ground) -> WrittenAttachment:
    is_made = Holds(one.holds) in MADE
    return WrittenAttachment(
        number=one.number,
        title=one.title,
        holds=Holds(one.holds),
        access=access_with(Access(one.case.access), Access(one.access)),
        role=one.role,
        document_id=one.document_id,
        record_number=one.record_number,
        body=one.body.abbreviation if one.body else "",
        as_of=ground.content.as_of if is_made else None,
        sha256=(ground.content.sha256 or "") if is_made else "",
        file_name=one.file_name,
        file_sha256=one.file_sha256,
        address=one.address,
    )


def _decisions(treatments: Iterable[CaseTreatment]) -> Iterator[WrittenDecision]:
    for one in treatments:
        if one.decision and one.meeting:
            yield WrittenDecision(
                body=one.body.name,
                on=one.meeting.held_on,
                outcome=Outcome(one.outcome),
                text=one.decision.text,
                absent=_people(one.absent),
                apologies=_people(one.apologies),
                deputies=_people(one.deputies),
                disqualified=_people(one.disqualified),
                minority=tuple(Minority(told.get("by", ""), told.get("text", "")) for told in one.minority),
            )


def _people(told: Sequence[Mapping[str, str]]) -> tuple[Attendee, ...]:
    return tuple(Attendee(one.get("name", ""), one.get("party", ""), one.get("for", "")) for one in told)


def readiness(case: Case, treatment: CaseTreatment, written: WrittenCase) -> Readiness:
    """What is known of the case that is to be sent to this body."""
    earlier = case.treatments.filter(place__lt=treatment.place).order_by("place").last()
    texts = [written.title, *(section.text for section in written.sections)]
    return Readiness(
        to_write=own_words(written.to_write),
        overtaken=tuple(one.heading for one in case.sections.all() if standing(one).is_overtaken),
        empty_sections=tuple(section.heading for section in written.sections if not section.text.strip()),
        meeting_on=treatment.meeting.held_on if treatment.meeting else None,
        recommends=_recommends(case, written),
        access=Access(case.access),
        open_text="\n".join([*texts, *(one.title for one in written.attachments)]),
        earlier=Outcome(earlier.outcome) if earlier and earlier.outcome else None,
        has_earlier=earlier is not None,
        is_decided=bool(treatment.outcome),
    )


def _recommends(case: Case, written: WrittenCase) -> bool:
    """Whether the section that holds the recommendation says anything; a template without one asks for none."""
    template = case.plan.municipality.configuration.case
    headings = {one.heading for one in sections_of(template, case.template) if "recommendation" in matters_of(one)}
    said = [section.text for section in written.sections if section.heading in headings]
    return not headings or any(text.strip() for text in said)
