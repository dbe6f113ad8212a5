# SPDX-License-Identifier: MPL-2.0
"""The list of bodies, and one body's page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import Visitor, needs
from udmoent.desk.bodies.body import BodyPage
from udmoent.desk.bodies.listed import body_rows, is_in_force, latest_period
from udmoent.desk.bodies.meetings import MeetingForm
from udmoent.desk.cases.links import of_body
from udmoent.desk.where import Crumb, as_of, content_on, steps_to, the_plan
from udmoent.documents.front import body_name
from udmoent.editions.counts import count
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@needs(rules.READ)
@require_safe
def bodies(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every body that the town has or had, with how many items are its own."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    content = content_on(request, plan, moment)
    rows = list(body_rows(content, plan, request.visitor.bodies, moment.asked))  # type: ignore[attr-defined]
    told = {
        "plan": plan,
        "here": "bodies",
        "crumbs": steps_to(plan, _("Committees")),
        "as_of": moment,
        "rows": [row for row in rows if is_in_force(row.period, moment.day)],
        "former": [row for row in rows if not is_in_force(row.period, moment.day)],
        "counts": count(content.items, moment.day),
    }
    return render(request, "desk/bodies.html", told)


@needs(rules.READ)
@require_safe
def body_page(request: HttpRequest, plan_id: int, abbreviation: str) -> HttpResponse:
    """One body's excerpt, what changed in it, its work plan and its meetings."""
    plan = the_plan(request, plan_id)
    return show_body(request, plan, abbreviation, MeetingForm())


def show_body(
    request: HttpRequest, plan: Plan, abbreviation: str, form: MeetingForm, status: int = 200
) -> HttpResponse:
    """The body's page with the form of a new meeting."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    moment = as_of(request, plan)
    whole = content_on(request, plan, moment)
    period = latest_period(whole, abbreviation)
    if period is None:
        raise Http404(_("There is no such body."))
    may_keep = visitor.why_not_keep_meetings(abbreviation) is None
    told = {
        "plan": plan,
        "here": "bodies",
        "crumbs": [*steps_to(plan, _("Committees"), "bodies"), Crumb(abbreviation)],
        "as_of": moment,
        "body": period,
        "body_name": body_name(whole, abbreviation),
        "is_former": not is_in_force(period, moment.day),
        "form": form,
        "may_keep": may_keep,
        "new_cases": of_body(request, plan, abbreviation) if moment.is_today else [],
    }
    more = BodyPage(plan, whole, abbreviation, moment, visitor).told(request.GET.get("fra", ""), may_keep=may_keep)
    return render(request, "desk/body.html", told | more, status=status)
