# SPDX-License-Identifier: MPL-2.0
"""Each import that wrote something, with its receipt."""

from django.db import models

from udmoent.organisation.models import Municipality, Person
from udmoent.plan.models import Plan


class Import(models.Model):
    """`receipt` is the import's JSON as it was shown. `file_sha256` names the file as it is kept."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="imports")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="imports")
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

    def __str__(self) -> str:
        return f"{self.pk}: {self.file_name}"
