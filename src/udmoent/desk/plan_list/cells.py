# SPDX-License-Identifier: MPL-2.0
"""A field of an item as the list shows it: a piece of HTML. By hand, as a template for each cell of 4,000 rows is slow."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from html import escape

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from udmoent.desk.plan_list.columns import origins
from udmoent.documents.forms import cell
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_passed
from udmoent.lib.dates import short_date
from udmoent.lib.money import TKR, in_unit
from udmoent.plan.facts import Assessment, Kind, Stage

Cell = Callable[[ItemContent], str]


class Cells:
    """How each field is written in one town's words, where the list of a plan shows one day. All of it is escaped."""

    def __init__(
        self,
        to_item: Callable[[str], str],
        words: Words,
        day: date,
        *,
        times: Mapping[str, str] | None = None,
        changed: Mapping[int, datetime] | None = None,
    ) -> None:
        """`to_item` gives an item's address by its number.

        `times` are those of an earlier moment, by number, told where they were others; `changed` is by item id.
        """
        self.words, self.day, self.times, self.changed = words, day, times or {}, changed or {}
        self._to_item = to_item
        self._cross = f' <span class="cross">{escape(words.cross_cutting.lower())}</span>'
        passed, not_updated = escape(_("passed")), escape(_("not updated"))
        self._passed = f' <span class="passed">{passed}<span class="sr-only">, {not_updated}</span></span>'
        self._stages = {one: f'<span class="stage">{escape(words.stage(one))}</span>' for one in Stage}
        self._assessments = {one: self._mark(one) for one in Assessment}
        self._origins = {code: escape(word) for code, word in origins().items()}
        self._kinds = {one: escape(words.kind(one)) for one in Kind}

    def of(self, fact: str) -> Cell:
        """How that field is written."""
        own: Cell | None = getattr(self, fact, None)
        return own or self._written(fact)

    def _written(self, fact: str) -> Cell:
        return lambda item: escape(cell((fact,), item, self.words))

    def number(self, item: ItemContent) -> str:
        return self._linked(item, item.number)

    def title(self, item: ItemContent) -> str:
        return self._linked(item, item.title)

    def origin(self, item: ItemContent) -> str:
        return self._origins[item.origin]

    def kind(self, item: ItemContent) -> str:
        return self._kinds[item.kind]

    def body(self, item: ItemContent) -> str:
        """The leading body, those that share the item, and whether it is everybody's."""
        also = f'<span class="also">, {escape(", ".join(item.other_bodies))}</span>' if item.other_bodies else ""
        return f"{escape(item.body)}{also}{self._cross if item.is_cross_cutting else ''}"

    def time(self, item: ItemContent) -> str:
        before = self.times.get(item.number, item.time.text)
        moved = f' <span class="before">{escape(self._before_it(before))}</span>' if before != item.time.text else ""
        return escape(item.time.text) + (self._passed if is_passed(item, self.day) else "") + moved

    def responsible(self, item: ItemContent) -> str:
        return escape(item.responsible)

    def stage(self, item: ItemContent) -> str:
        return self._stages[item.stage]

    def assessment(self, item: ItemContent) -> str:
        return self._assessments[item.assessment]

    def changed_at(self, item: ItemContent) -> str:
        at = self.changed.get(item.id)
        return short_date(localdate(at)) if at else ""

    def adopted(self, item: ItemContent, year: int) -> str:
        """The adopted amounts of a year in 1,000 kr.; those of different natures or price levels beside each other."""
        told = [one.kroner for one in item.amounts if one.year == year and one.phase == "adopted"]
        return " · ".join(in_unit(kroner, TKR, self.words.language) for kroner in told)

    def _linked(self, item: ItemContent, text: str) -> str:
        return f'<a href="{escape(self._to_item(item.number))}">{escape(text)}</a>'

    def _before_it(self, time: str) -> str:
        return _("before: {time}").format(time=time or "–")

    def _mark(self, assessment: Assessment) -> str:
        symbol = self.words.symbol(assessment)
        if not symbol:
            return ""
        word = escape(self.words.assessment(assessment))
        return f'<span class="mark {assessment}"><span aria-hidden="true">{symbol}</span> {word}</span>'
