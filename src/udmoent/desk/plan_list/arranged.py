# SPDX-License-Identifier: MPL-2.0
"""How an address wants the items shown: under which names, in which columns, in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from udmoent.desk.plan_list.columns import ALWAYS, BY_CODE, CHANGED, USUAL, Column
from udmoent.desk.plan_list.query import Query
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.selection import adopted_in, in_order, order_of

NOTHING: Final = Query()
PARTS: Final = "part"
GROUPINGS: Final = {
    PARTS: "kind",
    "udvalg": "body",
    "hovedpunkt": "heading",
    "omraade": "",
    "afdeling": "unit",
    "ansvarlig": "responsible",
    "stadie": "stage",
    "ingen": "",
}
"""By their words in addresses, of what field each is, where it is one."""


def groupings(words: Words) -> dict[str, str]:
    own = {"omraade": _("Director's area"), "ingen": _("No grouping")}
    return {code: own.get(code) or words.label(fact) for code, fact in GROUPINGS.items()}


@dataclass(frozen=True)
class Order:
    """What a column's heading leads to; `now` is how the list is sorted by it, if it is."""

    href: str
    now: str = ""


@dataclass(frozen=True)
class Arranged:
    """How an address wants the items shown."""

    grouping: str
    columns: tuple[Column, ...]
    order: str = ""
    is_reversed: bool = False
    asked: Query = NOTHING

    @classmethod
    def of(cls, asked: Query) -> "Arranged":
        grouping = asked.one("gruppe") if asked.one("gruppe") in GROUPINGS else PARTS
        chosen = set(asked.all("kolonne")) & BY_CODE.keys()
        columns = tuple(one for one in BY_CODE.values() if one.code in chosen or one in ALWAYS) if chosen else USUAL
        order = asked.one("sorter")
        return cls(grouping, columns, order.removeprefix("-"), order.startswith("-"), asked)

    def tells(self, column: Column) -> bool:
        """Whether the column is shown, or the list is sorted by it."""
        return column in self.columns or self.order == column.code

    def ordered(self, code: str) -> Order:
        """Ascending first, then descending, then as the plan has it."""
        if code != self.order:
            return Order(self.asked.but({"sorter": code}).href)
        if self.is_reversed:
            return Order(self.asked.but({"sorter": ""}).href, "descending")
        return Order(self.asked.but({"sorter": f"-{code}"}).href, "ascending")

    def sort(self, items: Iterable[ItemContent], changed: Mapping[int, datetime]) -> list[ItemContent]:
        """`changed` tells by item id when each was last changed."""
        column = BY_CODE.get(self.order)
        if self.order.isdecimal():
            key: Callable[[ItemContent], Any] = adopted_in(int(self.order))
        elif column:
            key = (lambda item: changed.get(item.id)) if column is CHANGED else order_of(column.fact)
        else:
            return list(items)
        return in_order(items, key, is_reversed=self.is_reversed)
