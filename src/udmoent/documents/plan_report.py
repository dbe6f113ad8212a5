# SPDX-License-Identifier: MPL-2.0
"""A plan, or a body's excerpt of it, as a document: what to do and what changed, then the items, then what is over."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents import forms, front
from udmoent.documents.amounts_report import amounts
from udmoent.documents.around_report import around
from udmoent.documents.changes import changes_since
from udmoent.documents.narrowed import Narrowed
from udmoent.documents.report import (
    Align,
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
    Runs,
    Style,
    Table,
    Tone,
    plain,
)
from udmoent.documents.stamp import Stamp
from udmoent.documents.trends import trend_blocks
from udmoent.documents.words import LABELS, NO_HEADING, SYMBOLS, Words
from udmoent.editions.communicating import Communicated
from udmoent.editions.compare import Comparison
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import count, is_open
from udmoent.editions.excerpt import also_known_as, shares
from udmoent.editions.public import WHITELIST, Audience
from udmoent.editions.trends import Point
from udmoent.lib.dates import short_date
from udmoent.lib.names import named
from udmoent.lib.refusal import Refused
from udmoent.lib.time import IndicativeTime
from udmoent.organisation.configuration import Layout, LayoutColumn, TownConfiguration
from udmoent.plan.facts import Assessment, Kind, Stage

NARROW = frozenset({"closed"})


def plan_report(
    content: PlanContent,
    words: Words,
    audience: Audience,
    *,
    layout: Layout,
    since: Comparison | None,
    stamp: Stamp | None,
    narrowed: Narrowed | None = None,
    over_time: Sequence[Point] = (),
    communicated: Sequence[Communicated] = (),
) -> Report:
    """The document, set as the layout says; for the public without the columns and the pictures that are not theirs."""
    if audience == Audience.PUBLIC:
        layout, over_time = _public(layout, words), ()
    if narrowed:
        blocks = _narrowed(content, words, audience, layout, narrowed)
    elif content.excerpt_of:
        told = _excerpt(content, words, audience, layout, since)
        blocks = chain(told, around(content, words, audience, communicated), trend_blocks(over_time, words))
    else:
        told = _whole(content, words, audience, layout, since, over_time)
        blocks = chain(told, around(content, words, audience, communicated))
    return front.report(
        content,
        words,
        audience,
        subtitle=_("Selected items") if narrowed else _subtitle(content),
        blocks=blocks,
        landscape=layout.landscape,
        stamp=stamp,
        narrowed=narrowed,
    )


def layout_named(name: str, town: TownConfiguration) -> Layout:
    """The town's layout of that name. Refused with the known ones, or where it names a field that items do not have."""
    unknown = _("There is no layout “{name}”. Write one of {known}.")
    layout = town.layouts[named(town.layouts, name, unknown)]
    strange = [field for column in layout.columns for field in column.fields if field not in LABELS]
    if strange:
        sentence = _(
            "The layout “{name}” has a column of {field}, which items do not have. Correct the town's configuration."
        )
        raise Refused(sentence.format(name=name, field=strange[0]))
    return layout


def _public(layout: Layout, words: Words) -> Layout:
    """The layout without internal fields; a column that loses some is called after its first one left."""
    columns = []
    for column in layout.columns:
        fields = tuple(field for field in column.fields if field in WHITELIST or field in NARROW)
        if fields:
            heading = column.heading if fields == column.fields else words.label(fields[0])
            columns.append(LayoutColumn(heading=heading, fields=fields, width=column.width))
    title = LayoutColumn(heading=words.label("title"), fields=("title",))
    return Layout(columns=tuple(columns) or (title,), landscape=layout.landscape)


def _subtitle(content: PlanContent) -> str:
    if not content.excerpt_of:
        return _("The whole plan")
    return _("Excerpt for {body}").format(body=front.body_name(content, content.excerpt_of))


def _whole(
    content: PlanContent,
    words: Words,
    audience: Audience,
    layout: Layout,
    since: Comparison | None,
    over_time: Sequence[Point],
) -> Iterator[Block]:
    yield Facts(front.facts(content, words, audience))
    yield Heading(1, _("The plan in figures"))
    yield _figures(content, words, audience, _("The whole plan"))
    yield from _sentences(words)
    yield from trend_blocks(over_time, words)
    if since:
        yield from changes_since(since, words)
    yield from _parts(content, content.items, words, layout)
    yield from amounts(content, words, audience)


def _narrowed(
    content: PlanContent, words: Words, audience: Audience, layout: Layout, narrowed: Narrowed
) -> Iterator[Block]:
    yield Facts(front.facts(content, words, audience, narrowed))
    yield Heading(1, _("The items in figures"))
    yield _figures(content, words, audience, _("The items shown"))
    yield from _parts(content, content.items, words, layout)
    yield from amounts(content, words, audience, is_narrowed=True)


