# SPDX-License-Identifier: MPL-2.0
"""A body's work plan as a document: each meeting with what is treated there, then what has no meeting yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents import front
from udmoent.documents.meeting_words import called, deadlines_told, needs_told
from udmoent.documents.report import (
    Block,
    Bullets,
    Column,
    Heading,
    Mark,
    Paragraph,
    Report,
    Row,
    Run,
    Runs,
    Style,
    Table,
    plain,
)
from udmoent.documents.words import Words
from udmoent.editions.content import PlanContent
from udmoent.editions.public import Audience
from udmoent.editions.unplanned import Unplanned
from udmoent.editions.work_plan import Treated
from udmoent.editions.year_plan import Sitting, YearPlan
from udmoent.lib.dates import short_date
from udmoent.meetings.models import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyYear:
    """A body's work plan for a year, with the meetings by their day. `content` is the plan that it was asked for from;
    `cases` are the titles of those before it, each with what became of it.
    """

    content: PlanContent
    body: str
    work: YearPlan
    meetings: Mapping[date, Meeting]
    cases: Mapping[date, Sequence[tuple[str, str]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return front.body_name(self.content, self.body)

    @property
    def title(self) -> str:
        return _("Work plan {year} for {body}").format(year=self.work.year, body=self.name)


def work_plan_report(told: BodyYear, words: Words) -> Report:
    """Internal always: it tells what a body is asked to do."""
    content = replace(told.content, excerpt_of=told.body)
    blocks = _blocks(told, words)
    return front.report(content, words, Audience.INTERNAL, subtitle=told.title, blocks=blocks, landscape=False)


def _blocks(told: BodyYear, words: Words) -> Iterator[Block]:
    work = told.work
    yield Paragraph(plain(_counted(work)), Style.LEAD)
    for sitting in work.sittings:
        yield from _sitting(sitting, told, words)
    if not work.sittings:
        yield Paragraph(plain(_("The body has no meetings in the calendar that year.")))
    yield from _list(_("Lack a day"), work.lacking, told, words)
    yield from _list(_("The body does not meet then"), work.without_meeting, told, words)
    yield from _list(_("Passed, and not told that they were treated"), work.passed, told, words)
    yield from _list(_("All the time"), work.running, told, words)
    yield from _unplanned(work.unplanned, told, words)


def _counted(work: YearPlan) -> str:
    meets = ngettext("{n} meeting", "{n} meetings", len(work.sittings)).format(n=len(work.sittings))
    planned = ngettext("{n} item planned", "{n} items planned", work.planned).format(n=work.planned)
    treated = ngettext("{n} treated", "{n} treated", work.treated).format(n=work.treated)
    without = len(work.lacking) + len(work.without_meeting)
    lacking = ngettext("{n} without a meeting", "{n} without a meeting", without).format(n=without)
    return f"{meets} · {planned} · {treated} · {lacking}"


def _sitting(sitting: Sitting, told: BodyYear, words: Words) -> Iterator[Block]:
    meeting = told.meetings.get(sitting.held_on)
    yield Heading(1, called(meeting, sitting.held_on, words.language))
    due = meeting.deadlines(words.town) if meeting and not sitting.is_over else None
    if due and (said := deadlines_told(due, words.language, told.content.as_of)):
        yield Paragraph(plain(said), Style.NOTE)
    if sitting.is_too_full:
        sentence = _("Too full: {n} items, and {most} are enough.")
        yield Paragraph(plain(sentence.format(n=sitting.planned, most=sitting.most)), Style.NOTE)
    if sitting.treated:
        name = _("Items at the meeting on {day}").format(day=short_date(sitting.held_on))
        yield _table(name, sitting.treated, told, words)
    if cases := told.cases.get(sitting.held_on):
        yield Bullets(tuple((Run(title, Mark.STRONG), Run(f": {stands}")) for title, stands in cases), False)
    elif not sitting.treated:
        yield Paragraph(plain(_("Nothing was treated.") if sitting.is_over else _("Nothing is planned yet.")))


def _list(name: str, treated: Iterable[Treated], told: BodyYear, words: Words) -> Iterator[Block]:
    treated = tuple(treated)
    if treated:
        yield Heading(1, name)
        yield _table(name, treated, told, words)


def _table(name: str, treated: Iterable[Treated], told: BodyYear, words: Words) -> Table:
    columns = (
        Column(words.label("title"), 2.4),
        Column(_("Treatment"), 1.1),
        Column(_("What the body is to do"), 2.0),
        Column(_("Time"), 1.1),
    )
    return Table(name, columns, tuple(Row((_item(one, told), *_told(one))) for one in treated))


def _told(one: Treated) -> tuple[Runs, Runs, Runs]:
    held = one.treatment.held_on
    time = _("treated {day}").format(day=short_date(held)) if held else one.time.text or _("no time yet")
    return plain(one.treatment.form or "–"), plain(one.treatment.task), plain(time)


def _item(one: Treated | Unplanned, told: BodyYear) -> Runs:
    runs = (Run(f"{one.item.number} ", Mark.STRONG), Run(one.item.title))
    return runs if one.plan == told.content.plan else (*runs, Run(f"\n{one.plan}", Mark.MUTED))


def _unplanned(found: Iterable[Unplanned], told: BodyYear, words: Words) -> Iterator[Block]:
    found = tuple(found)
    if found:
        name = _("Ought to be treated, and are planned nowhere")
        yield Heading(1, name)
        columns = (Column(words.label("title"), 2.4), Column(_("Why"), 2.4))
        yield Table(name, columns, tuple(Row((_item(one, told), plain(needs_told(one.needs)))) for one in found))
