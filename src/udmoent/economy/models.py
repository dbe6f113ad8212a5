# SPDX-License-Identifier: MPL-2.0
"""Amounts, appended and never edited: an amount is the sum of its postings."""

from enum import StrEnum

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from udmoent.economy.steps import Step
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
    APPROPRIATED = "appropriated"
    RELEASED = "released"


class Nature(StrEnum):
    OPERATING = "operating"
    CAPITAL = "capital"


class Flow(StrEnum):
    """Whether a posting is an expense or an income; net where it is not told."""

    NET = ""
    EXPENSE = "expense"
    INCOME = "income"


class Expenditure(StrEnum):
    """What kind of expenditure the state's ceilings count a posting as."""

    UNTOLD = ""
    SERVICE = "service"
    INCOME_TRANSFER = "income_transfer"
    SUPPLY = "supply"
    CAPITAL = "capital"
    FINANCING = "financing"


class Funding(StrEnum):
    """What pays for an act that gives more than it takes: nothing, or the cash balance."""

    NONE = ""
    CASH = "cash"


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
    account = models.CharField(max_length=16, blank=True, default="")
    flow = models.CharField(max_length=10, blank=True, default="")
    is_one_off = models.BooleanField(default=False)
    expenditure = models.CharField(max_length=20, blank=True, default="")
    funding = models.CharField(max_length=10, blank=True, default="")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        ordering = ["applies_on", "pk"]
        # Holds all that the sums are made of, in their order: see benchmarks/economy_totals.py.
        indexes = [
            models.Index(
                fields=["item", "year", "phase", "nature", "price_level", "applies_on", "recorded_at", "kroner"],
                name="posting_sums_of_item",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=is_one_of("phase", Phase), name="posting_phase_is_known"),
            models.CheckConstraint(condition=is_one_of("nature", Nature), name="posting_nature_is_known"),
            models.CheckConstraint(condition=is_one_of("flow", Flow), name="posting_flow_is_known"),
            models.CheckConstraint(
                condition=is_one_of("expenditure", Expenditure), name="posting_expenditure_is_known"
            ),
            models.CheckConstraint(condition=is_one_of("funding", Funding), name="posting_funding_is_known"),
            models.CheckConstraint(
                condition=models.Q(account="") | models.Q(Exact(Length("account"), 16)),
                name="posting_account_has_16_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.year} {self.kroner}"


class Recorded(models.Model):
    """What is added and never changed: from which day it holds, when it was told, by whom and why."""

    applies_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["applies_on", "pk"]


class PriceIndex(Recorded):
    """How the prices of a year stand to those of other years: 100,0 and 103,2. The latest told of a year holds."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="price_indices")
    year = models.PositiveSmallIntegerField()
    points = models.DecimalField(max_digits=9, decimal_places=3)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="price_index_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.points}"


class SavingsTarget(Recorded):
    """How much a body, or with no body the whole town, must find in a year: an amount, or a share of a base.

    It is of a budget, and so of its råderum catalogue and its plan alike. Whole kroner, a saving negative as everywhere.
    The latest told of a body and a year holds.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="savings_targets")
    budget_year = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    price_level = models.CharField(max_length=20)
    kroner = models.BigIntegerField()
    percent = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    base = models.BigIntegerField(null=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(kroner__lte=0), name="savings_target_is_a_saving"),
            models.CheckConstraint(
                condition=models.Q(percent=None, base=None) | models.Q(percent__isnull=False, base__isnull=False),
                name="savings_target_has_percent_and_base_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year} {self.kroner}"


class CapitalStep(Recorded):
    """A capital project has come to a step. The latest holds."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="capital_steps")
    item = models.ForeignKey(Item, models.PROTECT, related_name="capital_steps")
    step = models.CharField(max_length=20)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="capital_steps")

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(condition=is_one_of("step", Step), name="capital_step_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.step}"
