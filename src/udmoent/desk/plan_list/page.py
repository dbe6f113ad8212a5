# SPDX-License-Identifier: MPL-2.0
"""The list of a plan, from what an address asks to what its page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.downloads import list_downloads, plan_downloads
from udmoent.desk.plan_list.arranged import PARTS, Arranged, groupings
from udmoent.desk.plan_list.asking import box, day_input, not_a_day
from udmoent.desk.plan_list.cells import Cells
from udmoent.desk.plan_list.columns import ALWAYS, CHANGED, COLUMNS, USUAL, label
from udmoent.desk.plan_list.counting import counted
from udmoent.desk.plan_list.editable import states_to_edit
from udmoent.desk.plan_list.filters import NO_ROUNDS, Filters, InRounds, Known
from udmoent.desk.plan_list.knowing import areas_on, content_called, rounds_of
from udmoent.desk.plan_list.query import Query
from udmoent.desk.plan_list.sections import Sections
from udmoent.desk.plan_list.sums import sums
from udmoent.desk.where import AsOf, content_on, to_items, words_of
from udmoent.documents.front import body_name
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import TOO_SILENT, count
from udmoent.editions.excerpt import excerpt
from udmoent.editions.models import Edition
from udmoent.editions.saved_views import views_of
from udmoent.editions.selection import pick
from udmoent.editions.silence import last_changed, last_said
from udmoent.organisation import rules
from udmoent.plan.models import Plan

OF_THE_DAY = ("pr", "kendt")
"""What of an address tells the day; it stays when the filters are cleared, and is no part of a saved view."""


def usual(told: Query) -> Query:
    """The shortest address that asks for the same."""
    codes = {column.code for column in (*USUAL, *ALWAYS)}
    changes: dict[str, str] = {}
    if {*told.all("kolonne"), *(column.code for column in ALWAYS)} == codes:
        changes["kolonne"] = ""
    if told.one("gruppe") == PARTS:
        changes["gruppe"] = ""
    return told.but(changes)


@dataclass(frozen=True)
class Toggle:
    """A filter that is put on or taken off by one link."""

    label: str
    href: str
    is_on: bool


@dataclass
class PlanPage:
    """What the visitor asks for of the plan as of a moment."""

    request: HttpRequest
    plan: Plan
    moment: AsOf
    asked: Query

    @cached_property
    def visitor(self) -> Visitor:
        return self.request.visitor  # type: ignore[attr-defined]

    @cached_property
    def whole(self) -> PlanContent:
        return content_on(self.request, self.plan, self.moment)

    @cached_property
    def editions(self) -> list[Edition]:
        return list(self.plan.editions.defer("content"))

    @cached_property
    def areas(self) -> dict[str, str]:
        """The director's area of each unit that the town had that day."""
        return areas_on(self.plan, self.moment.day)

    @cached_property
    def said(self) -> Mapping[int, date]:
        return last_said(self.plan, self.moment.day, self.moment.known_at)

    @cached_property
    def changed(self) -> Mapping[int, datetime]:
        return last_changed(self.plan, self.moment.day, self.moment.known_at)

    @cached_property
    def filters(self) -> Filters:
        names = tuple(edition.name for edition in self.editions)
        posts, day = self.visitor.posts, self.moment.day
        known = Known(
            day, posts, self.areas, names, self.content_of, lambda: self.said, lambda: self.changed, self.rounds
        )
        return Filters(self.whole, words_of(self.plan.municipality), known, self.asked)

    def content_of(self, written: str) -> PlanContent | None:
        """What the visitor may see of a version, or of the plan as of a day; None for what is neither."""
        return content_called(self.plan, self.editions, written, self.visitor.sees)

    @cached_property
    def rounds(self) -> InRounds:
        """For those who see the whole plan: who did not answer is told to nobody else."""
        return rounds_of(self.plan) if self.visitor.may[rules.READ_WHOLE] else NO_ROUNDS

    @cached_property
    def content(self) -> PlanContent:
        return excerpt(self.whole, self.filters.body) if self.filters.body else self.whole

    @cached_property
    def items(self) -> tuple[ItemContent, ...]:
        return pick(self.content.items, self.filters.conditions)

    @property
    def in_order(self) -> list[ItemContent]:
        """The items as one list, sorted as is asked."""
        return self.arranged.sort(self.items, self.changed if self.arranged.tells(CHANGED) else {})

    @cached_property
    def arranged(self) -> Arranged:
        return Arranged.of(self.asked)

    @property
    def sections(self) -> Sections:
        words, moment = self.filters.words, self.moment
        states = states_to_edit(self.visitor, self.plan, self.items, moment.day) if moment.is_today else {}
        earlier = self.content_of(self.asked.one("flyttet"))
        times = {item.number: item.time.text for item in earlier.items} if earlier else {}
        changed = self.changed if self.arranged.tells(CHANGED) else {}
        cells = Cells(to_items(self.plan, moment), words, moment.day, times=times, changed=changed)
        return Sections(self.content, cells, words, self.arranged, states, self.areas)

    def totals(self) -> dict[str, object]:
        """For the page: the numbers over the list and the sums under it."""
        words = self.filters.words
        years, rows = sums(self.content, self.items if self.filters.conditions else None, words)
        numbers = counted(count(self.items, self.moment.day), self.asked, words)
        return {"counted": list(numbers), "years": years, "sums": rows}

    def renewed(self) -> dict[str, object]:
        """For a page that is open, after something was written in its rows."""
        return self.totals() | {"feet": list(self.sections.feet(self.items)), "asked": str(self.asked)}

    def told(self) -> dict[str, object]:
        """For the page."""
        filters, words = self.filters, self.filters.words
        known_on = self.asked.one("kendt")
        return self.totals() | {
            "filters": filters,
            "first": filters.first(),
            "next": filters.next(),
            "rest": filters.rest(),
            "known": day_input("kendt", known_on),
            "known_fault": not_a_day(known_on) if known_on and not self.moment.known_on else "",
            "body_name": body_name(self.content, filters.body) if filters.body else "",
            "is_narrowing": bool(filters.conditions),
            "chips": [(chip, self.asked.without(chip.pairs).href) for chip in filters.chips],
            "cleared": self.asked.without(pair for pair in self.asked.pairs if pair[0] in filters.codes).href,
            "toggles": list(self._toggles()),
            "kept": [pair for pair in self.asked.pairs if pair[0] in ("pr", "sorter")],
            "columns": self._columns(),
            "groupings": groupings(words),
            "grouping": self.arranged.grouping,
            "views": list(views_of(self.visitor.person)) if self.visitor.may[rules.SAVE_VIEW] else [],
            "query": str(self.asked.but(dict.fromkeys(OF_THE_DAY, ""))),
            "sections": list(self.sections.of(self.items)),
            "asked": str(self.asked),
            "downloads": plan_downloads(self.plan, filters.body, self.moment.asked, self.asked.one("kendt")),
            "shown_downloads": list_downloads(self.plan, str(self.asked)),
        }

    def _toggles(self) -> Iterator[Toggle]:
        told = {"tvaergaaende": ("on", _("Cross-cutting"))}
        if self.visitor.posts:
            told["egne"] = ("on", _("My items"))
        if self.editions:
            first, last = self.editions[0].name, self.editions[-1].name
            told["flyttet"] = (first, _("Time moved since “{edition}”").format(edition=first))
            told["aendret"] = (last, _("Changed since “{edition}”").format(edition=last))
        told["passeret"] = ("on", _("Time passed, not updated"))
        told["stille"] = (str(TOO_SILENT), _("Silent for more than {days} days").format(days=TOO_SILENT))
        for code, (value, word) in told.items():
            is_on = self.asked.one(code) == value
            yield Toggle(word, self.asked.but({code: "" if is_on else value}).href, is_on)

    def _columns(self) -> list[SafeString]:
        """A box for each column that may be left out."""
        shown = self.arranged.columns
        offered = [column for column in COLUMNS if column not in ALWAYS]
        words = self.filters.words
        return [
            box("kolonne", one.code, label(one, words), is_on=one in shown, place=place)
            for place, one in enumerate(offered)
        ]
