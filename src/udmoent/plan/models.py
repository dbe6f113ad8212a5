# SPDX-License-Identifier: MPL-2.0
"""The living plan. An item is only its identity; what the plan says of it is a row of states that are only added."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

import msgspec
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from udmoent.lib.time import IndicativeTime
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.facts import (
    FACTS,
    Assessment,
    ClosingReason,
    Facts,
    Kind,
    Origin,
    Source,
    Stage,
    Visibility,
)


def is_one_of(field: str, codes: type[StrEnum], *, or_none: bool = False) -> Q:
    known = Q(**{f"{field}__in": [code.value for code in codes]})
    return known | Q(**{field: None}) if or_none else known


def both_or_neither(first: str, second: str) -> Q:
    """Told together, as when something was done and by whom."""
    return Q(**{first: None, second: None}) | Q(**{f"{first}__isnull": False, f"{second}__isnull": False})


class Agreement(models.Model):
    """What the parties signed for a budget year and three forecast years.

    `parties` is a list of {"letter", "name", "signer"}. The file that the paragraphs were read from is kept by its sha256.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="agreements")
    name = models.CharField(max_length=200)
    budget_year = models.PositiveSmallIntegerField()
    price_level = models.CharField(max_length=20)
    signed_on = models.DateField(null=True, blank=True)
    parties = models.JSONField(default=list)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["budget_year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="agreement_name_is_unique_in_town")
        ]

    def __str__(self) -> str:
        return self.name


class AgreementParagraph(models.Model):
    """A numbered paragraph of the agreement, in its own words. It has items, or a reason why it needs none."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="agreement_paragraphs")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="paragraphs")
    number = models.PositiveIntegerField()
    text = models.TextField()
    page = models.PositiveIntegerField(null=True, blank=True)
    needs_no_item_because = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "agreement", "number"], name="paragraph_number_is_unique_in_agreement"
            )
        ]

    def __str__(self) -> str:
        return f"§ {self.number}"


class Heading(models.Model):
    """A main heading of the agreement, under which its declarations of intent are grouped."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="headings")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="headings")
    name = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "agreement", "name"], name="heading_name_is_unique_in_agreement"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PlanManager(models.Manager["Plan"]):
    def get_queryset(self) -> models.QuerySet["Plan"]:
        """Without those whose beginning was taken back."""
        return super().get_queryset().filter(taken_back_at=None)

    def worked_by(self, on: date) -> "Plan | None":
        """The plan of that day's budget year, else the latest before it, else the first there is."""
        plans = self.order_by("agreement__budget_year", "pk")
        return plans.filter(agreement__budget_year__lte=on.year).last() or plans.first()


class Plan(models.Model):
    """The plan for one agreement. Whoever writes in it locks this row, so that `recorded_at` only grows."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="plans")
    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="plan")
    name = models.CharField(max_length=200)
    last_recorded_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True)

    every = models.Manager()
    objects = PlanManager()

    class Meta:
        default_manager_name = "objects"
        ordering = ["agreement__budget_year", "name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="plan_name_is_unique_in_town")]

    def __str__(self) -> str:
        return self.name


class ItemQuerySet(models.QuerySet):
    def as_of(self, on: date, known_at: datetime | None = None) -> "ItemStateQuerySet":
        """The state of each item in force that day, one index seek an item; with `known_at`, as it was known then."""
        latest = ItemState.objects.filter(item=OuterRef("pk")).up_to(on, known_at).values("pk")[:1]
        return ItemState.objects.filter(pk__in=self.order_by().values_list(Subquery(latest)))


class Item(models.Model):
    """One topic of one agreement. Number and part never change; next year's is a new item that follows it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="items")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    origin = models.CharField(max_length=20, choices=[(origin.value, origin.value) for origin in Origin])
    paragraph = models.ForeignKey(AgreementParagraph, models.PROTECT, null=True, blank=True, related_name="items")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "plan", "number"],
                name="item_number_is_unique_in_plan",
                violation_error_message=_("The number is already in use. A number is never used again."),
            ),
            models.UniqueConstraint(fields=["municipality", "plan", "follows"], name="item_is_followed_once_in_plan"),
            models.CheckConstraint(condition=~Q(follows=F("pk")), name="item_does_not_follow_itself"),
            models.CheckConstraint(condition=is_one_of("kind", Kind), name="item_kind_is_known"),
            models.CheckConstraint(condition=is_one_of("origin", Origin), name="item_origin_is_known"),
        ]

    def __str__(self) -> str:
        return self.number


class ItemStateQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Leaves out items that an undone import had brought."""
        return self.filter(is_present=True)

    def up_to(self, on: date, known_at: datetime | None = None) -> Self:
        """What was said from a day not after this one, that in force first; with `known_at`, as it was known then."""
        said = self.filter(applies_on__lte=on)
        if known_at:
            said = said.filter(recorded_at__lte=known_at)
        return said.order_by("-applies_on", "-pk")


class ItemState(models.Model):
    """A full snapshot of what the plan says of an item from a day on. Never updated: a trigger refuses it.

    `applies_on` is a day in the town's calendar, `recorded_at` the moment (UTC) it was learnt. In force on a day is the
    state with the greatest (applies_on, id) not after it.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="item_states")
    item = models.ForeignKey(Item, models.PROTECT, related_name="states", db_index=False)
    applies_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="item_states")
    why = models.TextField(blank=True)
    source = models.CharField(max_length=20)
    source_id = models.BigIntegerField(null=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="item_states")
    is_present = models.BooleanField(default=True)

    title = models.TextField()
    body = models.CharField(max_length=20)
    other_bodies = models.JSONField()
    is_cross_cutting = models.BooleanField()
    heading = models.CharField(max_length=200)
    agreed_text = models.TextField()
    agreed_reference = models.TextField()
    case_number = models.TextField()
    kle = models.TextField()
    course = models.TextField()
    coordination = models.JSONField()
    commitments = models.JSONField()
    time_text = models.TextField()
    time_first = models.DateField(null=True)
    time_last = models.DateField(null=True)
    stage = models.CharField(max_length=20)
    assessment = models.CharField(max_length=20)
    reason = models.TextField()
    mitigation = models.TextField()
    status_text = models.TextField()
    next_steps = models.TextField(default="")
    responsible = models.TextField()
    contributors = models.JSONField(default=list)
    unit = models.TextField()
    closed_on = models.DateField(null=True)
    closed_by = models.TextField()
    closing_reason = models.CharField(max_length=20, null=True)
    noted_on = models.DateField(null=True)
    withdrawn_reason = models.TextField()
    derived_from = models.CharField(max_length=40, null=True)
    merged_into = models.CharField(max_length=40, null=True)
    fills = models.CharField(max_length=40, null=True)
    strategies = models.JSONField()
    treatments = models.JSONField()
    involvements = models.JSONField()
    staff_consequences = models.TextField(default="")
    visibility = models.CharField(max_length=20)
    extra = models.JSONField()

    objects = ItemStateQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(F("item"), F("applies_on").desc(), F("id").desc(), name="item_state_in_force")]
        constraints = [
            models.CheckConstraint(condition=is_one_of("source", Source), name="state_source_is_known"),
            models.CheckConstraint(condition=is_one_of("stage", Stage), name="state_stage_is_known"),
            models.CheckConstraint(condition=is_one_of("assessment", Assessment), name="state_assessment_is_known"),
            models.CheckConstraint(condition=is_one_of("visibility", Visibility), name="state_visibility_is_known"),
            models.CheckConstraint(
                condition=is_one_of("closing_reason", ClosingReason, or_none=True),
                name="state_closing_reason_is_known",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="state_has_a_title"),
            models.CheckConstraint(
                condition=(
                    Q(stage=Stage.CLOSED.value, closed_on__isnull=False, closing_reason__isnull=False)
                    & ~Q(closed_by="")
                )
                | (~Q(stage=Stage.CLOSED.value) & Q(closed_on=None, closing_reason=None, closed_by="")),
                name="closed_has_date_person_and_reason_and_open_has_none",
            ),
            models.CheckConstraint(
                condition=(Q(stage=Stage.WITHDRAWN.value) & ~Q(withdrawn_reason=""))
                | (~Q(stage=Stage.WITHDRAWN.value) & Q(withdrawn_reason="")),
                name="withdrawn_has_a_reason_and_others_have_none",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(stage=Stage.CLOSED.value), name="merged_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.applies_on}"

    @property
    def facts(self) -> Facts:
        return Snapshot.from_values([getattr(self, column) for column in COLUMNS]).facts


class Note(models.Model):
    """What the directorate says of an item from a day on, beside the responsible's own words. Never updated.

    In force on a day is the one with the greatest (applies_on, id) not after it; an empty text takes the note away.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="notes")
    item = models.ForeignKey(Item, models.PROTECT, related_name="notes")
    applies_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="notes")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["applies_on", "pk"]

    def __str__(self) -> str:
        return f"{self.item} {self.applies_on}"


class Attachment(models.Model):
    """A file kept with an item, or an address in the town's document system. Internal until somebody releases it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="attachments")
    item = models.ForeignKey(Item, models.PROTECT, related_name="attachments")
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    address = models.URLField(max_length=500, blank=True)
    visibility = models.CharField(max_length=20, default=Visibility.INTERNAL.value)
    attached_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="attachments")
    removed_on = models.DateField(null=True)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="removed_attachments")

    class Meta:
        ordering = ["attached_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(file_sha256="") & Q(address="")) | (Q(file_sha256="") & ~Q(address="")),
                name="attachment_is_a_file_or_an_address",
            ),
            models.CheckConstraint(
                condition=is_one_of("visibility", Visibility), name="attachment_visibility_is_known"
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_on", "removed_by"),
                name="removed_attachment_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.title


TIME_COLUMNS = ("time_text", "time_first", "time_last")
COLUMNS = ("is_present", *TIME_COLUMNS, *(fact for fact in FACTS if fact != "time"))
LISTS = ("other_bodies", "coordination", "commitments", "contributors", "strategies", "treatments", "involvements")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An item's facts with whether it is in the plan at all; goes to columns of a state and comes back from them."""

    facts: Facts
    is_present: bool = True

    @classmethod
    def from_values(cls, values: list) -> Self:
        """From the values of COLUMNS, in that order."""
        is_present, text, first, last, *others = values
        told = dict(zip(COLUMNS[4:], others, strict=True)) | {"time": IndicativeTime(text, first, last)}
        return cls(msgspec.convert(told, Facts), is_present)

    def columns(self) -> dict[str, object]:
        time = self.facts.time
        told = self.facts.told()
        del told["time"]
        told |= {name: msgspec.to_builtins(told[name]) for name in LISTS}
        return told | {
            "is_present": self.is_present,
            "time_text": time.text,
            "time_first": time.first,
            "time_last": time.last,
        }
