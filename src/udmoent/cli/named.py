# SPDX-License-Identifier: MPL-2.0
"""The plan, body or version that a person names on the command line."""

from django.utils.translation import gettext as _

from udmoent.cli.command import WrongUsage
from udmoent.editions.actions import read_back
from udmoent.editions.content import PlanContent
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.lib.dates import parse_date
from udmoent.lib.names import find_named, named
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Body, Municipality
from udmoent.plan.models import Item, Plan


def the_plan(municipality: Municipality, name: str) -> Plan:
    plans = municipality.plans.select_related("agreement", "municipality")
    return named(plans, name, _("There is no plan “{name}”. The plans are: {known}."), lambda plan: plan.name)


def the_body(municipality: Municipality, name: str) -> Body:
    """By abbreviation or full name; of several periods the latest."""
    bodies = list(municipality.bodies.order_by("-valid_from"))
    found = find_named(bodies, name, lambda body: body.name)
    return found or named(
        bodies, name, _("There is no body “{name}”. The bodies are: {known}."), lambda body: body.abbreviation
    )


def the_edition(plan: Plan, name: str) -> Edition:
    return named(
        plan.editions.all(),
        name,
        _("There is no version “{name}”. The versions are: {known}."),
        lambda edition: edition.name,
    )


def the_content(plan: Plan, edition_or_date: str) -> PlanContent:
    """The plan of a version by its name, else as of a date."""
    edition = find_named(plan.editions.all(), edition_or_date, lambda edition: edition.name)
    if edition:
        return read_back(edition)
    on = parse_date(edition_or_date)
    if on:
        return gather(plan, on)
    if any(letter.isalpha() for letter in edition_or_date):
        return read_back(the_edition(plan, edition_or_date))
    raise WrongUsage(
        _("“{text}” is neither a version nor a date. Write a date as 2025-05-31, 31-05-2025 or 31.5.2025.").format(
            text=edition_or_date
        )
    )


def the_item(plan: Plan, number: str) -> Item:
    proper = plan.municipality.configuration.numbers.proper(number)
    found = plan.items.filter(number=proper).first()
    if found is None:
        sentence = _("There is no item “{number}” in the plan. Look its number up in the plan's list.")
        raise Refused(sentence.format(number=number))
    return found
