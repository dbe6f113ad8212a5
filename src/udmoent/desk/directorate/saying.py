# SPDX-License-Identifier: MPL-2.0
"""What is sent from a meeting's page. What may not be is told at the form, and what was typed stays there."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.directorate.meeting import address, show_meeting, the_meeting
from udmoent.desk.directorate.meeting_forms import Sent, the_form
from udmoent.desk.item.seen import state_on, the_item
from udmoent.desk.sent import is_done
from udmoent.desk.where import AsOf, the_plan
from udmoent.followup.actions import finish, raise_follow_up
from udmoent.followup.meeting import decide
from udmoent.followup.models import FollowUp
from udmoent.meetings.models import Meeting
from udmoent.organisation import rules
from udmoent.organisation.models import Person
from udmoent.plan.actions import Act
from udmoent.plan.models import Item, Plan
from udmoent.plan.notes import write_note


@needs(rules.WRITE_NOTES)
@require_POST
def note_at_meeting(request: HttpRequest, plan_id: int, meeting_id: int, number: str) -> HttpResponse:
    """Beside the responsible's words, from the meeting's day."""
    plan = the_plan(request, plan_id)
    meeting, item = the_meeting(plan, meeting_id), the_item(plan, number)

    def say(told: dict[str, str]) -> object:
        act = Act(by=_by(request), now=clock.now(), applies_on=day_of(meeting))
        return write_note(item, told["text"], act=act)

    return _said(request, plan, meeting, "note", item.number, say, _("The note is saved."))


@needs(rules.WRITE_NOTES)
@require_POST
def decide_at_meeting(request: HttpRequest, plan_id: int, meeting_id: int, number: str) -> HttpResponse:
    """What the directorate decided of the item."""
    plan = the_plan(request, plan_id)
    meeting, item = the_meeting(plan, meeting_id), the_item(plan, number)

    def say(told: dict[str, str]) -> object:
        title = f"{item.number} {_title(item, day_of(meeting))}"
        return decide(item, meeting, told["text"], title=title[:300].strip(), by=_by(request), now=clock.now())

    return _said(request, plan, meeting, "decide", item.number, say, _("The decision is written down."))


@needs(rules.WRITE_NOTES)
@require_POST
def follow_up_at_meeting(request: HttpRequest, plan_id: int, meeting_id: int, number: str) -> HttpResponse:
    """Something that comes back at the next meeting, until it is done."""
    plan = the_plan(request, plan_id)
    meeting, item = the_meeting(plan, meeting_id), the_item(plan, number)

    def say(told: dict[str, str]) -> object:
        on, by = day_of(meeting), _by(request)
        return raise_follow_up(item, told["text"], who=told["who"], meeting=meeting, on=on, by=by, now=clock.now())

    return _said(
        request, plan, meeting, "follow", item.number, say, _("It comes back at the next meeting until it is done.")
    )


@needs(rules.WRITE_NOTES)
@require_POST
def finish_at_meeting(request: HttpRequest, plan_id: int, meeting_id: int, follow_up_id: int) -> HttpResponse:
    """What was asked for before has been done."""
    plan = the_plan(request, plan_id)
    meeting, follow_up = the_meeting(plan, meeting_id), FollowUp.objects.of_plan(plan).filter(pk=follow_up_id).first()
    if follow_up is None:
        raise Http404(_("There is nothing to follow up here by that number."))

    def say(told: dict[str, str]) -> object:
        return finish(follow_up, outcome=told["outcome"], on=day_of(meeting), by=_by(request), now=clock.now())

    return _said(request, plan, meeting, "done", str(follow_up.pk), say, _("It is done, and comes back no more."))


def _said(
    request: HttpRequest,
    plan: Plan,
    meeting: Meeting,
    kind: str,
    key: str,
    say: Callable[[dict[str, str]], object],
    word: str,
) -> HttpResponse:
    form: forms.Form = the_form(kind, key, request.POST)
    if not is_done(form, lambda: say(form.cleaned_data)):
        today = AsOf(clock.today(), is_today=True)
        return show_meeting(request, plan, meeting, today, Sent(kind, key, form))
    messages.success(request, word)
    place = "follow-ups" if kind == "done" else f"punkt-{key}"
    return redirect(f"{address(plan, meeting)}#{place}")


def day_of(meeting: Meeting) -> date:
    """From when it holds what is said for the meeting: its day, or today where that is still to come."""
    return min(meeting.held_on, clock.today())


def _by(request: HttpRequest) -> Person:
    return request.visitor.person  # type: ignore[attr-defined]


def _title(item: Item, on: date) -> str:
    """What the item is called that day; empty where it is not in the plan."""
    state = state_on(item, on)
    return state.facts.title if state else ""
