# SPDX-License-Identifier: MPL-2.0
"""The demo, for tests that look into its rows or change them, and for those that only read what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tests.once import lay_demo
from udmoent.cases.facts import CaseKind
from udmoent.cases.gather import Asked
from udmoent.cases.writing import write_fresh
from udmoent.cases.written import WrittenCase
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
    """`editions` tell name, as-of date, body, meeting and hash of each version; `cases` are composed, one of each kind."""

    today: PlanContent
    original: PlanContent
    end_of_may: PlanContent
    editions: list[tuple[str, str, str, str, str]]
    cases: dict[str, WrittenCase]


def composed_cases(plan: Plan) -> Iterator[tuple[str, WrittenCase]]:
    """As `udmoent write-case` writes them, on the day at which the demo's clock stands."""

    def write(
        kind: CaseKind, body: str, edition: str = "", item: str = "", arrangement: str = "", **told: Any
    ) -> WrittenCase:
        asked = Asked(
            kind=kind,
            plan=plan,
            body=plan.municipality.bodies.get(abbreviation=body),
            today=DEMO_TODAY,
            edition=plan.editions.get(name=edition) if edition else None,
            item=plan.items.get(number=item) if item else None,
            **told,
        )
        return write_fresh(replace(asked, arrangement=arrangement))

    january, june = date(2025, 1, 15), date(2025, 6, 10)
    yield "orientation-buu", write(CaseKind.ORIENTATION, "BUU", "original", meeting_on=january)
    yield "half-year-oek", write(CaseKind.HALF_YEAR, "ØK", "ultimo maj 2025", meeting_on=june)
    yield "approval-oek", write(CaseKind.APPROVAL, "ØK", "original", meeting_on=date(2024, 12, 3))
    yield "item-r101", write(CaseKind.ITEM, "ØK", item="R101")
    yield "release-a301", write(CaseKind.RELEASE, "BUU", item="A301")
    yield "other-arrangement", write(CaseKind.ORIENTATION, "MTU", "original", arrangement="beslutningstema")


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
            cases=dict(composed_cases(plan)),
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
