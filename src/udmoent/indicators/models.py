# SPDX-License-Identifier: MPL-2.0
"""Indicators belong to the town, since they outlive a plan. What is told of them, and what is measured, is only added."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

import msgspec
from django.db import models

from udmoent.indicators.facts import IndicatorFacts
from udmoent.indicators.numbers import DECIMALS, FIGURES
from udmoent.organisation.models import Municipality, Person


class Indicator(models.Model):
    """Something whose effect is measured. All that may change stands in its states."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="indicators")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="begun_indicators")

    def __str__(self) -> str:
        return str(self.pk)


class IndicatorState(models.Model):
    """All that is told of an indicator from a day on. Never updated: a trigger refuses it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="indicator_states")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="states")
    applies_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="indicator_states")
    why = models.TextField(blank=True)
    facts = models.JSONField()

    class Meta:
        ordering = ["applies_on", "pk"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.applies_on}"

    @property
    def told(self) -> IndicatorFacts:
        return msgspec.convert(self.facts, IndicatorFacts)


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def known(self, on: date, known_at: datetime | None = None) -> Self:
        """What was measured by that day, as it was known then; with what has been corrected since."""
        found = self.filter(measured_on__lte=on)
        return found.filter(recorded_at__lte=known_at) if known_at else found


class Measurement(models.Model):
    """A number of a day, and when it was told. A wrong one is corrected by another that points at it; without a value
    that one takes it back. Never updated: a trigger refuses it.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="measurements")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    measured_on = models.DateField()
    value = models.DecimalField(max_digits=FIGURES, decimal_places=DECIMALS, null=True)
    source = models.CharField(max_length=500, blank=True)
    why = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="measurements")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["measured_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | models.Q(corrects__isnull=False),
                name="measurement_without_value_takes_one_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measured_on}: {self.value}"
