# SPDX-License-Identifier: MPL-2.0
"""Writing the text of a case: composed from the plan, edited by people. An edit stands when the text is composed anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import transaction

from udmoent.cases import rules
from udmoent.cases.actions import in_turn, is_decided, record_case
from udmoent.cases.compose.compose import compose
from udmoent.cases.compose.ground import Ground
from udmoent.cases.facts import MADE, Access, CaseKind
from udmoent.cases.gather import Asked, ground_of
from udmoent.cases.models import Case, CaseAttachment, CaseSection, CaseTreatment
from udmoent.cases.sentences import sections_of
from udmoent.cases.writing import default_attachments, made_title
from udmoent.cases.written import Paragraph, WrittenSection, paragraphs_from, read_text, text_of
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean
from udmoent.organisation.case_template import Section
from udmoent.organisation.models import Person


def asked_of(case: Case, today: date, treatment: CaseTreatment | None = None) -> Asked:
    """What is asked for when the case is composed: for the body that it begins in, on the day of its meeting."""
    first = treatment or case.treatments.select_related("body", "meeting").order_by("place").first()
    assert first is not None
    return Asked(
        kind=CaseKind(case.kind),
        plan=case.plan,
        body=first.body,
        today=today,
        edition=case.edition,
        since=case.since,
        item=case.item,
        year=case.year,
        meeting_on=first.meeting.held_on if first.meeting else None,
        access=Access(case.access),
        own=case.own,
        emphasis=case.emphasis,
        arrangement=case.template,
        recommended_by=case.recommended_by,
        verbs=case.verbs,
    )


def ground_for(case: Case, today: date) -> Ground:
    return ground_of(asked_of(case, today))


def composed_now(case: Case, ground: Ground) -> tuple[WrittenSection, ...]:
    """What the plan says now; nothing is written."""
    return compose(ground, sections_of(ground.town.case, case.template))


@transaction.atomic
def compose_case(case: Case, *, today: date, by: Person, now: datetime) -> list[CaseSection]:
    """Compose the case's text anew. What people wrote stands, and is told where the composed text beside it has changed."""
    case = in_turn(case)
    Refused.if_any([rules.why_not_change(is_decided=is_decided(case))])
    ground = ground_for(case, today)
    written = composed_now(case, ground)
    kept = _by_heading(case.sections.all(), sections_of(ground.town.case, case.template))
    _forget(kept, {section.heading for section in written})
    sections = [_section(case, place, one, kept) for place, one in enumerate(written, start=1)]
    if not case.attachments.exists():
        _attach_defaults(case, ground, by, now)
    record_case("compose_case", case, by, now, title=case.title)
    return sections


def _by_heading(kept: Iterable[CaseSection], arranged: Iterable[Section]) -> dict[str, CaseSection]:
    """By what they are called now: a section that was told by another name of it goes on under its own."""
    by_heading = {section.heading: section for section in kept}
    for one in arranged:
        earlier = next((alias for alias in one.aliases if alias in by_heading), None)
        if earlier and one.heading not in by_heading:
            section = by_heading[one.heading] = by_heading.pop(earlier)
            section.heading = one.heading
    return by_heading


def is_arranged_otherwise(kept: Iterable[CaseSection], now: Iterable[WrittenSection]) -> bool:
    """Whether sections would come, go or change places if the case were composed anew. What somebody wrote never goes."""
    headings = [section.heading for section in now]
    stays = [one.heading for one in kept if one.heading in headings or one.edited is None]
    return stays != headings


def _forget(kept: dict[str, CaseSection], headings: Iterable[str]) -> None:
    """A section of another arrangement goes, unless somebody wrote in it."""
    for heading in set(kept) - set(headings):
        section = kept.pop(heading)
        if section.edited is None:
            section.delete()


