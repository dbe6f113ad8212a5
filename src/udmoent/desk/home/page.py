# SPDX-License-Identifier: MPL-2.0
"""The front page of the plan that the visitor used last."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import Visitor, needs
from udmoent.desk.home.asked import asked
from udmoent.desk.home.by_role import heaps_of, steps_of_setup
from udmoent.desk.home.changed import changed
from udmoent.desk.home.coming import coming
from udmoent.desk.home.counted import counted
from udmoent.desk.home.followed import followed_up
from udmoent.desk.home.in_catalogue import catalogues_counted
from udmoent.desk.home.owed import owed
from udmoent.desk.mine.owing import debts_of
from udmoent.desk.mine.whose import Whose
from udmoent.desk.where import AsOf, Crumb, as_of, content_on, last_used_plan, the_plan, words_of
from udmoent.editions.silence import last_said
from udmoent.intake.models import CarryOver
from udmoent.organisation import rules
from udmoent.organisation.actions import visit
from udmoent.plan.models import Plan


@needs(rules.READ)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits, what changed, how many there are of what, and what comes next."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    plans = list(visitor.municipality.plans.select_related("agreement").order_by("-agreement__budget_year", "name"))
    told = {
        "here": "home",
        "crumbs": [Crumb(_("Front page"))],
        "plans": plans,
        "unconfirmed": unconfirmed(visitor),
    }
    plan = _asked_plan(request)
    if plan is None:
        return render(request, "desk/home_without_plan.html", told)
    moment = as_of(request, plan)
    return render(request, "desk/home.html", told | {"plan": plan, "as_of": moment} | _told(request, plan, moment))


def unconfirmed(visitor: Visitor) -> list[CarryOver]:
    """What was carried over into a next plan, and waits for whoever keeps the plan."""
    if not visitor.may[rules.RESTRUCTURE]:
        return []
    made = CarryOver.objects.filter(municipality=visitor.municipality, confirmed_at=None, undone_at=None)
    return list(made.select_related("plan"))


def _asked_plan(request: HttpRequest) -> Plan | None:
    """The plan chosen on the page, else the one used last."""
    asked = request.GET.get("plan", "")
    if asked.isdecimal():
        return the_plan(request, int(asked))
    found = last_used_plan(request)
    return the_plan(request, found.pk) if found else None


def _told(request: HttpRequest, plan: Plan, moment: AsOf) -> dict[str, object]:
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    content, words = content_on(request, plan, moment), words_of(plan.municipality)
    said = last_said(plan, moment.day, moment.known_at)
    groups = counted(content, said, plan, words, moment.asked, sees_all=visitor.may[rules.READ_WHOLE])
    told: dict[str, object] = {
        "groups": groups,
        "coming": coming(content, plan, visitor),
    }
    if moment.is_today:
        seen = visit(visitor.person, now=clock.now())
        debts = debts_of(Whose(visitor), plan, content, said)
        told["asked"] = asked(debts) if visitor.may[rules.REPORT] else None
        told["owed"] = owed(content, debts, plan, visitor)
        told["by_role"] = [*followed_up(content, debts, plan, visitor), *heaps_of(content, said, plan, visitor)]
        told["steps"] = steps_of_setup(plan.municipality, visitor)
        told["changed"] = changed(request, plan, content, words, seen)
        told["groups"] = [*groups, *catalogues_counted(visitor)]
    return told
