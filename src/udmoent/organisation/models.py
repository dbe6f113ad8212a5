# SPDX-License-Identifier: MPL-2.0
"""The town: its bodies, units, positions, and the people who hold them, each with a period of validity."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from udmoent.organisation.configuration import TownConfiguration, read_configuration
from udmoent.organisation.rules import ROLES


class Municipality(models.Model):
    """The root that every row carries. `configuration_text` is the town's own file, kept as it was loaded."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    configuration_text = models.TextField()

    def __str__(self) -> str:
        return self.name

    @property
    def configuration(self) -> TownConfiguration:
        return read_configuration(self.configuration_text)


class PeriodQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """Rows whose period holds that day; the last day counts."""
        return self.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))


class Period(models.Model):
    """Valid from a day on, to and with another, or until further notice."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def period_is_forward(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
        name=f"{table}_ends_after_it_begins",
        violation_error_message=_("The period ends before it begins. Correct one of the two dates."),
    )


class Body(Period):
    """A council, committee, directorate or MED body. A renamed one is a new row that the old one names as successor."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Council")
        FINANCE = "finance", _("Finance committee")
        COMMITTEE = "committee", _("Committee")
        DIRECTORATE = "directorate", _("Directorate")
        GROUP_MANAGEMENT = "group_management", _("Group management")
        MED = "med", _("MED body")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="bodies")
    abbreviation = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    digit = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    is_verified = models.BooleanField(default=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["digit", "abbreviation", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "abbreviation", "valid_from"],
                name="body_abbreviation_is_unique_from_a_day",
            ),
            period_is_forward("body"),
        ]

    def __str__(self) -> str:
        return f"{self.abbreviation} {self.name}"

    def goes_on_as(self, on: date) -> "Body":
        """The one that it has become by that day; itself where it has not been renamed by then."""
        body, passed = self, {self.pk}
        while body.successor and body.successor.valid_from <= on and body.successor_id not in passed:
            body = body.successor
            passed.add(body.pk)
        return body


class Unit(Period):
    """A part of the administration: a director's area or a department in it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name", "valid_from"], name="unit_name_is_unique_from_a_day"
            ),
            period_is_forward("unit"),
        ]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """A post, such as ejendomschef. The plan names posts; people hold them for a time."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="positions")
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="positions")

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["municipality", "title"], name="position_title_is_unique")]

    def __str__(self) -> str:
        return self.title


class Person(models.Model):
    """Somebody who acts. The name lives here alone, so that it can be erased without touching the record."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="people")
    name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def code(self) -> str:
        return f"person {self.pk}"

    def signature(self, on: date) -> str:
        """How the record names this person: the post held that day, else a number; never the name."""
        holding = self.holdings.in_force(on).order_by("is_deputy", "valid_from").select_related("position").first()
        return holding.position.title if holding else self.code


class Holding(Period):
    """A person in a post, or standing in for whoever is in it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="holdings")
    position = models.ForeignKey(Position, models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    is_deputy = models.BooleanField(default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "position", "person", "valid_from"],
                name="person_takes_a_position_once_a_day",
            ),
            period_is_forward("holding"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.position}"


class Visit(models.Model):
    """When a person was here last, and the time before; a visit goes on until an hour has passed in silence."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="visits")
    person = models.OneToOneField(Person, models.PROTECT, related_name="visit")
    latest_at = models.DateTimeField()
    previous_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person}: {self.latest_at:%Y-%m-%d %H:%M}"


class ConfigurationVersion(models.Model):
    """The town's file as it once was loaded. Never updated: a trigger refuses it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="configuration_versions")
    text = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="configuration_versions")
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.municipality} {self.recorded_at:%Y-%m-%d %H:%M}"


class UserManager(BaseUserManager["User"]):
    """Django's name for it: makes users who sign in with an e-mail address."""

    def create_user(self, email: str, password: str | None = None) -> "User":
        user = self.model(email=email.strip().casefold())
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A sign-in. Global: what it may do is told by its roles, per municipality."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class Role(Period):
    """What a user is in a municipality, for a period, where needed for one body or unit."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="roles")
    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    name = models.CharField(max_length=30, choices=[(role, role) for role in ROLES])
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="roles")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="roles")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "municipality",
                "user",
                "name",
                Coalesce("body", 0),
                Coalesce("unit", 0),
                "valid_from",
                name="role_is_given_once_a_day",
            ),
            models.CheckConstraint(condition=Q(name__in=list(ROLES)), name="role_is_known"),
            period_is_forward("role"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.name}"
