# SPDX-License-Identifier: MPL-2.0
"""One plan's list."""

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url

from udmoent.desk.access import needs
from udmoent.desk.plan_list.page import OF_THE_DAY, PlanPage, usual
from udmoent.desk.plan_list.query import Query
from udmoent.desk.where import as_of, the_plan
from udmoent.organisation import rules

RENEWED: Final = "desk/plan_renewed.html"
PARTS_OF_PAGE: Final = {"results": "desk/plan_results.html", "list": "desk/plan_list.html", "totals": RENEWED}
"""What a page that is open already asks for: of all of it only what it names as its target."""


@needs(rules.READ)
@require_safe
def plan_list(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every item as of a day, or those that the address asks for."""
    plan = the_plan(request, plan_id)
    asked = usual(Query.of(request.GET))
    address = f"{request.path}{asked.href if asked.pairs else ''}"
    part = PARTS_OF_PAGE.get(request.htmx.target or "")  # type: ignore[attr-defined]
    if part and _day_differs(request, asked):
        return HttpResponseClientRedirect(address)
    if not part and len(asked.pairs) < sum(map(len, dict(request.GET.lists()).values())):
        return redirect(address)
    moment = as_of(request, plan, is_known_told_by_form=True)
    page, shared = PlanPage(request, plan, moment, asked), {"plan": plan, "here": "plan", "as_of": moment}
    if part == RENEWED:
        return render(request, part, shared | page.renewed())
    answer = render(request, part or "desk/plan.html", shared | page.told())
    return push_url(answer, address) if part else answer


def _day_differs(request: HttpRequest, asked: Query) -> bool:
    """Whether what is asked for is of another moment than the page that asks: then all of that page is."""
    shown = QueryDict(urlsplit(request.htmx.current_url or "").query)  # type: ignore[attr-defined]
    return any(shown.get(name, "") != asked.one(name) for name in OF_THE_DAY)