def _section(case: Case, place: int, written: WrittenSection, kept: dict[str, CaseSection]) -> CaseSection:
    section = kept.get(written.heading) or CaseSection(
        municipality_id=case.municipality_id, case=case, heading=written.heading
    )
    section.place, section.composed = place, as_rows(written.paragraphs)
    section.save()
    return section


def as_rows(paragraphs: Iterable[Paragraph]) -> Any:
    """Paragraphs as a row keeps them."""
    return msgspec.to_builtins(tuple(paragraphs))


def _attach_defaults(case: Case, ground: Ground, by: Person, now: datetime) -> None:
    body = asked_of(case, ground.content.as_of).body
    for one in default_attachments(ground):
        CaseAttachment.objects.create(
            municipality_id=case.municipality_id,
            case=case,
            number=one.number,
            holds=one.holds.value,
            title=one.title,
            access=one.access.value,
            role=one.role,
            body=body if one.body else None,
            attached_at=now,
            attached_by=by,
        )


@transaction.atomic
def name_attachments(case: Case, *, today: date) -> None:
    """Call what is made from the plan by the version that it is made from now."""
    ground = ground_for(case, today)
    for one in case.attachments.filter(holds__in=[each.value for each in MADE]):
        one.title = made_title(ground, one.holds) or one.title
        one.save(update_fields=["title"])


@dataclass(frozen=True, slots=True)
class Standing:
    """A section as it stands: what is told, and whether a person wrote it.

    `newer` is the composed text where it has changed since the person's edit.
    """

    section: CaseSection
    paragraphs: tuple[Paragraph, ...]
    composed: tuple[Paragraph, ...]

    @property
    def is_edited(self) -> bool:
        return self.section.edited is not None

    @property
    def is_overtaken(self) -> bool:
        return self.is_edited and self.section.edited_from != self.section.composed

    @property
    def text(self) -> str:
        return text_of(self.paragraphs)

    @property
    def composed_text(self) -> str:
        return text_of(self.composed)


def standing(section: CaseSection) -> Standing:
    composed = paragraphs_from(section.composed)
    return Standing(section, composed if section.edited is None else read_text(section.edited), composed)


@transaction.atomic
def edit_section(
    section: CaseSection, text: str, *, seen_at: datetime | None, by: Person, now: datetime
) -> CaseSection:
    """Write something else in the section than what is composed. `seen_at`: when it was edited as the person saw it.

    What says the same as the composed text is no edit.
    """
    section = _in_turn(section)
    Refused.if_any([rules.why_not_edit_over(seen_at=seen_at, edited_at=section.edited_at)])
    written = text_of(read_text(clean(text)))
    if written == text_of(paragraphs_from(section.composed)):
        return _take(section, by, now)
    section.edited, section.edited_from = written, section.composed
    section.edited_at, section.edited_by = now, by
    section.save()
    record_case("edit_section", section.case, by, now, title=section.heading)
    return section


@transaction.atomic
def take_composed(section: CaseSection, *, by: Person, now: datetime) -> CaseSection:
    """Let the composed text stand instead of the edit."""
    return _take(_in_turn(section), by, now)


def _take(section: CaseSection, by: Person, now: datetime) -> CaseSection:
    if section.edited is not None:
        section.edited = section.edited_from = section.edited_at = section.edited_by = None
        section.save()
        record_case("take_composed", section.case, by, now, title=section.heading)
    return section


@transaction.atomic
def keep_edit(section: CaseSection, *, by: Person, now: datetime) -> CaseSection:
    """The edit stands, though the composed text has changed beside it."""
    section = _in_turn(section)
    if section.edited is not None:
        section.edited_from = section.composed
        section.save(update_fields=["edited_from"])
        record_case("keep_edit", section.case, by, now, title=section.heading)
    return section


def _in_turn(section: CaseSection) -> CaseSection:
    case = in_turn(section.case)
    Refused.if_any([rules.why_not_change(is_decided=is_decided(case))])
    return CaseSection.objects.select_related("case").get(pk=section.pk)
