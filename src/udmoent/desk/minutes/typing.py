# SPDX-License-Identifier: MPL-2.0
"""Writing down by hand what a body decided of a case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases.actions import decide_case
from udmoent.cases.facts import Outcome
from udmoent.desk.access import GET_OR_POST, needs, refused
from udmoent.desk.minutes.following import treatment_of, way_to
from udmoent.desk.minutes.form import TypedForm
from udmoent.desk.sent import is_done
from udmoent.desk.where import the_plan
from udmoent.organisation import rules


@needs(rules.KEEP_MEETINGS)
@GET_OR_POST
def decide(request: HttpRequest, plan_id: int, case_id: int, place: int) -> HttpResponse:
    """The outcome, the words of the minutes, and who was not there."""
    plan = the_plan(request, plan_id)
    treatment = treatment_of(plan, case_id, place)
    visitor = request.visitor  # type: ignore[attr-defined]
    if refusal := visitor.why_not_keep_meetings(treatment.body.abbreviation):
        return refused(request, refusal)
    if treatment.outcome:
        return redirect("what_follows", plan.pk, case_id, place)
    form = TypedForm(request.POST or None, auto_id="decide-%s")

    def act() -> None:
        outcome, text = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["text"]
        decide_case(treatment, outcome, text, attendance=form.attendance, by=visitor.person, now=clock.now())

    if is_done(form, act):
        messages.success(request, _("The decision is written down."))
        return redirect("what_follows", plan.pk, case_id, place)
    told = {
        "plan": plan,
        "here": "cases",
        "crumbs": way_to(treatment, _("Write the decision")),
        "treatment": treatment,
        "form": form,
    }
    return render(request, "desk/minutes/decide.html", told, status=422 if form.is_bound else 200)
