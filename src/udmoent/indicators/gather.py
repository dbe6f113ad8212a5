# SPDX-License-Identifier: MPL-2.0
"""Every indicator of a town as it stood on a day."""

from collections import defaultdict
from datetime import date, datetime

from udmoent.indicators.models import Indicator, IndicatorState, Measurement
from udmoent.indicators.standing import Measured, Standing
from udmoent.lib.text import danish_order
from udmoent.organisation.models import Municipality


def standings(municipality: Municipality, on: date, known_at: datetime | None = None) -> list[Standing]:
    """Those that there were that day, by name; with `known_at`, as it was known then."""
    states = IndicatorState.objects.filter(municipality=municipality, applies_on__lte=on)
    states = states.filter(recorded_at__lte=known_at) if known_at else states
    latest = {state.indicator_id: state for state in states.order_by("applies_on", "pk")}
    begun = dict(Indicator.objects.filter(pk__in=latest).values_list("pk", "begun_at"))
    measured = _measured(municipality, on, known_at)
    found = [
        Standing(id=pk, facts=state.told, begun_on=begun[pk].date(), day=on, told=tuple(measured[pk]))
        for pk, state in latest.items()
    ]
    return sorted(found, key=lambda one: danish_order(one.facts.name))


def _measured(municipality: Municipality, on: date, known_at: datetime | None) -> dict[int, list[Measured]]:
    """By indicator. One that was moved to a later day by its correction does not stand on the days between."""
    rows = Measurement.objects.filter(municipality=municipality)
    rows = rows.filter(recorded_at__lte=known_at) if known_at else rows
    found: dict[int, list[Measured]] = defaultdict(list)
    moved_on = rows.filter(measured_on__gt=on, corrects__isnull=False).values("corrects")
    for row in rows.filter(measured_on__lte=on).exclude(pk__in=moved_on).select_related("recorded_by").order_by("pk"):
        found[row.indicator_id].append(
            Measured(
                id=row.pk,
                on=row.measured_on,
                value=row.value,
                source=row.source,
                why=row.why,
                told_at=row.recorded_at,
                told_by=row.recorded_by.name,
                corrects=row.corrects_id,
            )
        )
    return found
