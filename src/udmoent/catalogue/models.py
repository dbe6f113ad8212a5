# SPDX-License-Identifier: MPL-2.0
"""The reservoir of savings: rounds, proposals whose states are only added, hearing answers and packages."""

from collections.abc import Iterable
from datetime import date
from typing import Self

import msgspec
from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from udmoent.catalogue.facts import DECIDED, TAKEN, Economy, Openness, ProposalFacts, ProposalStage
from udmoent.catalogue.rules import Days
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.models import Item, both_or_neither, is_one_of


def _is_at(stages: Iterable[ProposalStage]) -> Q:
    return Q(stage__in=sorted(map(str, stages)))


class CatalogueRound(models.Model):
    """One budget's catalogue, with the days of its way. Amounts are in the prices of `price_level`."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="catalogue_rounds")
    budget_year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    price_level = models.CharField(max_length=20)
    ideas_by = models.DateField()
    checked_by = models.DateField()
    hearing_from = models.DateField()
    hearing_to = models.DateField()
    decided_by = models.DateField()
    is_sample = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="begun_catalogue_rounds")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="closed_catalogue_rounds")

    class Meta:
        ordering = ["-budget_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "budget_year"],
                name="budget_has_one_catalogue_round",
                violation_error_message=_("There is already a råderum round for that budget. Use that one."),
            ),
            models.UniqueConstraint(fields=["municipality", "name"], name="catalogue_round_name_is_unique_in_town"),
            models.CheckConstraint(
                condition=Q(ideas_by__lte=F("checked_by"))
                & Q(checked_by__lte=F("hearing_from"))
                & Q(hearing_from__lte=F("hearing_to"))
                & Q(hearing_to__lte=F("decided_by")),
                name="catalogue_days_follow_one_another",
                violation_error_message=_("The days follow one another. Correct the days."),
            ),
            models.CheckConstraint(
                condition=both_or_neither("closed_at", "closed_by"),
                name="closed_catalogue_round_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> Days:
        return Days(**{name: getattr(self, name) for name in Days.__slots__})

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def years(self) -> list[int]:
        return list(range(self.budget_year, self.budget_year + 4))

    def is_in_hearing(self, on: date) -> bool:
        return self.hearing_from <= on <= self.hearing_to


class Proposal(models.Model):
    """One proposal of a round. Its number never changes; `item` is set once, when it has become one."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="proposals")
    round = models.ForeignKey(CatalogueRound, models.PROTECT, related_name="proposals")
    number = models.CharField(max_length=20)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="begun_proposals")
    item = models.OneToOneField(Item, models.PROTECT, null=True, blank=True, related_name="proposal")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "round", "number"],
                name="proposal_number_is_unique_in_round",
                violation_error_message=_("The number is already in use. A number is never used again."),
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> "ProposalState":
        return self.states.select_related("decision__meeting__body", "recorded_by").latest("pk")


class ProposalStateQuerySet(models.QuerySet):
    def latest_of_each(self) -> Self:
        """What is said of each proposal now."""
        return self.filter(pk__in=self.order_by().values("proposal").annotate(last=Max("pk")).values("last"))


class ProposalState(models.Model):
    """A full snapshot of a proposal from a moment on. Never updated: a trigger refuses it.

    `facts` are those of `ProposalFacts`; `decided` is the economy that was chosen of it, None where none was.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="proposal_states")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="states")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="proposal_states")
    why = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="proposal_states")
    stage = models.CharField(max_length=20)
    openness = models.CharField(max_length=20)
    facts = models.JSONField()
    decided = models.JSONField(null=True, blank=True)

    objects = ProposalStateQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=is_one_of("stage", ProposalStage), name="proposal_stage_is_known"),
            models.CheckConstraint(condition=is_one_of("openness", Openness), name="proposal_openness_is_known"),
            models.CheckConstraint(
                condition=_is_at(TAKEN) & Q(decided__isnull=False) | (~_is_at(TAKEN) & Q(decided__isnull=True)),
                name="chosen_proposal_has_decided_amounts_and_others_have_none",
            ),
            models.CheckConstraint(
                condition=~_is_at(DECIDED - {ProposalStage.REJECTED}) | Q(decision__isnull=False),
                name="decided_proposal_names_its_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.recorded_at:%d.%m.%Y}"

    @property
    def told(self) -> ProposalFacts:
        return msgspec.convert(self.facts, ProposalFacts)

    @property
    def decided_economy(self) -> Economy | None:
        return None if self.decided is None else msgspec.convert(self.decided, Economy)


class HearingAnswer(models.Model):
    """What an organisation or a role answered, never a person; to one proposal, or to the whole catalogue.

    `text` stays as it came. `published_text` is what others may read, without personal data; empty until it is published.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="hearing_answers")
    round = models.ForeignKey(CatalogueRound, models.PROTECT, related_name="answers")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="answers")
    sender = models.CharField(max_length=200)
    text = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="recorded_hearing_answers")
    published_text = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="published_hearing_answers"
    )

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(sender=""), name="hearing_answer_has_a_sender_and_a_text"
            ),
            models.CheckConstraint(
                condition=Q(published_text="", published_at=None, published_by=None)
                | (~Q(published_text="") & Q(published_at__isnull=False, published_by__isnull=False)),
                name="published_answer_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.sender


class Package(models.Model):
    """A choice of proposals that somebody saved, to be held against others."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="packages")
    round = models.ForeignKey(CatalogueRound, models.PROTECT, related_name="packages")
    name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="packages")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "round", "name"], name="package_name_is_unique_in_round")
        ]

    def __str__(self) -> str:
        return self.name


class PackageChoice(models.Model):
    """A proposal in a package. `part` is what is taken of it, as net kroner by year; None for the whole."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="package_choices")
    package = models.ForeignKey(Package, models.PROTECT, related_name="choices")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="package_choices")
    part = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["proposal__number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "package", "proposal"], name="package_has_a_proposal_once")
        ]

    def __str__(self) -> str:
        return f"{self.package}: {self.proposal}"

    @property
    def share(self) -> dict[int, int] | None:
        return None if self.part is None else {int(year): kroner for year, kroner in self.part.items()}
