# SPDX-License-Identifier: MPL-2.0
"""What a round would ask about on a day, and opening those whose day has come."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from udmoent.desk.plan_list.knowing import items_asked_for
from udmoent.editions.content import ItemContent
from udmoent.editions.gather import gather
from udmoent.editions.rounds import in_scope
from udmoent.editions.selection import is_among
from udmoent.followup.actions import Asking, open_round
from udmoent.followup.facts import Scope
from udmoent.followup.models import Round
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Due:
    """A round whose day came: opened, or why it could not be, as the rule says it."""

    round: Round
    why_not: str = ""


def in_scope_on(plan: Plan, asking: Asking | Round, day: date) -> list[ItemContent]:
    """The open items that a round of this scope asks about, were it opened that day."""
    content, scope = gather(plan, day), Scope(asking.scope)
    conditions = []
    if scope == Scope.VIEW:
        conditions = [is_among([item.id for item in items_asked_for(plan, content, asking.view_query)])]
    return in_scope(content, scope, asking.scope_body, conditions)


def come_since(round: Round, asked: frozenset[int], day: date) -> list[ItemContent]:
    """Items in the round's scope that it does not ask about yet."""
    return [item for item in in_scope_on(round.plan, round, day) if item.id not in asked]


def open_due(town: Municipality, *, now: datetime) -> list[Due]:
    """Open the town's planned rounds whose first day has come. However often it runs, each opens once."""
    today = timezone.localdate(now)
    planned = Round.objects.filter(municipality=town).to_open(today)
    return [_opened(round, today, now) for round in planned.select_related("plan__municipality", "plan__agreement")]


def _opened(round: Round, today: date, now: datetime) -> Due:
    items = [item.id for item in in_scope_on(round.plan, round, today)]
    try:
        return Due(open_round(round, items, by=None, now=now))
    except Refused as refused:
        return Due(round, str(refused))
