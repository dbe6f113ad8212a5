# SPDX-License-Identifier: MPL-2.0
"""The sample's rounds of status: asked, answered and sealed through the rounds' own actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from udmoent.demo.sample import SampleRound, Step
from udmoent.demo.tables import COORDINATOR
from udmoent.editions.gather import gather
from udmoent.editions.rounds import answered_in, in_scope, seal_round
from udmoent.followup.actions import Asking, close_round, newest_of, open_round, plan_round, report
from udmoent.followup.answering import Told, answer_all
from udmoent.followup.facts import TOLD, Answer, Giver
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, applies_on, days_of
from udmoent.meetings.models import Meeting
from udmoent.plan.facts import ENDED, Facts
from udmoent.plan.models import Item

if TYPE_CHECKING:
    from udmoent.demo.diary import Diary

Entry = tuple[date, Callable[[], object]]


@dataclass
class Rounds:
    """`running` are those that are open, by name."""

    diary: Diary
    running: dict[str, Round] = field(default_factory=dict)

    def begin(self, rounds: Iterable[SampleRound]) -> Iterator[Entry]:
        """Planned and opened before anything else of that day."""
        for one in rounds:
            yield one.planned_on, partial(self.plan, one)
            if one.is_opened:
                yield days_of(one.as_of, Timing()).opens_on, partial(self.open, one)

    def end(self, rounds: Iterable[SampleRound]) -> Iterator[Entry]:
        for one in rounds:
            if one.unchanged_on:
                yield one.unchanged_on, partial(self.tell_unchanged, one)
            if one.closed_on:
                yield one.closed_on, partial(self.close, one)

    def plan(self, one: SampleRound) -> None:
        by, now = self.diary.people[COORDINATOR], self.diary.moment(one.planned_on)
        body = self.diary.body(one.body) if one.body else None
        meeting = None
        if body and one.meeting_on:
            town = self.diary.plan.municipality
            meeting, _is_new = Meeting.objects.get_or_create(municipality=town, body=body, held_on=one.meeting_on)
        asking = Asking(scope=one.scope, asks=one.asks, body=body, meeting=meeting)
        plan_round(self.diary.plan, one.name, days_of(one.as_of, Timing()), asking, by=by, now=now)

    def open(self, one: SampleRound) -> None:
        """By itself, on its day."""
        round = self.diary.plan.rounds.get(name=one.name)
        items = in_scope(gather(self.diary.plan, round.opens_on), one.scope, "", [])
        now = self.diary.moment(round.opens_on)
        self.running[one.name] = open_round(round, [item.id for item in items], by=None, now=now)

    def round_asking(self, item: Item) -> Round | None:
        """The round that waits for an answer for the item."""
        asking = (round for round in self.running.values() if round.asked.filter(item=item).exists())
        return next(asking, None)

    def is_answer(self, item: Item, step: Step) -> bool:
        """What was said of an item while a round asked about it was said in the round."""
        round = self.round_asking(item)
        if round is None or not step.facts.keys() <= set(TOLD):
            return False
        return applies_on(round.as_of, newest_of(item).on, step.recorded_on) == step.on

    def answer(self, item: Item, step: Step) -> None:
        facts = self.facts(item, step.on)
        told = replace(Answer.unchanged(facts), **step.facts)
        moved_because = step.why if told.time != facts.time else ""
        by = self.diary.people[step.by]
        report(
            item,
            replace(told, moved_because=moved_because),
            round=self.round_asking(item),
            by=by,
            now=self.diary.moment(step.recorded_on),
            giver=self.giver(step.by, facts),
        )

    def giver(self, post: str, facts: Facts) -> Giver:
        return Giver(posts=(post,)) if post == facts.responsible else Giver.instead_of(facts.responsible)

    def facts(self, item: Item, day: date) -> Facts:
        return self.diary.plan.items.filter(pk=item.pk).as_of(day).get().facts

    def tell_unchanged(self, one: SampleRound) -> None:
        """Each by whoever answers for the item."""
        assert one.unchanged_on
        round, day = self.running[one.name], one.unchanged_on
        answered = answered_in(round)
        states = {state.item_id: state.facts for state in self.diary.plan.items.as_of(day)}
        meant: dict[str, list[Item]] = {}
        for asked in round.asked.exclude(item__in=answered).select_related("item__plan__agreement"):
            item, facts = asked.item, states[asked.item_id]
            is_meant = item.number in one.unchanged if one.unchanged else item.number not in one.but
            if is_meant and facts.stage not in ENDED:
                meant.setdefault(facts.responsible, []).append(item)
        for post, items in meant.items():
            told = [Told(item, rounds=[round], giver=Giver(posts=(post,))) for item in items]
            answer_all(told, by=self.diary.people[post], now=self.diary.moment(day))

    def close(self, one: SampleRound) -> None:
        """Where it is to be a version, sealed right after."""
        assert one.closed_on
        by, round = self.diary.people[COORDINATOR], self.running.pop(one.name)
        close_round(round, by=by, now=self.diary.moment(one.closed_on))
        if one.sealed_as:
            seal_round(round, one.sealed_as, by=by, now=self.diary.moment(one.closed_on))