def _excerpt(
    content: PlanContent, words: Words, audience: Audience, layout: Layout, since: Comparison | None
) -> Iterator[Block]:
    yield Paragraph(plain(front.facts_in_short(content, words, audience)), Style.NOTE)
    yield from _what_to_do(content, words)
    if since:
        yield from changes_since(since, words)
    yield from _sentences(words)
    yield from _parts(content, [item for item in content.items if is_open(item)], words, layout)
    yield from amounts(content, words, audience)
    yield from _ended(content, words, audience)


def _figures(content: PlanContent, words: Words, audience: Audience, all_of_them: str) -> Table:
    """The counts per part, and of all of them. No heading is called like a column of items, so that none is read when the file comes back."""
    heads = _count_names(audience)
    columns = (Column(_("Count"), 1.8), *(Column(head, 1.2, Align.RIGHT) for head in heads.values()))
    parts = [(words.part(kind), [item for item in content.items if item.kind == kind]) for kind in Kind]
    lines = [
        *((name, items, Tone.PLAIN) for name, items in parts if items),
        (all_of_them, content.items, Tone.SUM),
    ]
    rows = []
    for name, items, tone in lines:
        told = count(items, content.as_of)
        rows.append(Row((plain(name), *(plain(str(getattr(told, counted))) for counted in heads)), tone))
    return Table(_("Number of items in each part"), columns, tuple(rows))


def _count_names(audience: Audience) -> dict[str, str]:
    """The counts that are told, by name. Assessments are not the public's."""
    assessed = {"yellow": _("open and yellow"), "red": _("open and red")}
    return {
        "items": _("Items in all"),
        "open": _("of these open"),
        "closed": _("of these closed"),
        "withdrawn": _("of these withdrawn"),
        "cross_cutting": _("of these cross-cutting"),
        **(assessed if audience == Audience.INTERNAL else {}),
        "passed": _("open, time passed"),
    }


def _sentences(words: Words) -> Iterator[Block]:
    """The town's own standard sentences, which are in Danish."""
    if words.language != "da":
        return
    sentences = words.town.case.sentences
    told = " ".join(sentences[name] for name in ("dynamic", "closed") if name in sentences)
    if told:
        yield Paragraph(plain(told))


def _what_to_do(content: PlanContent, words: Words) -> Iterator[Block]:
    """What the body is asked for, from the items themselves."""
    names = also_known_as(content, content.excerpt_of or "")
    body = front.body_name(content, content.excerpt_of or "")
    yield Heading(1, _("What {body} is asked to do").format(body=body))
    yield Paragraph((Run(_number_of_items(content)),), Style.LEAD)
    still = [item for item in content.items if is_open(item)]
    treated = [
        (item, one)
        for item in still
        for one in item.treatments
        if one.body in names and not one.held_on
        if not IndicativeTime.read(one.time, content.budget_year).is_passed(content.as_of)
    ]
    if treated:
        yield Paragraph(plain(_("Put these items, which the plan has for treatment here, into the work plan:")))
        yield Bullets(tuple(_named(item, " · ".join(filter(None, (one.form, one.time)))) for item, one in treated))
    waiting = [item for item in still if item.stage == Stage.AWAITING_DECISION]
    if waiting:
        yield Paragraph(plain(_("Note these items, which await a decision:")))
        yield Bullets(tuple(_named(item, item.time.text) for item in waiting))
    watched = [item for item in still if item.assessment in (Assessment.YELLOW, Assessment.RED)]
    if watched:
        yield Paragraph(plain(_("Pay attention to these items, which do not go as planned:")))
        yield Bullets(tuple(_watched(item, words) for item in watched))


def _number_of_items(content: PlanContent) -> str:
    """The body's own items, those it shares and the cross-cutting ones, in the numbers that its page shows."""
    part = shares(content, content.excerpt_of or "")
    own, shared, crossing = len(part.own), len(part.shared), len(part.cross_cutting)
    still = count(content.items, content.as_of).open
    first = ngettext("Go through {count} item of your own", "Go through {count} items of your own", own)
    with_others = ngettext(", {count} shared with others", ", {count} shared with others", shared) if shared else ""
    second = ngettext("{count} cross-cutting item", "{count} cross-cutting items", crossing)
    third = ngettext("{count} of them is open", "{count} of them are open", still)
    return _("{own} and {crossing}; {open}.").format(
        own=first.format(count=own) + with_others.format(count=shared),
        crossing=second.format(count=crossing),
        open=third.format(count=still),
    )


