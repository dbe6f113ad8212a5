# SPDX-License-Identifier: MPL-2.0
"""Amounts are posted, never edited. That every date's sum is right is held in tests/rooms/editions/test_gather.py."""

from datetime import date

import pytest

from udmoent.economy.actions import AmountKey, amounts_as_of, set_amounts, set_amounts_all
from udmoent.economy.models import Posting
from udmoent.economy.posting import counter
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import change
from udmoent.plan.models import Item

JANUARY, FEBRUARY, MARCH = (date(2025, month, 15) for month in (1, 2, 3))
ADOPTED = AmountKey(2025, "adopted", "capital", "2025")
SPENT = AmountKey(2025, "spent", "capital", "2025")


def amounts(item: Item, on: date) -> dict[AmountKey, int]:
    return amounts_as_of([item.pk], on).get(item.pk, {})


def test_an_amount_holds_from_its_day_on(item: Item, act):
    set_amounts(item, {ADOPTED: 4_000_000}, act=act(FEBRUARY))
    assert (amounts(item, JANUARY), amounts(item, FEBRUARY)) == ({}, {ADOPTED: 4_000_000})


def test_only_the_difference_is_posted(item: Item, act):
    set_amounts(item, {ADOPTED: 4_000_000}, act=act(JANUARY))
    (posting,) = set_amounts(item, {ADOPTED: 3_500_000}, act=act(FEBRUARY))
    assert posting.kroner == -500_000


def test_the_same_amount_posts_nothing(item: Item, act):
    set_amounts(item, {ADOPTED: 4_000_000}, act=act(JANUARY))
    assert set_amounts(item, {ADOPTED: 4_000_000}, act=act(FEBRUARY)) == []


def test_a_key_that_is_not_told_keeps_its_amount_and_zero_clears_it(item: Item, act):
    set_amounts(item, {ADOPTED: 4_000_000, SPENT: 10}, act=act(JANUARY))
    set_amounts(item, {SPENT: 0}, act=act(FEBRUARY))
    assert amounts(item, FEBRUARY) == {ADOPTED: 4_000_000}


def test_what_is_back_dated_is_not_added_to_what_came_later(item: Item, act):
    set_amounts(item, {ADOPTED: 100}, act=act(MARCH))
    set_amounts(item, {ADOPTED: 100}, act=act(JANUARY, on=MARCH))
    assert (amounts(item, JANUARY), amounts(item, MARCH)) == ({ADOPTED: 100}, {ADOPTED: 100})


def test_a_back_dated_amount_holds_until_the_items_next_state(item: Item, act):
    change(item, act=act(FEBRUARY), course="Udbud")
    set_amounts(item, {ADOPTED: 100}, act=act(JANUARY, on=MARCH))
    assert (amounts(item, JANUARY), amounts(item, FEBRUARY)) == ({ADOPTED: 100}, {})


def test_price_levels_are_amounts_of_their_own(item: Item, act):
    dearer = AmountKey(2025, "adopted", "capital", "2026")
    set_amounts(item, {ADOPTED: 100, dearer: 103}, act=act(JANUARY))
    assert amounts(item, JANUARY) == {ADOPTED: 100, dearer: 103}


def test_a_refused_amount_posts_nothing(item: Item, act):
    with pytest.raises(Refused):
        set_amounts_all(item.plan, {item: {ADOPTED: 1}}, act=act(MARCH, on=FEBRUARY))
    assert Posting.objects.count() == 0


EXPECTED = AmountKey(2025, "expected", "capital", "2025")


def test_nothing_expected_is_told_and_is_something_else_than_not_told(item: Item, act):
    set_amounts(item, {EXPECTED: 0}, act=act(JANUARY))
    assert amounts(item, JANUARY) == {EXPECTED: 0}
    assert set_amounts(item, {EXPECTED: 0}, act=act(FEBRUARY)) == []


def test_from_something_to_nothing_expected(item: Item, act):
    set_amounts(item, {EXPECTED: 100}, act=act(JANUARY))
    set_amounts(item, {EXPECTED: 0}, act=act(FEBRUARY))
    assert (amounts(item, JANUARY), amounts(item, FEBRUARY)) == ({EXPECTED: 100}, {EXPECTED: 0})


def test_what_was_told_expected_and_countered_is_not_told(item: Item, act):
    (nothing,) = set_amounts(item, {EXPECTED: 0}, act=act(JANUARY))
    counter(nothing, act=act(FEBRUARY))
    assert amounts(item, FEBRUARY) == {}
    (something,) = set_amounts(item, {EXPECTED: 100}, act=act(FEBRUARY))
    counter(something, act=act(MARCH))
    assert amounts(item, MARCH) == {}
