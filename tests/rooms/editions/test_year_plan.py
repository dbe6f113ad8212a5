# SPDX-License-Identifier: MPL-2.0
"""A body's work plan for a year: where each treatment falls, what wants a meeting, and what ought to be planned."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rooms.editions.test_duties import DAY, an_item, plan_of
from udmoent.editions.content import Amount
from udmoent.editions.unplanned import Needs
from udmoent.editions.year_plan import YearPlan, year_plan
from udmoent.plan.facts import Involvement, Kind, Stage, Treatment

MARCH, SEPTEMBER, OCTOBER, LATE_OCTOBER, DECEMBER = (
    date(2025, 3, 12),
    date(2025, 9, 10),
    date(2025, 10, 8),
    date(2025, 10, 22),
    date(2025, 12, 3),
)
JANUARY = date(2026, 1, 14)
MEETINGS = [MARCH, SEPTEMBER, OCTOBER, LATE_OCTOBER, DECEMBER, JANUARY]


def at(time: str, body: str = "BUU", held_on: date | None = None) -> Treatment:
    return Treatment(body=body, form="beslutning", time=time, held_on=held_on)


def planned(*treatments: Treatment, year: int = 2025, most: int | None = None, **told: object) -> YearPlan:
    return year_plan([plan_of(an_item(treatments=treatments, **told))], {"BUU"}, MEETINGS, year=year, most=most)


def where(made: YearPlan) -> set[object]:
    """The days and the lists in which anything stands."""
    lists = {name for name in ("lacking", "without_meeting", "passed", "running") if getattr(made, name)}
    return lists | {one.held_on for one in made.sittings if one.treated}


@pytest.mark.parametrize(
    ("treatment", "place"),
    [
        (at("8.10.2025"), OCTOBER),
        (at("22. oktober 2025"), LATE_OCTOBER),
        (at("oktober 2025"), OCTOBER),
        (at("4. kvartal"), OCTOBER),  # the plan's year
        (at("2. halvår 2025"), OCTOBER),  # September's meeting has been
        (at("november 2025"), "without_meeting"),
        (at("9.10.2025"), "without_meeting"),
        (at("marts 2025"), "passed"),
        (at("12.3.2025"), "passed"),
        (at("12.3.2025", held_on=MARCH), MARCH),
        (at("", held_on=SEPTEMBER), SEPTEMBER),
        (at("oktober 2025", held_on=date(2025, 9, 17)), date(2025, 9, 17)),  # not in the calendar, yet it was
        (at(""), "lacking"),
        (at("afventer"), "lacking"),
        (at("når der er tid"), "lacking"),
        (at("løbende"), "running"),
    ],
)
def test_each_treatment_stands_in_one_place(treatment, place):
    assert where(planned(treatment)) == {place}


@pytest.mark.parametrize(
    ("treatment", "year", "places"),
    [
        (at("14.1.2026"), 2025, set()),
        (at("14.1.2026"), 2026, {JANUARY}),
        (at("vinter 2025/26"), 2025, {DECEMBER}),
        (at("vinter 2025/26"), 2026, set()),  # it stands in December
        (at("marts 2026"), 2026, {"without_meeting"}),
        (at("marts 2026"), 2025, set()),
        (at("marts 2025"), 2026, set()),
        (at(""), 2026, {"lacking"}),
        (at(""), 2024, set()),  # a year that is over plans nothing
    ],
)
def test_a_year_has_what_falls_in_it(treatment, year, places):
    assert where(planned(treatment, year=year)) == places


def test_all_meetings_of_the_year_are_there_and_each_tells_whether_it_is_over():
    made = planned()
    assert [(one.held_on, one.is_over) for one in made.sittings] == [
        *((day, True) for day in (MARCH, SEPTEMBER)),
        *((day, False) for day in (OCTOBER, LATE_OCTOBER, DECEMBER)),
    ]
    assert [one.held_on for one in made.empty] == [OCTOBER, LATE_OCTOBER, DECEMBER]


@pytest.mark.parametrize(
    ("most", "is_too_full", "has_room"), [(None, False, True), (1, True, False), (2, False, False)]
)
def test_a_meeting_with_more_than_is_enough_is_too_full(most, is_too_full, has_room):
    made = planned(at("8.10.2025"), at("oktober 2025"), at("8.10.2025", held_on=OCTOBER), most=most)
    sitting = next(one for one in made.sittings if one.held_on == OCTOBER)
    assert (sitting.planned, sitting.is_too_full, sitting.has_room) == (2, is_too_full, has_room)
    assert bool(made.too_full) == is_too_full and (made.planned, made.treated) == (2, 1)


def test_a_meeting_that_is_over_is_neither_too_full_nor_empty():
    made = planned(at("", held_on=MARCH), at("x", held_on=MARCH), most=1)
    assert not made.too_full and MARCH not in {one.held_on for one in made.empty}


def test_what_is_over_is_told_where_it_was_treated_and_planned_no_more():
    made = planned(at("", held_on=MARCH), at("8.10.2025"), stage=Stage.WITHDRAWN)
    assert where(made) == {MARCH}


def test_other_bodies_treatments_are_theirs():
    assert where(planned(at("8.10.2025", body="ØK"))) == set()


def test_the_treatments_of_all_plans_stand_together_each_with_its_plan():
    this = plan_of(an_item(treatments=(at("8.10.2025"),)))
    other = replace(this, plan="Næste plan", budget_year=2026)
    made = year_plan([this, other], {"BUU"}, MEETINGS, year=2025, most=None)
    assert [one.plan for sitting in made.sittings for one in sitting.treated] == ["Plan", "Næste plan"]


BUDGET = Amount(year=2025, phase="adopted", nature="capital", price_level="2025", kroner=5_000_000)
PROJECT = {"kind": Kind.CAPITAL, "number": "A301", "amounts": (BUDGET,)}
HELD = at("", held_on=MARCH)


@pytest.mark.parametrize(
    ("told", "needs"),
    [
        ({"stage": Stage.AWAITING_DECISION}, (Needs.DECISION,)),
        ({"stage": Stage.AWAITING_DECISION, "treatments": (HELD,)}, (Needs.DECISION,)),
        ({"stage": Stage.AWAITING_DECISION, "treatments": (at(""),)}, ()),
        ({"stage": Stage.AWAITING_DECISION, "treatments": (at("8.10.2025", body="ØK"),)}, ()),
        ({"stage": Stage.UNDER_WAY}, ()),
        (PROJECT, (Needs.RELEASE,)),
        (PROJECT | {"stage": Stage.AWAITING_DECISION}, (Needs.DECISION, Needs.RELEASE)),
        (PROJECT | {"treatments": (HELD,)}, ()),
        (PROJECT | {"stage": Stage.CLOSED}, ()),
        (PROJECT | {"amounts": (replace(BUDGET, year=2026),)}, ()),
        (PROJECT | {"amounts": (replace(BUDGET, kroner=0),)}, ()),
        (PROJECT | {"amounts": (BUDGET, replace(BUDGET, phase="spent"))}, ()),
        (PROJECT | {"kind": Kind.OPERATING}, ()),
        ({"involvements": (Involvement(party="MED", form="Høring"),)}, (Needs.HEARING,)),
        ({"involvements": (Involvement(party="Ældrerådet", form="MED-høring", result="Ingen bemærkninger"),)}, ()),
        ({"involvements": (Involvement(party="MED", form="orientering"),)}, ()),
        ({"involvements": (Involvement(party="Handicaprådet", deadline=date(2025, 11, 1)),)}, (Needs.HEARING,)),
        ({"involvements": (Involvement(party="MED", form="høring", held_on=MARCH),)}, ()),
    ],
)
def test_what_ought_to_be_treated_and_is_planned_nowhere_is_told(told, needs):
    made = year_plan([plan_of(an_item(**told))], {"BUU"}, MEETINGS, year=2025, most=None)
    assert [one.needs for one in made.unplanned] == ([needs] if needs else [])


def test_the_leading_body_plans_and_no_year_that_is_over_does():
    waiting = plan_of(an_item(stage=Stage.AWAITING_DECISION, other_bodies=("ØK",)))
    assert not year_plan([waiting], {"ØK"}, MEETINGS, year=2025, most=None).unplanned
    assert not year_plan([waiting], {"BUU"}, MEETINGS, year=2024, most=None).unplanned
    assert year_plan([waiting], {"BUU"}, MEETINGS, year=2025, most=None).unplanned and waiting.as_of == DAY


def test_a_need_is_met_by_a_treatment_of_the_item_that_it_follows():
    old = plan_of(an_item(**PROJECT, treatments=(at("8.10.2025"),)))
    new = replace(plan_of(an_item(**PROJECT, follows="Plan A301")), plan="Næste plan", budget_year=2026)
    both = year_plan([old, new], {"BUU"}, MEETINGS, year=2025, most=None)
    assert not both.unplanned and where(both) == {OCTOBER}
    untreated = replace(old, items=(replace(old.items[0], treatments=()),))
    assert [one.plan for one in year_plan([untreated, new], {"BUU"}, MEETINGS, year=2025, most=None).unplanned] == [
        "Næste plan"
    ]
