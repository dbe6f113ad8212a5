# SPDX-License-Identifier: MPL-2.0
"""What people do with what stands around the items: the plan's name, its headings, the town's numbers and units."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from udmoent.lib.names import find_named
from udmoent.lib.refusal import Refused
from udmoent.organisation import setting_up
from udmoent.organisation.configuration import NumberPattern, read_configuration
from udmoent.organisation.lists import PARTIES, STRATEGIES, take_out
from udmoent.organisation.models import Municipality, Unit
from udmoent.organisation.setting_up import By
from udmoent.organisation.town_text import Place, with_values
from udmoent.plan import rules
from udmoent.plan.actions import Act, change_all
from udmoent.plan.aims import Aims
from udmoent.plan.facts import Source
from udmoent.plan.models import Heading, Item, ItemState, Plan
from udmoent.plan.parties import Parties


@transaction.atomic
def change_town(municipality: Municipality, text: str, *, by: By) -> Municipality:
    """Let the town's file say something else, where the numbers of its items can still be read by it."""
    numbers = municipality.items.values_list("number", flat=True)
    Refused.if_any([rules.why_not_number_by(read_configuration(text).numbers, numbers)])
    return setting_up.change_town(municipality, text, by=by)


@transaction.atomic
def set_values(municipality: Municipality, told: Mapping[Place, object], *, by: By) -> Municipality:
    """Write values at their places in the town's file."""
    municipality = setting_up.in_turn(municipality)
    return change_town(municipality, with_values(municipality.configuration_text, told), by=by)


def next_numbers(municipality: Municipality, plan: Plan | None, pattern: NumberPattern) -> list[tuple[str, list[str]]]:
    """For each part the next number of each body with a digit, or of none, as the pattern would make it."""
    taken = set(plan.items.values_list("number", flat=True)) if plan else set()
    digits = list(municipality.bodies.exclude(digit="").values_list("digit", flat=True).distinct().order_by("digit"))
    numbering = rules.Numbering(pattern, taken)
    return [(kind, [numbering.next(kind, digit) for digit in dict.fromkeys(digits or ["0"])]) for kind in rules.KINDS]


@transaction.atomic
def rename_plan(plan: Plan, name: str, *, by: By) -> Plan:
    """Call the plan something else from now on; versions keep the name that they were sealed with."""
    if find_named(plan.municipality.plans.exclude(pk=plan.pk), name):
        raise Refused(_("There is a plan “{name}” already. Choose another name.").format(name=name))
    by.record("rename_plan", plan, was=plan.name, name=name)
    plan.name = name
    plan.save(update_fields=["name"])
    return plan


# Headings


def bearing(plan: Plan, heading: str) -> list[Item]:
    """The items whose latest state stands under the heading."""
    latest = plan.items.as_of(date.max).present().filter(heading=heading).values("item")
    return list(plan.items.filter(pk__in=latest))


def bearing_counts(plan: Plan) -> dict[str, int]:
    """How many items stand under each heading."""
    headings = plan.items.as_of(date.max).present().exclude(heading="").values_list("heading", flat=True)
    return dict(Counter(headings))


@transaction.atomic
def add_heading(plan: Plan, name: str, *, by: By) -> Heading:
    _refuse_listed(plan, name)
    places = plan.agreement.headings.order_by("place").values_list("place", flat=True)
    heading = Heading.objects.create(
        municipality_id=plan.municipality_id, agreement=plan.agreement, name=name, place=(places.last() or 0) + 1
    )
    by.record("add_heading", heading, name=name)
    return heading


def _refuse_listed(plan: Plan, name: str, but: Heading | None = None) -> None:
    others = [heading for heading in plan.agreement.headings.all() if heading != but]
    if find_named(others, name):
        raise Refused(_("There is a heading “{name}” already. Choose another name.").format(name=name))
    if len(name) > rules.LONGEST_HEADING:
        raise Refused(
            _("A heading is at most {longest} characters long. Write a shorter one.").format(
                longest=rules.LONGEST_HEADING
            )
        )


