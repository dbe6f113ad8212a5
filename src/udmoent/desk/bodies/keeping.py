# SPDX-License-Identifier: MPL-2.0
"""Putting meetings into a body's calendar, moving them, and taking them out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from udmoent import clock
from udmoent.desk.access import needs, refused
from udmoent.desk.bodies.meetings import MeetingForm
from udmoent.desk.bodies.pages import show_body
from udmoent.desk.sent import tell
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.documents.meeting_words import deadlines_told
from udmoent.lib.dates import danish_date
from udmoent.lib.refusal import Refusal, Refused
from udmoent.meetings.actions import call, cancel
from udmoent.meetings.models import Meeting
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.models import Plan
from udmoent.plan.treating import move_meeting


@needs(rules.KEEP_MEETINGS)
@require_POST
def add_meeting(request: HttpRequest, plan_id: int, abbreviation: str) -> HttpResponse:
    """A meeting more; what stands in the way is told at the form on the body's page."""
    plan = the_plan(request, plan_id)
    body = Body.objects.filter(municipality=plan.municipality, abbreviation=abbreviation).last()
    if body is None:
        raise Http404(_("There is no such body."))
    if refusal := _why_not(request, abbreviation):
        return refused(request, refusal)
    form = MeetingForm(request.POST)
    if form.is_valid():
        try:
            meeting = call(body, **form.cleaned_data, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
        except Refused as fault:
            tell(form, fault, at="held_on")
        else:
            messages.success(request, _("The meeting on {day} is in the calendar.").format(day=_day(meeting)))
            return redirect(_calendar(plan, abbreviation))
    return show_body(request, plan, abbreviation, form, status=422)


@needs(rules.KEEP_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_meeting(request: HttpRequest, plan_id: int, abbreviation: str, meeting_id: int) -> HttpResponse:
    """Another day, title or place for a meeting; the page from which it is taken out, too."""
    plan = the_plan(request, plan_id)
    meeting = _meeting(plan, abbreviation, meeting_id)
    if refusal := _why_not(request, abbreviation):
        return refused(request, refusal)
    told = {name: getattr(meeting, name) for name in ("held_on", "starts_at", "title", "place")}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=told)
    if form.is_bound and form.is_valid():
        try:
            along = move_meeting(meeting, **form.cleaned_data, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
        except Refused as fault:
            tell(form, fault, at="held_on")
        else:
            messages.success(request, _saved(meeting, along))
            return redirect(_calendar(plan, abbreviation))
    return _meeting_page(request, plan, meeting, form)


@needs(rules.KEEP_MEETINGS)
@require_POST
def remove_meeting(request: HttpRequest, plan_id: int, abbreviation: str, meeting_id: int) -> HttpResponse:
    """Take a meeting out of the calendar."""
    plan = the_plan(request, plan_id)
    meeting = _meeting(plan, abbreviation, meeting_id)
    if refusal := _why_not(request, abbreviation):
        return refused(request, refusal)
    cancel(meeting, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, _("The meeting on {day} is taken out of the calendar.").format(day=_day(meeting)))
    return redirect(_calendar(plan, abbreviation))


def _meeting_page(request: HttpRequest, plan: Plan, meeting: Meeting, form: MeetingForm) -> HttpResponse:
    body = meeting.body.abbreviation
    told = {
        "plan": plan,
        "here": "bodies",
        "crumbs": [
            *steps_to(plan, _("Committees"), "bodies"),
            Crumb(body, reverse("body", args=[plan.pk, body])),
            Crumb(_day(meeting)),
        ],
        "meeting": meeting,
        "deadlines": deadlines_told(meeting.deadlines(plan.municipality.configuration), language()),
        "form": form,
    }
    return render(request, "desk/meeting_form.html", told, status=422 if form.errors else 200)


def _saved(meeting: Meeting, along: int) -> str:
    said = _("The meeting on {day} is saved.").format(day=_day(meeting))
    if not along:
        return said
    told = ngettext("{n} item went along.", "{n} items went along.", along).format(n=along)
    return f"{said} {told}"


def _meeting(plan: Plan, abbreviation: str, meeting_id: int) -> Meeting:
    found = plan.municipality.meetings.select_related("body").filter(pk=meeting_id, body__abbreviation=abbreviation)
    meeting = found.first()
    if meeting is None:
        raise Http404(_("There is no such meeting."))
    return meeting


def _why_not(request: HttpRequest, abbreviation: str) -> Refusal | None:
    return request.visitor.why_not_keep_meetings(abbreviation)  # type: ignore[attr-defined]


def _calendar(plan: Plan, abbreviation: str) -> str:
    return f"{reverse('body', args=[plan.pk, abbreviation])}#meetings"


def _day(meeting: Meeting) -> str:
    return danish_date(meeting.held_on, language())
