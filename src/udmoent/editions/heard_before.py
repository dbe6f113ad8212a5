# SPDX-License-Identifier: MPL-2.0
"""Who was involved in a plan's items on their threads: in the items of earlier plans that they follow."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from udmoent.plan.facts import Involvement
from udmoent.plan.involvement_rules import is_held
from udmoent.plan.models import Item, Plan


def heard_before(plan: Plan, on: date) -> Mapping[int, tuple[Involvement, ...]]:
    """By the id of each item that follows another, the involvements that were held on its thread by that day."""
    found: dict[int, tuple[Involvement, ...]] = {}
    waiting = _followed(plan.items.all())
    while waiting:
        earlier = Item.objects.filter(pk__in=waiting.values())
        held = {state.item_id: _held(state.facts.involvements, on) for state in earlier.as_of(on).present()}
        for item, followed in waiting.items():
            found[item] = (*found.get(item, ()), *held.get(followed, ()))
        before = _followed(earlier)
        waiting = {item: before[followed] for item, followed in waiting.items() if followed in before}
    return found


def _followed(items: QuerySet[Item]) -> dict[int, int]:
    """By an item's id that of the one that it follows."""
    return {pk: followed for pk, followed in items.values_list("pk", "follows") if followed is not None}


def _held(involvements: tuple[Involvement, ...], on: date) -> tuple[Involvement, ...]:
    return tuple(one for one in involvements if is_held(one, on))
