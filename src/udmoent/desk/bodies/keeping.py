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
from udmoent.desk.where import Crumb, as_of, content_on, language, steps_to, the_plan
from udmoent.desk.work_plan.of_town import Linked, Linking, contents_of_town
from udmoent.documents.meeting_words import deadlines_told
from udmoent.editions.excerpt import also_known_as
from udmoent.editions.side_by_side import told_by_all
from udmoent.editions.work_plan import work_plan
from udmoent.intake.calendar.actions import take_meeting_out
from udmoent.lib.dates import danish_date
from udmoent.lib.refusal import Refusal, Refused
from udmoent.meetings.actions import call
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
@require_http_methods(["GET", "HEAD", "POST"])
def remove_meeting(request: HttpRequest, plan_id: int, abbreviation: str, meeting_id: int) -> HttpResponse:
    """Ask, with the items that are planned at the meeting; sent, it is out of the calendar, and the receipt takes it back."""
    plan = the_plan(request, plan_id)
    meeting = _meeting(plan, abbreviation, meeting_id)
    if refusal := _why_not(request, abbreviation):
        return refused(request, refusal)
    if request.method != "POST":
        asked = {"planned": _planned(request, plan, meeting)}
        return render(request, "desk/meeting_remove.html", _of_meeting(plan, meeting) | asked)
    title = _("{body}: the meeting on {day} taken out").format(body=abbreviation, day=_day(meeting))
    change = take_meeting_out(meeting, title=title, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, _("The meeting on {day} is taken out of the calendar.").format(day=_day(meeting)))
    return redirect("calendar_change", plan.pk, change.pk)


def _planned(request: HttpRequest, plan: Plan, meeting: Meeting) -> list[Linked]:
    """What the body's work plan has for the meeting, of all plans."""
    moment, visitor = as_of(request, plan), request.visitor  # type: ignore[attr-defined]
    contents = told_by_all(contents_of_town(content_on(request, plan, moment), plan, visitor))
    names = also_known_as(contents[0], meeting.body.abbreviation)
    days = plan.municipality.meetings.filter(body__abbreviation__in=names).order_by("held_on")
    work = work_plan(contents, names, list(days.values_list("held_on", flat=True)))
    return Linking(plan).linked(work.at(meeting.held_on))


def _of_meeting(plan: Plan, meeting: Meeting) -> dict[str, object]:
    body = meeting.body.abbreviation
    return {
        "plan": plan,
        "here": "bodies",
        "crumbs": [
            *steps_to(plan, _("Committees"), "bodies"),
            Crumb(body, reverse("body", args=[plan.pk, body])),
            Crumb(_day(meeting)),
        ],
        "meeting": meeting,
    }


def _meeting_page(request: HttpRequest, plan: Plan, meeting: Meeting, form: MeetingForm) -> HttpResponse:
    told = {
        "deadlines": _deadlines(plan, meeting),
        "form": form,
    }
    return render(
        request, "desk/meeting_form.html", _of_meeting(plan, meeting) | told, status=422 if form.errors else 200
    )


def _deadlines(plan: Plan, meeting: Meeting) -> str:
    due, today = meeting.deadlines(plan.municipality.configuration), clock.today()
    return deadlines_told(due, language(), today if meeting.held_on >= today else None)


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
