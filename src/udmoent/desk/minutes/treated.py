# SPDX-License-Identifier: MPL-2.0
"""Which body's treatment of which case a page is about."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.cases.models import CaseTreatment
from udmoent.desk.access import GET_OR_POST, needs, refused
from udmoent.desk.where import Crumb, steps_to, the_plan
from udmoent.organisation import rules
from udmoent.plan.models import Plan


def at_treatment(page: Callable[[HttpRequest, CaseTreatment], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for whoever keeps the meetings of the body whose treatment of a case it is about."""

    @needs(rules.KEEP_MEETINGS)
    @GET_OR_POST
    def view(request: HttpRequest, plan_id: int, case_id: int, place: int) -> HttpResponse:
        treatment = _treatment(the_plan(request, plan_id), case_id, place)
        body = treatment.body.abbreviation
        refusal = request.visitor.why_not_keep_meetings(body)  # type: ignore[attr-defined]
        return refused(request, refusal) if refusal else page(request, treatment)

    return view


def way_to(treatment: CaseTreatment, name: str) -> list[Crumb]:
    case = treatment.case
    return [
        *steps_to(case.plan, _("Cases"), "cases"),
        Crumb(case.title, reverse("case", args=[case.plan_id, case.pk])),
        Crumb(name),
    ]


def _treatment(plan: Plan, case_id: int, place: int) -> CaseTreatment:
    found = CaseTreatment.objects.select_related(
        "case__edition", "case__item", "body__successor", "meeting", "decision__meeting"
    )
    treatment = found.filter(case__plan=plan, case=case_id, place=place).first()
    if treatment is None:
        raise Http404(_("There is no such treatment of a case."))
    treatment.case.plan = plan
    return treatment
