# SPDX-License-Identifier: MPL-2.0
"""What people do with the town's file, its bodies and its units. The file stays the one truth of what it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from udmoent.audit.actions import record
from udmoent.lib.names import find_named
from udmoent.lib.refusal import Refused
from udmoent.organisation import setting_up_rules as rules
from udmoent.organisation.actions import load_municipality
from udmoent.organisation.case_template import recommended_to
from udmoent.organisation.configuration import days_to_agenda, read_configuration
from udmoent.organisation.models import Body, Municipality, Person, Role, Unit
from udmoent.organisation.town_text import with_changed_body, with_new_body, with_values

DAY = timedelta(days=1)
MEETING_RULES = ("agenda_days", "cases_days", "most_treatments")
"""What the file tells of a body's meetings, and goes on under a new name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who sets up, when, and why."""

    person: Person
    now: datetime
    why: str = ""

    def record(self, act: str, thing: Any, **told: object) -> None:
        by_id, town = self.person.pk, thing.municipality_id
        record(
            act,
            thing,
            municipality_id=town,
            by_id=by_id,
            now=self.now,
            **told,
            **({"why": self.why} if self.why else {}),
        )


@transaction.atomic
def change_town(municipality: Municipality, text: str, *, by: By) -> Municipality:
    """Let the town's file say something else. What it said before is kept as a version."""
    if read_configuration(text).slug != municipality.slug:
        raise Refused(
            _("The file is for “{other}”, and this is “{slug}”. Take this town's own file.").format(
                other=read_configuration(text).slug, slug=municipality.slug
            )
        )
    return load_municipality(text, now=by.now, by=by.person, why=by.why)


def in_turn(municipality: Municipality) -> Municipality:
    """The town as it is now, which nobody else changes until the transaction ends."""
    return Municipality.objects.select_for_update().get(pk=municipality.pk)


# Bodies


@transaction.atomic
def add_body(municipality: Municipality, told: Mapping[str, object], *, by: By) -> Municipality:
    """A body that comes after none of the others: `told` as the file tells it."""
    municipality = in_turn(municipality)
    _refuse_taken(municipality, str(told["abbreviation"]))
    _refuse_late_cases(told)
    return change_town(municipality, with_new_body(municipality.configuration_text, told), by=by)


def _refuse_taken(municipality: Municipality, abbreviation: str) -> None:
    if find_named(municipality.bodies.all(), abbreviation, lambda body: body.abbreviation):
        raise Refused(
            _("“{name}” is the abbreviation of a body already, and old plans name it by that. Choose another.").format(
                name=abbreviation
            )
        )


@transaction.atomic
def correct_body(body: Body, told: Mapping[str, object], *, by: By) -> Municipality:
    """Mend what was wrongly written of a body, or tell the day on which it ends."""
    if isinstance(ends := told.get("valid_to"), date):
        Refused.if_any([rules.why_not_end(body.valid_from, ends)])
    _refuse_late_cases(told)
    municipality = in_turn(body.municipality)
    _refuse_unnamed(municipality, body)
    text = with_changed_body(municipality.configuration_text, body.abbreviation, body.valid_from, told)
    return change_town(municipality, text, by=by)


def _refuse_late_cases(told: Mapping[str, Any]) -> None:
    agenda_days = days_to_agenda(told.get("kind", ""), told.get("agenda_days"))
    Refused.if_any([rules.why_not_time_cases(told.get("cases_days"), agenda_days)])


def _refuse_unnamed(municipality: Municipality, body: Body) -> None:
    named = {(one.abbreviation, one.valid_from) for one in municipality.configuration.bodies}
    if (body.abbreviation, body.valid_from) not in named:
        raise Refused(
            _(
                "The town's file does not name {body} any more; it stays for the sake of old plans. Name it there again first."
            ).format(body=body.abbreviation)
        )


