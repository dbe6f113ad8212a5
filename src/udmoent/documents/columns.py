# SPDX-License-Identifier: MPL-2.0
"""The columns of files that are read again, .xlsx and .csv: all fields of an item, one column each, and its amounts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents import forms
from udmoent.documents.narrowed import Narrowed
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.public import WHITELIST

Value = str | int | Decimal | date | None

FIELDS: Final = (
    *("number", "kind", "body", "other_bodies", "is_cross_cutting", "heading", "title", "course", "coordination"),
    *("commitments", "time", "stage", "assessment", "closed", "status_text", "next_steps", "reason", "mitigation"),
    "responsible",
    *(
        "contributors",
        "unit",
        "treatments",
        "involvements",
        "staff_consequences",
        "strategies",
        "closed_on",
        "closed_by",
        "closing_reason",
        "noted_on",
    ),
    *("withdrawn_reason", "derived_from", "merged_into", "fills", "agreed_text", "agreed_reference", "case_number"),
    *("kle", "visibility"),
)
DATES: Final = frozenset({"closed_on", "noted_on"})


@dataclass(frozen=True, slots=True)
class FileColumn:
    """`field` is the fact it tells, or "closed", "amount" or "extra"; `of` gives the cell of an item."""

    heading: str
    field: str
    of: Callable[[ItemContent], Value]


def columns(
    items: Iterable[ItemContent], words: Words, *, is_public: bool = False, narrowed: Narrowed | None = None
) -> list[FileColumn]:
    """All of them, in the order in which they are read best, or a narrowed list's own; to the public those of the whitelist."""
    items = list(items)
    wanted = narrowed.fields if narrowed else [*FIELDS, "amounts", "extra"]
    found: list[FileColumn] = []
    for field in wanted:
        if field == "amounts":
            found += _amounts(items, words, is_adopted_alone=bool(narrowed))
        elif field == "extra":
            names = dict.fromkeys(name for item in items for name in item.extra)
            found += (FileColumn(forms.extra_heading(name), "extra", _extra(name)) for name in names)
        elif field in FIELDS and (not is_public or field in WHITELIST):
            found.append(FileColumn(words.label(field), field, _fact(field, words)))
    return found


def _amounts(items: list[ItemContent], words: Words, *, is_adopted_alone: bool) -> Iterator[FileColumn]:
    for column in forms.amount_columns(items):
        if column.phase == "adopted" or not is_adopted_alone:
            yield FileColumn(forms.amount_heading(column, words, unit=_("kr.")), "amount", _amount(column))


def _fact(field: str, words: Words) -> Callable[[ItemContent], Value]:
    if field in DATES or field in forms.PLAIN_TEXTS:
        return attrgetter(field)
    return lambda item: forms.cell((field,), item, words)


def _amount(column: forms.AmountColumn) -> Callable[[ItemContent], Value]:
    return lambda item: forms.amount_at(item, column)


def _extra(name: str) -> Callable[[ItemContent], Value]:
    return lambda item: item.extra.get(name, "")
