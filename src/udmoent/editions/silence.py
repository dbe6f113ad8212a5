# SPDX-License-Identifier: MPL-2.0
"""When something was last said of each item."""

from datetime import date, datetime

from udmoent.plan.models import Plan


def last_said(plan: Plan, as_of: date, known_at: datetime | None = None) -> dict[int, date]:
    """By item id the day from which what the plan says of the item holds: since then nobody has told anything new."""
    states = plan.items.as_of(as_of, known_at).present()
    return dict(states.values_list("item_id", "applies_on"))
