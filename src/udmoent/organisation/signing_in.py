# SPDX-License-Identifier: MPL-2.0
"""What signing in leaves in the towns' records, and the roles that a first sign-in gives."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from udmoent.audit.actions import record
from udmoent.organisation.appointing import give_role
from udmoent.organisation.models import Municipality, Person, Role, User
from udmoent.organisation.rules import ClaimRule
from udmoent.organisation.setting_up import By


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
    user: User,
    municipality: Municipality,
    granted: Iterable[ClaimRule],
    *,
    called: str,
    now: datetime,
    why: str,
) -> list[Role]:
    """Give a newcomer the roles that another organisation's sign-in gives her. `why`: which sign-in it is.

    Whoever has a role in the town, or has had one, is left alone: what people decided is not undone by a sign-in. A body
    or unit that is not in force that day gives none.
    """
    on = localdate(now)
    bodies = {"": None} | {body.abbreviation: body for body in municipality.bodies.in_force(on)}
    units = {"": None} | {unit.name: unit for unit in municipality.units.in_force(on)}
    known = [rule for rule in granted if rule.body in bodies and rule.unit in units]
    if not known or municipality.roles.filter(user=user).exists():
        return []
    person = Person.objects.create(municipality=municipality, name=called)
    by = By(person=person, now=now, why=why)
    return [
        give_role(
            municipality,
            user.email,
            rule.role,
            person=person,
            body=bodies[rule.body],
            unit=units[rule.unit],
            valid_from=on,
            by=by,
        )
        for rule in known
    ]
