# SPDX-License-Identifier: MPL-2.0
"""Who is in which post, who stands in, and who may do what: each with a period, each written into the log without names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from udmoent.lib.names import find_named
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules, setting_up_rules
from udmoent.organisation.actions import LONGEST_TITLE
from udmoent.organisation.models import Body, Holding, Municipality, Person, Position, Role, Unit, User
from udmoent.organisation.setting_up import DAY, By, add_unit, carry_over

ERASED = "erased-{pk}@erased.invalid"
"""What stands in place of the address of somebody whose name is erased; nobody receives mail there."""


def overlapping(valid_from: date, valid_to: date | None) -> Q:
    """Periods that share a day with this one."""
    ends_after = Q(valid_to=None) | Q(valid_to__gte=valid_from)
    return ends_after & Q(valid_from__lte=valid_to) if valid_to else ends_after


# People and posts


@transaction.atomic
def add_person(municipality: Municipality, name: str, *, by: By) -> Person:
    person = Person.objects.create(municipality=municipality, name=name)
    by.record("add_person", person)
    return person


@transaction.atomic
def correct_name(person: Person, name: str, *, by: By) -> Person:
    person.name = name
    person.save(update_fields=["name"])
    by.record("correct_name", person)
    return person


@transaction.atomic
def add_position(municipality: Municipality, title: str, *, unit: Unit | None, by: By) -> Position:
    if find_named(municipality.positions.all(), title):
        raise Refused(_("There is a post “{title}” already. Put somebody in that one.").format(title=title))
    position = Position.objects.create(municipality=municipality, title=title[:LONGEST_TITLE], unit=unit)
    by.record("add_position", position, title=title)
    return position


@transaction.atomic
def move_position(position: Position, unit: Unit | None, *, by: By) -> Position:
    """The post belongs to another unit from now on."""
    position.unit = unit
    position.save(update_fields=["unit"])
    by.record("move_position", position, unit=unit.name if unit else "")
    return position


@transaction.atomic
def rename_position(position: Position, title: str, *, valid_from: date, by: By) -> Position:
    """The post goes on under a new title from a day, with whoever is in it or stands in; before it the old one stays."""
    begins = position.holdings.order_by("valid_from").values_list("valid_from", flat=True).first()
    if begins and begins < valid_from and not position.holdings.exclude(valid_to__lt=valid_from).exists():
        raise Refused(_("Nobody is in the post on that day or later. Put somebody in it first, or choose another day."))
    new = add_position(position.municipality, title, unit=position.unit, by=by)
    carry_over(position.holdings.all(), {"position": new}, valid_from)
    by.record("rename_position", new, was=position.title, title=title)
    return new


@transaction.atomic
def appoint(person: Person, position: Position, *, valid_from: date, valid_to: date | None = None, by: By) -> Holding:
    """Put the person in the post from a day; whoever was in it leaves it the day before."""
    for held in position.holdings.filter(overlapping(valid_from, valid_to), is_deputy=False):
        if held.person_id == person.pk or held.valid_from >= valid_from:
            raise Refused(
                _("{who} has the post from {day:%d.%m.%Y}. End that first, or choose another day.").format(
                    who=held.person, day=held.valid_from
                )
            )
        held.valid_to = valid_from - DAY
        held.save(update_fields=["valid_to"])
        by.record("end_holding", held, position=position.title, valid_to=held.valid_to.isoformat())
    return _hold(person, position, valid_from=valid_from, valid_to=valid_to, is_deputy=False, by=by)


@transaction.atomic
def deputise(person: Person, position: Position, *, valid_from: date, valid_to: date | None = None, by: By) -> Holding:
    """Let the person stand in for whoever is in the post."""
    own = position.holdings.filter(overlapping(valid_from, valid_to), person=person)
    if own.exists():
        raise Refused(_("{who} has the post, or stands in for it, in that time already.").format(who=person))
    return _hold(person, position, valid_from=valid_from, valid_to=valid_to, is_deputy=True, by=by)


def _hold(person: Person, position: Position, *, is_deputy: bool, by: By, **period: Any) -> Holding:
    if period["valid_to"]:
        Refused.if_any([setting_up_rules.why_not_end(period["valid_from"], period["valid_to"])])
    if person.municipality_id != position.municipality_id:
        raise Refused(_("The person and the post are not of the same municipality."))
    holding = Holding.objects.create(
        municipality_id=person.municipality_id, person=person, position=position, is_deputy=is_deputy, **period
    )
    told = {name: day.isoformat() for name, day in period.items() if day}
    by.record("deputise" if is_deputy else "appoint", holding, position=position.title, **told)
    return holding


@transaction.atomic
def end_holding(holding: Holding, *, valid_to: date, by: By) -> Holding:
    """The person's last day in the post."""
    Refused.if_any([setting_up_rules.why_not_end(holding.valid_from, valid_to)])
    holding.valid_to = valid_to
    holding.save(update_fields=["valid_to"])
    by.record("end_holding", holding, position=holding.position.title, valid_to=valid_to.isoformat())
    return holding