@transaction.atomic
def rename_heading(plan: Plan, heading: Heading, name: str, *, act: Act) -> Heading:
    """Call the heading something else, in the list and from that day on for the items under it."""
    _refuse_listed(plan, name, but=heading)
    change_all(plan, {item: {"heading": name} for item in bearing(plan, heading.name)}, act=act)
    By(person=act.by, now=act.now, why=act.why).record("rename_heading", heading, was=heading.name, name=name)
    heading.name = name
    heading.save(update_fields=["name"])
    return heading


@transaction.atomic
def order_headings(plan: Plan, order: Sequence[int], *, by: By) -> None:
    """Put the headings in the order of their ids; those that are not told come last, as they stood."""
    headings = {heading.pk: heading for heading in plan.agreement.headings.all()}
    wanted = [*dict.fromkeys(pk for pk in order if pk in headings), *(pk for pk in headings if pk not in order)]
    for place, pk in enumerate(wanted, start=1):
        headings[pk].place = place
    Heading.objects.bulk_update(headings.values(), ["place"])
    by.record("order_headings", plan, headings=[headings[pk].name for pk in wanted])


@transaction.atomic
def remove_heading(plan: Plan, heading: Heading, *, by: By) -> None:
    """Take a heading that nothing stands under off the list."""
    numbers = [item.number for item in bearing(plan, heading.name)]
    Refused.if_any([rules.why_not_remove_heading(numbers)])
    by.record("remove_heading", plan, name=heading.name)
    heading.delete()


# Strategies and parties


def serving(municipality: Municipality, name: str) -> list[str]:
    """The numbers of the items whose latest state names that strategy, in any plan."""
    aims = Aims.of_town(municipality.configuration)
    code = aims.named(name).code
    told = _latest(municipality, "strategies")
    return [number for number, names in told if code in {aim.code for aim in aims.served(names)}]


def involving(municipality: Municipality, name: str) -> list[str]:
    """The numbers of the items whose latest state names that party, in any plan."""
    parties = Parties.of_town(municipality.configuration, date.max)
    code = parties.named(name).code
    told = _latest(municipality, "involvements")
    return [number for number, told_of in told if code in {parties.named(one["party"]).code for one in told_of}]


def _latest(municipality: Municipality, fact: str) -> Iterator[tuple[str, list[Any]]]:
    for plan in municipality.plans.all():
        yield from plan.items.as_of(date.max).present().values_list("item__number", fact)


@transaction.atomic
def take_out_strategy(municipality: Municipality, name: str, *, by: By) -> Municipality:
    """Out of the town's file, where no item serves it; one that is over is told its last day instead."""
    Refused.if_any([rules.why_not_take_out(name, serving(municipality, name))])
    return take_out(STRATEGIES, municipality, name, by=by)


@transaction.atomic
def take_out_party(municipality: Municipality, name: str, *, by: By) -> Municipality:
    """Out of the town's file, where no item names it."""
    Refused.if_any([rules.why_not_take_out(name, involving(municipality, name))])
    return take_out(PARTIES, municipality, name, by=by)


# Units


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, valid_from: date, by: By) -> Unit:
    """The unit goes on under a new name, also in the items that name it, as of that day and in what was told since."""
    new = setting_up.rename_unit(unit, name, valid_from=valid_from, by=by)
    act = Act(by=by.person, now=by.now, applies_on=valid_from, why=by.why, source=Source.EDIT)
    for plan in unit.municipality.plans.all():
        for day in days_since(plan, valid_from):
            named = plan.items.as_of(day).present().filter(unit=unit.name).values("item")
            items = plan.items.filter(pk__in=named)
            change_all(plan, {item: {"unit": name} for item in items}, act=replace(act, applies_on=day))
    return new


def days_since(plan: Plan, day: date, items: Iterable[Item] | None = None) -> list[date]:
    """The day itself, and each later one from which something was told of the plan's items."""
    states = ItemState.objects.filter(item__plan=plan, applies_on__gt=day)
    if items is not None:
        states = states.filter(item__in=items)
    return [day, *states.order_by("applies_on").values_list("applies_on", flat=True).distinct()]
