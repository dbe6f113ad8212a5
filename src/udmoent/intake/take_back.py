# SPDX-License-Identifier: MPL-2.0
"""Taking back what one act wrote: nothing is deleted, its items say again what they said before it."""

from django.db.models import Min, QuerySet

from udmoent.economy.actions import MARKS
from udmoent.economy.models import Posting
from udmoent.plan.actions import Act, change_all, take_turn
from udmoent.plan.models import COLUMNS, Item, ItemState, Plan, Snapshot


def take_back_rows(plan: Plan, states: QuerySet[ItemState], postings: QuerySet[Posting], act: Act) -> None:
    """All that one act wrote, which applies from the day that `act` does. Items that it brought are gone again."""
    _take_back_states(plan, states, act)
    take_back_postings(plan, postings, act)


def _take_back_states(plan: Plan, states: QuerySet[ItemState], act: Act) -> None:
    touched = {state.item: state for state in states.select_related("item")}
    first = states.aggregate(first=Min("pk"))["first"]
    earlier = ItemState.objects.filter(item__in=touched, applies_on__lte=act.applies_on, pk__lt=first or 0)
    rows = earlier.order_by("applies_on", "pk").values_list("item_id", *COLUMNS)
    before = {item_id: Snapshot.from_values(values) for item_id, *values in rows}
    changes: dict[Item, dict[str, object]] = {}
    for item in touched:
        old = before.get(item.pk)
        changes[item] = old.facts.told() | {"is_present": old.is_present} if old else {"is_present": False}
    change_all(plan, changes, act=act)


def take_back_postings(plan: Plan, postings: QuerySet[Posting], act: Act) -> None:
    act = take_turn(plan, act)
    Posting.objects.bulk_create(
        Posting(
            municipality_id=posting.municipality_id,
            item_id=posting.item_id,
            year=posting.year,
            phase=posting.phase,
            nature=posting.nature,
            price_level=posting.price_level,
            kroner=-posting.kroner,
            **{name: getattr(posting, name) for name in MARKS},
            **act.stamp | {"applies_on": posting.applies_on},
        )
        for posting in postings
    )
