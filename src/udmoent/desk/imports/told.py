# SPDX-License-Identifier: MPL-2.0
"""What an import would do, told for a page: worst first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from udmoent.documents.forms import AmountColumn, amount_heading
from udmoent.documents.report import Runs
from udmoent.documents.word_diff import word_diff
from udmoent.documents.words import Words
from udmoent.intake.actions import Imported
from udmoent.intake.draft import FoundColumn
from udmoent.intake.reconcile import Conflict, Difference, Settled
from udmoent.intake.shown import label, shown


@dataclass(frozen=True)
class ToldDifference:
    number: str
    title: str
    label: str
    before: Runs
    after: Runs


@dataclass(frozen=True)
class ToldConflict:
    """A field that both sides changed: as it was, as it is in the plan, as it is in the file."""

    number: str
    title: str
    label: str
    base: str
    plan: str
    file: str
    place: str
    row: int | None
    question: str


@dataclass(frozen=True)
class ToldColumn:
    """A column of the file: what it was understood as, or where its text is kept; and a cell of it."""

    heading: str
    place: str
    is_understood: bool
    meaning: str
    sample: str


@dataclass(frozen=True)
class ToldChoice:
    """A conflict that has been settled, and whose value was taken."""

    number: str
    title: str
    label: str
    plan: str
    file: str
    takes_file: bool


@dataclass(frozen=True)
class ToldItem:
    number: str
    title: str
    part: str
    body: str


def told_of(imported: Imported, words: Words) -> dict[str, object]:
    found, columns = imported.found, imported.draft.found_columns
    return {
        "faults": found.faults,
        "conflicts": [told_conflict(one, words) for one in found.conflicts],
        "warnings": found.warnings,
        "additions": [
            ToldItem(new.number, new.facts.title, words.kind(new.kind), new.facts.body) for new in found.additions
        ],
        "items_changed": len({one.number for one in found.differences}),
        "differences": [told_difference(one, words) for one in found.differences],
        "settled": [_settled(one, words) for one in found.settled],
        "missing": [{"number": item.number, "title": item.title} for item in found.missing],
        "columns": sorted((_column(one, words) for one in columns), key=lambda one: one.is_understood),
        "columns_missed": sum(not one.is_understood for one in columns),
        "is_own": imported.draft.stamp is not None,
        "extra_columns": imported.draft.extra_columns,
        "unchanged": found.unchanged,
        "rows_in_fault": len(set(_rows(imported))),
        "is_stopped": imported.is_stopped,
        "has_work": bool(found.additions or found.differences),
    }


def _rows(imported: Imported) -> Iterator[tuple[str, int | None]]:
    """Where the rows stand that would be left out."""
    yield from ((fault.place, fault.row) for fault in imported.found.faults)
    yield from ((one.spot.place, one.spot.row) for one in imported.found.conflicts)


def told_difference(one: Difference, words: Words) -> ToldDifference:
    before, after = (shown(one, value, words) for value in (one.old, one.new))
    return ToldDifference(one.number, one.title, label(one, words), *word_diff(before, after))


def told_conflict(one: Conflict, words: Words) -> ToldConflict:
    base, plan, file = (shown(one, value, words) for value in (one.base, one.old, one.new))
    return ToldConflict(
        one.number, one.title, label(one, words), base, plan, file, one.spot.place, one.spot.row, one.question
    )


def _settled(one: Settled, words: Words) -> ToldChoice:
    told = one.conflict
    plan, file = (shown(told, value, words) for value in (told.old, told.new))
    return ToldChoice(told.number, told.title, label(told, words), plan, file, one.takes_file)


def _column(one: FoundColumn, words: Words) -> ToldColumn:
    return ToldColumn(one.heading, one.place, one.is_understood, _meaning(one, words), one.sample)


def _meaning(one: FoundColumn, words: Words) -> str:
    if one.amount:
        told = one.amount
        column = AmountColumn.at(told.year, told.phase, told.nature, told.price_level)
        return _("Amount: {of}").format(of=amount_heading(column, words, with_level=bool(told.price_level)))
    if one.fields:
        return " + ".join(words.label("closed" if name == "is_closed" else name) for name in one.fields)
    return _("Not understood: kept as the extra field “{name}”").format(name=one.kept_as)
