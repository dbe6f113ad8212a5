# SPDX-License-Identifier: MPL-2.0
"""What a realised amount rests on: the reason of its latest posting, who told it and from which day."""

from datetime import date, datetime

from udmoent.economy.models import Phase, Posting
from udmoent.plan.models import Plan

Evidence = tuple[str, str, date]
"""Why, who, and from which day."""


def evidence_on(plan: Plan, year: int, on: date, known_at: datetime | None = None) -> dict[int, Evidence]:
    """By item id, of the items that have something realised in that year."""
    rows = Posting.objects.filter(item__plan=plan, year=year, phase=Phase.REALISED, applies_on__lte=on)
    rows = rows.filter(recorded_at__lte=known_at) if known_at else rows
    rows = rows.filter(corrects=None, corrected_by=None).order_by("applies_on", "pk")
    told = rows.values_list("item_id", "why", "recorded_by__name", "applies_on")
    return {item: (why, who, day) for item, why, who, day in told}
