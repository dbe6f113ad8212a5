# SPDX-License-Identifier: MPL-2.0
"""Moving in the work plan: to a meeting, off it, back again; planning what ought to be, and telling what was treated."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.desk.access import needs, refused
from udmoent.desk.sent import is_done
from udmoent.desk.where import language
from udmoent.desk.work_plan.board import Board
from udmoent.desk.work_plan.page import PlanItemForm, address, show_work_plan
from udmoent.desk.work_plan.which import Shown, shown
from udmoent.documents.forms import read_treatment
from udmoent.documents.meeting_words import deadlines_told
from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.facts import Treatment
from udmoent.plan.models import Item, ItemState
from udmoent.plan.treating import change_treatment, take_back, treat

AS_IT_IS: Final = "="
"""What the list of meetings sends where an indicative time is to stay."""
Done = Callable[[Item, Act], ItemState | None]


@needs(rules.PLAN_TREATMENTS)
@require_POST
def move_treatment(request: HttpRequest, plan_id: int, abbreviation: str, year: int) -> HttpResponse:
    """Put a treatment on a meeting, or take its day away."""
    here = shown(request, plan_id, abbreviation, year)
    was = read_treatment(request.POST.get("was", ""))

    def move(item: Item, act: Act) -> ItemState | None:
        to = request.POST.get("to", "")
        if to == AS_IT_IS:
            return change_treatment(item, was, was, act=act)
        written = change_treatment(item, was, _on(was, here, _day(to)), act=act)
        return _told_if_late(request, here, written)

    return _answer(request, here, move)


@needs(rules.PLAN_TREATMENTS)
@require_POST
def note_treated(request: HttpRequest, plan_id: int, abbreviation: str, year: int) -> HttpResponse:
    """Tell that the body has treated the item at a meeting."""
    here = shown(request, plan_id, abbreviation, year)
    was = read_treatment(request.POST.get("was", ""))

    def note(item: Item, act: Act) -> ItemState | None:
        held_on = _day(request.POST.get("to", ""))
        if held_on is None:
            raise Refused(_("Choose the meeting at which the item was treated."))
        return change_treatment(item, was, replace(was, held_on=held_on), act=act)

    return _answer(request, here, note)


@needs(rules.PLAN_TREATMENTS)
@require_POST
def plan_item(request: HttpRequest, plan_id: int, abbreviation: str, year: int) -> HttpResponse:
    """One treatment more: of an item that ought to be treated, by a click, or of any by its number."""
    here = shown(request, plan_id, abbreviation, year)
    if "item" in request.POST:
        treatment = Treatment(body=here.body, form=request.POST.get("form", ""))
        return _answer(
            request,
            here,
            lambda item, act: _told_if_late(
                request, here, treat(item, _on(treatment, here, _day(request.POST.get("to", ""))), act=act)
            ),
        )
    return _plan_by_number(request, here)


def _plan_by_number(request: HttpRequest, here: Shown) -> HttpResponse:
    """What stands in the way is told at the form."""
    form, written = PlanItemForm(request.POST, board=Board(here)), list[ItemState | None]()

    def act() -> None:
        told = form.cleaned_data
        item = here.plan.items.filter(number__iexact=told["punkt"].partition(" ")[0]).first()
        if item is None:
            raise Refused(
                _("There is no item {number} in the plan. Choose one of those there are.").format(number=told["punkt"])
            )
        new = Treatment(body=here.body, form=told["form"], task=told["task"])
        written.append(treat(item, _on(new, here, _day(told["to"])), act=_act(here)))

    if here.why_not_plan:
        return refused(request, here.why_not_plan)
    if not is_done(form, act):
        return show_work_plan(request, here, form, status=422)
    return _back(request, here, _told_if_late(request, here, written[0]))


@needs(rules.PLAN_TREATMENTS)
@require_POST
def undo_treatment(request: HttpRequest, plan_id: int, abbreviation: str, year: int) -> HttpResponse:
    """Let an item be treated again as before what the visitor did last with it."""
    here = shown(request, plan_id, abbreviation, year)
    asked = request.POST.get("state", "")
    own = ItemState.objects.filter(municipality=here.town, recorded_by=here.visitor.person)
    state = own.filter(pk=int(asked) if asked.isdecimal() else 0).select_related("item__plan__municipality").first()

    def back(item: Item, act: Act) -> ItemState | None:
        if state is None or state.item_id != item.pk:
            raise Refused(_("There is nothing of yours to undo here."))
        return take_back(state, act=replace(act, why=_("Undone")))

    return _answer(request, here, back)


def _answer(request: HttpRequest, here: Shown, do: Done) -> HttpResponse:
    """Do it with the item that was sent, and go back to where it stands now; what is refused is told on the page."""
    asked = request.POST.get("item", "")
    found = Item.objects.filter(municipality=here.town).select_related("plan__agreement", "plan__municipality")
    item = found.filter(pk=int(asked) if asked.isdecimal() else 0).first()
    state = item.plan.items.filter(pk=item.pk).as_of(clock.today()).present().first() if item else None
    if item is None or state is None:
        messages.error(request, _("The item is not in the plan today."))
        return redirect(_where(request, here))
    if refusal := here.visitor.why_not_plan_treatment(state.facts, here.body):
        return refused(request, refusal)
    try:
        written = do(item, _act(here))
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect(_where(request, here))
    return _back(request, here, written)


def _told_if_late(request: HttpRequest, here: Shown, written: ItemState | None) -> ItemState | None:
    """Warn where the deadline of the meeting that was chosen has passed."""
    day, today = _day(request.POST.get("to", "")), clock.today()
    meeting = next((one for one in here.meetings if one.held_on == day and one.held_on >= today), None)
    due = meeting.deadlines(here.town.configuration) if meeting else None
    if written and meeting and due and due.are_passed(today):
        said = _("It is planned, but the deadline of the meeting on {day} has passed.")
        messages.warning(request, f"{said.format(day=short_date(meeting.held_on))} {deadlines_told(due, language())}")
    return written


def _act(here: Shown) -> Act:
    why = _("Work plan of {body}").format(body=here.body)
    return Act(by=here.visitor.person, now=clock.now(), applies_on=clock.today(), why=why)


def _back(request: HttpRequest, here: Shown, written: ItemState | None) -> HttpResponse:
    if written is None:
        return redirect(_where(request, here))
    card = next((card for card in _cards(here, written) if card), "")
    return redirect(address(here, vis=request.POST.get("vis"), flyttet=written.pk) + (f"#{card}" if card else ""))


def _cards(here: Shown, written: ItemState) -> list[str]:
    """The anchors of what the state tells anew."""
    told = Board(here, written).just_told
    return [f"p{written.item_id}-{place}" for place, one in enumerate(written.facts.treatments) if one in told]


def _where(request: HttpRequest, here: Shown) -> str:
    return address(here, vis=request.POST.get("vis"))


def _day(asked: str) -> date | None:
    """The day of a meeting; None for none."""
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError as fault:
        raise Refused(_("“{text}” is not a day. Choose a meeting from the list.").format(text=asked)) from fault


def _on(one: Treatment, here: Shown, day: date | None) -> Treatment:
    """The treatment at the body's meeting that day, under the name that the body has then."""
    if day is None:
        return replace(one, time="")
    meeting = next((meeting for meeting in here.meetings if meeting.held_on == day), None)
    if meeting is None:
        sentence = _("{body} does not meet on {day}. Choose one of its meetings, or add one to the calendar first.")
        raise Refused(sentence.format(body=here.body, day=short_date(day)))
    return replace(one, body=meeting.body.abbreviation, time=short_date(day))
