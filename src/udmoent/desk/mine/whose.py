# SPDX-License-Identifier: MPL-2.0
"""Whose items these are, and what the plan's open rounds ask of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from udmoent.desk.access import Visitor
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open
from udmoent.followup.answering import Question, Told
from udmoent.followup.facts import Answer, Asks
from udmoent.followup.models import Round, StatusReport
from udmoent.plan.facts import Facts
from udmoent.plan.models import Item


@dataclass(frozen=True)
class Whose:
    """The visitor, for the own items; or for those of `post`, where whoever keeps rounds answers on its behalf."""

    visitor: Visitor
    post: str = ""

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

    def asked(self, questions: Iterable[Question], facts: Facts) -> Iterator[Question]:
        """Those of the questions that are for them, with the answers that count as theirs."""
        if not self.contributes(facts):
            yield from questions if self.answers_for(facts) else ()
            return
        person = self.visitor.person
        for one in questions:
            if one.round.asks == Asks.CONTRIBUTORS:
                own = (answer for answer in one.answers if answer.recorded_by_id == person.pk)
                yield Question(one.round, tuple(own))

    def dues(self, items: Iterable[ItemContent], questions: Mapping[int, Iterable[Question]]) -> "Dues":
        found = Dues([], [], [])
        for item in items:
            due = Due(item, tuple(self.asked(questions.get(item.id, ()), item)))
            due_by = [self.deadline(one.round, item) for one in due.questions if not one.answers]
            if due_by and is_open(item):
                found.missing.append(Due(item, due.questions, min(due_by)))
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


def on_behalf_of(visitor: Visitor, facts: Facts) -> str:
    """The post for which the visitor answers; empty for the visitor's own items."""
    return "" if visitor.is_own(facts) or visitor.contributes(facts) else facts.responsible


def rounds_for(visitor: Visitor, facts: Facts, questions: Iterable[Question]) -> list[Round]:
    """The rounds in which an answer of the visitor's counts."""
    is_helper = visitor.contributes(facts) and visitor.why_not_close(facts) is not None
    return [one.round for one in questions if not is_helper or one.round.asks == Asks.CONTRIBUTORS]


def told_of(
    visitor: Visitor, item: Item, facts: Facts, asked: Mapping[int, Iterable[Question]], answer: Answer | None = None
) -> Told:
    """What the visitor tells of the item, in the rounds in which it counts."""
    rounds = rounds_for(visitor, facts, asked.get(item.pk, ()))
    return Told(item, answer, rounds, on_behalf_of(visitor, facts))
