# SPDX-License-Identifier: MPL-2.0
"""What a body decided, and when. Knows nothing of the plan."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from udmoent.meetings.deadlines import Deadlines, deadlines
from udmoent.organisation.configuration import TownConfiguration
from udmoent.organisation.models import Body, Municipality


class MeetingQuerySet(models.QuerySet):
    def coming(self, on: date) -> Self:
        """Those that day and later."""
        return self.filter(held_on__gte=on)


class Meeting(models.Model):
    """A body's meeting, planned or held. `title` is told where it is more than an ordinary one.

    `moved_from` is the day that it was to be held before, `source_key` what it is called in the calendar it came from.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="meetings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    moved_from = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    source_key = models.CharField(max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "body__abbreviation"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "body", "held_on"], name="body_meets_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.body.abbreviation} {self.held_on:%d.%m.%Y}"

    def deadlines(self, town: TownConfiguration) -> Deadlines:
        return deadlines(town.body_on(self.body.abbreviation, self.held_on), self.held_on)


class Decision(models.Model):
    """What the body decided in one matter, in its own words. Not what was recommended to it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    title = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        ordering = ["meeting__held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="decision_has_a_text",
                violation_error_message=_("Write what was decided, in the words of the minutes."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.title}"
