# SPDX-License-Identifier: MPL-2.0
"""Writing in the rows: many items in one act, refused by the same rules as elsewhere, and taken back."""

from datetime import UTC, date, datetime

import pytest

from udmoent.audit.models import Event
from udmoent.economy.actions import AmountKey
from udmoent.editions.gather import gather
from udmoent.intake.amend import Amendment, amend, amount_key, take_back
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Assessment, Facts, Kind, Stage

MARCH, LATER = date(2025, 3, 1), datetime(2025, 3, 2, 8, tzinfo=UTC)
KEY = AmountKey(2025, "adopted", "capital", "2025")


@pytest.fixture
def other(plan, act):
    facts = Facts(title="Flere lærere", body="BUU", responsible="Skolechef")
    return add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(date(2024, 12, 11)))


@pytest.fixture
def amendment(plan):
    """`amendment(item, amounts, **facts)` of what the plan says in March."""

    def make(item, amounts=None, **facts):
        content = {one.id: one for one in gather(plan, MARCH).items}
        return Amendment.of(content[item.pk], facts, amounts)

    return make


def says(plan, item, name):
    return next(getattr(one, name) for one in gather(plan, MARCH).items if one.id == item.pk)


def test_only_what_differs_is_an_amendment(item, amendment):
    assert not amendment(item, {KEY: 0}, title="Ny daginstitution").says_something
    assert amendment(item, {KEY: 5}, title="Ny").facts == {"title": "Ny"}


def test_many_items_are_written_in_one_act(plan, item, other, amendment, act):
    wanted = [amendment(item, {KEY: 4_000_000}, responsible="Anlægschef"), amendment(other, responsible="Rektor")]
    written = amend(plan, wanted, act=act(MARCH, why="Aftalt"))
    assert written.count == 2 and len(written.moments) == 2
    assert (says(plan, item, "responsible"), says(plan, other, "responsible")) == ("Anlægschef", "Rektor")
    assert says(plan, item, "amounts")[0].kroner == 4_000_000
    assert item.states.last().why == "Aftalt" and item.states.last().source == "edit"


def test_refused_writing_changes_nothing(plan, item, other, amendment, act):
    events = Event.objects.count()
    with pytest.raises(Refused, match="begrundelse"):
        amend(plan, [amendment(other, title="Nyt"), amendment(item, assessment=Assessment.RED)], act=act(MARCH))
    assert says(plan, other, "title") == "Flere lærere" and Event.objects.count() == events


@pytest.mark.parametrize(
    "told", [{"stage": Stage.CLOSED}, {"agreed_text": "Andre ord"}, {"merged_into": "D301"}, {"body": "XYZ"}]
)
def test_what_has_an_act_of_its_own_is_not_written_in_a_row(plan, item, amendment, act, told):
    assert amendment(item, **told).why_not(["BUU"])
    with pytest.raises(Refused):
        amend(plan, [amendment(item, **told)], act=act(MARCH))


def test_an_amount_keeps_its_own_price_level(plan, item, amendment):
    before = amendment(item).before
    assert amount_key(before, 2025, price_level="2025") == KEY
    older = Amendment.of(before, {}, {AmountKey(2025, "adopted", "capital", "2024"): 7}).after
    assert amount_key(older, 2025, price_level="2025").price_level == "2024"


def test_taken_back_items_say_what_they_said_before(plan, item, other, amendment, act, coordinator):
    change(item, act=act(date(2025, 1, 5)), responsible="Anlægschef")
    wanted = [amendment(item, {KEY: 4_000_000}, responsible="Byggechef"), amendment(other, title="Nyt")]
    written = amend(plan, wanted, act=act(MARCH))
    assert take_back(plan, written, by=coordinator, now=LATER) == 2
    assert (says(plan, item, "responsible"), says(plan, other, "title")) == ("Anlægschef", "Flere lærere")
    assert says(plan, item, "amounts") == ()
    assert item.states.last().source == "undo"


def test_what_others_wrote_later_is_never_taken_back_with_it(plan, item, other, amendment, act, coordinator):
    written = amend(plan, [amendment(item, title="Et"), amendment(other, title="To")], act=act(MARCH))
    change(item, act=act(date(2025, 3, 2)), course="Skrevet siden")
    with pytest.raises(Refused, match="A301"):
        take_back(plan, written, by=coordinator, now=LATER)
    assert says(plan, other, "title") == "To"
