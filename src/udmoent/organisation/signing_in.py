# SPDX-License-Identifier: MPL-2.0
"""What signing in leaves in the towns' records, and the roles that a first sign-in gives."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from udmoent.audit.actions import record
from udmoent.organisation.models import Body, Municipality, Person, Role, Unit, User
from udmoent.organisation.rules import ClaimRule


@transaction.atomic
def record_access(user: User, act: str, *, is_by_user: bool = True, now: datetime, **told: object) -> None:
    """Write into the log of each town where the user has a role that day; elsewhere nothing is known of her.

    `is_by_user`: not where somebody tried in vain to be her.
    """
    roles = user.roles.in_force(localdate(now)).order_by("municipality", "pk")
    for role in {role.municipality_id: role for role in roles}.values():
        by_id = role.person_id if is_by_user else None
        record(act, user, municipality_id=role.municipality_id, by_id=by_id, now=now, **told)


@transaction.atomic
def welcome(
    user: User, municipality: Municipality, granted: Iterable[ClaimRule], *, called: str, now: datetime
) -> list[Role]:
    """Give a newcomer the roles that another organisation's sign-in gives her.

    Whoever has a role in the town, or has had one, is left alone: what people decided is not undone by a sign-in. A body
    or unit that is not in force that day gives none.
    """
    if municipality.roles.filter(user=user).exists():
        return []
    on = localdate(now)
    bodies = {body.abbreviation: body for body in municipality.bodies.in_force(on)}
    units = {unit.name: unit for unit in municipality.units.in_force(on)}
    known = [rule for rule in granted if _is_of(rule.body, bodies) and _is_of(rule.unit, units)]
    if not known:
        return []
    person = Person.objects.create(municipality=municipality, name=called)
    return [_give(user, person, rule.role, bodies.get(rule.body), units.get(rule.unit), now=now) for rule in known]


def _is_of(name: str, known: dict) -> bool:
    return not name or name in known


def _give(user: User, person: Person, name: str, body: Body | None, unit: Unit | None, *, now: datetime) -> Role:
    role = Role.objects.create(
        municipality=person.municipality,
        user=user,
        person=person,
        name=name,
        body=body,
        unit=unit,
        valid_from=localdate(now),
    )
    record("give_role", role, municipality_id=role.municipality_id, by_id=None, now=now, name=name, by_claims=True)
    return role
