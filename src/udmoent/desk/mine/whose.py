# SPDX-License-Identifier: MPL-2.0
"""Whose items these are, and what the plan's open rounds ask of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from udmoent.desk.access import Visitor
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open
from udmoent.followup.answering import Question, Told
from udmoent.followup.facts import Answer, Asks, Capacity, Giver
from udmoent.followup.models import Round, StatusReport
from udmoent.followup.rules import reply
from udmoent.organisation import rules
from udmoent.plan.facts import Facts
from udmoent.plan.models import Item


@dataclass(frozen=True)
class Whose:
    """The visitor, for the own items; or for those of `post`, where whoever keeps rounds answers on its behalf."""

    visitor: Visitor
    post: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The posts and units, casefolded, by which they are told of."""
        return frozenset({self.post.casefold()}) if self.post else self.visitor.posts | self.visitor.units

    def answers_for(self, facts: Facts) -> bool:
        if self.post:
            return facts.responsible.casefold() == self.post.casefold()
        return self.visitor.is_own(facts)

    def contributes(self, facts: Facts) -> bool:
        return not self.post and not self.answers_for(facts) and self.visitor.contributes(facts)

    def deadline(self, round: Round, facts: Facts) -> date:
        """By when: the post that answers, then its unit's chief, then whoever keeps the plan."""
        if self.post:
            return round.coordinator_by
        is_by_post = facts.responsible.casefold() in self.visitor.posts or self.contributes(facts)
        return round.responsible_by if is_by_post else round.chief_by

    def giver(self, facts: Facts) -> Giver:
        """As what an answer of theirs is given. Whoever keeps rounds answers in another's place, but for the own items."""
        named = dict.fromkeys((facts.responsible, *facts.contributors))
        posts = tuple(post for post in named if post.casefold() in self.visitor.posts)
        if self.contributes(facts):
            return Giver(capacity=Capacity.CONTRIBUTOR, posts=posts)
        return Giver(posts=posts) if self.visitor.is_own(facts) else Giver.instead_of(facts.responsible, posts)

    def asked(self, questions: Iterable[Question], facts: Facts) -> list[Question]:
        """Those of the questions that are for them."""
        if self.answers_for(facts):
            return list(questions)
        return [one for one in questions if self.contributes(facts) and one.round.asks == Asks.CONTRIBUTORS]

    def is_awaited(self, question: Question, facts: Facts) -> bool:
        """Whether they have still to answer it, by the rule that everything counts by."""
        found = reply(facts, Asks(question.round.asks), (one.giver for one in question.answers))
        contributes = not self.post and any(post.casefold() in self.visitor.posts for post in found.silent)
        return contributes or (found.is_missing and self.answers_for(facts))

    def own(self, question: Question, facts: Facts) -> Question:
        """With the answers that count as theirs."""
        return Question(question.round, tuple(one for one in question.answers if self._is_own(one, facts)))

    def _is_own(self, answer: StatusReport, facts: Facts) -> bool:
        if self.answers_for(facts):
            return not answer.is_contribution
        return any(post.casefold() in self.visitor.posts for post in answer.posts)

    def dues(self, items: Iterable[ItemContent], questions: Mapping[int, Iterable[Question]]) -> "Dues":
        found = Dues([], [], [])
        for item in items:
            asked = self.asked(questions.get(item.id, ()), item)
            due_by = [self.deadline(one.round, item) for one in asked if self.is_awaited(one, item)]
            due = Due(item, tuple(self.own(one, item) for one in asked), min(due_by, default=None))
            if due.by:
                found.missing.append(due)
            elif due.answer:
                found.answered.append(due)
            elif not due.questions and is_open(item) and self.answers_for(item):
                found.unasked.append(due)
        found.missing.sort(key=lambda due: due.by or date.max)
        return found


@dataclass(frozen=True)
class Due:
    """An item with what is asked of it, and by when the first of what is not answered yet shall be."""

    item: ItemContent
    questions: tuple[Question, ...]
    by: date | None = None

    @property
    def rounds(self) -> list[Round]:
        return [one.round for one in self.questions]

    @property
    def answer(self) -> StatusReport | None:
        """The newest answer that it got in any of the rounds."""
        answers = (answer for one in self.questions for answer in one.answers)
        return max(answers, key=lambda answer: (answer.recorded_at, answer.pk), default=None)


@dataclass(frozen=True)
class Dues:
    """`missing` by the nearest deadline; `answered`; and the own items that no open round asks about."""

    missing: list[Due]
    answered: list[Due]
    unasked: list[Due]

    @property
    def all(self) -> list[Due]:
        return [*self.missing, *self.answered, *self.unasked]


def rounds_for(giver: Giver, rounds: Iterable[Round]) -> list[Round]:
    """Those of the rounds that ask about an item in which an answer given so counts."""
    contributes = giver.capacity == Capacity.CONTRIBUTOR
    return [round for round in rounds if not contributes or round.asks == Asks.CONTRIBUTORS]


def told_of(
    whose: Whose, item: Item, facts: Facts, asked: Mapping[int, Iterable[Question]], answer: Answer | None = None
) -> Told:
    """What they tell of the item, in the rounds in which it counts."""
    giver = whose.giver(facts)
    rounds = rounds_for(giver, (one.round for one in asked.get(item.pk, ())))
    return Told(item, answer, rounds, giver)


def post_of(request: HttpRequest) -> str:
    """The post in whose place whoever keeps rounds sees a page or answers; empty for everybody else."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    asked = request.POST.get("post") or request.GET.get("post", "")
    return asked if visitor.may[rules.KEEP_ROUNDS] else ""
