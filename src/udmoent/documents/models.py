# SPDX-License-Identifier: MPL-2.0
"""The town's own Word templates, and which of them each kind of document is written in. Nothing of it is ever changed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from udmoent.documents.rules import DOCUMENTS
from udmoent.organisation.models import Municipality, Person


class Template(models.Model):
    """A Word file that documents can be written in, kept by its sha256."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="templates")
    file_name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="templates")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "sha256"],
                name="template_is_unique_in_municipality",
                violation_error_message=_("This template is here already. Find it in the list."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class TemplateUseQuerySet(models.QuerySet):
    def latest_of(self, document: str) -> Self:
        """Of one kind of document: what was chosen last, first."""
        return self.filter(document=document).select_related("template", "used_by").order_by("-pk")


class TemplateUse(models.Model):
    """From a moment on, documents of a kind are written in a template; without one, in Udmønt's own look."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="template_uses")
    document = models.CharField(max_length=20, choices=list(DOCUMENTS.items()))
    template = models.ForeignKey(Template, models.PROTECT, null=True, related_name="uses")
    used_from = models.DateTimeField()
    used_by = models.ForeignKey(Person, models.PROTECT, related_name="template_uses")
    why = models.TextField(blank=True)

    objects = TemplateUseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__in=list(DOCUMENTS)),
                name="template_is_used_for_a_kind_of_document",
                violation_error_message=_("Choose which documents are to be written in the template."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_document_display()}: {self.template or 'Udmønt'}"
