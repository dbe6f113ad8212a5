# SPDX-License-Identifier: MPL-2.0
"""The capital overview as tables: the projects, then the accounts of those that are built."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from udmoent.documents.forms import prices
from udmoent.documents.money import MoneyRow, MoneyTable, summed
from udmoent.documents.words import SYMBOLS, Words
from udmoent.economy.capital import RED, Finding
from udmoent.economy.steps import step_name
from udmoent.editions.capital import Overview, Project
from udmoent.lib.money import KR, in_unit

FINDINGS: Final = {
    Finding.SPENT_OVER_RELEASED: gettext_noop("more is spent than released"),
    Finding.RELEASED_OVER_APPROPRIATED: gettext_noop("more is released than appropriated"),
    Finding.APPROPRIATED_OVER_BUDGET: gettext_noop("more is appropriated than the years' shares are together"),
    Finding.RELEASED_WITHOUT_AMOUNT: gettext_noop("stands as released, and no appropriation or release is posted"),
    Finding.ACCOUNTS_MISSING: gettext_noop("built, and the accounts are not approved"),
}
BEHIND: Final = 5
"""The columns after those of the years."""


def capital_tables(overview: Overview, words: Words) -> Iterator[MoneyTable]:
    level, years = prices(overview.price_level), len(overview.years)
    heads = [
        *map(str, overview.years),
        *(_("Shares in all"), _("Appropriation"), _("Released"), _("Spent"), _("Left of what is released")),
    ]
    rows = tuple(_row(one, overview, words) for one in overview.projects)
    across = {years: tuple((1, place) for place in range(years)), years + 4: ((1, years + 2), (-1, years + 3))}
    texts = (_("Project"), _("Committee"), _("Step"))
    whole = summed(rows, _("All projects"), years + BEHIND, len(texts))
    notes = (
        _("A year's share (rådighedsbeløb) is the corrected one: adopted, supplementary, reallocated and transferred."),
    )
    name = _("Capital {level}").format(level=overview.price_level)
    title = _("Capital projects, {level}").format(level=level)
    yield MoneyTable(name, title, texts, tuple(heads), rows, whole, level, notes, across)
    yield from _accounts(overview, level)


def _row(one: Project, overview: Overview, words: Words) -> MoneyRow:
    shares = tuple(one.budget.get(year) for year in overview.years)
    left = one.released - one.spent
    told = (one.whole_budget, one.appropriated, one.released, one.spent, left)
    title = f"{'– ' if one.frame else ''}{one.item.number} {one.item.title}"
    body = words.cross_cutting if one.item.is_cross_cutting else one.item.body
    marks = tuple(_marks(one, overview, words))
    return MoneyRow((title, body, step_name(one.step or "")), (*shares, *told), one.item.number, marks)


def _marks(one: Project, overview: Overview, words: Words) -> Iterator[str]:
    for finding in one.findings:
        symbol = SYMBOLS["red" if finding in RED else "yellow"]
        yield f"{symbol} {_(FINDINGS[finding])}"
    family = overview.of_frame(one.item.number)
    if len(family) > 1:
        sentence = _("frame of {kroner} kr. in all, of which {given} kr. is distributed")
        whole = sum(member.whole_budget for member in family)
        yield sentence.format(kroner=in_unit(whole, KR), given=in_unit(whole - one.whole_budget, KR))
    if one.transfer:
        yield _("of which transferred between years: {kroner} kr.").format(kroner=in_unit(one.transfer, KR))
    for item in one.derived:
        yield _("derived operation: {number} {stage}").format(number=item.number, stage=words.stage(item.stage).lower())


def _accounts(overview: Overview, level: str) -> Iterator[MoneyTable]:
    done = [one for one in overview.projects if one.is_done]
    separate = [one for one in done if one.has_separate_accounts]
    together = [one for one in done if not one.has_separate_accounts]
    said = (
        (_("Accounts of their own"), _("Accounts of projects of 2 mio. kr. and more, each by itself"), separate),
        (_("Accounts together"), _("Accounts of smaller projects, together"), together),
    )
    for name, title, projects in said:
        if projects:
            yield _accounts_table(f"{name} {overview.price_level}", title, projects, level)


def _accounts_table(name: str, title: str, projects: Sequence[Project], level: str) -> MoneyTable:
    rows = tuple(
        MoneyRow(
            (f"{one.item.number} {one.item.title}", step_name(one.step or "")),
            (one.appropriated, one.spent, one.spent - one.appropriated),
            one.item.number,
        )
        for one in projects
    )
    heads = (_("Appropriation"), _("Spent"), _("Deviation"))
    texts = (_("Project"), _("Step"))
    return MoneyTable(
        name, title, texts, heads, rows, summed(rows, _("In all"), 3, 2), level, (), {2: ((1, 1), (-1, 0))}
    )
