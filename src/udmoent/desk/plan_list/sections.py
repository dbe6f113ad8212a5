# SPDX-License-Identifier: MPL-2.0
"""The items that are asked for, as tables: by part, and in it by committee or heading."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from udmoent.desk.plan_list.cells import Cells
from udmoent.desk.plan_list.columns import USUAL
from udmoent.desk.plan_list.table import Group, Head, body, heads
from udmoent.documents.forms import prices
from udmoent.documents.front import body_name
from udmoent.documents.words import NO_HEADING, Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.plan.facts import Kind


@dataclass(frozen=True)
class Section:
    """A table with its heading."""

    code: str
    name: str
    number_of_items: int
    heads: list[Head]
    body: SafeString
    price_levels: str = ""


class Sections:
    """The items that are asked for, in the plan's order. `states` are of those that the visitor may edit, by number."""

    def __init__(self, content: PlanContent, cells: Cells, words: Words, states: Mapping[str, int]) -> None:
        self.content, self.cells, self.words, self.states = content, cells, words, states

    def of(self, items: Iterable[ItemContent]) -> Iterator[Section]:
        for kind, of_kind in groupby(items, key=lambda item: item.kind):
            members = list(of_kind)
            years = self.content.years if any(item.amounts for item in members) else ()
            groups = [Group(self._name(kind, name), tuple(group)) for name, group in groupby(members, key=_group)]
            head = heads(USUAL, years, self.cells, self.words)
            rows = body(groups, head, self.states)
            yield Section(kind.value, self.words.part(kind), len(members), head, rows, _price_levels(members))

    def _name(self, kind: Kind, name: str) -> str:
        return (name or _(NO_HEADING)) if kind == Kind.INTENT else body_name(self.content, name)


def _group(item: ItemContent) -> str:
    return item.heading if item.kind == Kind.INTENT else item.body


def _price_levels(items: Iterable[ItemContent]) -> str:
    """In what prices the amounts that the list shows are: "2025-priser", or several."""
    return ", ".join(
        sorted({prices(one.price_level) for item in items for one in item.amounts if one.phase == "adopted"})
    )
