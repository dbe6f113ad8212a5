# SPDX-License-Identifier: MPL-2.0
"""One plan's list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.downloads import plan_downloads
from udmoent.desk.plan_list.cells import Cells
from udmoent.desk.plan_list.editable import states_to_edit
from udmoent.desk.plan_list.filters import FilterForm
from udmoent.desk.plan_list.sections import Sections
from udmoent.desk.plan_list.sums import sums
from udmoent.desk.where import as_of, content_on, the_plan, words_of
from udmoent.documents.front import body_name
from udmoent.editions.counts import count
from udmoent.editions.excerpt import excerpt
from udmoent.organisation import rules


@needs(rules.READ)
@require_safe
def plan_list(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every item as of a day, or those that the address asks for."""
    plan = the_plan(request, plan_id)
    moment, words = as_of(request, plan, is_told_by_form=True), words_of(plan.municipality)
    whole = content_on(request, plan, moment)
    posts = request.visitor.posts  # type: ignore[attr-defined]
    form = FilterForm(request.GET, content=whole, words=words, posts=posts)
    body = form.asked("udvalg")
    content = excerpt(whole, body) if body else whole
    items = form.pick(content.items)
    years, sum_rows = sums(content, items if form.is_narrowing else None, words)
    visitor = request.visitor  # type: ignore[attr-defined]
    states = states_to_edit(visitor, plan, items, moment.day) if moment.is_today else {}
    cells = Cells(plan.pk, words, moment.day, f"pr={moment.asked}" if moment.asked else "")
    shown = {
        "form": form,
        "body_name": body_name(content, body) if body else "",
        "sections": list(Sections(content, cells, words, states).of(items)),
        "counts": count(items, moment.day),
        "years": years,
        "sums": sum_rows,
        "downloads": plan_downloads(plan, body, moment.asked),
    }
    return render(request, "desk/plan.html", {"plan": plan, "here": "plan", "as_of": moment} | shown)
