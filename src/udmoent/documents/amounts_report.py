# SPDX-License-Identifier: MPL-2.0
"""The plan's amounts as tables: per part, and three sums that are never added."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from udmoent.documents import forms
from udmoent.documents.forms import AmountColumn
from udmoent.documents.report import (
    Align,
    Block,
    Column,
    Heading,
    Mark,
    Paragraph,
    Row,
    Runs,
    Style,
    Table,
    Tone,
    plain,
)
from udmoent.documents.words import NATURES, Words
from udmoent.editions.content import ItemContent, PlanContent, Total
from udmoent.editions.public import Audience
from udmoent.editions.totals import total
from udmoent.lib.money import TKR, in_unit
from udmoent.plan.facts import Kind, Stage

NUMBER, TITLE, AMOUNT = 0.8, 4.0, 1.0


def amounts(content: PlanContent, words: Words, audience: Audience, *, is_narrowed: bool = False) -> Iterator[Block]:
    """A chapter; nothing where no item has an amount. Of a narrowed list its own items have a sum too."""
    items = [item for item in content.items if item.amounts]
    if not items:
        return
    yield Heading(1, _("Economy"))
    yield Paragraph(plain(_("A minus is a saving or an income; amounts without a sign are expenses.")))
    for kind in Kind:
        of_kind = [item for item in items if item.kind == kind]
        if of_kind:
            yield Heading(2, words.part(kind))
            yield from _table(of_kind, words)
    yield from _sums(content, words, audience, _lines(content, is_narrowed))


def _levels(columns: Iterable[AmountColumn]) -> list[str]:
    return sorted({column.price_level for column in columns})


def _caption(levels: list[str]) -> Paragraph:
    """Unit and, where there is but one, price level; several stand in the columns' headings."""
    level = forms.prices(levels[0]) if len(levels) == 1 else ""
    return Paragraph(plain(", ".join(filter(None, (_("Amounts in 1.000 kr."), level)))), Style.CAPTION)


def _columns(columns: Iterable[AmountColumn], words: Words, *, with_level: bool) -> Iterator[Column]:
    for column in columns:
        yield Column(forms.amount_heading(column, words, with_level=with_level), AMOUNT, Align.RIGHT)


def _table(items: list[ItemContent], words: Words) -> Iterator[Block]:
    columns = forms.amount_columns(items)
    levels = _levels(columns)
    yield _caption(levels)
    named = (Column(words.label("number"), NUMBER), Column(words.label("title"), TITLE))
    heads = _columns(columns, words, with_level=len(levels) > 1)
    decimals = _decimals(amount.kroner for item in items for amount in item.amounts)
    rows = tuple(_row(item, columns, decimals) for item in items)
    title = _("Amounts of the items: {part}").format(part=words.part(items[0].kind))
    yield Table(title, (*named, *heads), rows, _width(len(columns)))


def _width(count: int) -> float:
    return min(1.0, 0.45 + 0.09 * count)


def _row(item: ItemContent, columns: list[AmountColumn], decimals: int) -> Row:
    told = forms.amounts_by_column(item)
    kroner = (plain(_amount(told[column], decimals)) if column in told else () for column in columns)
    tone = Tone.CROSS_CUTTING if item.is_cross_cutting else Tone.PLAIN
    return Row((plain(item.number, Mark.STRONG), plain(item.title), *kroner), tone)


def _decimals(amounts: Iterable[int]) -> int:
    """As many as the amounts need in 1.000 kr., so that no krone is lost and all stand in line."""
    return max((len(in_unit(kroner, TKR).partition(",")[2]) for kroner in amounts), default=0)


def _amount(kroner: int, decimals: int) -> str:
    """Figures are written the Danish way in every language: a file in English must not come back a thousandth."""
    whole, _comma, rest = in_unit(kroner, TKR).partition(",")
    return f"{whole},{rest.ljust(decimals, '0')}" if decimals else whole


Lines = dict[str, tuple[Total, ...]]


def _lines(content: PlanContent, is_narrowed: bool) -> Lines:
    """The sums that stand beside each other, by name, and are never added."""
    shown = {_("The items shown"): total(content.items)} if is_narrowed else {}
    own = {_("{body}'s own items").format(body=content.excerpt_of): content.totals.own} if content.excerpt_of else {}
    whole = {_("Cross-cutting items"): content.totals.cross_cutting, _("The whole plan"): content.totals.whole}
    return shown | own | whole


def _sums(content: PlanContent, words: Words, audience: Audience, lines: Lines) -> Iterator[Block]:
    told = {one.nature for one in content.totals.whole}
    natures = [*(nature for nature in NATURES if nature in told), *sorted(told - set(NATURES))]
    for nature in natures:
        yield Heading(2, _("Totals: {nature}").format(nature=words.nature(nature)))
        yield from _sum_table(lines, words, nature)
    if natures:
        yield Paragraph(plain(" ".join(_reservations(content, audience))), Style.NOTE)


def _sum_table(lines: Lines, words: Words, nature: str) -> Iterator[Block]:
    keys = sorted({_column(one) for totals in lines.values() for one in totals if one.nature == nature})
    levels = _levels(keys)
    yield _caption(levels)
    heads = _columns(keys, words, with_level=len(levels) > 1)
    decimals = _decimals(one.kroner for totals in lines.values() for one in totals if one.nature == nature)
    rows = tuple(_sum_row(name, totals, nature, keys, decimals) for name, totals in lines.items())
    title = _("Totals: {nature}").format(nature=words.nature(nature))
    yield Table(title, (Column(_("Sum"), NUMBER + TITLE), *heads), rows, _width(len(keys)))


def _column(one: Total) -> AmountColumn:
    return AmountColumn.at(one.year, one.phase, "", one.price_level)


def _sum_row(name: str, totals: tuple[Total, ...], nature: str, keys: list[AmountColumn], decimals: int) -> Row:
    sums = {_column(one): one.kroner for one in totals if one.nature == nature}
    cells: list[Runs] = [plain(_amount(sums.get(key, 0), decimals)) for key in keys]
    return Row((plain(name), *cells), Tone.SUM)


def _reservations(content: PlanContent, audience: Audience) -> Iterator[str]:
    yield _("The lines are not added together, nor are operating and capital amounts. Each item counts once in a line.")
    filling = [item for item in content.items if item.fills and item.amounts]
    if filling:
        told = ", ".join(_("{number} in {other}").format(number=item.number, other=item.fills) for item in filling)
        yield _("Items that are part of another item's amount are not counted again: {items}.").format(items=told)
    withdrawn = [item.number for item in content.items if item.stage == Stage.WITHDRAWN and item.amounts]
    if withdrawn:
        yield _("Withdrawn items are not counted: {items}.").format(items=", ".join(withdrawn))
    if audience == Audience.PUBLIC:
        yield _("Only published items are summed up.")
