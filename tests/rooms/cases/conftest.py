# SPDX-License-Identifier: MPL-2.0
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from udmoent.cases.actions import CaseFacts, begin_case
from udmoent.cases.facts import CaseKind
from udmoent.cases.models import Case
from udmoent.editions.actions import seal
from udmoent.editions.models import Edition
from udmoent.meetings.actions import call

NOON = datetime(2025, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def edition(plan, item, coordinator) -> Edition:
    return seal(plan, "original", date(2024, 12, 11), by=coordinator, now=datetime(2024, 12, 11, 12, tzinfo=UTC))


@pytest.fixture
def begin(plan, edition, coordinator, town) -> Callable[..., Case]:
    """`begin("BUU", "ØK", kind=…)`: a case on its way through these bodies, each with a meeting."""

    def make(*bodies: str, **told: Any) -> Case:
        facts = {"kind": CaseKind.ORIENTATION, "title": "Udmøntningsplan", "edition": edition} | told
        route = [town.bodies.get(abbreviation=body) for body in bodies]
        case = begin_case(plan, CaseFacts(**facts), route, by=coordinator, now=NOON)
        for day, one in enumerate(case.treatments.all(), start=15):
            one.meeting = call(one.body, date(2025, 1, day), by=coordinator, now=NOON)
            one.save()
        return case

    return make
