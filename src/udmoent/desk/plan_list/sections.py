# SPDX-License-Identifier: MPL-2.0
"""The items that are asked for, as tables: by part as the plan prints them, or under other names in one table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from udmoent.desk.plan_list.arranged import PARTS, Arranged, Order
from udmoent.desk.plan_list.cells import Cells
from udmoent.desk.plan_list.table import Head, body, foot, heads
from udmoent.documents.forms import prices
from udmoent.documents.front import body_name
from udmoent.documents.words import NO_HEADING, Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.selection import Group, grouped
from udmoent.plan.facts import Kind, Stage

ALL: Final = "all"
"""The code of the one section that there is where the plan's parts are not told apart."""


@dataclass(frozen=True)
class Section:
    """A table with its heading."""

    code: str
    name: str
    number_of_items: int
    ordered: list[tuple[Head, Order]]
    body: SafeString
    foot: SafeString
    price_levels: str = ""


@dataclass
class Sections:
    """`states` are of the items that the visitor may edit, by number; `areas` of each unit its director's area."""

    content: PlanContent
    cells: Cells
    words: Words
    arranged: Arranged
    states: Mapping[str, int]
    areas: Mapping[str, str]

    def of(self, items: Iterable[ItemContent]) -> Iterator[Section]:
        if self.arranged.grouping != PARTS:
            items = tuple(items)
            if items:
                yield self._section(ALL, _("Items"), items, self._groups(items))
            return
        for kind, of_kind in groupby(items, key=lambda item: item.kind):
            members = tuple(of_kind)
            yield self._section(kind.value, self.words.part(kind), members, self._printed(kind, members))

    def feet(self, items: Iterable[ItemContent]) -> Iterator[tuple[str, SafeString]]:
        """The sums under each section by its code, without its rows."""
        if self.arranged.grouping != PARTS:
            found = [(ALL, tuple(items))]
        else:
            found = [(kind.value, tuple(of_kind)) for kind, of_kind in groupby(items, key=lambda item: item.kind)]
        for code, members in found:
            yield code, foot(members, self._heads(members), self.words)

    def _heads(self, items: tuple[ItemContent, ...]) -> list[Head]:
        years = self.content.years if any(item.amounts for item in items) else ()
        return heads(self.arranged.columns, years, self.cells, self.words)

    def _section(self, code: str, name: str, items: tuple[ItemContent, ...], groups: list[Group]) -> Section:
        head = self._heads(items)
        groups = [replace(one, items=tuple(self.arranged.sort(one.items, self.cells.changed))) for one in groups]
        rows, sums = body(groups, head, self.states), foot(items, head, self.words)
        has_years = any(one.year for one in head)
        ordered = [(one, self.arranged.ordered(one.code)) for one in head]
        return Section(code, name, len(items), ordered, rows, sums, _price_levels(items) if sums or has_years else "")

    def _printed(self, kind: Kind, items: tuple[ItemContent, ...]) -> list[Group]:
        """As the plan prints a part; where another order is asked for, its groups would only cut that up."""
        if self.arranged.order:
            return [Group("", items)]
        if kind == Kind.INTENT:
            found = [Group(name or _(NO_HEADING), tuple(group)) for name, group in groupby(items, _heading)]
        else:
            found = [Group(body_name(self.content, name), tuple(group)) for name, group in groupby(items, _body)]
        return found

    def _groups(self, items: tuple[ItemContent, ...]) -> list[Group]:
        content, words = self.content, self.words
        by: dict[str, tuple[Callable[[ItemContent], str], Callable[[str], str], Iterable[str]]] = {
            "udvalg": (_body, lambda code: body_name(content, code), [one.abbreviation for one in content.bodies]),
            "hovedpunkt": (_heading, lambda name: name or _(NO_HEADING), content.headings),
            "omraade": (lambda item: self.areas.get(item.unit, item.unit), lambda name: name or _("Not told"), ()),
            "afdeling": (lambda item: item.unit, lambda name: name or _("Not told"), ()),
            "ansvarlig": (lambda item: item.responsible, lambda name: name or _("Nobody"), ()),
            "stadie": (lambda item: item.stage.value, words.stage, [stage.value for stage in Stage]),
        }
        if self.arranged.grouping not in by:
            return [Group("", items)]
        key, name, order = by[self.arranged.grouping]
        return [replace(group, key=name(group.key)) for group in grouped(items, key, order)]


def _heading(item: ItemContent) -> str:
    return item.heading


def _body(item: ItemContent) -> str:
    return item.body


def _price_levels(items: Iterable[ItemContent]) -> str:
    """In what prices the amounts that the list shows are: "2025-priser", or several."""
    return ", ".join(
        sorted({prices(one.price_level) for item in items for one in item.amounts if one.phase == "adopted"})
    )
