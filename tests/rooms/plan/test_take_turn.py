# SPDX-License-Identifier: MPL-2.0
"""One writer at a time in a plan: what two write at once comes one after the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections

from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import Item, ItemState, Plan

DAY = date(2025, 1, 15)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="a test's SQLite lives in memory, where all share one connection"
)
def test_writers_at_once_lose_nothing_and_are_recorded_in_turn(plan: Plan, item: Item, act):
    def write(place: int) -> str:
        try:
            change(Item.objects.get(pk=item.pk), act=act(DAY), **{("course", "unit", "reason")[place % 3]: f"{place}"})
            return add(Plan.objects.get(pk=plan.pk), new(place), act=act(DAY)).number
        finally:
            connections.close_all()

    def new(place: int) -> NewItem:
        return NewItem(kind=Kind.OPERATING, facts=Facts(title=f"Punkt {place}", body="ØK"))

    with ThreadPoolExecutor(6) as threads:
        numbers = list(threads.map(write, range(12)))
    assert sorted(numbers) == [f"D1{serial:02}" for serial in range(1, 13)]
    moments = list(ItemState.objects.order_by("pk").values_list("recorded_at", flat=True))
    assert moments == sorted(set(moments))
    facts = plan.items.filter(pk=item.pk).as_of(DAY).get().facts
    assert {int(facts.course) % 3, int(facts.unit) % 3, int(facts.reason) % 3} == {0, 1, 2}
