# SPDX-License-Identifier: MPL-2.0
"""Agenda cases: what is put before a body, what it was sent, and what it decided.

A case is a draft until it is sent. What was sent to a body is kept as bytes and never changes.
"""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from udmoent.cases.facts import MADE, MAIN, OF_AN_EDITION, OF_AN_ITEM, Access, CaseKind, Holds, Outcome
from udmoent.editions.models import Edition
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body, Municipality, Person
from udmoent.plan.models import Item, Plan, is_one_of


def _one_of(field: str, codes: Iterable[str]) -> Q:
    return Q(**{f"{field}__in": sorted(map(str, codes))})


class CaseQuerySet(models.QuerySet):
    def of_bodies(self, abbreviations: frozenset[str]) -> Self:
        """Those that pass one of the bodies."""
        treated = CaseTreatment.objects.filter(body__abbreviation__in=abbreviations)
        return self.filter(pk__in=treated.values("case"))

    def sent(self) -> Self:
        """Those of which a body has been sent something."""
        return self.filter(pk__in=SentCase.objects.values("treatment__case"))


class Case(models.Model):
    """One matter on its way through the bodies.

    `edition` is the sealed version that it tells of, `since` the one that its comparison begins at; `template` is the name
    of one of the town's arrangements of sections. `own` are the person's own sentences by their names, `emphasis` the
    numbers of the items that are to be named first. `ground` is why a closed case is closed (kommunestyrelsesloven § 10).
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="cases")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="cases")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    case_number = models.CharField(max_length=60, blank=True)
    kle = models.CharField(max_length=60, blank=True)
    access = models.CharField(max_length=20, default=Access.OPEN.value)
    ground = models.TextField(blank=True)
    template = models.CharField(max_length=100)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="cases")
    since = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="cases_since")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="cases")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    own = models.JSONField(default=dict, blank=True)
    emphasis = models.JSONField(default=list, blank=True)
    recommended_by = models.CharField(max_length=200, blank=True)
    verbs = models.JSONField(default=list, blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="cases")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=is_one_of("kind", CaseKind), name="case_kind_is_known"),
            models.CheckConstraint(condition=is_one_of("access", Access), name="case_access_is_known"),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="case_has_a_title",
                violation_error_message=_("Write the case's title."),
            ),
            models.CheckConstraint(
                condition=Q(access=Access.OPEN.value) | ~Q(ground=""),
                name="closed_case_has_a_ground",
                violation_error_message=_("A closed case needs its ground. Write which (kommunestyrelsesloven § 10)."),
            ),
            models.CheckConstraint(
                condition=~_one_of("kind", OF_AN_EDITION) | Q(edition__isnull=False),
                name="case_of_a_version_names_it",
                violation_error_message=_("Choose the version that the case tells of."),
            ),
            models.CheckConstraint(
                condition=(_one_of("kind", OF_AN_ITEM) & Q(item__isnull=False))
                | (~_one_of("kind", OF_AN_ITEM) & Q(item=None)),
                name="case_of_an_item_names_it",
                violation_error_message=_("Choose the item that the case is about."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CaseSection(models.Model):
    """A section of a case. `composed` is what the plan says, sentence by sentence with where each comes from.

    `edited` is what a person wrote in its place, made from `edited_from`; None where nobody did. An edit stands when the
    section is composed anew.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="case_sections")
    case = models.ForeignKey(Case, models.PROTECT, related_name="sections")
    place = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200)
    composed = models.JSONField(default=list)
    edited = models.TextField(null=True, blank=True)
    edited_from = models.JSONField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="case_sections")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case", "heading"], name="case_has_a_section_once"),
            models.CheckConstraint(
                condition=Q(edited=None, edited_from=None, edited_at=None, edited_by=None)
                | Q(edited__isnull=False, edited_from__isnull=False, edited_at__isnull=False, edited_by__isnull=False),
                name="edited_section_says_when_by_whom_and_from_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.heading}"


class CaseAttachment(models.Model):
    """What goes with a case. It is open or confidential of its own, also in an open case.

    What is made from the plan is made anew from the sealed version each time; `body` is whose excerpt it is.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="case_attachments")
    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    holds = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    access = models.CharField(max_length=20, default=Access.OPEN.value)
    role = models.CharField(max_length=1, blank=True)
    document_id = models.CharField(max_length=40, blank=True)
    record_number = models.CharField(max_length=40, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="case_attachments")
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    address = models.URLField(max_length=500, blank=True)
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey(Person, models.PROTECT, related_name="case_attachments")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case", "number"], name="attachment_number_is_unique_in_case"
            ),
            models.UniqueConstraint(
                fields=["municipality", "case"], condition=Q(role=MAIN), name="case_has_one_main_document"
            ),
            models.CheckConstraint(condition=_one_of("role", ("", MAIN)), name="case_attachment_role_is_known"),
            models.CheckConstraint(condition=is_one_of("access", Access), name="case_attachment_access_is_known"),
            models.CheckConstraint(condition=is_one_of("holds", Holds), name="case_attachment_holds_something_known"),
            models.CheckConstraint(
                condition=(_one_of("holds", MADE) & Q(file_sha256="", address=""))
                | (Q(holds=Holds.FILE.value, address="") & ~Q(file_sha256=""))
                | (Q(holds=Holds.ADDRESS.value, file_sha256="") & ~Q(address="")),
                name="case_attachment_is_made_or_a_file_or_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class CaseTreatment(models.Model):
    """A body's treatment of a case: where on its route it is, at which meeting, and what came of it.

    `decision` holds the words of the minutes. `absent`, `apologies` and `disqualified` are lists of {"name", "party"},
    `deputies` of {"name", "party", "for"}, `minority` of {"by", "text"}.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="case_treatments")
    case = models.ForeignKey(Case, models.PROTECT, related_name="treatments")
    place = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="case_treatments")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="case_treatments")
    agenda_number = models.CharField(max_length=10, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="case_treatments")
    absent = models.JSONField(default=list, blank=True)
    apologies = models.JSONField(default=list, blank=True)
    deputies = models.JSONField(default=list, blank=True)
    disqualified = models.JSONField(default=list, blank=True)
    minority = models.JSONField(default=list, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="decided_cases")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case", "place"], name="case_passes_one_body_at_a_time"),
            models.CheckConstraint(
                condition=Q(outcome="") | is_one_of("outcome", Outcome), name="case_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decision=None, decided_at=None, decided_by=None)
                | (
                    ~Q(outcome="")
                    & Q(
                        decision__isnull=False,
                        meeting__isnull=False,
                        decided_at__isnull=False,
                        decided_by__isnull=False,
                    )
                ),
                name="decided_case_names_its_meeting_and_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.body.abbreviation}"


class SentCase(models.Model):
    """What a body was sent of a case. Never updated: a trigger refuses it.

    `content` is the case as it was written, canonical JSON whose sha256 is `sha256`.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="sent_cases")
    treatment = models.ForeignKey(CaseTreatment, models.PROTECT, related_name="sent")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="sent_cases")
    sha256 = models.CharField(max_length=64)
    content = models.TextField()

    class Meta:
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"{self.treatment} {self.sent_at:%d.%m.%Y}"


class SentFile(models.Model):
    """A file as a body was sent it, kept by its sha256: the case itself, or an attachment by its number. Never updated."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="sent_files")
    sent = models.ForeignKey(SentCase, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    file_name = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    access = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "sent", "file_name"], name="sent_file_name_is_unique"),
            models.CheckConstraint(condition=is_one_of("access", Access), name="sent_file_access_is_known"),
        ]

    def __str__(self) -> str:
        return self.file_name
