# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.editions.content import ItemContent
from udmoent.editions.gather import KEPT, gather
from udmoent.editions.kept import Kept
from udmoent.plan.actions import change
from udmoent.plan.facts import Kind

DAY = date(2025, 9, 30)


def items(count: int) -> tuple[ItemContent, ...]:
    return tuple(ItemContent(id=n, number=str(n), kind=Kind.INTENT, title="t", body="ØK") for n in range(count))


def test_what_was_made_is_made_once():
    kept, made = Kept(), []
    for _time in range(2):
        assert len(kept.get("key", lambda: made.append(1) or items(2))) == 2
    assert made == [1]


def test_what_was_not_asked_for_longest_goes_first_when_there_is_no_room():
    kept, made = Kept(most_items=5), []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: made.append(key) or items(2))
    assert made == ["a", "b", "c", "b"]


def test_nothing_is_kept_of_a_transaction_that_may_be_undone(plan, item):
    KEPT.forget()
    gather(plan, DAY)
    assert not KEPT._by_key


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_at_once(plan, item, act):
    KEPT.forget()
    before = [gather(plan, DAY).items[0].title for _time in range(2)]
    change(item, act=act(date(2025, 3, 1)), title="Et andet navn")
    assert [*before, gather(plan, DAY).items[0].title] == ["Ny daginstitution", "Ny daginstitution", "Et andet navn"]
    assert gather(plan, date(2025, 1, 1)).items[0].title == "Ny daginstitution"
    KEPT.forget()
