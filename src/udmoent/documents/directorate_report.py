# SPDX-License-Identifier: MPL-2.0
"""The directorate's monthly list as a document, with the order and the words of its page."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents import front
from udmoent.documents.agenda_words import AgendaWords, Followed, ToldMatter, ToldSection
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
from udmoent.editions.agenda import Agenda
from udmoent.editions.public import Audience


def directorate_report(agenda: Agenda, words: Words) -> Report:
    """Internal always: it holds the directorate's notes."""
    told = AgendaWords(agenda, words)
    subtitle = _("The directorate's monthly list for the meeting on {day}").format(day=told.day(agenda.meeting.held_on))
    return front.report(agenda.content, words, Audience.INTERNAL, subtitle=subtitle, blocks=_blocks(agenda, told))


def _blocks(agenda: Agenda, told: AgendaWords) -> Iterator[Block]:
    n = len(agenda.matters)
    counted = ngettext("{n} open cross-cutting item", "{n} open cross-cutting items", n).format(n=n)
    yield Paragraph(plain(f"{counted}. {told.since}"), Style.LEAD)
    yield Heading(1, _("To follow up from earlier meetings"))
    yield from _followed(told, told.still, _("Nothing is waiting from earlier meetings."))
    if told.done:
        yield Heading(2, _("Done since the last meeting"))
        yield from _followed(told, told.done)
    for section in told.sections:
        yield Heading(1, f"{section.symbol} {section.name}".strip())
        yield _table(section, told)
    if told.ended:
        yield Heading(1, _("Closed or withdrawn since the last meeting"))
        yield Bullets(
            tuple((*_named(item.number, item.title), Run(f" – {stage.lower()}")) for item, stage in told.ended)
        )


def _followed(told: AgendaWords, followed: Iterable[Followed], none: str = "") -> Iterator[Block]:
    lines = tuple(tuple(_follow_up(one, told)) for one in followed)
    if lines:
        yield Bullets(lines)
    elif none:
        yield Paragraph(plain(none))


def _follow_up(one: Followed, told: AgendaWords) -> Iterator[Run]:
    yield from _named(one.number, told.titles.get(one.number, ""))
    yield Run(f": {one.text}")
    yield Run(f" – {one.about}", Mark.MUTED)
    if one.answer:
        yield Run(f" – {one.answer}")
    if one.outcome:
        yield Run(f" – {one.outcome}")


def _named(number: str, title: str) -> Runs:
    return Run(f"{number} ", Mark.STRONG), Run(title)


def _table(section: ToldSection, told: AgendaWords) -> Table:
    columns = (
        Column(told.words.label("title"), 1.5),
        Column(_("The responsible's own words"), 2.6),
        Column(_("Since the last meeting"), 1.5),
        Column(_("The directorate"), 2.2),
    )
    return Table(section.name, columns, tuple(Row(tuple(map(tuple, _cells(one, told)))) for one in section.matters))


def _cells(one: ToldMatter, told: AgendaWords) -> Iterator[Iterator[Run]]:
    yield _item(one)
    yield _own(one, told)
    yield iter((Run("\n".join(one.changes) or _("Nothing is changed.")),) if told.agenda.comparison else ())
    yield _directorate(one)


def _item(one: ToldMatter) -> Iterator[Run]:
    yield Run(f"{one.item.number} {one.item.title}", Mark.STRONG)
    yield Run(f"\n{one.stage}")
    if one.symbol:
        yield Run("\n")
        yield Run(f"{one.symbol} {one.assessment}", Mark(one.item.assessment.value))
    if one.item.time.text:
        yield Run(f"\n{one.item.time.text}")
    if one.also:
        yield Run("\n" + _("Also: {reasons}").format(reasons=one.also), Mark.MUTED)


def _own(one: ToldMatter, told: AgendaWords) -> Iterator[Run]:
    for label, text in one.own:
        yield Run(f"{label}: ", Mark.STRONG)
        yield Run(f"{text}\n")
    if not one.own:
        yield Run(_("Nothing is written.") + "\n")
    if one.promises:
        yield Run(f"{told.words.label('commitments')}: ", Mark.STRONG)
        yield Run("\n".join(one.promises) + "\n")
    yield Run(one.about, Mark.MUTED)


def _directorate(one: ToldMatter) -> Iterator[Run]:
    parts = [tuple(part) for part in (_note(one), _decided(one), _follow_ups(one))]
    for place, part in enumerate(filter(None, parts)):
        if place:
            yield Run("\n")
        yield from part


def _note(one: ToldMatter) -> Iterator[Run]:
    if one.note:
        yield Run(_("The directorate's note") + ": ", Mark.STRONG)
        yield Run(one.note)
        yield Run(f" ({one.note_by})", Mark.MUTED)


def _decided(one: ToldMatter) -> Iterator[Run]:
    for place, decided in enumerate(one.decided):
        word = _("Decided at this meeting") if decided.is_now else _("Decided {day}").format(day=decided.when)
        yield Run(("\n" if place else "") + f"{word}: ", Mark.STRONG)
        yield Run(decided.text)


def _follow_ups(one: ToldMatter) -> Iterator[Run]:
    for place, followed in enumerate(one.followed):
        yield Run(("\n" if place else "") + _("To follow up") + ": ", Mark.STRONG)
        yield Run(followed.text)
        yield Run(f" ({followed.about})", Mark.MUTED)
        if followed.answer:
            yield Run(f"\n{followed.answer}")
