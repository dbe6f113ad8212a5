# SPDX-License-Identifier: MPL-2.0
"""The demo, for tests that look into its rows or change them, and for those that only read what it says."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from tests.once import lay_demo
from udmoent.demo.actions import DEMO_TODAY
from udmoent.editions.actions import read_back
from udmoent.editions.content import PlanContent
from udmoent.editions.gather import gather
from udmoent.plan.models import Plan


@pytest.fixture
def demo(db) -> Plan:
    return lay_demo()


@dataclass(frozen=True)
class Told:
    """`editions` tell name, as-of date, body, meeting and hash of each version."""

    today: PlanContent
    original: PlanContent
    end_of_may: PlanContent
    editions: list[tuple[str, str, str, str, str]]


@pytest.fixture(scope="session")
def told(django_db_setup, django_db_blocker) -> Told:
    """What the demo says, from a database that has forgotten it again."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan = lay_demo()
        editions = list(plan.editions.all())
        original, end_of_may = (read_back(edition) for edition in editions)
        told = Told(
            today=gather(plan, DEMO_TODAY),
            original=original,
            end_of_may=end_of_may,
            editions=[
                (one.name, f"{one.as_of}", one.body.abbreviation, f"{one.meeting.held_on}", one.sha256)
                for one in editions
            ],
        )
        transaction.set_rollback(True)
    return told


@pytest.fixture
def today(told: Told) -> PlanContent:
    """The plan on the day at which the demo's clock stands."""
    return told.today


@pytest.fixture
def original(told: Told) -> PlanContent:
    return told.original


@pytest.fixture
def end_of_may(told: Told) -> PlanContent:
    return told.end_of_may
