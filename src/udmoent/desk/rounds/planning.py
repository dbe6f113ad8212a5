# SPDX-License-Identifier: MPL-2.0
"""Planning a round, a year's rounds, and changing one; each with what it would ask before anything is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.rounds.form import AskingForm, RoundForm, YearForm
from udmoent.desk.rounds.preview import asked_now
from udmoent.desk.rounds.which import the_round
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, steps_to, the_plan
from udmoent.followup import actions
from udmoent.followup.facts import RoundStage
from udmoent.followup.models import Round
from udmoent.followup.rules import Days, idle_deadlines, why_not_change_round
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.models import Plan

PREVIEW = "vis"
"""The button that shows what the round would ask, and keeps nothing."""
FILL = "dage"
"""The button that fills in the days which follow from the day of the status, and keeps nothing."""


@needs(rules.KEEP_ROUNDS)
@GET_OR_POST
def plan_round(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One round to come."""
    plan, by = the_plan(request, plan_id), request.visitor.person  # type: ignore[attr-defined]
    form = RoundForm(request.POST if request.method == "POST" else None, plan=plan, person=by)
    made: list[Round] = []

    def act() -> None:
        made.append(actions.plan_round(plan, form.cleaned_data["name"], form.days, form.asking, by=by, now=clock.now()))

    if _is_sent(request) and is_done(form, act):
        messages.success(request, _("“{name}” is planned.").format(name=made[0].name))
        return redirect("round", plan.pk, made[0].pk)
    return _page(request, plan, _filled(form), _("Plan a round"))


@needs(rules.KEEP_ROUNDS)
@GET_OR_POST
def edit_round(request: HttpRequest, plan_id: int, round_id: int) -> HttpResponse:
    """Another name, other days, another scope."""
    plan, by = the_plan(request, plan_id), request.visitor.person  # type: ignore[attr-defined]
    round = the_round(plan, round_id)
    if refusal := why_not_change_round(RoundStage(round.stage)):
        raise Refused(refusal)
    sent = request.POST if request.method == "POST" else None
    form = RoundForm(sent, plan=plan, person=by, round=round, initial=RoundForm.told_of(round))

    def act() -> None:
        told = form.cleaned_data
        actions.change_round(round, told["name"], form.days, form.asking, by=by, now=clock.now())

    if _is_sent(request) and is_done(form, act):
        messages.success(request, _("“{name}” is saved.").format(name=form.cleaned_data["name"]))
        return redirect("round", plan.pk, round.pk)
    return _page(request, plan, _filled(form), _("Change the round"), round)


def _is_sent(request: HttpRequest) -> bool:
    """Whether what the form says is to be kept."""
    return request.method == "POST" and request.POST.keys().isdisjoint({PREVIEW, FILL})


def _filled(form: RoundForm) -> RoundForm:
    """The form with the days that were left empty, where the rest of it is right."""
    if form.is_bound and form.is_valid():
        days = {name: day.strftime("%d.%m.%Y") for name, day in form.shown_days.items()}
        form.data = {**form.data.dict(), **days}  # type: ignore[attr-defined]
    return form


def _days_alone(form: RoundForm) -> HttpResponse:
    """To the page's own script the days that are filled in, of a form that need not be whole yet."""
    if not form.errors.keys().isdisjoint(Days.__slots__):
        return JsonResponse({"errors": form.errors}, status=422)
    days = {name: day.isoformat() for name, day in form.shown_days.items()}
    filled_for = days.pop("filled_for")
    return JsonResponse({"days": days, "filled_for": filled_for, "says": _("The days that follow are filled in.")})


def _page(request: HttpRequest, plan: Plan, form: RoundForm, name: str, round: Round | None = None) -> HttpResponse:
    if FILL in request.POST and not request.accepts("text/html"):
        return _days_alone(form)
    told: dict[str, Any] = {"round": round, "form": form, "name": name}
    is_right = form.is_bound and not form.errors
    if is_right and FILL in request.POST:
        told |= {"idle": idle_deadlines(form.days)}
    elif is_right:
        told |= _preview(plan, form) | {"idle": idle_deadlines(form.days)}
    return _shown(request, plan, "desk/rounds/form.html", told, form, name, round)


def _preview(plan: Plan, form: AskingForm) -> dict[str, Any]:
    return asked_now(plan, form.asking, clock.today())


@needs(rules.KEEP_ROUNDS)
@GET_OR_POST
def plan_rounds(request: HttpRequest, plan_id: int) -> HttpResponse:
    """A year's rounds: all their days are shown, then they are planned together or not at all."""
    plan, by = the_plan(request, plan_id), request.visitor.person  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else None
    form = YearForm(sent, plan=plan, person=by, initial={"year": clock.today().year, "rhythm": "12"})

    def act() -> None:
        actions.plan_rounds(plan, form.named_days, form.asking, by=by, now=clock.now())

    if _is_sent(request) and is_done(form, act):
        made = len(form.named_days)
        messages.success(request, ngettext("{n} round is planned.", "{n} rounds are planned.", made).format(n=made))
        return redirect("rounds", plan.pk)
    told: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        rows = [(name, days, idle_deadlines(days)) for name, days in form.named_days.items()]
        told |= _preview(plan, form) | {"rows": rows}
    return _shown(request, plan, "desk/rounds/year.html", told, form, _("Plan a year's rounds"))


def _shown(
    request: HttpRequest,
    plan: Plan,
    template: str,
    told: dict[str, Any],
    form: AskingForm,
    name: str,
    round: Round | None = None,
) -> HttpResponse:
    crumbs = steps_to(plan, _("Rounds"), "rounds")
    if round:
        crumbs.append(Crumb(round.name, reverse("round", args=[plan.pk, round.pk])))
    frame = {"plan": plan, "here": "rounds", "crumbs": [*crumbs, Crumb(name)]}
    return render(request, template, frame | told, status=422 if form.errors else 200)
