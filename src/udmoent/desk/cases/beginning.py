# SPDX-License-Identifier: MPL-2.0
"""Beginning a case, one for every committee at a time, and throwing a draft away."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases import actions
from udmoent.cases.actions import CaseFacts
from udmoent.cases.beginning import begin
from udmoent.cases.facts import CaseKind
from udmoent.cases.models import Case
from udmoent.cases.rules import STEP_OF_BODY
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.cases.all_form import AllForm
from udmoent.desk.cases.form import BeginForm
from udmoent.desk.cases.told import case_address, show
from udmoent.desk.cases.which import Sight, at_case
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, steps_to, the_plan
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Body, Person
from udmoent.plan.models import Plan

PROGRESS = "<!-- progress -->"


def bodies_for(request: HttpRequest, plan: Plan) -> list[Body]:
    """The bodies that treat cases and whose cases the visitor may write."""
    found = plan.municipality.bodies.in_force(clock.today()).filter(kind__in=STEP_OF_BODY)
    visitor = request.visitor  # type: ignore[attr-defined]
    return [body for body in found if visitor.why_not_write_case([body.abbreviation]) is None]


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


@needs(rules.WRITE_CASES)
@GET_OR_POST
def begin_all(request: HttpRequest, plan_id: int) -> Any:
    """An orientation for each committee of one version. The page grows while they are written, one line for each."""
    plan = the_plan(request, plan_id)
    bodies = bodies_for(request, plan)
    form = AllForm(request.POST if request.method == "POST" else None, plan=plan, bodies=bodies)
    crumbs = [*steps_to(plan, _("Cases"), "cases"), Crumb(_("A case for each committee"))]
    told = {"plan": plan, "here": "cases", "crumbs": crumbs, "form": form}
    if not form.is_valid():
        return render(request, "desk/cases/all.html", told, status=422 if form.is_bound else 200)
    by = request.visitor.person  # type: ignore[attr-defined]
    page = render_to_string("desk/cases/all_made.html", told | {"chosen": form.chosen, "progress": PROGRESS}, request)
    return StreamingHttpResponse(_growing(page, plan, form, by))


def _growing(page: str, plan: Plan, form: AllForm, by: Person) -> Iterator[str]:
    head, _mark, tail = page.partition(PROGRESS)
    yield head
    for number, body in enumerate(form.chosen, start=1):
        yield _line(number, len(form.chosen), *_made(plan, form, body, by))
    yield tail


def _made(plan: Plan, form: AllForm, body: Body, by: Person) -> tuple[str, str]:
    facts = CaseFacts(
        kind=CaseKind.ORIENTATION, title="", edition=form.tells_of, template=form.cleaned_data["template"]
    )
    try:
        case = begin(plan, facts, body, meeting_on=form.meeting_of(body), today=clock.today(), by=by, now=clock.now())
    except Refused as refused:
        return "", f"{body.abbreviation}: {refused}"
    return case_address(case), f"{body.abbreviation} {case.title}"


def _line(number: int, of: int, href: str, told: str) -> str:
    place = _("{number} of {all}").format(number=number, all=of)
    if not href:
        return format_html('<li><span class="caption">{}</span> {}</li>', place, told)
    return format_html('<li><span class="caption">{}</span> <a href="{}">{}</a></li>', place, href, told)


@at_case
def drop(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Throw a draft away, which is asked about first."""
    if request.method == "POST":
        actions.drop_case(sight.case, by=sight.visitor.person, now=clock.now())
        messages.success(request, _("“{title}” is thrown away.").format(title=sight.case.title))
        return redirect(reverse("cases", args=[sight.case.plan_id]))
    return show(request, "drop", sight, _("Throw the draft away"))
