# SPDX-License-Identifier: MPL-2.0
"""The list's tables, as HTML. Each row names its item, and where it may be edited the state that it shows.

`<table data-plan>`, `<tr data-number data-state>`, `<td data-field>`, of amounts `<td data-year>`: scripts build on these.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from udmoent.desk.plan_list.cells import Cells
from udmoent.desk.plan_list.columns import Column, label
from udmoent.documents.forms import prices
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open
from udmoent.editions.selection import Group
from udmoent.editions.totals import total
from udmoent.lib.money import TKR, in_unit


@dataclass(frozen=True)
class Head:
    """A column's heading: how it is marked in each cell, its word, and its part of a row."""

    field: str
    label: str
    write: Callable[[ItemContent], str]
    code: str
    year: int | None = None

    def cell(self) -> tuple[str, str]:
        """What stands before and after each value of the column."""
        field = f'data-field="{self.field}"' + (f' data-year="{self.year}"' if self.year else "")
        if self.field == "title":
            return f'<th role="rowheader" scope="row" {field}>', "</th>"
        told = "" if self.field == "number" else f' data-label="{escape(self.label)}"'
        return f'<td role="cell" class="c-{self.field}" {field}{told}>', "</td>"


def heads(columns: Iterable[Column], years: Iterable[int], cells: Cells, words: Words) -> list[Head]:
    """A heading for each column, of amounts one for each year."""
    found: list[Head] = []
    for column in columns:
        if column.fact == "amounts":
            found += (Head("amount", str(year), _of_year(cells, year), str(year), year) for year in years)
        else:
            found.append(Head(column.fact, label(column, words), cells.of(column.fact), column.code))
    return found


def _of_year(cells: Cells, year: int) -> Callable[[ItemContent], str]:
    return lambda item: cells.adopted(item, year)


def body(groups: Iterable[Group], heads: list[Head], states: Mapping[str, int]) -> SafeString:
    """The rows, under the names of their groups. `states` are those of the items that the visitor may edit, by number."""
    return mark_safe("".join(_groups(groups, heads, states)))  # noqa: S308 - every cell is escaped where it is written


def _groups(groups: Iterable[Group], heads: list[Head], states: Mapping[str, int]) -> Iterator[str]:
    parts = [(*head.cell(), _with_box(head.write, states) if head.field == "number" else head.write) for head in heads]
    for group in groups:
        yield '<tbody role="rowgroup">'
        if group.key:
            name = f'<th role="rowheader" scope="rowgroup" colspan="{len(heads)}">{escape(group.key)}</th>'
            yield f'<tr role="row" class="group">{name}</tr>\n'
        for item in group.items:
            yield _opening(item, states)
            for before, after, write in parts:
                yield f"{before}{write(item)}{after}"
            yield "</tr>\n"
        yield "</tbody>"


def _with_box(write: Callable[[ItemContent], str], states: Mapping[str, int]) -> Callable[[ItemContent], str]:
    """Before the number a box that chooses the item for the form “together”, where the visitor may edit it."""
    opening = '<input type="checkbox" form="together" name="punkt" value="'
    choose = escape(_("Choose"))

    def with_box(item: ItemContent) -> str:
        number = escape(item.number)
        box = f'{opening}{number}" aria-label="{choose} {number}"> ' if item.number in states else ""
        return box + write(item)

    return with_box if states else write


def foot(items: Iterable[ItemContent], heads: list[Head], words: Words) -> SafeString:
    """The table's own sums of what was adopted, a row for each nature and price level, which are never added."""
    sums: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for one in total(items) if any(head.year for head in heads) else ():
        if one.phase == "adopted":
            sums[one.nature, one.price_level][one.year] = in_unit(one.kroner, TKR, words.language)
    rows = (_sum_row(key, by_year, heads, words) for key, by_year in sums.items())
    return mark_safe("".join(rows))  # noqa: S308 - every cell is escaped where it is written


def _sum_row(key: tuple[str, str], by_year: Mapping[int, str], heads: list[Head], words: Words) -> str:
    nature, level = key
    name = _("Sum, {nature}, {prices}").format(nature=words.nature(nature), prices=prices(level))
    row = f'<tr role="row"><th role="rowheader" scope="row" colspan="{sum(not head.year for head in heads)}">{escape(name)}</th>'
    for head in heads:
        if head.year:
            row += f'<td role="cell" class="c-amount" data-label="{head.year}">{by_year.get(head.year, "")}</td>'
    return f"{row}</tr>"


def _opening(item: ItemContent, states: Mapping[str, int]) -> str:
    state = states.get(item.number)
    shown = f' data-state="{state}"' if state else ""
    over = "" if is_open(item) else ' class="over"'
    return f'<tr role="row" data-number="{escape(item.number)}"{shown}{over}>'
