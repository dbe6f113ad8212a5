# SPDX-License-Identifier: MPL-2.0
"""A round as of ultimo May, and the moments of a spring."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from udmoent.followup.actions import Asking, open_round, plan_round
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, days_of
from udmoent.organisation.models import Person
from udmoent.plan.models import Item, Plan

ULTIMO_MAY = date(2025, 5, 31)


def at(text: str) -> datetime:
    """ "2025-06-02" is that day at noon, UTC."""
    return datetime.fromisoformat(text).replace(hour=12, tzinfo=UTC)


@pytest.fixture
def planned(plan: Plan, coordinator: Person) -> Round:
    return plan_round(
        plan, "Halvårsstatus", days_of(ULTIMO_MAY, Timing()), Asking(), by=coordinator, now=at("2025-05-01")
    )


@pytest.fixture
def opened(planned: Round, item: Item, coordinator: Person) -> Round:
    return open_round(planned, [item.pk], by=coordinator, now=at("2025-05-20"))


@pytest.fixture
def answering(coordinator: Person) -> Callable[..., dict[str, object]]:
    """`report(item, answer, **answering("2025-06-02"))`."""
    return lambda day: {"by": coordinator, "now": at(day)}
