# SPDX-License-Identifier: MPL-2.0
"""Which meetings concern a person: those of the bodies that the person serves, and those at which own items are treated."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Holding, Person
from udmoent.plan.facts import ENDED, Treatment
from udmoent.plan.treatment_rules import is_at

BACK: Final = timedelta(days=31)
"""So long a meeting that has been held stays in the calendar."""


@dataclass(frozen=True, slots=True)
class Attended:
    """A meeting, once, with the numbers of the person's own items that are planned at it."""

    meeting: Meeting
    numbers: tuple[str, ...] = ()


def attended(person: Person, on: date) -> list[Attended]:
    """By day, from a month back."""
    served, own = _served(person, on), list(_own(person, on))
    meetings = Meeting.objects.filter(municipality=person.municipality_id, held_on__gte=on - BACK)
    found = []
    for meeting in meetings.select_related("body"):
        numbers = tuple(dict.fromkeys(number for number, one, year in own if _is_at(one, meeting, year)))
        if numbers or meeting.body.abbreviation in served:
            found.append(Attended(meeting, numbers))
    return found


def _is_at(one: Treatment, meeting: Meeting, budget_year: int) -> bool:
    return is_at(one, {meeting.body.abbreviation}, meeting.held_on, budget_year)


def _served(person: Person, on: date) -> Collection[str]:
    """The abbreviations of the bodies that the person's roles are for, then and as they are called that day."""
    bodies = Body.objects.filter(roles__in=person.roles.in_force(on)).select_related("successor")
    return {name for body in bodies for name in (body.abbreviation, body.goes_on_as(on).abbreviation)}


def _own(person: Person, on: date) -> Iterator[tuple[str, Treatment, int]]:
    """What is planned of the open items that the person answers for, with the item's number and the budget year."""
    holdings = Holding.objects.in_force(on).filter(person=person).select_related("position")
    posts = {holding.position.title.casefold() for holding in holdings}
    for plan in person.municipality.plans.select_related("agreement") if posts else ():
        for state in plan.items.as_of(on).filter(is_present=True).select_related("item"):
            facts = state.facts
            if facts.responsible.casefold() in posts and facts.stage not in ENDED:
                yield from ((state.item.number, one, plan.agreement.budget_year) for one in facts.treatments)
