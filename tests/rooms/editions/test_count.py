# SPDX-License-Identifier: MPL-2.0
"""How many items there are of what."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from tests.properties import examples
from tests.rooms.editions.contents import ITEMS, content
from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import SILENCES, count, is_silent
from udmoent.editions.silence import last_changed, last_said
from udmoent.plan.actions import change
from udmoent.plan.facts import Kind, Stage

DAY = date(2025, 9, 30)
quickly = settings(max_examples=examples(60), deadline=None, derandomize=True)


def an_item(**told: object) -> ItemContent:
    return ItemContent(**{"id": 1, "number": "D101", "kind": Kind.OPERATING, "title": "Skole", "body": "BUU"} | told)


@quickly
@given(ITEMS)
def test_every_item_is_in_one_part_one_stage_and_when_open_one_assessment(items):
    counts = count(content(items).items, DAY)
    assert sum(counts.parts.values()) == sum(counts.stages.values()) == counts.items
    assert sum(counts.assessments.values()) == counts.open == counts.items - counts.closed - counts.withdrawn


def test_silence_is_counted_after_more_than_so_many_days():
    said = {1: date(2025, 7, 31), 2: date(2025, 8, 1), 3: DAY}
    items = [an_item(id=number) for number in said]
    assert count(items, DAY, said).silent == {30: 2, 60: 1, 90: 0}


def test_what_is_over_is_never_silent():
    over = replace(an_item(), stage=Stage.WITHDRAWN)
    assert not is_silent(over, {1: date(2024, 1, 1)}, DAY)


def test_without_the_days_on_which_something_was_said_nothing_is_silent():
    assert count([an_item()], DAY).silent == dict.fromkeys(SILENCES, 0)


def test_the_last_word_is_that_of_the_state_in_force(plan, item, act):
    change(item, status_text="Udbudt", act=act(date(2025, 3, 1)))
    change(item, status_text="Rettet", act=act(date(2025, 2, 1), on=date(2025, 4, 1)))
    assert last_said(plan, date(2025, 2, 28)) == {item.pk: date(2025, 2, 1)}
    assert last_said(plan, DAY) == {item.pk: date(2025, 3, 1)}
    assert last_said(plan, DAY, act(date(2025, 1, 1)).now) == {item.pk: date(2024, 12, 11)}


def test_the_last_change_is_that_of_a_fact_or_an_amount_also_a_back_dated_one(plan, item, act):
    assert last_changed(plan, DAY)[item.pk] == act(date(2024, 12, 11)).now
    corrected, posted = act(date(2025, 2, 1), on=date(2025, 4, 1)), act(date(2025, 5, 1))
    change(item, status_text="Rettet", act=corrected)
    assert last_changed(plan, DAY) == {item.pk: corrected.now}
    set_amounts(item, {AmountKey(2025, "adopted", "capital", "2025"): 1_000}, act=posted)
    assert last_changed(plan, DAY) == {item.pk: posted.now}
    assert last_changed(plan, DAY, corrected.now) == {item.pk: corrected.now}
    assert last_changed(plan, date(2025, 4, 30)) == {item.pk: corrected.now}
