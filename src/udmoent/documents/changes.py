# SPDX-License-Identifier: MPL-2.0
"""What a comparison says, in words: the counts, the lists, and the changed fields that no list has told already."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents import forms, front
from udmoent.documents.report import Block, Bullets, Heading, Mark, Paragraph, Run, Runs, plain
from udmoent.documents.words import Words
from udmoent.editions.compare import SUMMARY, Change, Comparison, Named
from udmoent.editions.content import ItemContent

# What the lists of closed, reopened, merged and withdrawn items have told already.
TOLD_BY_LISTS = frozenset({"stage", "closed_on", "closed_by", "closing_reason", "merged_into", "withdrawn_reason"})
LISTS = ("new", "moved_in", "moved_out", "closed", "merged", "withdrawn", "reopened")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field of one item, in the words of the cells."""

    item: ItemContent
    label: str
    before: str
    after: str


def list_names() -> dict[str, str]:
    """What each list of a comparison is called over its items."""
    return {
        "new": _("New items"),
        "moved_in": _("Moved in from other committees"),
        "moved_out": _("Moved out to other committees"),
        "withdrawn": _("Withdrawn items"),
        "merged": _("Merged into other items"),
        "closed": _("Closed items"),
        "reopened": _("Reopened items"),
        "moved_time": _("Moved times"),
        "changed": _("Changed items"),
        "unchanged": _("Unchanged items"),
    }


def counted(comparison: Comparison) -> str:
    """ "3 new, 2 closed and 54 unchanged items": each item of either side once."""
    told = [_of_kind(kind, comparison.summary[kind]) for kind in SUMMARY if comparison.summary[kind]]
    if not told:
        return _("No items.")
    if len(told) == 1:
        return told[0] + "."
    return _("{counts} and {last}.").format(counts=", ".join(told[:-1]), last=told[-1])


def _of_kind(kind: str, count: int) -> str:
    return {
        "new": ngettext("{count} new", "{count} new", count),
        "moved_in": ngettext("{count} moved in", "{count} moved in", count),
        "moved_out": ngettext("{count} moved out", "{count} moved out", count),
        "withdrawn": ngettext("{count} withdrawn", "{count} withdrawn", count),
        "merged": ngettext("{count} merged", "{count} merged", count),
        "closed": ngettext("{count} closed", "{count} closed", count),
        "reopened": ngettext("{count} reopened", "{count} reopened", count),
        "moved_time": ngettext("{count} with a moved time", "{count} with a moved time", count),
        "changed": ngettext("{count} changed otherwise", "{count} changed otherwise", count),
        "unchanged": ngettext("{count} unchanged", "{count} unchanged", count),
    }[kind].format(count=count)


def field_changes(comparison: Comparison, words: Words) -> Iterator[FieldChange]:
    """The changed fields that the lists have not told, in the plan's order."""
    before = {item.number: item for item in comparison.since.items}
    after = {item.number: item for item in comparison.until.items}
    for change in untold(comparison):
        old, new = before[change.number], after[change.number]
        label = words.label(change.field)
        yield FieldChange(new, label, *(forms.cell((change.field,), item, words) for item in (old, new)))


def untold(comparison: Comparison) -> Iterator[Change]:
    ended = {one.number for kind in ("closed", "reopened", "merged", "withdrawn") for one in getattr(comparison, kind)}
    for change in comparison.changed:
        if not (change.number in ended and change.field in TOLD_BY_LISTS):
            yield change


def item_of(comparison: Comparison, one: Named) -> ItemContent:
    """The item as it is now; where it is gone, as it was."""
    sides = (*comparison.until.items, *comparison.since.items)
    return next(item for item in sides if item.number == one.number)


def behind(comparison: Comparison, kind: str, one: Named, words: Words) -> str:
    """What there is to say of an item in a list: its bodies, its closing, why it was withdrawn."""
    item = item_of(comparison, one)
    if kind == "closed" and item.closing_reason:
        return words.closing_reason(item.closing_reason).lower()
    if kind == "merged":
        return _("into {number}").format(number=item.merged_into) if item.merged_into else ""
    if kind == "withdrawn":
        return item.withdrawn_reason.replace("\n", " ")
    if kind == "reopened":
        return words.stage(item.stage).lower()
    bodies = forms.cell(("body", "other_bodies", "is_cross_cutting"), item, words)
    return ", ".join(filter(None, (words.kind(item.kind), bodies)))


def runs_of(one: Named, told: str) -> Runs:
    runs = (Run(f"{one.number} ", Mark.STRONG), Run(one.title))
    return (*runs, Run(f" – {told}", Mark.MUTED)) if told else runs


def changes_since(comparison: Comparison, words: Words) -> Iterator[Block]:
    """A chapter in short, for the front of a document: counts, lists, and which fields changed."""
    yield Heading(1, _("What changed since {since}").format(since=front.called(comparison.since, words)))
    yield Paragraph(plain(counted(comparison)))
    names = list_names()
    for kind in LISTS:
        listed = getattr(comparison, kind)
        if listed:
            yield Heading(2, names[kind])
            yield Bullets(tuple(runs_of(one, behind(comparison, kind, one, words)) for one in listed))
    if comparison.moved_time:
        yield Heading(2, names["moved_time"])
        yield Bullets(tuple(runs_of(one, moved(one.from_, one.to)) for one in comparison.moved_time))
    changed = [(item, [one.label for one in told]) for item, told in by_item(field_changes(comparison, words))]
    if changed:
        yield Heading(2, names["changed"])
        yield Bullets(tuple(runs_of(Named(number=i.number, title=i.title), ", ".join(told)) for i, told in changed))


def by_item(changes: Iterator[FieldChange]) -> Iterator[tuple[ItemContent, list[FieldChange]]]:
    for _number, told in groupby(changes, key=lambda change: change.item.number):
        listed = list(told)
        yield listed[0].item, listed


def moved(before: str, after: str) -> str:
    nothing = _("no time")
    return _("from {before} to {after}").format(before=before or nothing, after=after or nothing)
