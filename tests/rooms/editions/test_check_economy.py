# SPDX-License-Identifier: MPL-2.0
"""Each rule of the economy made false behind the actions' back, and found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from udmoent.economy.actions import AmountKey, Marks, new_posting, set_amounts
from udmoent.economy.models import Funding, Posting, SavingsTarget
from udmoent.economy.posting import Line, appropriate, counter
from udmoent.editions.check import violations
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Decision
from udmoent.plan.actions import NewItem, add, withdraw
from udmoent.plan.facts import Facts, Kind, Source
from udmoent.plan.models import Item

JANUARY, MARCH, MAY = (date(2025, month, 15) for month in (1, 3, 5))
GIVEN = AmountKey(2025, "supplementary", "capital", "2025")
SPENT, APPROPRIATED, RELEASED = (GIVEN._replace(phase=phase) for phase in ("spent", "appropriated", "released"))


def found() -> list[str]:
    return [one.rule for one in violations()]


@pytest.fixture
def write(item: Item, act) -> Callable[..., Posting]:
    """`write(key, kroner)`: a posting that no rule was asked about, in an act of its own."""

    def written(key: AmountKey, kroner: int, on: date = MAY, **told: object) -> Posting:
        item.plan.refresh_from_db()
        marks = told.pop("marks", Marks())
        posting = new_posting(item, key, kroner, act(on), marks, **told)
        posting.save()
        type(item.plan).objects.filter(pk=item.plan_id).update(last_recorded_at=posting.recorded_at)
        return posting

    return written


@pytest.fixture
def decision(meet) -> Decision:
    return Decision.objects.create(
        municipality=meet(MARCH).municipality, meeting=meet(MAY), title="Sag", text="Godkendt."
    )


@pytest.fixture
def withdrawn(item: Item, act, decision) -> Item:
    withdraw(item, reason="Aftalt", act=act(MARCH, why="Aftalt", decision=decision))
    return item


def test_what_the_actions_write_breaks_nothing(item, act):
    other = add(item.plan, NewItem(kind=Kind.CAPITAL, facts=Facts(title="Vej", body="MTU")), act=act(JANUARY))
    lines = [Line(item=item, key=GIVEN, kroner=50), Line(item=other, key=GIVEN, kroner=-50)]
    given = appropriate(item.plan, lines, act=act(MARCH))
    counter(given[0], act=act(MAY))
    set_amounts(item, {APPROPRIATED: 100, RELEASED: 60, SPENT: 70}, act=act(MAY))
    assert not found()


@pytest.mark.parametrize("told", [{}, {"funding": Funding.CASH.value}])
def test_a_supplementary_appropriation_that_nothing_pays_for(write, told):
    write(GIVEN, 50, **told)
    assert found() == ["appropriation_is_funded"]


def test_what_an_import_brings_is_forgiven(write):
    write(GIVEN, 50, source=Source.IMPORT)
    assert not found()


@pytest.mark.parametrize(
    ("key", "kroner"), [(SPENT, -70), (SPENT._replace(year=2026), -60), (SPENT._replace(phase="realised"), -60)]
)
def test_a_counter_posting_that_is_not_the_opposite(write, key, kroner):
    write(key, kroner, MAY, corrects=write(SPENT, 60, JANUARY))
    assert found() == ["counter_posting_is_the_opposite"]


def test_a_counter_posting_of_a_counter_posting(write):
    first = write(SPENT, 60, JANUARY)
    second = write(SPENT, -60, MARCH, corrects=first)
    write(SPENT, 60, MAY, corrects=second)
    assert found() == ["counter_posting_is_the_opposite"]


def test_something_spent_on_what_is_withdrawn(withdrawn, write):
    write(SPENT, 60, MAY)
    assert found() == ["nothing_is_spent_on_the_withdrawn"]


def test_the_action_refuses_it_and_lets_what_was_wrong_be_taken_down(item, act, decision):
    set_amounts(item, {SPENT: 60}, act=act(JANUARY))
    withdraw(item, reason="Aftalt", act=act(MARCH, why="Aftalt", decision=decision))
    with pytest.raises(Refused):
        set_amounts(item, {SPENT: 70}, act=act(MAY))
    set_amounts(item, {SPENT: 50}, act=act(MAY))
    assert not found()


def test_more_released_than_appropriated(write):
    write(APPROPRIATED, 60, MARCH)
    write(RELEASED, 70, MAY)
    assert found() == ["released_is_within_the_appropriated"]


def test_an_account_that_is_not_in_the_chart(write):
    write(SPENT, 60, marks=replace(Marks(), account="5251001012300111"))
    assert found() == ["account_is_in_the_chart"]


def test_a_target_of_a_body_that_there_is_not(plan, coordinator, act):
    stamp = {"applies_on": MAY, "recorded_at": act(MAY).now, "recorded_by": coordinator}
    told = {"budget_year": 2025, "year": 2025, "price_level": "2025", "kroner": -5}
    SavingsTarget.objects.create(municipality=plan.municipality, body="XYZ", **told, **stamp)
    assert found() == ["target_is_of_a_known_body"]
