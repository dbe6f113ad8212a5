# SPDX-License-Identifier: MPL-2.0
"""Threads made false behind the actions' back, and found; and what the actions and the database refuse of them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from udmoent.editions.check import violations
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import NewItem, add, begin_plan, close
from udmoent.plan.facts import ClosingReason, Facts, Kind
from udmoent.plan.models import Item, Plan
from udmoent.plan.threads import Threads, thread_of

DAY = date(2025, 11, 3)


@pytest.fixture
def of_year(town, coordinator, act):
    def begin(year: int) -> Plan:
        return begin_plan(town, f"Plan {year}", budget_year=year, by=coordinator, now=act(DAY).now)

    return begin


@pytest.fixture
def put(act):
    def put_in(plan: Plan, follows: Item | None = None) -> Item:
        new = NewItem(kind=Kind.CAPITAL, facts=Facts(title="Ny daginstitution", body="BUU"), follows=follows)
        return add(plan, new, act=act(DAY))

    return put_in


def found() -> list[tuple[str, int]]:
    return [(one.rule, one.id) for one in violations()]


def test_a_thread_goes_from_plan_to_plan(of_year, put, item):
    later = put(of_year(2026), item)
    latest = put(of_year(2027), later)
    assert list(thread_of(later)) == [item, later, latest]
    assert not found()


def test_a_ring_has_an_end():
    threads = Threads({1: 2, 2: 3, 3: 1})
    assert threads.of(2) == {1, 2, 3}


def test_an_item_follows_one_of_an_earlier_year(of_year, put, item):
    earlier = of_year(2024)
    with pytest.raises(Refused):
        put(earlier, item)
    wrong = put(earlier)
    Item.objects.filter(pk=wrong.pk).update(follows=item)
    assert found() == [("follows_an_earlier_plan", wrong.pk)]


def test_a_topic_has_one_item_in_a_plan(of_year, put, item):
    plan = of_year(2026)
    put(plan, item)
    with pytest.raises(Refused):
        put(plan, item)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=put(plan).pk).update(follows=item)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(follows=item)


def test_a_topic_has_one_item_in_a_plan_also_past_a_plan(of_year, put, item, act):
    between, last = of_year(2026), of_year(2027)
    later = put(last, put(between, item))
    with pytest.raises(Refused):
        put(last, item)
    wrong = put(last)
    Item.objects.filter(pk=wrong.pk).update(follows=item)
    assert found() == [("thread_has_one_open_item_in_a_plan", wrong.pk)]
    close(later, reason=ClosingReason.IMPLEMENTED, act=act(DAY))
    assert not found()


def test_what_is_followed_was_there(of_year, put, plan, town, item):
    never = Item.objects.create(municipality=town, plan=plan, number="A999", kind="capital", origin="added")
    new = put(of_year(2026))
    Item.objects.filter(pk=new.pk).update(follows=never)
    assert ("followed_item_was_in_its_plan", new.pk) in found()
