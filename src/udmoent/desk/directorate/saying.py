# SPDX-License-Identifier: MPL-2.0
"""What is sent from a meeting's page. What may not be is told at the form, and what was typed stays there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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


@dataclass(frozen=True)
class Saying:
    """Whoever says something, and at which meeting."""

    meeting: Meeting
    by: Person

    @property
    def on(self) -> date:
        return day_of(self.meeting)


def _acts(
    kind: str, find: Callable[..., Item | FollowUp], say: Callable[..., object], word: Promise
) -> Callable[..., HttpResponse]:
    """A view by which one kind of thing is said of what `find` finds in the plan; `word` tells that it was."""

    @needs(rules.WRITE_NOTES)
    @require_POST
    def view(request: HttpRequest, plan_id: int, meeting_id: int, **about: Any) -> HttpResponse:
        plan = the_plan(request, plan_id)
        saying = Saying(the_meeting(plan, meeting_id), request.visitor.person)  # type: ignore[attr-defined]
        thing = find(plan, **about)
        key = thing.number if isinstance(thing, Item) else str(thing.pk)
        form = the_form(kind, key, request.POST)
        if not is_done(form, lambda: say(saying, thing, **form.cleaned_data)):
            today = AsOf(clock.today(), is_today=True)
            return show_meeting(request, plan, saying.meeting, today, Sent(kind, key, form))
        messages.success(request, str(word))
        place = f"punkt-{key}" if isinstance(thing, Item) else "follow-ups"
        return redirect(f"{address(plan, saying.meeting)}#{place}")

    return view


def _note(at: Saying, item: Item, text: str) -> None:
    """Beside the responsible's words, from the meeting's day."""
    write_note(item, text, act=Act(by=at.by, now=clock.now(), applies_on=at.on))


def _decide(at: Saying, item: Item, text: str) -> None:
    """What the directorate decided of the item."""
    title = f"{item.number} {_title(item, at.on)}"
    decide(item, at.meeting, text, title=title[:300].strip(), by=at.by, now=clock.now())


def _follow_up(at: Saying, item: Item, text: str, who: str) -> None:
    """Something that comes back at the next meeting, until it is done."""
    raise_follow_up(item, text, who=who, meeting=at.meeting, on=at.on, by=at.by, now=clock.now())


def _finish(at: Saying, follow_up: FollowUp, outcome: str) -> None:
    """What was asked for before has been done."""
    finish(follow_up, outcome=outcome, on=at.on, by=at.by, now=clock.now())


def _the_follow_up(plan: Plan, follow_up_id: int) -> FollowUp:
    found = FollowUp.objects.of_plan(plan).filter(pk=follow_up_id).first()
    if found is None:
        raise Http404(_("There is nothing to follow up here by that number."))
    return found


def day_of(meeting: Meeting) -> date:
    """From when it holds what is said for the meeting: its day, or today where that is still to come."""
    return min(meeting.held_on, clock.today())


def _title(item: Item, on: date) -> str:
    """What the item is called that day; empty where it is not in the plan."""
    state = state_on(item, on)
    return state.facts.title if state else ""


note_at_meeting = _acts("note", the_item, _note, gettext_lazy("The note is saved."))
decide_at_meeting = _acts("decide", the_item, _decide, gettext_lazy("The decision is written down."))
follow_up_at_meeting = _acts(
    "follow", the_item, _follow_up, gettext_lazy("It comes back at the next meeting until it is done.")
)
finish_at_meeting = _acts("done", _the_follow_up, _finish, gettext_lazy("It is done, and comes back no more."))
