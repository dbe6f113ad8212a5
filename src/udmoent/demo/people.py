# SPDX-License-Identifier: MPL-2.0
"""The sample's administration: units, posts, the people in them and their sign-ins."""

from datetime import UTC, date, datetime, time

from django.contrib.auth.hashers import make_password

from udmoent.demo.sample import SamplePosition, SampleTown, SignIn
from udmoent.demo.tables import COORDINATOR
from udmoent.organisation.actions import take_position
from udmoent.organisation.appointing import appoint, deputise
from udmoent.organisation.models import Municipality, Person, Position, Role, Unit, User
from udmoent.organisation.setting_up import By

SINCE = date(2022, 1, 1)


def settle(municipality: Municipality, town: SampleTown, *, password: str) -> dict[str, Person]:
    """Fill the administration; the people by the title of their post."""
    units = _found(municipality, town)
    people = {position.title: _appoint(municipality, position, units) for position in town.positions}
    _hand_on(municipality, town, people)
    # One password for all is hashed once: hashing is slow on purpose.
    hashed = make_password(password)
    for sign_in in town.sign_ins:
        _let_in(municipality, sign_in, people[sign_in.position], units, hashed)
    return people


def _found(municipality: Municipality, town: SampleTown) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for unit in town.units:
        whole = Unit.objects.create(municipality=municipality, name=unit.name, valid_from=SINCE)
        units[unit.name] = whole
        for part in unit.parts:
            units[part] = Unit.objects.create(municipality=municipality, name=part, parent=whole, valid_from=SINCE)
    return units


def _appoint(municipality: Municipality, position: SamplePosition, units: dict[str, Unit]) -> Person:
    name = f"Demo {position.title[0].upper()}{position.title[1:]}"
    person = Person.objects.create(municipality=municipality, name=name)
    Position.objects.create(municipality=municipality, title=position.title, unit=units.get(position.unit))
    first = Person.objects.create(municipality=municipality, name=position.predecessor) if position.since else person
    take_position(first, position.title, valid_from=SINCE)
    return person


def _hand_on(municipality: Municipality, town: SampleTown, people: dict[str, Person]) -> None:
    """Posts that went from one to another, and who stands in for whom."""
    coordinator = people[COORDINATOR]
    for position in town.positions:
        if position.since:
            by = _by(coordinator, position.since)
            post = municipality.positions.get(title=position.title)
            appoint(people[position.title], post, valid_from=position.since, by=by)
    for stand_in in town.stand_ins:
        post = municipality.positions.get(title=stand_in.position)
        by, start, end = _by(coordinator, stand_in.since), stand_in.since, stand_in.until
        deputise(people[stand_in.deputy], post, valid_from=start, valid_to=end, by=by)


def _by(person: Person, day: date) -> By:
    return By(person=person, now=datetime.combine(day, time(8, tzinfo=UTC)))


def _let_in(municipality: Municipality, sign_in: SignIn, person: Person, units: dict[str, Unit], hashed: str) -> None:
    user, _is_new = User.objects.get_or_create(email=sign_in.email, defaults={"password": hashed})
    Role.objects.create(
        municipality=municipality,
        user=user,
        person=person,
        name=sign_in.role,
        body=municipality.bodies.get(abbreviation=sign_in.body) if sign_in.body else None,
        unit=units[sign_in.unit] if sign_in.unit else None,
        valid_from=SINCE,
    )
