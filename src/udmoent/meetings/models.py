# SPDX-License-Identifier: MPL-2.0
"""What a body decided, and when. Knows nothing of the plan."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from udmoent.organisation.models import Body, Municipality


class Meeting(models.Model):
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="meetings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    held_on = models.DateField()

    class Meta:
        ordering = ["held_on", "body__abbreviation"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "body", "held_on"], name="body_meets_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.body.abbreviation} {self.held_on:%d.%m.%Y}"


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