@transaction.atomic
def rename_body(body: Body, *, abbreviation: str, name: str, valid_from: date, by: By) -> Body:
    """The body goes on under a new name from a day; before it, and in old versions, it keeps the old one."""
    municipality, own = in_turn(body.municipality), body.abbreviation
    _refuse_unnamed(municipality, body)
    Refused.if_any(
        [rules.why_not_rename(has_successor=bool(body.successor_id), valid_from=body.valid_from, on=valid_from)]
    )
    if abbreviation.casefold() != own.casefold():
        _refuse_taken(municipality, abbreviation)
    ended = {"valid_to": valid_from - DAY, "successor": abbreviation}
    text = with_changed_body(municipality.configuration_text, own, body.valid_from, ended)
    new = {"abbreviation": abbreviation, "name": name, "kind": body.kind, "digit": body.digit, "valid_from": valid_from}
    told = municipality.configuration.body_on(own, body.valid_from)
    new |= {rule: getattr(told, rule) for rule in MEETING_RULES}
    text = with_values(with_new_body(text, new), recommended_to(municipality.configuration.case, own, abbreviation))
    if municipality.configuration.default_body == own and valid_from <= localdate(by.now):
        text = with_values(text, {("default_body",): abbreviation})
    change_town(municipality, text, by=by)
    successor = municipality.bodies.get(abbreviation=abbreviation, valid_from=valid_from)
    carry_over(Role.objects.filter(body=body), {"body": successor}, valid_from)
    by.record("rename_body", successor)
    return successor


def carry_over(rows: Any, new: Mapping[str, object], day: date) -> None:
    """Roles for the old one, or times in it, are for the new one from the day on."""
    for row in rows.exclude(valid_to__lt=day):
        if row.valid_from >= day:
            rows.model.objects.filter(pk=row.pk).update(**new)
            continue
        kept = {field.attname: getattr(row, field.attname) for field in rows.model._meta.concrete_fields}
        row.valid_to = day - DAY
        row.save(update_fields=["valid_to"])
        kept |= {"id": None, "valid_from": day}
        rows.model.objects.create(
            **{name: value for name, value in kept.items() if name.removesuffix("_id") not in new}, **new
        )


# Units


@transaction.atomic
def add_unit(municipality: Municipality, name: str, *, parent: Unit | None, valid_from: date, by: By) -> Unit:
    _refuse_called(municipality, name, valid_from)
    unit = Unit.objects.create(municipality=municipality, name=name, parent=parent, valid_from=valid_from)
    by.record("add_unit", unit, name=name)
    return unit


def _refuse_called(municipality: Municipality, name: str, on: date) -> None:
    there = Unit.objects.filter(municipality=municipality).exclude(valid_to__lt=on)
    if find_named(there, name):
        raise Refused(_("There is a unit “{name}” already. Choose another name.").format(name=name))


@transaction.atomic
def place_unit(unit: Unit, *, parent: Unit | None, valid_to: date | None, by: By) -> Unit:
    """Tell of which unit it is a part, and the day on which it ends."""
    Refused.if_any(_why_not_place(unit, parent, valid_to))
    unit.parent, unit.valid_to = parent, valid_to
    unit.save(update_fields=["parent", "valid_to"])
    by.record(
        "place_unit", unit, parent=parent.name if parent else "", valid_to=valid_to.isoformat() if valid_to else ""
    )
    return unit


def _why_not_place(unit: Unit, parent: Unit | None, valid_to: date | None) -> list:
    refusals = [rules.why_not_end(unit.valid_from, valid_to)] if valid_to else []
    above = parent
    while above:
        if above == unit:
            raise Refused(_("A unit cannot be a part of itself. Choose another."))
        above = above.parent
    if valid_to and (unit.positions.exists() or unit.parts.exclude(valid_to__lte=valid_to).exists()):
        raise Refused(_("There are posts or units in it still. Move them to another unit first, then end this one."))
    return refusals


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, valid_from: date, by: By) -> Unit:
    """The unit goes on under a new name from a day, with its posts, its parts and the roles for it."""
    is_ended = unit.valid_to is not None and unit.valid_to < valid_from
    refusal = rules.why_not_rename(has_successor=is_ended, valid_from=unit.valid_from, on=valid_from)
    Refused.if_any([refusal])
    _refuse_called(unit.municipality, name, valid_from)
    new = Unit.objects.create(
        municipality=unit.municipality, name=name, parent=unit.parent, valid_from=valid_from, valid_to=unit.valid_to
    )
    unit.positions.update(unit=new)
    unit.parts.update(parent=new)
    unit.valid_to = valid_from - DAY
    unit.save(update_fields=["valid_to"])
    carry_over(Role.objects.filter(unit=unit), {"unit": new}, valid_from)
    by.record("rename_unit", new, was=unit.name, name=name)
    return new
