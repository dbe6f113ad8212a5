# SPDX-License-Identifier: MPL-2.0
"""What an import would do, told for a page: worst first."""

from collections.abc import Iterator
from dataclasses import dataclass

from udmoent.documents.report import Runs
from udmoent.documents.word_diff import word_diff
from udmoent.documents.words import Words
from udmoent.intake.actions import Imported
from udmoent.intake.reconcile import Conflict, Difference
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


@dataclass(frozen=True)
class ToldItem:
    number: str
    title: str
    part: str
    body: str


def told_of(imported: Imported, words: Words) -> dict[str, object]:
    found = imported.found
    return {
        "faults": found.faults,
        "conflicts": [_conflict(one, words) for one in found.conflicts],
        "warnings": found.warnings,
        "additions": [
            ToldItem(new.number, new.facts.title, words.kind(new.kind), new.facts.body) for new in found.additions
        ],
        "differences": [_difference(one, words) for one in found.differences],
        "missing": found.missing,
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


def _difference(one: Difference, words: Words) -> ToldDifference:
    before, after = (shown(one, value, words) for value in (one.old, one.new))
    return ToldDifference(one.number, one.title, label(one, words), *word_diff(before, after))


def _conflict(one: Conflict, words: Words) -> ToldConflict:
    base, plan, file = (shown(one, value, words) for value in (one.base, one.old, one.new))
    return ToldConflict(one.number, one.title, label(one, words), base, plan, file, one.spot.place, one.spot.row)
