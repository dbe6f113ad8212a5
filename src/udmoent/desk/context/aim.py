# SPDX-License-Identifier: MPL-2.0
"""One strategy or goal: what the town's file tells of it, and everything in the plan that serves it."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.indicators.seen import indicators_at
from udmoent.desk.indicators.told import Told
from udmoent.desk.indicators.told import told as told_of
from udmoent.desk.where import AsOf, Crumb, as_of, content_on, language, steps_to, the_plan, to_items, words_of
from udmoent.documents.context_words import adopted, aim_name, kind_name
from udmoent.editions.content import PlanContent
from udmoent.editions.context import Served, context
from udmoent.editions.counts import is_open, is_passed
from udmoent.organisation import rules
from udmoent.plan.aims import Aims, targets
from udmoent.plan.models import Plan

LABELLED = ("number", "title", "body", "time", "responsible", "stage", "assessment")


@needs(rules.READ)
@require_safe
def aim_page(request: HttpRequest, plan_id: int, code: str) -> HttpResponse:
    """What serves it."""
    plan = the_plan(request, plan_id)
    moment, words = as_of(request, plan), words_of(plan.municipality)
    content = content_on(request, plan, moment)
    found = _served(plan, content, code)
    to_item = to_items(plan, moment)
    told = {
        "plan": plan,
        "here": "plan",
        "crumbs": [*steps_to(plan, _("Context"), "context"), Crumb(aim_name(found.aim))],
        "as_of": moment,
        "aim": found.aim,
        "name": aim_name(found.aim),
        "kind": kind_name(found.aim),
        "adopted": adopted(found.aim),
        "items": found.items,
        "open": found.open,
        "rows": [
            {
                "item": item,
                "href": to_item(item.number),
                "targets": ", ".join(targets(item.strategies, found.aim)),
                "stage": words.stage(item.stage),
                "symbol": words.symbol(item.assessment),
                "assessment": words.assessment(item.assessment),
                "is_open": is_open(item),
                "is_passed": is_passed(item, moment.day),
            }
            for item in found.items
        ],
        "labels": {name: words.label(name) for name in LABELLED},
        "in_plan": _in_plan(plan, found, moment),
        "indicators": _measured(request, plan, code, moment),
        "year": moment.day.year,
        "query": f"?pr={moment.asked}" if moment.asked else "",
    }
    return render(request, "desk/context/aim.html", told)


def _measured(request: HttpRequest, plan: Plan, code: str, moment: AsOf) -> list[Told]:
    """The indicators of it, by whatever name they tell it."""
    aims = Aims.of_town(plan.municipality.configuration)
    found = indicators_at(request, plan, moment).all
    return [
        told_of(one, language())
        for one in found
        if code in {aims.named(name).code for name in one.standing.facts.strategies}
    ]


def _served(plan: Plan, content: PlanContent, code: str) -> Served:
    """The aim of that code with its items; one that nothing serves is there where the town's file tells of it."""
    aims = Aims.of_town(plan.municipality.configuration)
    found = [one for one in context(content.items, aims).served if one.aim.code == code]
    known = [Served(aim, ()) for aim in aims.known if aim.code == code]
    if not (found or known):
        raise Http404(_("There is no such strategy or goal."))
    return (found or known)[0]


def _in_plan(plan: Plan, found: Served, moment: AsOf) -> str:
    """The plan's own list of the same items, by every name that they write it under."""
    aims = Aims.of_town(plan.municipality.configuration)
    names = dict.fromkeys(
        name for item in found.items for name in item.strategies if aims.named(name).code == found.aim.code
    )
    asked = [("strategi", name) for name in names] + ([("pr", moment.asked)] if moment.asked else [])
    return f"{reverse('plan', args=[plan.pk])}?{urlencode(asked)}" if names else ""
