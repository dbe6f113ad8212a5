# SPDX-License-Identifier: MPL-2.0
"""All meetings of a year, with their deadlines and how many items each body is to treat."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import Visitor, needs
from udmoent.desk.where import AsOf, as_of, content_on, steps_to, the_plan
from udmoent.desk.work_plan.of_town import contents_of_town
from udmoent.editions.content import PlanContent
from udmoent.editions.excerpt import also_known_as
from udmoent.editions.side_by_side import told_by_all
from udmoent.editions.work_plan import work_plan
from udmoent.meetings.deadlines import Deadlines
from udmoent.meetings.models import Meeting
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Row:
    """A meeting. `planned` is how many items the body's work plan has for it, None where it is over."""

    meeting: Meeting
    due: Deadlines
    planned: int | None
    work_plan_href: str
    edit_href: str


@needs(rules.READ)
@require_safe
def calendar_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The meetings of all bodies in a year, or of one."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    asked = request.GET.get("aar", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else moment.day.year
    body = request.GET.get("udvalg", "")
    found = plan.municipality.meetings.select_related("body").order_by("held_on", "body__digit")
    held = [one for one in found if one.held_on.year == year and body in ("", one.body.abbreviation)]
    content = content_on(request, plan, moment)
    told = {
        "plan": plan,
        "here": "bodies",
        "crumbs": [*steps_to(plan, _("Committees"), "bodies"), *steps_to(plan, _("Meeting calendar"))[1:]],
        "as_of": moment,
        "year": year,
        "years": sorted({year, moment.day.year, moment.day.year + 1, *(one.held_on.year for one in found)}),
        "body": body,
        "bodies": list(dict.fromkeys(one.body.abbreviation for one in found)),
        "rows": list(_rows(held, content, plan, moment, visitor)),
        "changes": _changes(plan) if visitor.may[rules.KEEP_MEETINGS] else [],
    }
    return render(request, "desk/calendar/page.html", told)


def _changes(plan: Plan) -> list:
    return list(plan.municipality.calendar_changes.select_related("made_by", "undone_by")[:20])


def _rows(meetings: list[Meeting], content: PlanContent, plan: Plan, moment: AsOf, visitor: Visitor) -> Iterator[Row]:
    contents = told_by_all(contents_of_town(content, plan, visitor, moment.known_at))
    planned, town = _planned(meetings, contents), plan.municipality.configuration
    for meeting in meetings:
        body = meeting.body.abbreviation
        may_keep = clock.today() == moment.day and visitor.why_not_keep_meetings(body) is None
        is_over = meeting.held_on < moment.day
        yield Row(
            meeting=meeting,
            due=meeting.deadlines(town),
            planned=None if is_over else planned.get((body, meeting.held_on), 0),
            work_plan_href=reverse("work_plan", args=[plan.pk, body, meeting.held_on.year]),
            edit_href=reverse("edit_meeting", args=[plan.pk, body, meeting.pk]) if may_keep else "",
        )


def _planned(meetings: list[Meeting], contents: list[PlanContent]) -> dict[tuple[str, date], int]:
    days: dict[str, list[date]] = {}
    for meeting in meetings:
        days.setdefault(meeting.body.abbreviation, []).append(meeting.held_on)
    found: dict[tuple[str, date], int] = {}
    for body, meets in days.items():
        work = work_plan(contents, also_known_as(contents[0], body), meets)
        found |= {(body, day): len(work.at(day)) for day in meets}
    return found
