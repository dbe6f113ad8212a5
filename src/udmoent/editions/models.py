# SPDX-License-Identifier: MPL-2.0
"""The plan sealed as of a date. What was sealed is read back, never recomputed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from udmoent.editions.communication_rules import Addressee
from udmoent.followup.models import Round
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Municipality, Person
from udmoent.plan.models import Item, Plan, is_one_of


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


class CommunicationQuerySet(models.QuerySet["Communication"]):
    def of_plan(self, plan: Plan) -> Self:
        return self.filter(plan=plan)

    def about(self, thing: Item | Edition) -> Self:
        return self.filter(item=thing) if isinstance(thing, Item) else self.filter(edition=thing)


class Communication(models.Model):
    """That somebody is told of an item, or of a version. What is said of it is a row of states that are only added."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="communications")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="communications")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="communications")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="communications")

    objects = CommunicationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item=None, edition__isnull=False) | models.Q(item__isnull=False, edition=None),
                name="communication_is_about_an_item_or_a_version",
            )
        ]

    def __str__(self) -> str:
        return str(self.item or self.edition)


class CommunicationState(models.Model):
    """Who is told what, how, when and by which post, as it was said at a moment; the latest holds. Never updated.

    `done_on` is when they were told, `dropped_because` why they are not after all.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="communication_states")
    communication = models.ForeignKey(Communication, models.PROTECT, related_name="states")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="communication_states")
    addressee = models.CharField(max_length=20)
    channel = models.CharField(max_length=100, blank=True)
    message = models.TextField()
    post = models.TextField(blank=True)
    planned_on = models.DateField()
    done_on = models.DateField(null=True)
    dropped_because = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=is_one_of("addressee", Addressee), name="communication_addressee_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(message=""),
                name="communication_says_something",
                violation_error_message=_("Write what they are told."),
            ),
            models.CheckConstraint(
                condition=models.Q(done_on=None) | models.Q(dropped_because=""),
                name="communication_is_not_both_done_and_dropped",
            ),
        ]

    def __str__(self) -> str:
        return self.message[:60]


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
