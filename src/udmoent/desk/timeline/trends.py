# SPDX-License-Identifier: MPL-2.0
"""The plan over time: pictures of stages, moved times and promises, each with its table."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.timeline.form import ItemsForm
from udmoent.desk.where import Crumb, as_of, content_on, steps_to, the_plan, words_of
from udmoent.documents.trends import trends_told
from udmoent.editions.trends import trends_of
from udmoent.organisation import rules


@needs(rules.READ)
@require_safe
def trends_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """How many items stood at which stage, how often times were moved, and which promises hold, month by month."""
    plan = the_plan(request, plan_id)
    moment, words = as_of(request, plan), words_of(plan.municipality)
    form = ItemsForm(request.GET, content=content_on(request, plan, moment), words=words)
    asked = replace(form.content, items=tuple(form.pick()))
    told = {
        "plan": plan,
        "here": "timeline",
        "crumbs": [*steps_to(plan, _("Timeline"), "timeline"), Crumb(_("The plan over time"))],
        "as_of": moment,
        "form": form,
        "trends": trends_told(trends_of(plan, asked), words),
        "left_out": sum(not item.id for item in asked.items),
    }
    return render(request, "desk/trends.html", told)
