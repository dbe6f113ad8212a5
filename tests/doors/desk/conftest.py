# SPDX-License-Identifier: MPL-2.0
"""The cast of the desk: one user for each role, in a town with a small plan, and a stranger."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.rooms.conftest import act, coordinator, item, meet, plan, town  # noqa: F401 - the rooms' own cast
from udmoent.editions.actions import seal
from udmoent.editions.models import Edition
from udmoent.followup.actions import Asking, open_round, plan_round
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, days_of
from udmoent.organisation.actions import take_position
from udmoent.organisation.models import Municipality, Person, Role, User
from udmoent.organisation.rules import ROLES
from udmoent.plan.actions import Act, NewItem, add
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import Item, Plan

TODAY = date(2025, 9, 30)
ASKED_AT = datetime(2025, 9, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock_stands(settings, db) -> None:
    settings.UDMOENT_TODAY = TODAY


@pytest.fixture
def sign_in(client: Client, coordinator: Person, town: Municipality) -> Callable[[str], Client]:  # noqa: F811
    """`sign_in(role)`: the client, signed in as somebody with only that role."""

    def as_role(name: str) -> Client:
        user, is_new = User.objects.get_or_create(email=f"{name}@example.dk")
        if is_new:
            person = coordinator if name == "plan_coordinator" else Person.objects.create(municipality=town, name=name)
            if name in ROLES:
                Role.objects.create(municipality=town, user=user, person=person, name=name, valid_from=date(2024, 1, 1))
        client.force_login(user)
        return client

    return as_role


@pytest.fixture
def keeper(sign_in) -> Client:
    """The plan coordinator, signed in."""
    return sign_in("plan_coordinator")


@pytest.fixture
def skolechef(sign_in, town: Municipality) -> Client:  # noqa: F811
    """Somebody who answers for the items of one post."""
    client = sign_in("responsible")
    take_position(Role.objects.get(name="responsible").person, "skolechef", valid_from=date(2024, 1, 1))
    return client


@pytest.fixture
def own_item(plan: Plan, act: Callable[..., Act]) -> Item:  # noqa: F811
    facts = Facts(title="Flere lærere", body="BUU", responsible="Skolechef", course="Der ansættes lærere.")
    return add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(date(2024, 12, 11)))


@pytest.fixture
def edition(plan: Plan, item: Item, coordinator: Person) -> Edition:  # noqa: F811
    return seal(plan, "original", date(2024, 12, 11), by=coordinator, now=datetime(2024, 12, 11, 15, tzinfo=UTC))


@pytest.fixture
def asks(plan: Plan, coordinator: Person) -> Callable[..., Round]:  # noqa: F811
    """`asks("September", item)`: an open round that asks about it."""

    def make(name: str, *items: Item, as_of: date = TODAY, **asking: object) -> Round:
        planned = plan_round(plan, name, days_of(as_of, Timing()), Asking(**asking), by=coordinator, now=ASKED_AT)
        return open_round(planned, [one.pk for one in items], by=coordinator, now=ASKED_AT)

    return make


@pytest.fixture
def others_item(plan: Plan, act: Callable[..., Act]) -> Item:  # noqa: F811
    facts = Facts(title="Ny hal", body="KFU", responsible="Hallchef", contributors=("Skolechef",))
    return add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(date(2024, 12, 11)))
