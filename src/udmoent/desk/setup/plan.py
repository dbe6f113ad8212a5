# SPDX-License-Identifier: MPL-2.0
"""A plan's name and the headings of its agreement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import TextField
from udmoent.desk.sent import is_done
from udmoent.desk.setup.shared import WhyForm, by_of, one_of, said, show, show_form
from udmoent.desk.where import Crumb, the_plan
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.models import Heading, Plan
from udmoent.plan.setting_up import (
    add_heading,
    bearing_counts,
    order_headings,
    remove_heading,
    rename_heading,
    rename_plan,
)


class NameForm(WhyForm):
    prefix_of_ids = "plan"
    name = TextField(label=gettext_lazy("The plan's name"), max_length=200)


class HeadingForm(WhyForm):
    prefix_of_ids = "heading"
    name = TextField(label=gettext_lazy("New heading"), max_length=200)


def _moved(headings: list[Heading], pk: int, steps: int) -> list[int]:
    """The headings' ids with one moved up or down."""
    order = [heading.pk for heading in headings]
    at = order.index(pk)
    order.insert(max(0, at + steps), order.pop(at))
    return order


@needs(rules.KEEP_AGREEMENT)
@GET_OR_POST
def plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan's name and its headings in order; sent, the name is changed."""
    plan = the_plan(request, plan_id)
    form = NameForm(request.POST or None, initial={"name": plan.name})
    if is_done(form, lambda: rename_plan(plan, form.cleaned_data["name"], by=by_of(request, form.cleaned_data["why"]))):
        return said(
            request, _("The plan has its new name. Versions keep the one they were sealed with."), "setup_plan", plan.pk
        )
    return _shown(request, plan, form, HeadingForm(), status=422 if form.is_bound else 200)


def _shown(request: HttpRequest, plan: Plan, form: NameForm, heading_form: HeadingForm, *, status: int) -> HttpResponse:
    counts = bearing_counts(plan)
    rows = [(heading, counts.get(heading.name, 0)) for heading in plan.agreement.headings.all()]
    told: dict[str, Any] = {"plan": plan, "form": form, "heading_form": heading_form, "rows": rows}
    return show(request, "plan", plan.name, status=status, **told)


@needs(rules.KEEP_AGREEMENT)
@require_POST
def headings(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Add a heading, or move or remove one, as the button says."""
    plan = the_plan(request, plan_id)
    by = by_of(request, request.POST.get("why", ""))
    for button, steps in (("up", -1), ("down", 1)):
        if request.POST.get(button, "").isdecimal():
            heading = one_of(plan.agreement.headings, int(request.POST[button]))
            order_headings(plan, _moved(list(plan.agreement.headings.all()), heading.pk, steps), by=by)
            return said(request, _("“{name}” is moved.").format(name=heading.name), "setup_plan", plan.pk)
    if request.POST.get("remove", "").isdecimal():
        heading = one_of(plan.agreement.headings, int(request.POST["remove"]))
        remove_heading(plan, heading, by=by)
        return said(request, _("“{name}” is removed.").format(name=heading.name), "setup_plan", plan.pk)
    form = HeadingForm(request.POST)
    if is_done(form, lambda: add_heading(plan, form.cleaned_data["name"], by=by)):
        return said(request, _("The heading is added."), "setup_plan", plan.pk)
    return _shown(request, plan, NameForm(initial={"name": plan.name}), form, status=422)


@needs(rules.KEEP_AGREEMENT)
@GET_OR_POST
def rename(request: HttpRequest, plan_id: int, heading_id: int) -> HttpResponse:
    """Another name for a heading, in the list and for the items under it from today."""
    plan = the_plan(request, plan_id)
    heading = one_of(plan.agreement.headings, heading_id)
    form = HeadingForm(request.POST or None, initial={"name": heading.name})

    def act() -> None:
        by = by_of(request, form.cleaned_data["why"])
        on = Act(by=by.person, now=by.now, applies_on=clock.today(), why=by.why)
        rename_heading(plan, heading, form.cleaned_data["name"], act=on)

    if is_done(form, act):
        return said(request, _("The heading has its new name."), "setup_plan", plan.pk)
    way = [Crumb(plan.name, reverse("setup_plan", args=[plan.pk]))]
    lead = _("The items under it stand under the new name from today; before that, and in versions, the old one stays.")
    return show_form(request, form, _("Rename the heading"), way=way, button=_("Rename"), lead=lead)
