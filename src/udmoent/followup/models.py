# SPDX-License-Identifier: MPL-2.0
"""Asking the responsible for status, and what they answered. An answer is a row that is only added."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from udmoent.followup.facts import Asks, Capacity, Giver, RoundStage, Scope
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body, Municipality, Person
from udmoent.plan.facts import Assessment, ClosingReason, Stage
from udmoent.plan.models import Item, Plan, both_or_neither, is_one_of


class RoundQuerySet(models.QuerySet):
    def to_open(self, on: date) -> Self:
        """Those planned whose first day has come."""
        return self.filter(stage=RoundStage.PLANNED.value, opens_on__lte=on)


class Round(models.Model):
    """Asks for status as of a day, first the responsible, then their unit's chief, then whoever keeps the plan.

    `view_name` and `view_query` are those of a saved view as it was when the round was planned.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="rounds")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=200)
    as_of = models.DateField()
    scope = models.CharField(max_length=20)
    scope_body = models.CharField(max_length=20, blank=True)
    view_name = models.CharField(max_length=100, blank=True)
    view_query = models.TextField(blank=True)
    asks = models.CharField(max_length=20, default=Asks.RESPONSIBLE.value)
    opens_on = models.DateField()
    responsible_by = models.DateField()
    chief_by = models.DateField()
    coordinator_by = models.DateField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="rounds")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="rounds")
    stage = models.CharField(max_length=20, default=RoundStage.PLANNED.value)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["as_of", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "plan", "name"],
                name="round_name_is_unique_in_plan",
                violation_error_message=_("There is already a round with this name. Choose another name."),
            ),
            models.CheckConstraint(condition=is_one_of("stage", RoundStage), name="round_stage_is_known"),
            models.CheckConstraint(condition=is_one_of("scope", Scope), name="round_scope_is_known"),
            models.CheckConstraint(condition=is_one_of("asks", Asks), name="round_asks_somebody_known"),
            models.CheckConstraint(
                condition=(Q(scope=Scope.BODY.value) & ~Q(scope_body=""))
                | ~Q(scope=Scope.BODY.value) & Q(scope_body=""),
                name="round_of_a_body_names_it",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("responsible_by"))
                & Q(responsible_by__lte=F("chief_by"))
                & Q(chief_by__lte=F("coordinator_by")),
                name="round_deadlines_follow_one_another",
                violation_error_message=_(
                    "The deadlines follow one another: the responsible, then the unit's chief, then the coordinator."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stage=RoundStage.PLANNED.value, opened_at=None)
                | (~Q(stage=RoundStage.PLANNED.value) & Q(opened_at__isnull=False)),
                name="round_that_opened_says_when",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[RoundStage.PLANNED.value, RoundStage.OPEN.value], closed_at=None)
                | Q(stage__in=[RoundStage.CLOSED.value, RoundStage.SEALED.value], closed_at__isnull=False),
                name="round_that_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="round_closes_after_it_opened"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """An item that a round asks about. Who answers for it is told by the plan, also when that changes under way."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="asked")
    round = models.ForeignKey(Round, models.PROTECT, related_name="asked")
    item = models.ForeignKey(Item, models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "round", "item"], name="round_asks_about_an_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.item}"


