# SPDX-License-Identifier: MPL-2.0
"""A round held against the plan: which items it asks about, how it stands, and sealing it as a version."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from django.db import transaction
from django.utils import timezone

from udmoent.editions.actions import seal
from udmoent.editions.content import ItemContent, PlanContent, RoundContent, Unanswered
from udmoent.editions.counts import is_open
from udmoent.editions.excerpt import also_known_as, is_of
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.editions.selection import Condition, pick
from udmoent.followup.actions import mark_sealed
from udmoent.followup.answering import given_in
from udmoent.followup.facts import Asks, Giver, Scope
from udmoent.followup.models import Round, StatusReport
from udmoent.followup.rules import Reply, is_answered, reply
from udmoent.organisation.models import Person
from udmoent.plan.facts import Assessment
from udmoent.plan.models import Plan

ROUNDS_IN_A_ROW: Final = 3
"""Told the same words so many times, an item is asked after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a round stands against the plan of a day. Each is in the plan's order; `asked` are all.

    `answered` and `missing` are counted by followup's rule of a reply, and `silent` are items with the contributing posts
    that are asked and have not told anything. The last three are against the plan of the day it opened.
    """

    asked: tuple[ItemContent, ...]
    answered: tuple[ItemContent, ...]
    missing: tuple[ItemContent, ...]
    silent: tuple[tuple[ItemContent, tuple[str, ...]], ...]
    closed: tuple[ItemContent, ...]
    moved: tuple[ItemContent, ...]
    turned_red: tuple[ItemContent, ...]


def in_scope(content: PlanContent, scope: Scope, body: str, conditions: Collection[Condition]) -> list[ItemContent]:
    """The open items that a round of that scope asks about; `conditions` are those of a saved view."""
    still = [item for item in content.items if is_open(item)]
    if scope == Scope.CROSS_CUTTING:
        return [item for item in still if item.is_cross_cutting]
    if scope == Scope.BODY:
        names = also_known_as(content, body)
        return [item for item in still if is_of(item, names)]
    return list(pick(still, conditions)) if scope == Scope.VIEW else still


Replies = Mapping[int, Reply]
"""By the ids of the items that a round asks about."""


def replies(items: Iterable[ItemContent], asks: Asks, given: Mapping[int, Iterable[Giver]]) -> Replies:
    return {item.id: reply(item, asks, given.get(item.id, ())) for item in items}


def standing(content: PlanContent, opened: PlanContent, replies: Replies) -> Standing:
    """`opened` is the plan of the day on which the round opened. Pure."""
    items = tuple(item for item in content.items if item.id in replies)
    before = {item.id: item for item in opened.items}

    def since(item: ItemContent, turned: bool) -> bool:
        return turned and item.id in before

    return Standing(
        asked=items,
        answered=tuple(item for item in items if replies[item.id].is_answered),
        missing=tuple(item for item in items if replies[item.id].is_missing),
        silent=tuple((item, replies[item.id].silent) for item in items if replies[item.id].silent),
        closed=tuple(one for one in items if since(one, not is_open(one)) and is_open(before[one.id])),
        moved=tuple(one for one in items if since(one, one.id in before and one.time != before[one.id].time)),
        turned_red=tuple(
            one
            for one in items
            if since(one, one.assessment == Assessment.RED) and before[one.id].assessment != Assessment.RED
        ),
    )


def asked_in(round: Round) -> frozenset[int]:
    """The items that the round asks about, by their ids."""
    return frozenset(round.asked.values_list("item_id", flat=True))


def answered_in(round: Round) -> frozenset[int]:
    """The items that are answered in the round, by their ids."""
    return frozenset(item for item, given in given_in(round).items() if is_answered(given))


def replies_in(round: Round, content: PlanContent) -> Replies:
    """How far the round has got, held against a plan."""
    asked = asked_in(round)
    return replies((item for item in content.items if item.id in asked), Asks(round.asks), given_in(round))


def standing_of(round: Round, on: date) -> Standing:
    """How the round stands on a day."""
    opened_on = timezone.localdate(round.opened_at) if round.opened_at else on
    content, opened = gather(round.plan, on), gather(round.plan, min(opened_on, on))
    return standing(content, opened, replies_in(round, content))


def said_the_same(plan: Plan, on: date) -> set[int]:
    """The items of which the three latest rounds that were answered by that day were told the same words."""
    reports = StatusReport.objects.filter(item__plan=plan, round__isnull=False, applies_on__lte=on)
    told = reports.order_by("recorded_at", "pk").values_list("item_id", "round_id", "status_text")
    return repeated(told)


def repeated(told: Iterable[tuple[int, int, str]]) -> set[int]:
    """`told` are answers in the order in which they came: item, round, words. A later answer in a round is the round's. Pure."""
    by_item: dict[int, dict[int, str]] = {}
    for item, round, words in told:
        rounds = by_item.setdefault(item, {})
        rounds.pop(round, None)
        rounds[round] = words
    latest = {item: list(rounds.values())[-ROUNDS_IN_A_ROW:] for item, rounds in by_item.items()}
    return {item for item, words in latest.items() if len(words) == ROUNDS_IN_A_ROW and len(set(words)) == 1}


@transaction.atomic
def seal_round(round: Round, name: str, *, by: Person, now: datetime) -> Edition:
    """Make the version that the round leads to. Who did not answer is named in it; late answers belong to the next."""
    round = mark_sealed(round, by=by, now=now)
    return seal(
        round.plan,
        name,
        round.as_of,
        body=round.body,
        meeting_on=round.meeting.held_on if round.meeting else None,
        round=round,
        told=partial(round_content, round),
        by=by,
        now=now,
    )


def round_content(round: Round, content: PlanContent) -> RoundContent:
    """What a version tells of the round that it came from: how many were asked, and which did not answer."""
    found = replies_in(round, content)
    missing = (item for item in content.items if item.id in found and found[item.id].is_missing)
    return RoundContent(
        name=round.name,
        asked=round.asked.count(),
        unanswered=tuple(Unanswered(number=item.number, responsible=item.responsible) for item in missing),
    )
