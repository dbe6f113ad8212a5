# SPDX-License-Identifier: MPL-2.0
"""The meetings and the indicative times that come next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.where import language
from udmoent.desk.work_plan.of_town import Linked, Linking, contents_of_town
from udmoent.documents.front import body_name
from udmoent.documents.meeting_words import deadlines_told
from udmoent.editions.content import PlanContent
from udmoent.editions.counts import is_open
from udmoent.editions.duties import closed_not_noted
from udmoent.editions.excerpt import also_known_as, shares
from udmoent.editions.side_by_side import told_by_all
from udmoent.editions.work_plan import Treated, WorkPlan, treatments, work_plan
from udmoent.lib.time import IndicativeTime
from udmoent.meetings.models import Meeting
from udmoent.plan.facts import Treatment
from udmoent.plan.models import Plan

AHEAD: Final = timedelta(days=60)
AT_ONCE: Final = 30


@dataclass(frozen=True)
class ComingMeeting:
    """`treated` is how many items the body's work plan has for that day; `is_own` marks the visitor's own body."""

    meeting: Meeting
    href: str
    treated: int
    is_own: bool


@dataclass(frozen=True)
class Deadline:
    """An indicative time that begins or ends in the days ahead, and what falls then."""

    time: str
    number: str
    title: str
    href: str
    what: list[str]


@dataclass(frozen=True)
class OwnBody:
    """A body of the visitor's: its next meeting and what it is to treat there, and what the work plan waits for."""

    name: str
    href: str
    work_plan_href: str
    next: Meeting | None
    deadlines: str
    treated: list[Linked]
    lacking: int
    to_note: int


@dataclass(frozen=True)
class Coming:
    """`more` deadlines are not told here but on the timeline."""

    own: list[OwnBody]
    meetings: list[ComingMeeting]
    deadlines: list[Deadline]
    more: int


def coming(content: PlanContent, plan: Plan, visitor: Visitor) -> Coming:
    """Of the visitor's own bodies, where there are such; else of all."""
    found = plan.municipality.meetings.coming(content.as_of).select_related("body")
    if visitor.bodies:
        found = found.filter(body__abbreviation__in=visitor.bodies)
    listed = list(found)
    contents = told_by_all(contents_of_town(content, plan, visitor))
    plans = _work_plans(listed, contents, visitor.bodies)
    deadlines, more = _deadlines(contents, plan, visitor)
    return Coming(
        own=[_own_body(body, listed, content, plan, plans[body]) for body in visitor.bodies],
        meetings=list(_meetings(listed, content, plan, visitor, plans)),
        deadlines=deadlines,
        more=more,
    )


def _own_body(body: str, found: list[Meeting], content: PlanContent, plan: Plan, work: WorkPlan) -> OwnBody:
    first = next((meeting for meeting in found if meeting.body.abbreviation == body), None)
    part = shares(content, body)
    not_noted = closed_not_noted(replace(content, items=(*part.own, *part.shared)))
    return OwnBody(
        name=body_name(content, body),
        href=reverse("body", args=[plan.pk, body]),
        work_plan_href=reverse("work_plan", args=[plan.pk, body, content.as_of.year]),
        next=first,
        deadlines=deadlines_told(first.deadlines(plan.municipality.configuration), language(), content.as_of)
        if first
        else "",
        treated=Linking(plan).linked(work.at(first.held_on)) if first else [],
        lacking=len(work.lacking),
        to_note=len(not_noted),
    )


def _meetings(
    found: list[Meeting], content: PlanContent, plan: Plan, visitor: Visitor, plans: dict[str, WorkPlan]
) -> Iterator[ComingMeeting]:
    soon = [meeting for meeting in found if meeting.held_on <= content.as_of + AHEAD]
    for meeting in soon or found[:1]:
        body = meeting.body.abbreviation
        href = reverse("body", args=[plan.pk, body])
        yield ComingMeeting(meeting, href, len(plans[body].at(meeting.held_on)), body in visitor.bodies)


def _work_plans(found: list[Meeting], contents: list[PlanContent], own: list[str]) -> dict[str, WorkPlan]:
    """Of each body that meets, and of the visitor's own, in all of the town's plans."""
    days: dict[str, list[date]] = {body: [] for body in own}
    for meeting in found:
        days.setdefault(meeting.body.abbreviation, []).append(meeting.held_on)
    return {body: work_plan(contents, also_known_as(contents[0], body), meets) for body, meets in days.items()}


def _deadlines(contents: list[PlanContent], plan: Plan, visitor: Visitor) -> tuple[list[Deadline], int]:
    """By item and time, each with all that falls there: the first ones, and how many more there are."""
    soon = [one for one in _times(contents, visitor) if _is_soon(one[0].time, contents[0].as_of)]
    found: dict[tuple[IndicativeTime, str, str], tuple[Treated, list[str]]] = {}
    for one, what in sorted(soon, key=lambda told: told[0].time.sort_key):
        found.setdefault((one.time, one.plan, one.item.number), (one, []))[1].append(what)
    linking = Linking(plan)
    first = [
        Deadline(one.time.text, one.item.number, one.item.title, linking.href(one), what)
        for one, what in list(found.values())[:AT_ONCE]
    ]
    return first, len(found) - len(first)


def _times(contents: list[PlanContent], visitor: Visitor) -> Iterator[tuple[Treated, str]]:
    """Every treatment in the visitor's own bodies, or in any, and the times of the visitor's own items in the plan shown."""
    bodies = {name for body in visitor.bodies for name in also_known_as(contents[0], body)} or None
    for one in (one for content in contents for one in treatments(content, bodies)):
        form = one.treatment.form or _("Treatment")
        yield one, _("{form} in {body}").format(form=form, body=one.treatment.body)
    for item in contents[0].items:
        if is_open(item) and visitor.is_own(item):
            yield Treated(item, Treatment(body=item.body), item.time, plan=contents[0].plan), _("Your item's time")


def _is_soon(time: IndicativeTime, on: date) -> bool:
    return any(day is not None and on <= day <= on + AHEAD for day in (time.first, time.last))
