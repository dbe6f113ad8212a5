# SPDX-License-Identifier: MPL-2.0
"""The work plan in words: a card for each treatment, a column for each meeting, and what each card may be moved to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.cases.heard import Heard
from udmoent.desk.where import language, to_items
from udmoent.desk.work_plan.which import Shown
from udmoent.documents.forms import treatment
from udmoent.documents.meeting_words import deadlines_told, needs_told
from udmoent.editions.content import ItemContent
from udmoent.editions.unplanned import Needs, Unplanned
from udmoent.editions.work_plan import Treated, placed
from udmoent.editions.year_plan import Sitting
from udmoent.lib.dates import danish_date
from udmoent.meetings.models import Meeting
from udmoent.plan.facts import Treatment
from udmoent.plan.models import ItemState, Plan
from udmoent.plan.treatment_rules import against_order

NEED_FORMS: Final = {Needs.DECISION: "beslutning", Needs.RELEASE: "beslutning", Needs.HEARING: "drøftelse"}
"""The kind of treatment that each need asks for first."""


@dataclass(frozen=True)
class Choice:
    """A meeting to choose: its day, and how it is told."""

    day: str
    word: str


@dataclass(frozen=True)
class Card:
    """A treatment. `was` is how it is told now, `chosen` the day that it stands on; `may_move`: the visitor may move it.

    `other_plan` names the plan where it is not the page's own. `mark` is an anchor of its own. `undoes` is the state that
    is taken back where the visitor just moved it, else 0. `been` is the meeting at which it may have been treated.
    """

    item: ItemContent
    href: str
    other_plan: str
    form: str
    time: str
    task: str
    notes: list[str]
    was: str
    chosen: str
    held_on: date | None
    may_move: bool
    mark: str
    undoes: int
    been: str = ""


@dataclass(frozen=True)
class Column:
    """A meeting with its cards and the cases before it; `meeting` is None where the calendar lacks it."""

    sitting: Sitting
    meeting: Meeting | None
    deadlines: str
    cards: list[Card]
    edit_href: str
    heard: list[Heard]


@dataclass(frozen=True)
class Need:
    """An item that ought to be treated; `form` is what kind of treatment it asks for."""

    item: ItemContent
    href: str
    other_plan: str
    why: str
    form: str
    may_plan: bool


def _bodies(treatments: Iterable[Treatment]) -> str:
    return _and(list(dict.fromkeys(one.body for one in treatments)))


def _and(names: list[str]) -> str:
    """ "ØK", "ØK og KB", "BUU, ØK og KB"."""
    *others, last = names or [""]
    return _("{first} and {last}").format(first=", ".join(others), last=last) if others else last


class Board:
    """Puts one visitor's view of a work plan into words. `moved` is the state that the visitor's last move wrote."""

    def __init__(self, shown: Shown, moved: ItemState | None = None) -> None:
        self.shown, self.moved = shown, moved
        self.writes = shown.moment.is_today
        self.of_day = {meeting.held_on: meeting for meeting in shown.meetings}

    @cached_property
    def plans(self) -> dict[str, Plan]:
        return {plan.name: plan for plan in self.shown.town.plans.all()}

    @cached_property
    def coming(self) -> list[Choice]:
        """The meetings that something may be moved to."""
        days = (day for day in self.of_day if day >= self.shown.moment.day)
        return [Choice(day.isoformat(), danish_date(day, language())) for day in days]

    @cached_property
    def been(self) -> list[Choice]:
        """The year's meetings at which something may have been treated, the latest first."""
        days = [day for day in self.of_day if day <= self.shown.moment.day and day.year == self.shown.year]
        return [Choice(day.isoformat(), danish_date(day, language())) for day in reversed(days)]

    @cached_property
    def next_with_room(self) -> str:
        """The first meeting whose cases can still be made ready, and that is not full; "" where there is none."""
        town, today = self.shown.town.configuration, self.shown.moment.day
        for sitting in self.shown.work.coming:
            meeting = self.of_day.get(sitting.held_on)
            due = meeting.deadlines(town) if meeting else None
            if meeting and due and sitting.has_room and not due.are_passed(today):
                return sitting.held_on.isoformat()
        return ""

    @cached_property
    def passed(self) -> list[Card]:
        """What is planned for a time that is over, each with the first meeting that lay in it."""
        days = [day for day in self.of_day if day <= self.shown.moment.day]
        found = ((one, placed(one, days).meeting_on) for one in self.shown.work.passed)
        return [replace(self._card(one), been=day.isoformat() if day else "", time=one.time.text) for one, day in found]

    def columns(self, *, are_over: bool) -> list[Column]:
        found = [self._column(one) for one in self.shown.work.sittings if one.is_over == are_over]
        return found[::-1] if are_over else found

    def _column(self, sitting: Sitting) -> Column:
        meeting, plan = self.of_day.get(sitting.held_on), self.shown.plan
        due = meeting.deadlines(self.shown.town.configuration) if meeting and not sitting.is_over else None
        may_keep = self.writes and self.shown.why_not_plan is None
        href = reverse("edit_meeting", args=[plan.pk, meeting.body.abbreviation, meeting.pk]) if meeting else ""
        told = deadlines_told(due, language(), self.shown.moment.day) if due else ""
        heard = self.shown.heard.get(sitting.held_on, [])
        return Column(sitting, meeting, told, self.cards(sitting.treated), href if may_keep else "", heard)

    def cards(self, treated: Iterable[Treated]) -> list[Card]:
        return [self._card(one) for one in treated]

    def _card(self, one: Treated) -> Card:
        item, plan = one.item, self.plans[one.plan]
        day = one.meeting_on if one.is_at_a_meeting and one.meeting_on else None
        return Card(
            item=item,
            href=to_items(plan, self.shown.moment)(item.number),
            other_plan="" if plan == self.shown.plan else plan.name,
            form=one.treatment.form,
            time="" if day else one.time.text,
            task=one.treatment.task,
            notes=list(self._notes(one)),
            was=treatment(one.treatment),
            chosen=day.isoformat() if day else "",
            held_on=one.treatment.held_on,
            may_move=self._may_plan(item),
            mark=f"p{item.id}-{item.treatments.index(one.treatment)}" if item.id else "",
            undoes=self._undoes(one),
        )

    def _may_plan(self, item: ItemContent) -> bool:
        return self.writes and self.shown.visitor.why_not_plan_treatment(item, self.shown.body) is None

    def _notes(self, one: Treated) -> Iterator[str]:
        if one.treatment.held_on:
            return
        year = next(content.budget_year for content in self.shown.contents if content.plan == one.plan)
        odd = against_order(one.item.treatments, year)
        if first := _bodies(earlier for earlier, later in odd if later == one.treatment):
            yield _("{bodies} is to treat it first").format(bodies=first)
        if after := _bodies(later for earlier, later in odd if earlier == one.treatment):
            yield _("{bodies} is planned before {body}").format(bodies=after, body=one.treatment.body)

    def _undoes(self, one: Treated) -> int:
        is_own = self.moved is not None and self.moved.item_id == one.item.id and one.treatment in self.just_told
        return self.moved.pk if self.moved and is_own else 0

    @cached_property
    def just_told(self) -> frozenset[Treatment]:
        """What the visitor's last move told of its item, and was not told before."""
        if self.moved is None:
            return frozenset()
        before = self.moved.item.states.filter(applies_on__lte=self.moved.applies_on, pk__lt=self.moved.pk)
        earlier = before.order_by("applies_on", "pk").last()
        return frozenset(self.moved.facts.treatments) - frozenset(earlier.facts.treatments if earlier else ())

    def needs(self) -> list[Need]:
        return [self._need(one) for one in self.shown.work.unplanned]

    def _need(self, one: Unplanned) -> Need:
        plan = self.plans[one.plan]
        return Need(
            item=one.item,
            href=to_items(plan, self.shown.moment)(one.item.number),
            other_plan="" if plan == self.shown.plan else plan.name,
            why=needs_told(one.needs),
            form=NEED_FORMS[one.needs[0]],
            may_plan=self._may_plan(one.item),
        )
