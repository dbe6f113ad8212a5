# SPDX-License-Identifier: MPL-2.0
"""The cast: a town, the person who keeps its plan, and the plan."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from tests.once import once
from udmoent.meetings.models import Meeting
from udmoent.organisation.actions import load_municipality, take_position
from udmoent.organisation.configuration import configuration_text
from udmoent.organisation.models import Body, Municipality, Person
from udmoent.plan.actions import Act, NewItem, add, begin_plan
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import Item, Plan

BEGINNING = datetime(2024, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def town(db) -> Municipality:
    """Norddjurs, as its configuration comes with Udmønt."""
    once("town", lambda: load_municipality(configuration_text("norddjurs"), now=BEGINNING))
    return Municipality.objects.get()


@pytest.fixture
def coordinator(town: Municipality) -> Person:
    person = Person.objects.create(municipality=town, name="Karen Koordinator")
    take_position(person, "plankoordinator", valid_from=date(2020, 1, 1))
    return person


@pytest.fixture
def plan(town: Municipality, coordinator: Person) -> Plan:
    headings = [heading.name for heading in town.configuration.headings]
    return begin_plan(
        town, "Udmøntningsplan 2025-2028", budget_year=2025, headings=headings, by=coordinator, now=BEGINNING
    )


@pytest.fixture
def act(coordinator: Person) -> Callable[..., Act]:
    """`act(day)` is done on that day; `act(day, on=later)` is back-dated; the rest is an Act's own."""

    def make(applies_on: date, *, on: date | None = None, **told: object) -> Act:
        moment = datetime.combine(on or applies_on, time(12), UTC)
        return Act(by=coordinator, now=moment, applies_on=applies_on, **told)

    return make


@pytest.fixture
def meet(town: Municipality) -> Callable[[date], Meeting]:
    """`meet(day)`: the directorate's meeting that day."""
    told = {"name": "Direktionen", "kind": Body.Kind.DIRECTORATE, "valid_from": date(2022, 1, 1)}
    body = Body.objects.create(municipality=town, abbreviation="DIR", **told)
    return lambda day: Meeting.objects.create(municipality=town, body=body, held_on=day)


@pytest.fixture
def item(plan: Plan, act: Callable[..., Act]) -> Item:
    """A301, in the plan since it was approved."""
    facts = Facts(title="Ny daginstitution", body="BUU", agreed_text="Der bygges en ny daginstitution.")
    return add(plan, NewItem(kind=Kind.CAPITAL, facts=facts), act=act(date(2024, 12, 11)))
