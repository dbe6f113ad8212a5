# SPDX-License-Identifier: MPL-2.0
"""What was done with the calendar at once, and taking it back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from udmoent import clock
from udmoent.desk.access import needs, refused
from udmoent.desk.where import Crumb, steps_to, the_plan
from udmoent.intake.calendar.actions import bodies_of, take_back_meetings
from udmoent.intake.models import CalendarChange
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class ToldChange:
    """What was done with one meeting; of the two days one may be missing."""

    deed: str
    body: str
    before: date | None
    after: date | None


@needs(rules.KEEP_MEETINGS)
@require_safe
def change_page(request: HttpRequest, plan_id: int, change_id: int) -> HttpResponse:
    """The receipt of a file or a rule that was brought into the calendar."""
    plan = the_plan(request, plan_id)
    change = _the_change(plan, change_id)
    crumbs = [
        *steps_to(plan, _("Committees"), "bodies"),
        Crumb(_("Meeting calendar"), reverse("calendar", args=[plan.pk])),
    ]
    told = {
        "plan": plan,
        "here": "bodies",
        "crumbs": [*crumbs, Crumb(_("Change {number}").format(number=change.pk))],
        "change": change,
        "changes": [_told(one) for one in change.changes],
        "why_not": _why_not(request, change),
    }
    return render(request, "desk/calendar/change.html", told)


@needs(rules.KEEP_MEETINGS)
@require_POST
def take_back(request: HttpRequest, plan_id: int, change_id: int) -> HttpResponse:
    """Let the calendar be as before the change."""
    plan = the_plan(request, plan_id)
    change = _the_change(plan, change_id)
    if refusal := _why_not(request, change):
        return refused(request, refusal)
    try:
        take_back_meetings(change, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("The calendar is as it was before."))
    return redirect("calendar_change", plan.pk, change.pk)


def _the_change(plan: Plan, change_id: int) -> CalendarChange:
    found = CalendarChange.objects.filter(municipality=plan.municipality).select_related("made_by", "undone_by")
    change = found.filter(pk=change_id).first()
    if change is None:
        raise Http404(_("There is no such change of the calendar."))
    return change


def _why_not(request: HttpRequest, change: CalendarChange) -> Refusal | None:
    """Why the visitor may not take it back: it is done by whoever keeps the meetings of all its bodies."""
    refusals = (request.visitor.why_not_keep_meetings(body) for body in bodies_of(change.changes))  # type: ignore[attr-defined]
    return next((refusal for refusal in refusals if refusal), None)


def _told(one: dict[str, Any]) -> ToldChange:
    days = [date.fromisoformat(told["held_on"]) if told else None for told in (one["before"], one["after"])]
    return ToldChange(one["deed"], (one["after"] or one["before"])["body"], *days)
