# SPDX-License-Identifier: MPL-2.0
"""What waits for the visitor: each item says why it is here, and leads to where it is done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.mine.owing import Debts, Owing, reason, reasons
from udmoent.desk.where import words_of
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.editions.duties import Duty, Lack, closed_not_noted, lacks, to_watch
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Waiting:
    """An item with why it waits. `edit_href` is empty for whoever may not write in it.

    `is_to_note`: it leads to where it is told that a committee has taken note of the closing. `whom`: the one that is
    to be heard or told, where that is what waits.
    """

    number: str
    title: str
    href: str
    edit_href: str
    reasons: list[str]
    is_to_note: bool = False
    whom: str = ""


@dataclass(frozen=True)
class Heap:
    """Items that all wait for the same. `meaning` explains a word of the name that not everybody knows."""

    name: str
    items: list[Waiting]
    meaning: str = ""


@dataclass(frozen=True)
class Owed:
    """`answers`: anything could wait for the visitor at all; `directs`: the visitor looks at what cuts across."""

    answers: bool
    directs: bool
    own: list[Waiting]
    watched: list[Waiting] = field(default_factory=list)
    heaps: list[Heap] = field(default_factory=list)


def owed(content: PlanContent, debts: Debts, plan: Plan, visitor: Visitor) -> Owed:
    """One's own; for the directorate what cuts across; for whoever keeps the plan what it lacks."""
    telling = Telling(plan, visitor, debts.said, words_of(plan.municipality))
    keeps = visitor.may[rules.EDIT]
    directs = visitor.may[rules.DIRECT] and not keeps
    return Owed(
        answers=keeps or directs or visitor.may[rules.CONTRIBUTE],
        directs=directs,
        own=[telling.owing(one) for one in debts.owing],
        watched=telling.all(to_watch(content, debts.said)) if directs else [],
        heaps=list(telling.heaps(content)) if keeps else [],
    )


@dataclass(frozen=True)
class Telling:
    """Puts what waits into words for one visitor."""

    plan: Plan
    visitor: Visitor
    said: Mapping[int, date]
    words: Words

    def owing(self, one: Owing) -> Waiting:
        """What the visitor owes leads to where its status is told."""
        waiting = self.waiting(one.item, list(reasons(one, self.said, self.words)))
        may_tell = is_open(one.item) and self.visitor.why_not_report(one.item) is None
        return replace(waiting, edit_href=self.answer(one.item) if may_tell else "")

    def answer(self, item: ItemContent) -> str:
        """From which one comes back to the front page."""
        return f"{reverse('answer', args=[self.plan.pk, item.number])}?{urlencode({'next': reverse('home')})}"

    def all(self, found: Iterable[Duty]) -> list[Waiting]:
        return [
            self.waiting(duty.item, [reason(why, duty.item, self.said, self.words) for why in duty.because])
            for duty in found
        ]

    def waiting(self, item: ItemContent, reasons: list[str]) -> Waiting:
        parts = [self.plan.pk, item.number]
        edit_href = "" if self.visitor.why_not_edit(item) else reverse("edit_item", args=parts)
        return Waiting(item.number, item.title, reverse("item", args=parts), edit_href, reasons)

    def heaps(self, content: PlanContent) -> Iterator[Heap]:
        not_noted = closed_not_noted(content)
        if not_noted:
            heap = self.heap(_("Reported closed, not taken note of yet"), not_noted)
            yield Heap(heap.name, [self.to_note(one) for one in heap.items])
        names = lack_names()
        for lack, items in lacks(content).items():
            yield self.heap(names[lack], items)

    def to_note(self, one: Waiting) -> Waiting:
        return replace(one, edit_href=reverse("note_closing", args=[self.plan.pk, one.number]), is_to_note=True)

    def heap(self, name: str, items: Iterable[ItemContent]) -> Heap:
        return Heap(name, [self.waiting(item, []) for item in items])


def lack_names() -> dict[Lack, str]:
    return {
        Lack.RESPONSIBLE: _("Without anybody responsible"),
        Lack.TIME: _("Without a time"),
        Lack.COURSE: _("Without a course"),
        Lack.HEADING: _("Without a heading"),
        Lack.COORDINATION: _("Cross-cutting, but without coordination"),
        Lack.EXPLANATION: _("Not going as planned, but it is not told why and what is done about it"),
        Lack.CLOSING_REASON: _("Closed without a reason"),
    }
