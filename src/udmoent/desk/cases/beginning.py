# SPDX-License-Identifier: MPL-2.0
"""Beginning a case, and throwing a draft away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases import actions
from udmoent.cases.beginning import begin
from udmoent.cases.models import Case
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.cases.form import BeginForm
from udmoent.desk.cases.links import bodies_for
from udmoent.desk.cases.told import case_address, show
from udmoent.desk.cases.which import Sight, at_case
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, steps_to, the_plan
from udmoent.organisation import rules
from udmoent.organisation.models import Person
from udmoent.plan.models import Plan


@needs(rules.WRITE_CASES)
@GET_OR_POST
def begin_case(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What it asks, of whom, and about what; its text is composed at once."""
    plan = the_plan(request, plan_id)
    asked = {
        name: request.GET.get(given, "")
        for given, name in (("art", "kind"), ("organ", "body"), ("version", "edition"), ("punkt", "item"))
    }
    initial = {name: value for name, value in asked.items() if value}
    form = BeginForm(
        request.POST if request.method == "POST" else None, plan=plan, bodies=bodies_for(request, plan), initial=initial
    )
    made: list[Case] = []
    if is_done(form, lambda: made.append(_begin(plan, form, request.visitor.person))):  # type: ignore[attr-defined]
        messages.success(
            request, _("The case is begun, and its text composed. Read it, and write what only you can say.")
        )
        return redirect(case_address(made[0]))
    crumbs = [*steps_to(plan, _("Cases"), "cases"), Crumb(_("New case"))]
    told = {"plan": plan, "here": "cases", "crumbs": crumbs, "form": form}
    return render(request, "desk/cases/begin.html", told, status=422 if form.is_bound else 200)


def _begin(plan: Plan, form: BeginForm, by: Person) -> Case:
    meeting_on = form.cleaned_data["meeting"]
    return begin(plan, form.facts, form.goes_to, meeting_on=meeting_on, today=clock.today(), by=by, now=clock.now())


@at_case
def drop(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Throw a draft away, which is asked about first."""
    if request.method == "POST":
        actions.drop_case(sight.case, by=sight.visitor.person, now=clock.now())
        messages.success(request, _("“{title}” is thrown away.").format(title=sight.case.title))
        return redirect(reverse("cases", args=[sight.case.plan_id]))
    return show(request, "drop", sight, _("Throw the draft away"))
