# SPDX-License-Identifier: MPL-2.0
"""What is told of a case besides its text: its facts, a person's own words, its way through the bodies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent import clock
from udmoent.cases import actions
from udmoent.cases.actions import CaseFacts
from udmoent.cases.compose.ground import Ground
from udmoent.cases.compose.lists import LISTS
from udmoent.cases.drafting import compose_case, ground_for, name_attachments
from udmoent.cases.models import CaseTreatment
from udmoent.desk.cases.form import FactsForm, MeetingForm, OwnWordsForm, RouteForm
from udmoent.desk.cases.told import case_address, next_treatment, show
from udmoent.desk.cases.which import Sight, at_case
from udmoent.desk.sent import is_done
from udmoent.desk.where import words_of
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import Counts, count
from udmoent.meetings.models import Meeting


@at_case
def describe(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Its facts. The text is composed anew with them; what people wrote in it stands."""
    form = FactsForm(
        request.POST if request.method == "POST" else None,
        case=sight.case,
        ground=ground_for(sight.case, clock.today()),
    )
    if is_done(form, lambda: _tell(sight, form.facts)):
        messages.success(request, _("Saved, and the text is composed anew."))
        return redirect(case_address(sight.case))
    return show(request, "form", sight, _("The case's facts"), form=form, status=422 if form.is_bound else 200)


def _tell(sight: Sight, facts: CaseFacts) -> None:
    today, by = clock.today(), sight.visitor.person
    case = actions.describe_case(sight.case, facts, by=by, now=clock.now())
    compose_case(case, today=today, by=by, now=clock.now())
    name_attachments(case, today=today)


@at_case
def own_words(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What only a person can say, beside the counts; it is never computed."""
    ground = ground_for(sight.case, clock.today())
    form = OwnWordsForm(request.POST if request.method == "POST" else None, case=sight.case, ground=ground)
    if is_done(form, lambda: _tell(sight, form.facts)):
        messages.success(request, _("Saved, and the text is composed anew."))
        return redirect(case_address(sight.case))
    counts = count(ground.shown.items, ground.content.as_of)
    told = {
        "form": form,
        "numbers": [] if ground.item else _numbers(sight, counts),
        "about": list(_about_item(sight, ground, ground.item)) if ground.item else [],
        "moment": ground.moment,
    }
    return show(request, "own_words", sight, _("Your own words"), **told, status=422 if form.is_bound else 200)


def _numbers(sight: Sight, counts: Counts) -> list[tuple[int, str]]:
    words = words_of(sight.case.plan.municipality)
    told = [
        (counts.items, _("items")),
        (counts.open, _("open")),
        (counts.closed, ngettext("closed", "closed", counts.closed)),
    ]
    told += [(counts.assessments[one], words.assessment(one).lower()) for one in counts.assessments]
    return [*told, (counts.awaiting_decision, _("await a decision")), (counts.passed, _("passed, not updated"))]


def _about_item(sight: Sight, ground: Ground, item: ItemContent) -> Iterator[tuple[str, str]]:
    """What a case about one item is judged by: how far it is, when it is done, and its money."""
    yield _("Item"), f"{item.number} {item.title}"
    yield _("Stage"), words_of(sight.case.plan.municipality).stage(item.stage)
    yield _("Time"), item.time.text
    yield _("Amounts"), "\n".join(one.text for one in LISTS["amounts"](ground))


@dataclass(frozen=True)
class AtMeeting:
    """A body that is still to treat the case, and the form of at which meeting."""

    treatment: CaseTreatment
    form: MeetingForm


@at_case
def route(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The bodies it is still to pass, and at which meeting of each. What has been sent or decided stays."""
    open_stops = [one for one in sight.treatments if not one.outcome and not one.sent.all()]
    told = request.POST if request.method == "POST" else None
    is_route, is_meetings = "gang" in request.POST, "moeder" in request.POST
    town = sight.case.plan.municipality
    form = RouteForm(
        told if is_route else None,
        bodies=town.bodies.in_force(clock.today()),
        initial=[one.body.abbreviation for one in open_stops],
    )
    at_meetings = [
        AtMeeting(one, _meeting_form(sight, one, told if is_meetings else None))
        for one in sight.treatments
        if not one.outcome
    ]
    if is_route and is_done(form, lambda: _set_route(sight, form), at="bodies"):
        return _done(request, sight)
    if is_meetings and _all_placed(sight, at_meetings):
        return _done(request, sight)
    status = 422 if told else 200
    return show(request, "route", sight, _("Route and meetings"), form=form, at_meetings=at_meetings, status=status)


def _all_placed(sight: Sight, at_meetings: list[AtMeeting]) -> bool:
    """Each is tried, so that every mistake is told at once."""
    return sum(is_done(one.form, partial(_place, sight, one)) for one in at_meetings) == len(at_meetings)


def _done(request: HttpRequest, sight: Sight) -> HttpResponse:
    compose_case(sight.case, today=clock.today(), by=sight.visitor.person, now=clock.now())
    messages.success(request, _("Saved."))
    return redirect(case_address(sight.case))


def _set_route(sight: Sight, form: RouteForm) -> None:
    actions.set_route(sight.case, form.cleaned_data["bodies"], by=sight.visitor.person, now=clock.now())


def _place(sight: Sight, one: AtMeeting) -> None:
    number, by = one.form.cleaned_data["agenda_number"], sight.visitor.person
    if (one.form.chosen, number) != (one.treatment.meeting, one.treatment.agenda_number):
        actions.place_at_meeting(one.treatment, one.form.chosen, agenda_number=number, by=by, now=clock.now())


def _meeting_form(sight: Sight, treatment: CaseTreatment, told: object) -> MeetingForm:
    """Of the body's meetings those to come and those of the last year, without what was held before the case was sent."""
    is_next = treatment == next_treatment(sight)
    town, today = treatment.municipality_id, clock.today()
    found = Meeting.objects.filter(municipality=town, body__abbreviation=treatment.body.abbreviation)
    sent_on = max((localdate(sent.sent_at) for sent in treatment.sent.all()), default=today - timedelta(days=365))
    meetings = [one for one in found.order_by("held_on") if one.held_on >= sent_on or one.pk == treatment.meeting_id]
    coming, held = ([one for one in meetings if (one.held_on < today) == is_held] for is_held in (False, True))
    return MeetingForm(told, treatment=treatment, coming=coming, held=held[::-1], proposes_next=is_next)