class StatusReport(models.Model):
    """One answer for one item: what the responsible said in a round, or between two. Never updated: a trigger refuses it.

    `applies_on` is the day from which it holds in the plan. `capacity`, `posts` and `on_behalf_of` are those of its
    Giver. `confirmed` are the parties whose promises were confirmed, `realised` whole kroner of the plan's first
    year or of the year told by `realised_year`.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="status_reports")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="reports")
    item = models.ForeignKey(Item, models.PROTECT, related_name="reports")
    applies_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="status_reports")
    capacity = models.CharField(max_length=20, default=Capacity.RESPONSIBLE.value)
    posts = models.JSONField(default=list)
    on_behalf_of = models.TextField(blank=True)
    is_unchanged = models.BooleanField()
    stage = models.CharField(max_length=20)
    assessment = models.CharField(max_length=20)
    status_text = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    time_text = models.TextField(blank=True)
    moved_because = models.TextField(blank=True)
    confirmed = models.JSONField(default=list)
    realised_year = models.PositiveSmallIntegerField(null=True)
    realised = models.BigIntegerField(null=True)
    closing_reason = models.CharField(max_length=20, null=True)

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["item", "applies_on"], name="report_of_item")]
        constraints = [
            models.CheckConstraint(condition=is_one_of("stage", Stage), name="report_stage_is_known"),
            models.CheckConstraint(condition=is_one_of("assessment", Assessment), name="report_assessment_is_known"),
            models.CheckConstraint(condition=is_one_of("capacity", Capacity), name="report_capacity_is_known"),
            models.CheckConstraint(
                condition=Q(on_behalf_of="") | Q(capacity=Capacity.ON_BEHALF.value),
                name="report_for_another_post_says_so",
            ),
            models.CheckConstraint(
                condition=is_one_of("closing_reason", ClosingReason, or_none=True),
                name="report_closing_reason_is_known",
            ),
            models.CheckConstraint(
                condition=Q(closing_reason=None) | Q(stage=Stage.CLOSED.value), name="report_with_closing_reason_closes"
            ),
            models.CheckConstraint(
                condition=Q(realised=None, realised_year=None) | Q(realised__isnull=False, realised_year__isnull=False),
                name="realised_amount_names_its_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.applies_on}"

    @property
    def giver(self) -> Giver:
        return Giver(capacity=Capacity(self.capacity), posts=tuple(self.posts), on_behalf_of=self.on_behalf_of)

    @property
    def is_contribution(self) -> bool:
        return self.capacity == Capacity.CONTRIBUTOR


class Draft(models.Model):
    """What somebody has written of an answer and not sent yet: the form's fields as they stood. Saved over as one types."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="drafts")
    item = models.ForeignKey(Item, models.PROTECT, related_name="drafts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="drafts")
    written = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item", "person"], name="person_has_one_draft_of_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.item}"


class ItemDecision(models.Model):
    """That a body's decision was about an item. It leaves the item's facts as they are. Never updated: a trigger refuses it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="item_decisions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="item_decisions")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="item_decisions")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="item_decisions")

    class Meta:
        ordering = ["decision__meeting__held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item", "decision"], name="decision_is_about_an_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.decision}"


class FollowUpQuerySet(models.QuerySet):
    def of_plan(self, plan: Plan) -> Self:
        return self.filter(item__plan=plan).select_related("item", "meeting")

    def open_on(self, day: date) -> Self:
        """Those raised by that day and not done by then."""
        return self.filter(Q(done_on=None) | Q(done_on__gt=day), raised_on__lte=day)

    def done_after(self, day: date, until: date) -> Self:
        """Those done later than the one day, and by the other."""
        return self.filter(done_on__gt=day, done_on__lte=until)


class FollowUp(models.Model):
    """What the directorate asked for at a meeting, and which comes back until it is done. What was asked is never changed."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="follow_ups")
    item = models.ForeignKey(Item, models.PROTECT, related_name="follow_ups")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="follow_ups")
    text = models.TextField()
    who = models.TextField(blank=True)
    raised_on = models.DateField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="raised_follow_ups")
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="done_follow_ups")
    outcome = models.TextField(blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["raised_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="follow_up_says_what",
                violation_error_message=_("Write what shall be followed up."),
            ),
            models.CheckConstraint(
                condition=both_or_neither("done_on", "done_by"),
                name="follow_up_that_is_done_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(done_on__gte=F("raised_on")), name="follow_up_is_done_after_it_was_raised"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.text[:60]}"


class Reminder(models.Model):
    """A mail that somebody is sent at most once. The row is written before the mail goes out: what stopped half-way is not sent again.

    `occasion` is what it is for, with its week, round or deadline; `items` are the numbers that it names. `refusal` is what
    the mail server said when it did not take the mail, which then is known not to have gone out.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="reminders")
    person = models.ForeignKey(Person, models.PROTECT, related_name="reminders")
    occasion = models.CharField(max_length=200)
    address = models.EmailField()
    subject = models.CharField(max_length=300)
    items = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "person", "occasion"], name="reminder_is_sent_once"),
            models.CheckConstraint(
                condition=Q(refusal="", refused_at=None) | (~Q(refusal="") & Q(refused_at__isnull=False, sent_at=None)),
                name="refused_reminder_says_when_and_was_not_sent",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=F("begun_at")), name="reminder_is_sent_after_it_was_begun"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.occasion}"

    def may_be_tried_again(self, on: date) -> bool:
        """A mail that the server refused is tried again once a day; one of which nothing more is known never."""
        return self.refused_at is not None and timezone.localdate(self.refused_at) < on


class FeedKey(models.Model):
    """The secret in a person's calendar address, kept by its sha256; a new one makes the old address useless."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="feed_keys")
    person = models.OneToOneField(Person, models.PROTECT, related_name="feed_key")
    key_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key_sha256"], name="feed_key_is_one_persons")]

    def __str__(self) -> str:
        return str(self.person)
