# SPDX-License-Identifier: MPL-2.0
"""What amounts rest on: the reason of a realised one's latest posting, and what kind of expenditure the postings are told to be."""

from datetime import date, datetime

from udmoent.economy.models import Nature, Phase, Posting
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


def expenditures_on(plan: Plan, year: int, on: date, known_at: datetime | None = None) -> dict[int, frozenset[str]]:
    """By item id, the kinds of expenditure that the item's operating postings of that year are told to be."""
    rows = Posting.objects.filter(item__plan=plan, year=year, nature=Nature.OPERATING, applies_on__lte=on)
    rows = rows.filter(recorded_at__lte=known_at) if known_at else rows
    told: dict[int, set[str]] = {}
    kinds_told = rows.exclude(expenditure="").order_by().values_list("item_id", "expenditure").distinct()
    for item, kind in kinds_told:
        told.setdefault(item, set()).add(kind)
    return {item: frozenset(kinds) for item, kinds in told.items()}
