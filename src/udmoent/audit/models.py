# SPDX-License-Identifier: MPL-2.0
"""What was done, by whom, when. Append-only; municipality and actor are plain ids, so that it knows no room."""

from datetime import datetime
from typing import Self

from django.db import models


class EventQuerySet(models.QuerySet):
    def of(self, municipality_id: int) -> Self:
        """The whole log of one town, the latest first."""
        return self.filter(municipality_id=municipality_id).order_by("-happened_at", "-pk")

    def between(self, first: datetime | None, last: datetime | None) -> Self:
        """What happened from one moment to another, both counted; None is no limit."""
        found = self.filter(happened_at__gte=first) if first else self
        return found.filter(happened_at__lte=last) if last else found


class Event(models.Model):
    """One act, told as the action's name and the thing it was done to."""

    municipality_id = models.BigIntegerField()
    happened_at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.BigIntegerField(null=True)
    told = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["municipality_id", "happened_at"]),
            models.Index(fields=["municipality_id", "person_id"], name="events_by_person"),
            models.Index(fields=["municipality_id", "act"], name="events_by_act"),
            models.Index(fields=["municipality_id", "thing", "thing_id"], name="events_by_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.act} {self.thing} {self.thing_id}"
