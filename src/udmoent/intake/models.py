# SPDX-License-Identifier: MPL-2.0
"""Each import that wrote something, with its receipt; and each file on its way in, with how far it has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from udmoent.intake.finance.matching import RuleKind
from udmoent.intake.rules import Matter, ReadingStage
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.models import Item, Plan, both_or_neither, is_one_of


class Import(models.Model):
    """`receipt` is the import's JSON as it was shown. `file_sha256` names the file as it is kept."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="imports")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="imports")
    matter = models.CharField(max_length=20, default=Matter.PLAN.value)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    applies_on = models.DateField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, models.PROTECT, related_name="imports")
    why = models.TextField(blank=True)
    receipt = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="undone_imports")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=is_one_of("matter", Matter), name="import_matter_is_known")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.file_name}"


class Reading(models.Model):
    """A file that is read and held against the plan or its cases, or brought in, apart from the page that asked for it.

    `plan` is None for a plan that is to be begun. `upload` tells which file and how it is to be understood, `job` what
    is to be done with it; `told` is what came of it, of a plan in the words of `language`, None until then. `beat_at` is when the
    work last gave a sign of life. Rows are forgotten after some days.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="readings")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="readings")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="readings")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=10)
    matter = models.CharField(max_length=20, default=Matter.PLAN.value)
    upload = models.JSONField()
    job = models.JSONField(default=dict)
    stage = models.CharField(max_length=20, default=ReadingStage.WAITING.value)
    rows_read = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    told = models.JSONField(null=True)
    refusals = models.JSONField(default=list)
    kept = models.ForeignKey(Import, models.PROTECT, null=True, related_name="readings")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=is_one_of("stage", ReadingStage), name="reading_stage_is_known"),
            models.CheckConstraint(condition=is_one_of("matter", Matter), name="reading_matter_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.stage}"


class CalendarChange(models.Model):
    """What was done with several meetings at once, by a file or by a rule, which `title` tells.

    `changes` lists {"deed", "meeting", "before", "after"}: the meeting's id, and what was told of it, None for nothing.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="calendar_changes")
    title = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="calendar_changes")
    changes = models.JSONField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="undone_calendar_changes")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("undone_at", "undone_by"),
                name="undone_calendar_change_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.title}"


class AccountRule(models.Model):
    """Which item the finance system's accounts belong to: `value` is digits, a profit centre or a part of a text.

    Without an item it belongs to none of the plan. Rules are kept as they are used: what one was is in the log.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="account_rules")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="account_rules")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="account_rules")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="account_rules")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=is_one_of("kind", RuleKind), name="account_rule_kind_is_known"),
            models.UniqueConstraint(
                fields=["municipality", "plan", "kind", "value"],
                name="account_rule_is_unique_in_plan",
                violation_error_message=_("There is a rule for this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class CarryOver(models.Model):
    """What of one plan went on in the next. `began_plan`: the next one was begun by it.

    `receipt` is what was shown of it. Until it is confirmed it may be taken back, and never after.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="carry_overs")
    source = models.ForeignKey(Plan, models.PROTECT, related_name="carried_into")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="carry_overs")
    began_plan = models.BooleanField(default=False)
    applies_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="carry_overs")
    why = models.TextField(blank=True)
    receipt = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="confirmed_carry_overs")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="undone_carry_overs")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("undone_at", "undone_by"),
                name="undone_carry_over_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=both_or_neither("confirmed_at", "confirmed_by"),
                name="confirmed_carry_over_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(undone_at=None),
                name="confirmed_carry_over_is_not_undone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.plan}"
