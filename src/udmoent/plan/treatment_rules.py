# SPDX-License-Identifier: MPL-2.0
"""Where and when an item is treated: its route from body to body, held against the times. Pure."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import ENDED, Stage, Treatment

Days = tuple[date, date]


def days_of(treatment: Treatment, budget_year: int) -> Days | None:
    """When it was held, else the days that its time means; None where it names none."""
    if treatment.held_on:
        return treatment.held_on, treatment.held_on
    time = IndicativeTime.read(treatment.time, budget_year)
    return (time.first, time.last) if time.first and time.last else None


def is_at(treatment: Treatment, bodies: Collection[str], day: date, budget_year: int) -> bool:
    """Whether it is planned at a meeting of that body, which goes by several names, that day."""
    return treatment.body in bodies and not treatment.held_on and days_of(treatment, budget_year) == (day, day)


def against_order(treatments: Sequence[Treatment], budget_year: int) -> list[tuple[Treatment, Treatment]]:
    """Each treatment that is over before one earlier in the route begins, with the nearest such one before it."""
    found = []
    for place, later in enumerate(treatments):
        for earlier in reversed(treatments[:place]):
            first, second = days_of(earlier, budget_year), days_of(later, budget_year)
            if first and second and second[1] < first[0]:
                found.append((earlier, later))
                break
    return found


def why_not_treat(treatment: Treatment, bodies: Collection[str], today: date) -> Refusal | None:
    """`bodies`: the abbreviations of all the town's."""
    if treatment.body not in bodies:
        return Refusal(
            _("There is no body “{body}” here. Choose one of {known}.").format(
                body=treatment.body, known=", ".join(sorted(bodies))
            )
        )
    if treatment.held_on and treatment.held_on > today:
        return Refusal(_("The item cannot have been treated on a day to come. Choose today or an earlier day."))
    return None


def why_not_twice(treatment: Treatment, there: Collection[Treatment]) -> Refusal | None:
    """`there`: the other treatments of the item."""
    if treatment not in there:
        return None
    return Refusal(
        _("{body} is to treat it in just that way already. Change that treatment.").format(body=treatment.body)
    )


def why_not_plan(stage: Stage) -> Refusal | None:
    if stage not in ENDED:
        return None
    return Refusal(_("The item is closed or withdrawn, and is not treated any more. Reopen it first."))


def why_not_find(was: Treatment, there: Collection[Treatment]) -> Refusal | None:
    """`was`: the treatment as the person saw it."""
    if was in there:
        return None
    return Refusal(_("The treatment has been changed since it was shown to you. Nothing is lost: look at it again."))


def why_not_take_back(*, is_as_told: bool) -> Refusal | None:
    """`is_as_told`: the item's treatments are still as the act that is to be taken back told them."""
    if is_as_told:
        return None
    return Refusal(_("The item's treatments have been changed since, so this is not taken back. Change them instead."))


def why_not_shift(place: int) -> Refusal | None:
    """`place` is where in the route it would come to stand; the first is 0."""
    return None if place >= 0 else Refusal(_("It is the first one already."))
