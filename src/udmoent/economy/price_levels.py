# SPDX-License-Identifier: MPL-2.0
"""What a town tells of the prices of each year: added, never changed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.economy.models import PriceIndex
from udmoent.organisation.models import Municipality, Person


def indices_on(municipality: Municipality, on: date, known_at: datetime | None = None) -> dict[int, Decimal]:
    """The points of each year as they held that day; with `known_at`, as they were known then."""
    rows = PriceIndex.objects.filter(municipality=municipality, applies_on__lte=on)
    rows = rows.filter(recorded_at__lte=known_at) if known_at else rows
    return dict(rows.order_by("applies_on", "pk").values_list("year", "points"))


@transaction.atomic
def set_indices(
    municipality: Municipality, told: Mapping[int, Decimal], *, applies_on: date, why: str, by: Person, now: datetime
) -> list[PriceIndex]:
    """Tell the points of these years; what is told already as it is adds nothing."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    known = indices_on(municipality, applies_on)
    stamp = {"applies_on": applies_on, "recorded_at": now, "recorded_by": by, "why": why}
    new = [
        PriceIndex(municipality=municipality, year=year, points=points, **stamp)
        for year, points in sorted(told.items())
        if known.get(year) != points
    ]
    PriceIndex.objects.bulk_create(new)
    if new:
        years = [one.year for one in new]
        record("set_price_indices", municipality, municipality_id=municipality.pk, by_id=by.pk, now=now, years=years)
    return new
