# SPDX-License-Identifier: MPL-2.0
"""The sums of a list: lines that are never added to one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from udmoent.documents.forms import prices
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent, PlanContent, Total
from udmoent.editions.totals import total
from udmoent.lib.money import TKR, in_unit


@dataclass(frozen=True)
class SumRow:
    line: str
    of_what: str
    amounts: tuple[str, ...]


def sums(content: PlanContent, shown: Iterable[ItemContent] | None, words: Words) -> tuple[list[int], list[SumRow]]:
    """The content's own totals, a row for each line, nature, phase and price level; lines are never added.

    `shown` are the items of a list that is narrowed further, which then have a line of their own.
    """
    lines: list[tuple[str, tuple[Total, ...]]] = []
    if shown is not None:
        lines.append((_("The items shown"), total(shown)))
    if content.excerpt_of:
        lines.append((_("{body}'s own items").format(body=content.excerpt_of), content.totals.own))
    lines.append((_("Cross-cutting items"), content.totals.cross_cutting))
    lines.append((_("The whole plan"), content.totals.whole))
    years = sorted({*content.years, *(one.year for _line, totals in lines for one in totals)})
    rows = [row for line, totals in lines for row in _sum_rows(line, totals, years, words)]
    return years, sorted(rows, key=lambda row: row.of_what, reverse=True)


def _sum_rows(line: str, totals: tuple[Total, ...], years: list[int], words: Words) -> Iterator[SumRow]:
    for key, group in groupby(totals, key=lambda one: (one.nature, one.phase, one.price_level)):
        nature, phase, level = key
        by_year = {one.year: in_unit(one.kroner, TKR, words.language) for one in group}
        what = f"{words.nature(nature).capitalize()}, {words.phase(phase)}, {prices(level)}"
        yield SumRow(line, what, tuple(by_year.get(year, "") for year in years))
