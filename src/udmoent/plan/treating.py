# SPDX-License-Identifier: MPL-2.0
"""Where and when items are treated: told in the order of the route, moved with their meetings. Each writes new states."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refused
from udmoent.meetings import actions as meetings
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Person
from udmoent.plan import treatment_rules as rules
from udmoent.plan.actions import Act, change_all, change_in_turn, snapshots, take_turn
from udmoent.plan.facts import ENDED, Treatment
from udmoent.plan.models import Item, ItemState, Plan

Route = tuple[Treatment, ...]


def treat(item: Item, treatment: Treatment, *, act: Act) -> ItemState | None:
    """One treatment more, at the end of the route."""

    def told(route: Route) -> Route:
        Refused.if_any([rules.why_not_twice(treatment, route)])
        return (*route, treatment)

    return _retell(item, told, act)


def change_treatment(item: Item, was: Treatment, treatment: Treatment, *, act: Act) -> ItemState | None:
    """Tell a treatment otherwise; it stays where it stands in the route."""

    def told(route: Route) -> Route:
        place = _place(was, route)
        others = (*route[:place], *route[place + 1 :])
        Refused.if_any([rules.why_not_twice(treatment, others)])
        return (*route[:place], treatment, *route[place + 1 :])

    return _retell(item, told, act)


def drop_treatment(item: Item, was: Treatment, *, act: Act) -> ItemState | None:
    """The item is not treated there after all."""

    def told(route: Route) -> Route:
        place = _place(was, route)
        return (*route[:place], *route[place + 1 :])

    return _retell(item, told, act)


def bring_forward(item: Item, was: Treatment, *, act: Act) -> ItemState | None:
    """Let the treatment come before the one that stands before it in the route."""

    def told(route: Route) -> Route:
        place = _place(was, route)
        Refused.if_any([rules.why_not_shift(place - 1)])
        return (*route[: place - 1], was, route[place - 1], *route[place + 1 :])

    return _retell(item, told, act)


@transaction.atomic
def take_back(state: ItemState, *, act: Act) -> ItemState | None:
    """Let the item be treated again as before that state. Refused where it is told otherwise since."""
    item, told = state.item, state.facts.treatments
    earlier = item.states.filter(applies_on__lte=state.applies_on, pk__lt=state.pk)
    before = earlier.order_by("applies_on", "pk").last()

    def back(route: Route) -> Route:
        Refused.if_any([rules.why_not_take_back(is_as_told=route == told)])
        return before.facts.treatments if before else ()

    return _retell(item, back, act)


@transaction.atomic
def move_meeting(
    meeting: Meeting, held_on: date, *, title: str, place: str, starts_at: time | None, by: Person, now: datetime
) -> int:
    """As `meetings.move`; what is planned at the meeting goes along. Tells how many items that are."""
    was = meeting.held_on
    meetings.move(meeting, held_on, title=title, place=place, starts_at=starts_at, by=by, now=now)
    if held_on == was:
        return 0
    why = _("The meeting was moved from {was} to {day}.").format(was=short_date(was), day=short_date(held_on))
    act = Act(by=by, now=now, applies_on=timezone.localdate(now), why=why)
    plans = Plan.objects.filter(municipality=meeting.municipality_id).select_related("agreement")
    return sum(_go_along(plan, names_of(meeting.body), was, held_on, act) for plan in plans)


def names_of(body: Body) -> frozenset[str]:
    """The body's abbreviation, and those of the bodies that it came after."""
    names, waiting = {body.abbreviation}, [body]
    while waiting:
        found = Body.objects.filter(successor__in=waiting).exclude(abbreviation__in=names)
        waiting = list(found)
        names |= {one.abbreviation for one in waiting}
    return frozenset(names)


def planned_at(plan: Plan, bodies: frozenset[str], day: date, *, on: date) -> Mapping[Item, Route]:
    """The open items that the plan has, on the day `on`, for a meeting of the body on `day`, with all their treatments."""
    states = plan.items.as_of(on).present().exclude(treatments=[]).exclude(stage__in=ENDED).select_related("item")
    routes = {state.item: state.facts.treatments for state in states}
    year = plan.agreement.budget_year
    return {item: route for item, route in routes.items() if any(rules.is_at(one, bodies, day, year) for one in route)}


def _go_along(plan: Plan, bodies: frozenset[str], was: date, day: date, act: Act) -> int:
    year, time = plan.agreement.budget_year, short_date(day)

    def moved(one: Treatment) -> Treatment:
        return _at(one, time) if rules.is_at(one, bodies, was, year) else one

    found = planned_at(plan, bodies, was, on=act.applies_on)
    change_all(plan, {item: {"treatments": tuple(map(moved, route))} for item, route in found.items()}, act=act)
    return len(found)


def _at(one: Treatment, time: str) -> Treatment:
    return Treatment(body=one.body, form=one.form, time=time, task=one.task)


@transaction.atomic
def _retell(item: Item, tell: Callable[[Route], Route], act: Act) -> ItemState | None:
    """Let the item's route be what `tell` makes of the one in force, while nobody else writes in the plan."""
    act = take_turn(item.plan, act)
    before = snapshots(item.plan, [item], act.applies_on)
    known = set(item.plan.municipality.bodies.values_list("abbreviation", flat=True))
    told: dict[str, object] = {}
    for snapshot in before.values():
        route = tell(snapshot.facts.treatments)
        new = [one for one in route if one not in snapshot.facts.treatments]
        Refused.if_any(rules.why_not_plan(snapshot.facts.stage) for one in new if not one.held_on)
        Refused.if_any(rules.why_not_treat(one, known, timezone.localdate(act.now)) for one in new)
        told = {"treatments": route}
    states = change_in_turn(item.plan, {item: told}, before, act=act)
    return states[0] if states else None


def _place(was: Treatment, route: Route) -> int:
    Refused.if_any([rules.why_not_find(was, route)])
    return route.index(was)
