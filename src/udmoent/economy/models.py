# SPDX-License-Identifier: MPL-2.0
"""Amounts, appended and never edited: an amount is the sum of its postings."""

from enum import StrEnum

from django.db import models

from udmoent.meetings.models import Decision
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.models import Item, is_one_of


class Phase(StrEnum):
    ADOPTED = "adopted"
    SUPPLEMENTARY = "supplementary"
    REALLOCATION = "reallocation"
    TRANSFER = "transfer"
    EXPECTED = "expected"
    REALISED = "realised"
    SPENT = "spent"


class Nature(StrEnum):
    OPERATING = "operating"
    CAPITAL = "capital"


class Posting(models.Model):
    """Whole kroner, net: an expense is positive, a saving or income negative. Never updated: a trigger refuses it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="postings")
    item = models.ForeignKey(Item, models.PROTECT, related_name="postings", db_index=False)
    applies_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    why = models.TextField(blank=True)
    source = models.CharField(max_length=20)
    source_id = models.BigIntegerField(null=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="postings")
    year = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20)
    nature = models.CharField(max_length=20)
    price_level = models.CharField(max_length=20)
    kroner = models.BigIntegerField()

    class Meta:
        ordering = ["applies_on", "pk"]
        indexes = [models.Index(fields=["item", "applies_on"], name="posting_of_item_in_force")]
        constraints = [
            models.CheckConstraint(condition=is_one_of("phase", Phase), name="posting_phase_is_known"),
            models.CheckConstraint(condition=is_one_of("nature", Nature), name="posting_nature_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.year} {self.kroner}"
