# SPDX-License-Identifier: MPL-2.0
"""What and whom a round would ask."""

from datetime import date
from typing import Any

from udmoent.desk.rounds.opening import in_scope_on
from udmoent.desk.rounds.posts import by_unit_and_post, holders_on
from udmoent.desk.rounds.told import scope_told
from udmoent.followup.actions import Asking
from udmoent.followup.facts import Asks
from udmoent.followup.models import Round
from udmoent.plan.models import Plan


def asked_now(plan: Plan, asking: Asking | Round, today: date) -> dict[str, Any]:
    """What and whom a round would ask, were it opened today."""
    items = in_scope_on(plan, asking, today)
    return {
        "is_previewed": True,
        "scope": scope_told(asking),
        "would_ask": items,
        "units": by_unit_and_post(items, holders_on(plan.municipality, today)),
        "asks_contributors": asking.asks == Asks.CONTRIBUTORS,
    }
