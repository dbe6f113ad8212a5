# SPDX-License-Identifier: MPL-2.0
"""What was done, by whom, when. Append-only; municipality and actor are plain ids, so that it knows no room."""

from django.db import models


class Event(models.Model):
    """One act, told as the action's name and the thing it was done to."""

    municipality_id = models.BigIntegerField()
    happened_at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.BigIntegerField(null=True)
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["municipality_id", "happened_at"])]

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.act} {self.thing} {self.thing_id}"
