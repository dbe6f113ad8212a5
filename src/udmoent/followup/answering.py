# SPDX-License-Identifier: MPL-2.0
"""An answer given once, to every open round that asks about its item; and the draft of one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from udmoent.followup import rules
from udmoent.followup.actions import report_within, save_draft
from udmoent.followup.facts import HOLDER, Answer, Giver, Newest, RoundStage, Seen
from udmoent.followup.models import Asked, Draft, Round, StatusReport
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.models import Person
from udmoent.plan.actions import snapshots
from udmoent.plan.facts import Facts
from udmoent.plan.models import Item, Plan


@dataclass(frozen=True, slots=True)
class Question:
    """An open round that asks about an item, and the answers that it has got, the newest last."""

    round: Round
    answers: tuple[StatusReport, ...] = ()


def questions(plan: Plan, item: Item | None = None) -> dict[int, tuple[Question, ...]]:
    """By item id what the plan's open rounds ask, of one item or of all; in the order of the days as of which they ask."""
    open_rounds = {"round__plan": plan, "round__stage": RoundStage.OPEN.value} | ({"item": item} if item else {})
    answers: dict[tuple[int, int | None], list[StatusReport]] = defaultdict(list)
    reports = StatusReport.objects.filter(**open_rounds).select_related("recorded_by").order_by("recorded_at", "pk")
    for given in reports:
        answers[given.item_id, given.round_id].append(given)
    found: dict[int, list[Question]] = defaultdict(list)
    asked = Asked.objects.filter(**open_rounds).select_related("round")
    for one in asked.order_by("round__as_of", "round_id"):
        found[one.item_id].append(Question(one.round, tuple(answers[one.item_id, one.round_id])))
    return {item_id: tuple(asks) for item_id, asks in found.items()}


def given_in(round: Round) -> dict[int, list[Giver]]:
    """By item id as what each answer in the round was given."""
    found: dict[int, list[Giver]] = defaultdict(list)
    for one in round.reports.only("item_id", "capacity", "posts", "on_behalf_of"):
        found[one.item_id].append(one.giver)
    return found


def rounds_about(item: Item) -> list[Round]:
    """The open rounds that ask about the item, in the order of the days as of which they ask."""
    return list(Round.objects.filter(asked__item=item, stage=RoundStage.OPEN.value).order_by("as_of", "pk"))


def holds_from(newest: Newest, rounds: Iterable[Round], today: date) -> date:
    """The day from which an answer given today will hold, for an item of which this was said last."""
    first = min((round.as_of for round in rounds), default=None)
    return rules.applies_on(first, newest.on, today)


@transaction.atomic
def answer(
    item: Item,
    told: Answer,
    rounds: Iterable[Round],
    *,
    over: Seen | None = None,
    by: Person,
    now: datetime,
    giver: Giver = HOLDER,
) -> list[StatusReport]:
    """Tell it once, for each of the rounds that ask; without any, between two.

    The first of them writes what is new; to the others it is the same answer. One that closes the item leaves nothing
    to ask about in the others. Raises Overtaken where something else than `over` is the newest of the item.
    """
    in_order = sorted(rounds, key=lambda round: (round.as_of, round.pk))
    first, others = (in_order[0], in_order[1:]) if in_order else (None, [])
    given = [report_within(item, told, round=first, over=over, by=by, now=now, giver=giver)]
    if told.closing_reason:
        return given
    same = replace(told, realised=None)
    given += [report_within(item, same, round=other, by=by, now=now, giver=giver) for other in others]
    return given


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an item, in which rounds and as what. Without an answer: that nothing is new."""

    item: Item
    answer: Answer | None = None
    rounds: Sequence[Round] = ()
    giver: Giver = HOLDER


@transaction.atomic
def answer_all(told: Iterable[Told], *, by: Person, now: datetime) -> list[StatusReport]:
    """Answer for several items; refused whole, with every reason, when one of them may not be told so."""
    told = list(told)
    before = {one.item: _facts(one.item, timezone.localdate(now)) for one in told}
    answers = [(one, one.answer or Answer.unchanged(before[one.item])) for one in told]
    Refused.if_any(
        Refusal(f"{one.item.number}: {refusal}")
        for one, said in answers
        for refusal in rules.why_not_report(before[one.item], said, one.giver)
    )
    given: list[StatusReport] = []
    for one, said in answers:
        given += answer(one.item, said, one.rounds, by=by, now=now, giver=one.giver)
    return given


def _facts(item: Item, today: date) -> Facts:
    return snapshots(item.plan, [item], today)[item.pk].facts


@transaction.atomic
def keep_draft(item: Item, written: Mapping[str, object], *, over: datetime | None, by: Person, now: datetime) -> Draft:
    """Save over the draft that was saved at `over`; refused where another has come since, or that one is gone."""
    there = draft_of(item, by)
    Refused.if_any([rules.why_not_save_draft(there.saved_at if there else None, over)])
    return save_draft(item, written, by=by, now=now)


def draft_of(item: Item, by: Person) -> Draft | None:
    return Draft.objects.filter(item=item, person=by).first()
