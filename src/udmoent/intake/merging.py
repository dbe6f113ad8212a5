# SPDX-License-Identifier: MPL-2.0
"""Rows of one file become items: rows of one number are one item, and each item gets its part of the plan. Pure."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents.forms import own_nature
from udmoent.economy.actions import AmountKey
from udmoent.intake.draft import DraftItem
from udmoent.intake.findings import Findings
from udmoent.intake.row_facts import RowFacts
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.text import is_near, normalised
from udmoent.plan.facts import Kind


def to_items(
    rows: Iterable[RowFacts], vocabulary: Vocabulary, plan_items: Mapping[str, Kind], findings: Findings
) -> tuple[DraftItem, ...]:
    """The items that the rows tell of, in their order. Rows that cannot be one are faults."""
    items = tuple(_with_kinds(_merged(rows, vocabulary, findings), vocabulary, plan_items, findings))
    _note_twins(items, findings)
    return items


def _note_twins(items: Iterable[DraftItem], findings: Findings) -> None:
    """Rows without number are told apart by part, committee, heading and title."""
    met: dict[tuple[object, ...], DraftItem] = {}
    for item in items:
        told = item.told
        first = met.setdefault((item.kind, told.get("body"), told.get("heading"), normalised(item.title)), item)
        if first is not item and not (first.number and item.number):
            message = _(
                "The same topic stands in two rows without a number: also in {place}, row {row}. Give them numbers,"
                " or delete one row."
            )
            findings.fault(
                message.format(place=first.spot.place, row=first.spot.row),
                place=item.spot.place,
                row=item.spot.row,
                value=item.title,
            )


def _merged(rows: Iterable[RowFacts], vocabulary: Vocabulary, findings: Findings) -> list[RowFacts]:
    """Rows of the same number put together, where they do not contradict each other."""
    found: dict[str, RowFacts] = {}
    for at, row in enumerate(rows):
        key = row.number or f"\n{at}"
        if key not in found:
            found[key] = row
        else:
            _add(row, found[key], vocabulary, findings)
    return [row for row in found.values() if _has_title(row, findings)]


def _has_title(row: RowFacts, findings: Findings) -> bool:
    if row.title:
        return True
    message = _("The row has no title. Write what the item is about, or delete the row.")
    findings.fault(message, place=row.spot.place, row=row.spot.row, value=row.number or None)
    return False


def _add(row: RowFacts, first: RowFacts, vocabulary: Vocabulary, findings: Findings) -> None:
    disputed = _disputed(row, first)
    if disputed:
        message = _(
            "{number} stands in two rows that do not agree: also in {place}, row {row}. Correct one of the two numbers, or delete one row."
        )
        findings.fault(
            message.format(number=row.number, place=first.spot.place, row=first.spot.row),
            place=row.spot.place,
            row=row.spot.row,
            column=_column(disputed, vocabulary),
            value=row.title,
        )
        return
    first.title = first.title or row.title
    first.kind = first.kind or row.kind
    first.told |= {name: value for name, value in row.told.items() if not first.told.get(name)}
    if first.title:
        first.told["title"] = first.title
    first.amounts |= {key: kroner for key, kroner in row.amounts.items() if first.amounts.get(key) is None}


def _disputed(row: RowFacts, first: RowFacts) -> str:
    """What the two rows tell differently; "" for nothing."""
    if row.title and first.title and not _same_title(row.title, first.title):
        return "title"
    if row.kind and first.kind and row.kind != first.kind:
        return "kind"
    for key, kroner in row.amounts.items():
        if kroner is not None and first.amounts.get(key) not in (None, kroner):
            return str(key.year)
    for name, value in row.told.items():
        if name not in ("title", "extra") and value and first.told.get(name) and first.told[name] != value:
            return name
    return ""


def _column(name: str, vocabulary: Vocabulary) -> str:
    """What the town calls the column of a fact; a year is called what it is."""
    known = vocabulary.town.columns.get("closed" if name == "is_closed" else name)
    return known[0] if known else name


def _same_title(one: str, other: str) -> bool:
    return normalised(one) == normalised(other) or is_near(one, other)


def _with_kinds(
    rows: list[RowFacts], vocabulary: Vocabulary, plan_items: Mapping[str, Kind], findings: Findings
) -> Iterable[DraftItem]:
    unknown: dict[str, list[RowFacts]] = {}
    for row in rows:
        kind = row.kind or plan_items.get(row.number) or vocabulary.kind_of_number(row.number)
        if kind is None:
            unknown.setdefault(row.spot.place, []).append(row)
            continue
        _note_other_letter(row, kind, vocabulary, findings)
        yield DraftItem(spot=row.spot, number=row.number, kind=kind, told=row.told, amounts=_keys(row, kind))
    for place, without in unknown.items():
        findings.fault(_no_kind(len(without), vocabulary), place=place, row=without[0].spot.row, value=without[0].title)


def _no_kind(count: int, vocabulary: Vocabulary) -> str:
    return ngettext(
        "Nothing tells which part of the plan this row belongs to."
        " Write {known} in a column called Del, above the table, or as the sheet's name.",
        "Nothing tells which part of the plan this row and {more} more belong to."
        " Write {known} in a column called Del, above the table, or as the sheet's name.",
        count,
    ).format(known=vocabulary.kinds.known, more=count - 1)


def _note_other_letter(row: RowFacts, kind: Kind, vocabulary: Vocabulary, findings: Findings) -> None:
    by_letter = vocabulary.kind_of_number(row.number)
    if by_letter and by_letter != kind:
        message = _("The number is one for {by_letter}, but the row stands under {kind}. It is read as the latter.")
        known = vocabulary.kinds.shown
        findings.caution(
            message.format(by_letter=known[by_letter], kind=known[kind]),
            place=row.spot.place,
            row=row.spot.row,
            value=row.number,
        )


def _keys(row: RowFacts, kind: Kind) -> dict[AmountKey, int | None]:
    return {
        AmountKey(heading.year, heading.phase, heading.nature or own_nature(kind), heading.price_level): kroner
        for heading, kroner in row.amounts.items()
    }