@transaction.atomic
def take_back(given: Holding | Role, *, today: date, by: By) -> None:
    """Undo a post or a role that is given from a coming day on. Somebody who may give roles must be left."""
    Refused.if_any([setting_up_rules.why_not_take_back(given.valid_from, today)])
    if isinstance(given, Role):
        Refused.if_any([_why_not_leave_none(given, given.valid_from, by)])
    by.record("take_back", given, valid_from=given.valid_from.isoformat())
    given.delete()


# Roles


@transaction.atomic
def give_role(
    municipality: Municipality,
    email: str,
    name: str,
    *,
    person: Person | None = None,
    body: Body | None = None,
    unit: Unit | None = None,
    valid_from: date,
    valid_to: date | None = None,
    by: By,
) -> Role:
    """Give a role to whoever signs in with that address; one who is new is let in, and chooses a password by mail."""
    Refused.if_any([rules.why_not_give(name, has_body=body is not None)])
    if valid_to:
        Refused.if_any([setting_up_rules.why_not_end(valid_from, valid_to)])
    if any(one and one.municipality_id != municipality.pk for one in (person, body, unit)):
        raise Refused(_("A role can be given in one's own municipality only."))
    address = email.strip().casefold()
    user = User.objects.filter(email=address).first() or User.objects.create_user(address)
    who = _whose(municipality, user, person, by)
    had = user.roles.filter(
        overlapping(valid_from, valid_to), municipality=municipality, name=name, body=body, unit=unit
    )
    if had.exists():
        raise Refused(
            _("{email} has that role in that time already. End it first, or choose other days.").format(email=address)
        )
    role = Role.objects.create(
        municipality=municipality,
        user=user,
        person=who,
        name=name,
        body=body,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    by.record("give_role", role, role=name, body=body.abbreviation if body else "", unit=unit.name if unit else "")
    return role


def _whose(municipality: Municipality, user: User, person: Person | None, by: By) -> Person:
    """The person that signs in with the address: the one it has been, else the one named, else a new one."""
    known = user.roles.filter(municipality=municipality).select_related("person").first()
    if known and person and known.person_id != person.pk:
        raise Refused(
            _("{email} is the address of {who}. Give the role to that person, or use another address.").format(
                email=user.email, who=known.person
            )
        )
    return known.person if known else person or add_person(municipality, "", by=by)


@transaction.atomic
def end_role(role: Role, *, valid_to: date, by: By) -> Role:
    """The role's last day. Somebody who may give roles must be left."""
    Refused.if_any([setting_up_rules.why_not_end(role.valid_from, valid_to), _why_not_leave_none(role, valid_to, by)])
    role.valid_to = valid_to
    role.save(update_fields=["valid_to"])
    by.record("end_role", role, role=role.name, valid_to=valid_to.isoformat())
    return role


def _why_not_leave_none(role: Role, valid_to: date, by: By) -> Refusal | None:
    appointing = [name for name, deeds in rules.ROLES.items() if rules.APPOINT in deeds]
    lasting = Role.objects.in_force(valid_to + DAY).filter(
        municipality=role.municipality_id, valid_to=None, user__is_active=True
    )
    others = lasting.exclude(pk=role.pk)
    return setting_up_rules.why_not_end_role(
        role.name,
        others_who_appoint=others.filter(name__in=appointing).count(),
        is_oneself=role.person_id == by.person.pk,
        other_administrators=others.filter(name="administrator").count(),
    )


# Erasing a name


@transaction.atomic
def erase_name(person: Person, *, today: date, by: By) -> Person:
    """Blank the person's name and address for ever. What the person did stays, signed by the post or a number."""
    still = Q(valid_to=None) | Q(valid_to__gte=today)
    has_post_or_role = person.holdings.filter(still).exists() or person.roles.filter(still).exists()
    refusal = setting_up_rules.why_not_erase(
        why=by.why, is_oneself=person == by.person, has_post_or_role=has_post_or_role
    )
    Refused.if_any([refusal])
    person.name = ""
    person.save(update_fields=["name"])
    for user in User.objects.filter(roles__person=person).distinct():
        _close(user, person)
    by.record("erase_name", person)
    return person


def _close(user: User, person: Person) -> None:
    """The sign-in of a person whose name is erased, unless another municipality knows it too."""
    if user.roles.exclude(municipality=person.municipality_id).exists():
        return
    user.email, user.is_active = ERASED.format(pk=user.pk), False
    user.set_unusable_password()
    user.save(update_fields=["email", "is_active", "password"])
    # What signing in keeps: addresses, what other organisations call her, her devices, and where she was.
    for kept in ("emailaddress_set", "socialaccount_set", "authenticator_set", "usersession_set"):
        getattr(user, kept).all().delete()


# Several things at once for somebody who comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody as a form or a list tells: what is empty is not told. `role` is one of rules.ROLES."""

    title: str = ""
    unit: str = ""
    name: str = ""
    email: str = ""
    role: str = ""
    body: Body | None = None
    is_deputy: bool = False


@transaction.atomic
def bring_in(
    municipality: Municipality,
    who: Newcomer,
    *,
    person: Person | None = None,
    valid_from: date,
    valid_to: date | None = None,
    by: By,
) -> Person:
    """Let the person be in the post and have the role; what is so already stays. New posts and units are made."""
    if not (person or who.name or who.email):
        raise Refused(_("Tell who it is: a name or an e-mail address."))
    if not (who.title or who.role):
        raise Refused(_("Tell a post or a role."))
    if bool(who.role) != bool(who.email):
        raise Refused(_("A role is given to an e-mail address. Tell both, or neither."))
    person = person or _known(municipality, who) or add_person(municipality, who.name, by=by)
    unit = _unit(municipality, who.unit, valid_from, by) if who.unit else None
    if who.title:
        _let_hold(
            person, _post(municipality, who.title, unit, by), who, valid_from=valid_from, valid_to=valid_to, by=by
        )
    if who.role and not _has(person, who, valid_from, valid_to):
        told: dict[str, Any] = {"person": person, "body": who.body, "valid_from": valid_from, "valid_to": valid_to}
        give_role(municipality, who.email, who.role, by=by, **told)
    return person


def _known(municipality: Municipality, who: Newcomer) -> Person | None:
    """The one who signs in with the address, else the only one of that name."""
    signs_in = municipality.roles.filter(user__email=who.email.strip().casefold()).select_related("person").first()
    if who.email and signs_in:
        return signs_in.person
    same = [person for person in municipality.people.exclude(name="") if person.name.casefold() == who.name.casefold()]
    return same[0] if who.name and len(same) == 1 else None


def _unit(municipality: Municipality, name: str, valid_from: date, by: By) -> Unit:
    there = municipality.units.exclude(valid_to__lt=valid_from)
    return find_named(there, name) or add_unit(municipality, name, parent=None, valid_from=valid_from, by=by)


def _post(municipality: Municipality, title: str, unit: Unit | None, by: By) -> Position:
    position = find_named(municipality.positions.select_related("unit"), title)
    if position is None:
        return add_position(municipality, title, unit=unit, by=by)
    return move_position(position, unit, by=by) if unit and position.unit_id != unit.pk else position


def _let_hold(person: Person, position: Position, who: Newcomer, **when: Any) -> None:
    period = overlapping(when["valid_from"], when["valid_to"])
    if not position.holdings.filter(period, person=person, is_deputy=who.is_deputy).exists():
        (deputise if who.is_deputy else appoint)(person, position, **when)


def _has(person: Person, who: Newcomer, valid_from: date, valid_to: date | None) -> bool:
    had = person.roles.filter(overlapping(valid_from, valid_to), name=who.role, body=who.body)
    return had.filter(user__email=who.email.strip().casefold()).exists()