def _named(item: ItemContent, behind: str = "") -> Runs:
    """Number and title, and what there is to say of the item here."""
    told = (Run(f"{item.number} ", Mark.STRONG), Run(item.title))
    return (*told, Run(f" – {behind}", Mark.MUTED)) if behind else told


def _watched(item: ItemContent, words: Words) -> Runs:
    mark = Mark(item.assessment.value)
    told = (Run(f"{words.symbol(item.assessment)} {words.assessment(item.assessment)} ", mark), *_named(item))
    why = " ".join(filter(None, (item.reason, item.mitigation))).replace("\n", " ")
    return (*told, Run(f" – {why}", Mark.MUTED)) if why else told


def _parts(content: PlanContent, items: Iterable[ItemContent], words: Words, layout: Layout) -> Iterator[Block]:
    for kind, of_kind in groupby(items, key=lambda item: item.kind):
        yield Heading(1, words.part(kind))
        for group, members in groupby(of_kind, key=_group):
            name = (group or _(NO_HEADING)) if kind == Kind.INTENT else front.body_name(content, group)
            yield Heading(2, name)
            yield _table(f"{words.part(kind)}: {name}", list(members), words, layout)


def _group(item: ItemContent) -> str:
    return item.heading if item.kind == Kind.INTENT else item.body


def _table(title: str, items: list[ItemContent], words: Words, layout: Layout) -> Table:
    columns = tuple(Column(_heading(column, words), column.width, _align(column)) for column in layout.columns)
    return Table(title, columns, tuple(_row(item, words, layout) for item in items))


def _heading(column: LayoutColumn, words: Words) -> str:
    if words.language == "da":
        return column.heading
    fields = frozenset(column.fields)
    if fields == {"coordination", "commitments"}:
        return words.label("coordination_and_commitments")
    if fields == {"stage", "assessment"}:
        return _("Stage and assessment")
    return words.label(column.fields[0])


def _align(column: LayoutColumn) -> Align:
    return Align.CENTER if NARROW.issuperset(column.fields) else Align.LEFT


def _row(item: ItemContent, words: Words, layout: Layout) -> Row:
    tone = Tone.ENDED if not is_open(item) else Tone.CROSS_CUTTING if item.is_cross_cutting else Tone.PLAIN
    return Row(tuple(tuple(_runs(column, item, words)) for column in layout.columns), tone)


def _runs(column: LayoutColumn, item: ItemContent, words: Words) -> Iterator[Run]:
    text = forms.cell(column.fields, item, words, in_document=True)
    if not text:
        return
    if {"number", "title", "closed"} & set(column.fields):
        yield Run(text, Mark.STRONG)
    elif column.fields == ("stage", "assessment") and item.assessment in SYMBOLS:
        stage, _line, assessment = text.rpartition("\n")
        yield Run(f"{stage}\n")
        yield Run(assessment, Mark(item.assessment.value))
    elif item.is_cross_cutting and "is_cross_cutting" in column.fields:
        mark = words.cross_cutting.lower() if len(column.fields) > 1 else words.cross_cutting
        yield Run(text.removesuffix(mark))
        yield Run(mark, Mark.LABEL)
    else:
        yield Run(text)


def _ended(content: PlanContent, words: Words, audience: Audience) -> Iterator[Block]:
    closed = [item for item in content.items if item.stage == Stage.CLOSED]
    if closed:
        yield Heading(1, _("Closed items"))
        yield Bullets(tuple(_named(item, closing(item, words, audience)) for item in closed))
    withdrawn = [item for item in content.items if item.stage == Stage.WITHDRAWN]
    if withdrawn:
        yield Heading(1, _("Withdrawn items"))
        yield Bullets(tuple(_named(item, item.withdrawn_reason.replace("\n", " ")) for item in withdrawn))


def closing(item: ItemContent, words: Words, audience: Audience = Audience.INTERNAL) -> str:
    """When and why it was closed, and whether a committee has taken note of it, which is not told to the public."""
    on = _("closed {day}").format(day=short_date(item.closed_on)) if item.closed_on else ""
    why = words.closing_reason(item.closing_reason).lower() if item.closing_reason else ""
    into = _("into {number}").format(number=item.merged_into) if item.merged_into else ""
    noted = noting(item) if audience == Audience.INTERNAL else ""
    return ", ".join(filter(None, (on, f"{why} {into}".strip(), noted)))


def noting(item: ItemContent) -> str:
    """Closed is what was reported, until a committee has taken note of it."""
    if item.noted_on:
        return _("taken note of {day}").format(day=short_date(item.noted_on))
    return _("reported closed, not taken note of yet")
