# SPDX-License-Identifier: MPL-2.0
"""How far capital projects have come: a step is added, and none is changed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from udmoent.audit.actions import record
from udmoent.economy.models import CapitalStep
from udmoent.economy.steps import DECIDED, Step, why_not_step
from udmoent.lib.refusal import Refused
from udmoent.meetings.council import why_not_by_council
from udmoent.plan.actions import Act, take_turn
from udmoent.plan.models import Item


def steps_on(items: Iterable[int] | QuerySet[Item, Any], on: date, known_at: datetime | None = None) -> dict[int, Step]:
    """The step of each item by its id, as of that day; without those of which none is told.

    A project is one through all plans: an item of which nothing is told has come as far as the one that it follows.
    """
    rows = CapitalStep.objects.filter(item_id__in=items, applies_on__lte=on)
    rows = rows.filter(recorded_at__lte=known_at) if known_at else rows
    told = {item: Step(step) for item, step in rows.order_by("applies_on", "pk").values_list("item_id", "step")}
    untold = Item.objects.filter(pk__in=items).exclude(pk__in=told).values_list("pk", "follows")
    follows = {item: one for item, one in untold if one}
    earlier = steps_on(follows.values(), on, known_at) if follows else {}
    return told | {item: earlier[one] for item, one in follows.items() if one in earlier}


@transaction.atomic
def take_step(item: Item, step: Step, *, act: Act) -> CapitalStep:
    """The project comes to the step from `act.applies_on` on."""
    act = take_turn(item.plan, act)
    before = steps_on([item.pk], act.applies_on).get(item.pk)
    Refused.if_any(why_not_step(before, step, why=act.why, has_decision=act.decision is not None))
    Refused.if_any([why_not_by_council(act.decision) if step in DECIDED else None])
    taken = CapitalStep.objects.create(
        municipality_id=item.municipality_id,
        item=item,
        step=step.value,
        decision=act.decision,
        applies_on=act.applies_on,
        recorded_at=act.now,
        recorded_by=act.by,
        why=act.why,
    )
    by = {"municipality_id": item.municipality_id, "by_id": act.by.pk, "now": act.now}
    record("take_step", item, **by, item=item.number, step=step.value)  # type: ignore[arg-type]
    return taken
