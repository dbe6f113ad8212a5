# SPDX-License-Identifier: MPL-2.0
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from udmoent.audit.actions import record
from udmoent.lib.names import find_named
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean
from udmoent.organisation.configuration import TownBody, read_configuration
from udmoent.organisation.models import Body, ConfigurationVersion, Holding, Municipality, Person, Position, Visit
from udmoent.organisation.setting_up_rules import why_not_overwrite

LONGEST_TITLE = 200
SILENCE = timedelta(hours=1)


@transaction.atomic
def load_municipality(text: str, *, now: datetime, by: Person | None = None, why: str = "") -> Municipality:
    """Make the town be as its configuration file says. Bodies it no longer names stay, for old plans name them.

    Every text that the town has had is kept as a version.
    """
    configuration = read_configuration(text)
    municipality, _is_new = Municipality.objects.update_or_create(
        slug=configuration.slug, defaults={"name": configuration.name, "configuration_text": text}
    )
    bodies = [(body, _load_body(municipality, body)) for body in configuration.bodies]
    for body, loaded in bodies:
        successor = _successor(body, bodies)
        if loaded.successor != successor:
            loaded.successor = successor
            loaded.save(update_fields=["successor"])
    _keep_version(municipality, now=now, by=by, why=why)
    by_id = by.pk if by else None
    record("load_municipality", municipality, municipality_id=municipality.pk, by_id=by_id, now=now, why=why)
    return municipality


def set_up_municipality(text: str, *, now: datetime) -> Municipality:
    """Make the town be as a file says that comes from outside. What people changed on the pages since is never lost: the
    file that it came from says nothing new, and another one is refused.
    """
    town = Municipality.objects.filter(slug=read_configuration(text).slug).first()
    latest = town.configuration_versions.last() if town else None
    if town is None or latest is None or latest.recorded_by is None or latest.text == text:
        return load_municipality(text, now=now)
    came = town.configuration_versions.filter(recorded_by=None).last()
    Refused.if_any([why_not_overwrite(town.name, latest.recorded_at.date(), is_new=came is None or came.text != text)])
    return town


def _keep_version(municipality: Municipality, *, now: datetime, by: Person | None, why: str) -> None:
    latest = municipality.configuration_versions.last()
    if latest is None or latest.text != municipality.configuration_text:
        ConfigurationVersion.objects.create(
            municipality=municipality,
            text=municipality.configuration_text,
            recorded_at=now,
            recorded_by=by,
            why=why,
        )


def _load_body(municipality: Municipality, body: TownBody) -> Body:
    loaded, _is_new = Body.objects.update_or_create(
        municipality=municipality,
        abbreviation=body.abbreviation,
        valid_from=body.valid_from,
        defaults={
            "name": body.name,
            "digit": body.digit,
            "kind": body.kind,
            "valid_to": body.valid_to,
            "is_verified": body.verified,
        },
    )
    return loaded


def _successor(body: TownBody, bodies: list[tuple[TownBody, Body]]) -> Body | None:
    """The body named as successor: of several periods the first that begins after this one, for a name may be kept."""
    named = sorted((one for one in bodies if one[0].abbreviation == body.successor), key=lambda one: one[0].valid_from)
    later = [loaded for one, loaded in named if one.valid_from > body.valid_from]
    return next(iter([*later, *(loaded for one, loaded in named if one is not body)]), None)


@transaction.atomic
def take_position(person: Person, title: str, *, valid_from: date) -> Holding:
    """Put a person in a post, which is made where the town has none of that title."""
    position, _is_new = Position.objects.get_or_create(municipality=person.municipality, title=title)
    holding, _is_new = Holding.objects.get_or_create(
        municipality=person.municipality, position=position, person=person, valid_from=valid_from
    )
    return holding


@transaction.atomic
def whoever(municipality: Municipality, who: str, *, on: date) -> Person:
    """The person who holds the post called `who` that day, has that name or that e-mail address, else a new one.

    A new person is one known by a post only: the record then names the post.
    """
    who = clean(who)
    if not who or len(who) > LONGEST_TITLE:
        raise Refused(_("Say who does it in a few words: a post, a name or an e-mail address."))
    holdings = Holding.objects.in_force(on).filter(municipality=municipality).select_related("position", "person")
    held = find_named(holdings, who, lambda holding: holding.position.title)
    if held:
        return held.person
    found = find_named(municipality.people.exclude(name=""), who, lambda person: person.name) or _who_signs_in(
        municipality, who
    )
    if found:
        return found
    person = Person.objects.create(municipality=municipality)
    take_position(person, who, valid_from=date(1900, 1, 1))
    return person


def _who_signs_in(municipality: Municipality, email: str) -> Person | None:
    role = municipality.roles.filter(user__email=email.strip().casefold()).select_related("person").first()
    return role.person if role else None


@transaction.atomic
def visit(person: Person, *, now: datetime) -> Visit:
    """The person is here. It is a new visit after an hour's silence; until then the one before it stays the previous."""
    seen, is_first = Visit.objects.select_for_update().get_or_create(
        person=person, defaults={"municipality_id": person.municipality_id, "latest_at": now}
    )
    if is_first or now <= seen.latest_at:
        return seen
    if now - seen.latest_at > SILENCE:
        seen.previous_at = seen.latest_at
    seen.latest_at = now
    seen.save(update_fields=["latest_at", "previous_at"])
    return seen
