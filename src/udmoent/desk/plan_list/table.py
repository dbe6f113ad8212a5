# SPDX-License-Identifier: MPL-2.0
"""The list's tables, as HTML. Each row names its item, and where it may be edited the state that it shows.

`<table data-plan>`, `<tr data-number data-state>`, `<td data-field>`, of amounts `<td data-year>`: scripts build on these.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from udmoent.desk.plan_list.cells import Cells
from udmoent.desk.plan_list.columns import Column
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open


@dataclass(frozen=True)
class Group:
    name: str
    items: tuple[ItemContent, ...]


@dataclass(frozen=True)
class Head:
    """A column's heading: how it is marked in each cell, its word, and its part of a row."""

    field: str
    label: str
    write: Callable[[ItemContent], str]
    year: int | None = None

    def cell(self) -> tuple[str, str]:
        """What stands before and after each value of the column."""
        field = f'data-field="{self.field}"' + (f' data-year="{self.year}"' if self.year else "")
        if self.field == "title":
            return f'<th role="rowheader" scope="row" {field}>', "</th>"
        label = "" if self.field == "number" else f' data-label="{escape(self.label)}"'
        return f'<td role="cell" class="c-{self.field}" {field}{label}>', "</td>"


def heads(columns: Iterable[Column], years: Iterable[int], cells: Cells, words: Words) -> list[Head]:
    """A heading for each column, of amounts one for each year."""
    found: list[Head] = []
    for column in columns:
        if column.fact == "amounts":
            found += (Head("amount", str(year), _of_year(cells, year), year) for year in years)
        else:
            found.append(Head(column.fact, words.label(column.fact), cells.of(column.fact)))
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
        if group.name:
            name = f'<th role="rowheader" scope="rowgroup" colspan="{len(heads)}">{escape(group.name)}</th>'
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


def _opening(item: ItemContent, states: Mapping[str, int]) -> str:
    state = states.get(item.number)
    shown = f' data-state="{state}"' if state else ""
    over = "" if is_open(item) else ' class="over"'
    return f'<tr role="row" data-number="{escape(item.number)}"{shown}{over}>'
