# SPDX-License-Identifier: MPL-2.0
"""The plan sealed as of a date. What was sealed is read back, never recomputed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from udmoent.followup.models import Round
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Municipality, Person
from udmoent.plan.models import Plan


class Edition(models.Model):
    """A version of the plan. Never updated: a trigger refuses it; an error is mended by one that replaces it.

    `content` is the canonical JSON whose sha256 is `sha256`, text because a database's JSON type reorders keys.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="editions")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions")
    name = models.CharField(max_length=200)
    as_of = models.DateField()
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(Person, models.PROTECT, related_name="editions")
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="editions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="editions")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    why = models.TextField(blank=True)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="editions")

    class Meta:
        ordering = ["as_of", "sealed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "plan", "name"],
                name="edition_name_is_unique_in_plan",
                violation_error_message=_("There is already a version with this name. Choose another name."),
            ),
            models.CheckConstraint(
                condition=models.Q(replaces=None) | ~models.Q(why=""),
                name="replacing_edition_says_why",
                violation_error_message=_("Write why the earlier version is replaced."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A list of the plan that somebody gave a name: which items, columns, groups and order, as an address's query."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="saved_views")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=100)
    query = models.TextField(blank=True)
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "owner", "name"],
                name="view_name_is_unique_for_its_owner",
                violation_error_message=_("You have a view with this name already. Choose another name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
