# SPDX-License-Identifier: MPL-2.0
"""What may follow what in a capital project, and what its money tells."""

from datetime import date

import pytest

from udmoent.economy.capital import Finding, findings
from udmoent.economy.models import CapitalStep
from udmoent.economy.projects import steps_on, take_step
from udmoent.economy.steps import DECIDED, MAY_FOLLOW, ORDER, STEPS, Step, why_not_step
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import note_decision

JANUARY, FEBRUARY, MARCH = (date(2025, month, 15) for month in (1, 2, 3))


def test_the_table_is_total_and_every_step_can_be_come_to():
    assert set(MAY_FOLLOW) == set(STEPS) == set(Step)
    found = {Step.IDEA}
    for _again in Step:
        found |= {after for before in found for after in MAY_FOLLOW[before]}
    assert found == set(Step)


@pytest.mark.parametrize("before", Step)
@pytest.mark.parametrize("after", Step)
def test_what_is_not_in_the_table_is_refused(before, after):
    refused = why_not_step(before, after, why="Fejl", has_decision=True)
    assert bool(refused) == (after not in MAY_FOLLOW[before])


@pytest.mark.parametrize("after", sorted(DECIDED))
def test_the_council_decides_some_steps_on_the_way(after):
    before = next(one for one in ORDER if after in MAY_FOLLOW[one] and ORDER.index(one) < ORDER.index(after))
    assert why_not_step(before, after, why="", has_decision=False)
    assert not why_not_step(None, after, why="", has_decision=False)


def test_a_step_back_needs_a_reason():
    assert why_not_step(Step.TENDER, Step.RELEASED, why="", has_decision=False)
    assert not why_not_step(Step.TENDER, Step.RELEASED, why="Nyt udbud", has_decision=False)


def test_steps_hold_from_their_day_and_none_is_changed(item, act, coordinator):
    body = item.plan.municipality.bodies.get(abbreviation="KB")
    now = act(FEBRUARY).now
    decision = note_decision(body, FEBRUARY, title="Frigivelse", text="Godkendt.", by=coordinator, now=now)
    take_step(item, Step.BUDGETED, act=act(JANUARY))
    take_step(item, Step.RELEASED, act=act(FEBRUARY, decision=decision))
    take_step(item, Step.EXECUTION, act=act(MARCH))
    assert [steps_on([item.pk], day)[item.pk] for day in (JANUARY, FEBRUARY, MARCH)] == [
        Step.BUDGETED,
        Step.RELEASED,
        Step.EXECUTION,
    ]
    with pytest.raises(Refused, match="ikke “Idé”"):
        take_step(item, Step.IDEA, act=act(MARCH))
    assert CapitalStep.objects.count() == 3


@pytest.mark.parametrize(
    ("body", "text"),
    [("BUU", "Godkendt."), ("KB", "Udsat."), ("KB", "Sagen sendes tilbage."), ("KB", "Anbefales godkendt.")],
)
def test_a_step_of_the_councils_is_not_taken_by_another_bodys_decision_or_one_that_approves_nothing(
    item, act, coordinator, body, text
):
    bodies = item.plan.municipality.bodies
    told = {"title": "Frigivelse", "text": text, "by": coordinator, "now": act(FEBRUARY).now}
    decision = note_decision(bodies.get(abbreviation=body), FEBRUARY, **told)
    take_step(item, Step.BUDGETED, act=act(JANUARY))
    with pytest.raises(Refused, match="Vælg"):
        take_step(item, Step.RELEASED, act=act(FEBRUARY, decision=decision))
    assert CapitalStep.objects.count() == 1


FINE = {"budget": 10, "appropriated": 10, "released": 10, "spent": 10, "step": Step.EXECUTION, "is_closed": False}


@pytest.mark.parametrize(
    "told, found",
    [
        ({}, []),
        ({"spent": 11}, [Finding.SPENT_OVER_RELEASED]),
        ({"released": 11}, [Finding.RELEASED_OVER_APPROPRIATED]),
        ({"step": Step.RELEASED, "released": 0, "spent": 0}, [Finding.RELEASED_WITHOUT_AMOUNT]),
        ({"budget": 9}, [Finding.APPROPRIATED_OVER_BUDGET]),
        ({"step": Step.IN_USE}, [Finding.ACCOUNTS_MISSING]),
        ({"is_closed": True}, [Finding.ACCOUNTS_MISSING]),
        ({"step": Step.ACCOUNTS_APPROVED, "is_closed": True}, []),
    ],
)
def test_what_is_to_be_told_of_the_money(told, found):
    assert list(findings(**FINE | told)) == found
