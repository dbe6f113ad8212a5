# SPDX-License-Identifier: MPL-2.0
"""Involvements as rows of a table, with where each leads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from udmoent.desk.access import Visitor
from udmoent.documents.involvement_words import answers_word, standing_word, when
from udmoent.editions.content import ItemContent
from udmoent.editions.involvement import Involved
from udmoent.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Row:
    """`change` and `answer` are where the visitor may tell more of it; empty for whoever may not."""

    told: Involved
    href: str
    party_href: str
    when: str
    standing: str
    answers: str
    change: str = ""
    answer: str = ""

    @property
    def item(self) -> ItemContent:
        return self.told.item


@dataclass(frozen=True, slots=True)
class Showing:
    """How involvements of a plan are shown to one visitor; `may_act` where today's plan is shown."""

    plan: Plan
    visitor: Visitor
    to_item: Callable[[str], str]
    may_act: bool

    def rows(self, involved: Iterable[Involved]) -> list[Row]:
        return list(self._rows(involved))

    def _rows(self, involved: Iterable[Involved]) -> Iterator[Row]:
        for one in involved:
            parts = [self.plan.pk, one.item.number, one.place]
            may = self.may_act and self.visitor.why_not_involve(one.item, one.party.kind) is None
            is_hearing = bool(one.involvement.deadline or one.involvement.opens_on)
            yield Row(
                told=one,
                href=self.to_item(one.item.number),
                party_href=reverse("party", args=[self.plan.pk, one.party.code]),
                when=when(one.involvement),
                standing=standing_word(one.standing),
                answers=answers_word(one.involvement),
                change=reverse("change_involvement", args=parts) if may else "",
                answer=reverse("hearing_answer", args=parts) if may and is_hearing else "",
            )
