# SPDX-License-Identifier: MPL-2.0
"""Writing down by hand what a body decided of a case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases.actions import decide_case
from udmoent.cases.facts import Outcome
from udmoent.cases.models import CaseTreatment
from udmoent.desk.minutes.form import TypedForm
from udmoent.desk.minutes.treated import at_treatment, way_to
from udmoent.desk.sent import is_done


@at_treatment
def decide(request: HttpRequest, treatment: CaseTreatment) -> HttpResponse:
    """The outcome, the words of the minutes, and who was not there."""
    follows = reverse("what_follows", args=[treatment.case.plan_id, treatment.case_id, treatment.place])
    if treatment.outcome:
        return redirect(follows)
    form = TypedForm(request.POST or None, auto_id="decide-%s")

    def act() -> None:
        outcome, text = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["text"]
        by = request.visitor.person  # type: ignore[attr-defined]
        decide_case(treatment, outcome, text, attendance=form.attendance, by=by, now=clock.now())

    if is_done(form, act):
        messages.success(request, _("The decision is written down."))
        return redirect(follows)
    told = {
        "plan": treatment.case.plan,
        "here": "cases",
        "crumbs": way_to(treatment, _("Write the decision")),
        "treatment": treatment,
        "form": form,
    }
    return render(request, "desk/minutes/decide.html", told, status=422 if form.is_bound else 200)
