# SPDX-License-Identifier: MPL-2.0
"""What changed between two moments of a plan, as a document, as text for a terminal, and as rows for a sheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from udmoent.documents import front
from udmoent.documents.changes import LISTS, behind, by_item, counted, field_changes, list_names, moved, runs_of
from udmoent.documents.report import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Mark,
    Paragraph,
    Report,
    Row,
    Run,
    Style,
    Table,
    plain,
)
from udmoent.documents.word_diff import marked, word_diff
from udmoent.documents.words import Words
from udmoent.editions.compare import Comparison
from udmoent.editions.content import PlanContent
from udmoent.editions.public import Audience
from udmoent.lib.dates import danish_date


def comparison_report(comparison: Comparison, words: Words, audience: Audience, *, since: str, until: str) -> Report:
    """`since` and `until` are the two moments as the person named them."""
    return front.report(
        comparison.until,
        words,
        audience,
        subtitle=_subtitle(comparison, since, until),
        blocks=_blocks(comparison, words, since, until),
    )


def _subtitle(comparison: Comparison, since: str, until: str) -> str:
    told = _("What changed from {since} to {until}").format(since=since, until=until)
    body = comparison.until.excerpt_of
    of_whom = front.body_name(comparison.until, body) if body else ""
    of_what = _("cross-cutting items only") if comparison.is_only_cross_cutting else ""
    return " · ".join(filter(None, (told, of_whom, of_what)))


def facts(comparison: Comparison, words: Words, since: str, until: str) -> tuple[tuple[str, str], ...]:
    sides = ((_("From"), since, comparison.since), (_("To"), until, comparison.until))
    return tuple((name, _side(called, content, words)) for name, called, content in sides)


def _side(called: str, content: PlanContent, words: Words) -> str:
    day = danish_date(content.as_of, words.language)
    on = "" if day in called else _("as of {day}").format(day=day)
    sealed = _("fingerprint (sha256) {sha}").format(sha=content.sha256) if content.sha256 else _("not sealed")
    return ", ".join(filter(None, (called, on, sealed)))


def _blocks(comparison: Comparison, words: Words, since: str, until: str) -> Iterator[Block]:
    yield Paragraph(plain(counted(comparison)), Style.LEAD)
    yield Facts(facts(comparison, words, since, until))
    yield Paragraph(
        plain(_("Each item is counted once, though it may stand in several of the lists below.")), Style.NOTE
    )
    names = list_names()
    for kind in LISTS:
        listed = getattr(comparison, kind)
        if listed:
            yield Heading(1, names[kind])
            yield Bullets(tuple(runs_of(one, behind(comparison, kind, one, words)) for one in listed))
    yield from _moved_times(comparison, words)
    yield from _changed(comparison, words)


def _moved_times(comparison: Comparison, words: Words) -> Iterator[Block]:
    if not comparison.moved_time:
        return
    name = list_names()["moved_time"]
    yield Heading(1, name)
    columns = (*_item_columns(words), Column(_("Before"), 1.5), Column(_("Now"), 1.5))
    rows = tuple(
        Row(
            (
                plain(one.number, Mark.STRONG),
                plain(one.title),
                plain(one.from_, Mark.REMOVED),
                plain(one.to, Mark.ADDED),
            )
        )
        for one in comparison.moved_time
    )
    yield Table(name, columns, rows)


def _item_columns(words: Words) -> tuple[Column, Column]:
    return Column(words.label("number"), 0.5), Column(words.label("title"), 2.0)


def _changed(comparison: Comparison, words: Words) -> Iterator[Block]:
    changed = list(by_item(field_changes(comparison, words)))
    if not changed:
        return
    name = list_names()["changed"]
    yield Heading(1, name)
    legend = (
        Run(_("Words that went out are ")),
        Run(_("struck through"), Mark.REMOVED),
        Run(_(" under Before; words that came in are ")),
        Run(_("underlined"), Mark.ADDED),
        Run(_(" under Now.")),
    )
    yield Paragraph(legend, Style.NOTE)
    columns = (*_item_columns(words), Column(_("Field"), 1.0), Column(_("Before"), 3.2), Column(_("Now"), 3.2))
    rows: list[Row] = []
    for item, told in changed:
        for place, change in enumerate(told):
            before, after = word_diff(change.before, change.after)
            look = Mark.STRONG if place == 0 else Mark.MUTED
            title = plain(item.title if place == 0 else "")
            rows.append(Row((plain(item.number, look), title, plain(change.label), before, after)))
    yield Table(name, columns, tuple(rows))


def comparison_text(comparison: Comparison, words: Words, *, since: str, until: str) -> str:
    """The comparison for a terminal; words that went out [-so-], words that came in {+so+}."""
    lines = [f"{comparison.until.plan}: {_subtitle(comparison, since, until)}", counted(comparison)]
    said = front.notice(comparison.until)
    if said:
        lines.insert(1, said)
    names = list_names()
    for kind in LISTS:
        listed = getattr(comparison, kind)
        told = [(one, behind(comparison, kind, one, words)) for one in listed]
        lines += _section(
            names[kind], [f"{one.number} {one.title}" + (f" – {more}" if more else "") for one, more in told]
        )
    lines += _section(
        names["moved_time"],
        [f"{one.number} {one.title}: {moved(one.from_, one.to)}" for one in comparison.moved_time],
    )
    lines += _section(names["changed"], list(_changed_lines(comparison, words)))
    return "\n".join(lines) + "\n"


def _section(name: str, told: list[str]) -> list[str]:
    return ["", name, *(f"  {line}" for line in told)] if told else []


def _changed_lines(comparison: Comparison, words: Words) -> Iterator[str]:
    for item, told in by_item(field_changes(comparison, words)):
        yield f"{item.number} {item.title}"
        for change in told:
            yield f"  {change.label}: {marked(change.before, change.after)}".replace("\n", "\n      ")


def comparison_rows(comparison: Comparison, words: Words) -> Iterator[tuple[str, str, str, str, str, str]]:
    """For a sheet: number, title, what happened, field, before, now; a row for each thing that happened."""
    names = list_names()
    for kind in LISTS:
        for one in getattr(comparison, kind):
            yield one.number, one.title, names[kind], "", "", behind(comparison, kind, one, words)
    for one in comparison.moved_time:
        yield one.number, one.title, names["moved_time"], words.label("time"), one.from_, one.to
    for change in field_changes(comparison, words):
        yield change.item.number, change.item.title, names["changed"], change.label, change.before, change.after
