# SPDX-License-Identifier: MPL-2.0
"""Items and what they serve as sheets: the matrix, and what is served with its items."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from udmoent.documents.context_words import adopted, aim_name, kind_name
from udmoent.documents.sheets import Sheet
from udmoent.documents.words import Words
from udmoent.editions.context import Context, Served, Serving
from udmoent.plan.aims import Aim

MARK = "x"


def context_sheets(found: Context, aims: Sequence[Aim], words: Words) -> tuple[Sheet, ...]:
    """`aims` are the columns of the matrix."""
    return _matrix(found, aims, words), _served(found, aims)


def _matrix(found: Context, aims: Sequence[Aim], words: Words) -> Sheet:
    facts = (("number", 11), ("title", 40), ("kind", 18), ("body", 11), ("stage", 16))
    columns = (
        *((words.label(name), width) for name, width in facts),
        *((aim_name(aim), 14) for aim in aims),
        (_("Serves"), 10),
    )
    return Sheet(_("Matrix"), columns, tuple(_row(one, aims, words) for one in found.serving), frozen=2)


def _row(one: Serving, aims: Sequence[Aim], words: Words) -> tuple[str | int, ...]:
    item, codes = one.item, {aim.code for aim in one.aims}
    marks = [MARK if aim.code in codes else "" for aim in aims]
    told = (item.number, item.title, words.kind(item.kind), item.body, words.stage(item.stage))
    return (*told, *marks, sum(map(bool, marks)))


def _served(found: Context, aims: Sequence[Aim]) -> Sheet:
    headings = (_("Strategy or goal"), _("Kind"), _("Adopted"), _("Items"), _("of these open"), _("Which items"))
    wanted = {aim.code for aim in aims}
    rows = tuple(map(_served_row, (one for one in found.served if one.aim.code in wanted)))
    return Sheet(_("Strategies and goals"), tuple(zip(headings, (48, 18, 32, 10, 12, 60), strict=True)), rows)


def _served_row(one: Served) -> tuple[str | int, ...]:
    numbers = ", ".join(item.number for item in one.items)
    return aim_name(one.aim), kind_name(one.aim), adopted(one.aim), len(one.items), one.open, numbers
