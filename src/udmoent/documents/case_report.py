# SPDX-License-Identifier: MPL-2.0
"""An agenda case as a document: its head, its sections, what was decided, its attachments; as a report and as plain text."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _

from udmoent.cases.facts import Access
from udmoent.cases.words import ACCESS, FILE_ACCESS, own_words
from udmoent.cases.written import (
    Attendee,
    Paragraph,
    WrittenAttachment,
    WrittenCase,
    WrittenDecision,
    has_closed_attachments,
)
from udmoent.documents import report as tree
from udmoent.documents.front import marking
from udmoent.documents.report import Block, Heading, Report, Run, plain
from udmoent.editions.public import Audience
from udmoent.lib.dates import danish_date

_WITH_FACET = re.compile(r"\d\d[.-]?[A-ZÆØÅ]\d\d\b")
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)


def case_report(case: WrittenCase, language: str) -> Report:
    return Report(
        title=numbered_title(case),
        over=case.municipality,
        subtitle=_paper(case),
        language=language,
        created=datetime.combine(case.as_of, time(), UTC) if case.as_of else BEGINNING,
        blocks=tuple(_blocks(case, language)),
        foot=" · ".join(filter(None, (case.body, record_line(case)))),
        page=_("Page {page} of {pages}"),
        version=case.edition,
        as_of=danish_date(case.as_of, language) if case.as_of else "",
        excerpt=case.body,
        marking=_marking(case),
        notice=notice(case),
        landscape=False,
        is_prose=True,
    )


def _marking(case: WrittenCase) -> str:
    if case.access == Access.CONFIDENTIAL:
        return _("CLOSED")
    return marking(Audience.INTERNAL) if has_closed_attachments(case) else ""


def numbered_title(case: WrittenCase) -> str:
    return f"{case.agenda_number}. {case.title}" if case.agenda_number else case.title


def _paper(case: WrittenCase) -> str:
    """Whose agenda or minutes it is from."""
    name = _("Minutes of {body}") if case.decisions else _("Agenda of {body}")
    return name.format(body=case.body)


def record_line(case: WrittenCase) -> str:
    """ "00.30.10.S00 15/22"; where the subject has no facet, or there is none, each says what it is."""
    if case.kle and _WITH_FACET.search(case.kle):
        return " ".join(filter(None, (case.kle, case.case_number)))
    number = _("Case no. {number}").format(number=case.case_number) if case.case_number else ""
    return ", ".join(filter(None, (f"KLE {case.kle}" if case.kle else "", number)))


def notice(case: WrittenCase) -> str:
    """What sample data, drafts, and copies with closed attachments say of themselves at the top of each page."""
    sample = _("Sample data – not the municipality's real plan") if case.is_sample else ""
    draft = (
        _("DRAFT – still to be written: {which}").format(which=", ".join(own_words(case.to_write)))
        if case.to_write
        else ""
    )
    inside = _("WITH CLOSED ATTACHMENTS – not to be published") if has_closed_attachments(case) else ""
    return " · ".join(filter(None, (sample, draft, inside)))


def _blocks(case: WrittenCase, language: str) -> Iterator[Block]:
    for line in head_lines(case, language):
        yield tree.Paragraph(plain(line))
    for section in case.sections:
        yield Heading(1, section.heading)
        yield from _paragraphs(section.paragraphs)
    for decision in case.decisions:
        yield from _decision(decision)
    if case.attachments:
        yield Heading(1, _("Attachments"))
        for attachment in case.attachments:
            yield tree.Paragraph(plain(attachment_line(attachment)))


def head_lines(case: WrittenCase, language: str) -> Iterator[str]:
    """Below the title: the meeting, the record's numbers with the access, the ground where it is closed, the route."""
    if case.meeting_on:
        yield _("Meeting on {day}").format(day=danish_date(case.meeting_on, language))
    yield "    ".join(filter(None, (record_line(case), str(ACCESS[case.access]))))
    if case.ground:
        yield _("Ground: {ground}").format(ground=case.ground)
    if case.route:
        yield _("Route: {bodies}").format(bodies=", ".join(case.route))


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    bullets: list[tuple[Run, ...]] = []
    for paragraph in paragraphs:
        if paragraph.is_bullet:
            bullets.append(plain(paragraph.text))
            continue
        if bullets:
            yield tree.Bullets(tuple(bullets), may_be_in_columns=False)
            bullets = []
        yield tree.Paragraph(plain(paragraph.text))
    if bullets:
        yield tree.Bullets(tuple(bullets), may_be_in_columns=False)


def _decision(decision: WrittenDecision) -> Iterator[Block]:
    yield Heading(1, decision_heading(decision))
    for line in filter(None, decision.text.split("\n")):
        yield tree.Paragraph(plain(line))
    for line in attendance_lines(decision):
        yield tree.Paragraph(plain(line))


def decision_heading(decision: WrittenDecision) -> str:
    return _("Decision of {body} on {day:%d-%m-%Y}").format(body=decision.body, day=decision.on)


def attendance_lines(decision: WrittenDecision) -> Iterator[str]:
    """Who was absent, who sent apologies, deputies, the disqualified, and what a minority wanted noted."""
    for one in decision.minority:
        yield _("Minority statement by {by}: {text}").format(by=one.by, text=one.text)
    lists = (
        (_("Absent"), decision.absent),
        (_("Apologies"), decision.apologies),
        (_("Disqualified"), decision.disqualified),
        (_("Deputies"), decision.deputies),
    )
    for name, people in lists:
        if people:
            yield f"{name}: {', '.join(map(_person, people))}"


def _person(one: Attendee) -> str:
    told = f"{one.name} ({one.party})" if one.party else one.name
    return _("{deputy} for {member}").format(deputy=told, member=one.instead_of) if one.instead_of else told


def attachment_line(one: WrittenAttachment) -> str:
    """ "1-3679877 Åben Udmøntningsplan 2025-2028 (99814/24) (H)"."""
    number = f"{one.number}-{one.document_id}" if one.document_id else str(one.number)
    record = f"({one.record_number})" if one.record_number else ""
    role = f"({one.role})" if one.role else ""
    return " ".join(filter(None, (number, str(FILE_ACCESS[one.access]), one.title, record, role)))


def case_text(case: WrittenCase, language: str) -> str:
    """The case as plain text, a paragraph to a line; what a program or a person reads where nothing else can be opened."""
    return "\n".join(_text_lines(case, language)).strip() + "\n"


def _text_lines(case: WrittenCase, language: str) -> Iterator[str]:
    title = numbered_title(case) if case.agenda_number else _("Title: {title}").format(title=case.title)
    yield from filter(None, (notice(case), case.municipality, _paper(case)))
    yield from ("", title, *head_lines(case, language))
    for section in case.sections:
        yield from ("", section.heading, "", section.text)
    for decision in case.decisions:
        yield from ("", decision_heading(decision), "", decision.text, *attendance_lines(decision))
    if case.attachments:
        yield from ("", f"{_('Attachments')}:", *map(attachment_line, case.attachments))
