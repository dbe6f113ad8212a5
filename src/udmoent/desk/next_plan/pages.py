# SPDX-License-Identifier: MPL-2.0
"""Making next year's plan: tell which, choose what goes on, see what it will be, and do it."""

import hashlib
from dataclasses import dataclass, replace

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.next_plan.asked import ItemChoices, NextPlanForm
from udmoent.desk.next_plan.told import Trial, told_of
from udmoent.desk.where import Crumb, steps_to, the_plan, words_of
from udmoent.editions.content import canonical
from udmoent.intake.carrying.actions import CarriedOver, Wanted, carry_over
from udmoent.intake.models import CarryOver
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules
from udmoent.plan.models import Plan


def way(plan: Plan, *steps: Crumb) -> list[Crumb]:
    """To a page of the next plan, from the plan that it is made from."""
    return [*steps_to(plan, _("Next year's plan"), "next_plan" if steps else ""), *steps]


@needs(rules.RESTRUCTURE)
@GET_OR_POST
def next_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Which plan is next; below, what was carried over before."""
    plan = the_plan(request, plan_id)
    form = NextPlanForm(request.POST or None, plan=plan)
    if form.is_valid():
        return redirect(f"{reverse('carry_items', args=[plan.pk])}?{form.query}")
    made = CarryOver.objects.filter(source=plan).select_related("plan", "made_by", "confirmed_by", "undone_by")
    told = {"plan": plan, "here": "plan", "crumbs": way(plan), "form": form, "made": made}
    return render(request, "desk/next_plan/begin.html", told, status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class Here:
    """What the steps after the first have in common."""

    request: HttpRequest
    plan: Plan
    form: NextPlanForm
    choices: ItemChoices

    @property
    def back(self) -> str:
        return reverse("next_plan", args=[self.plan.pk])

    def wanted(self, *, dry_run: bool) -> Wanted:
        told = self.form.cleaned_data
        return Wanted(
            plan=self.form.target,
            budget_year=self.form.year,
            applies_on=told["gaelder"],
            chosen=self.choices.chosen,
            with_targets=told["maaltal"],
            why=told["hvorfor"],
            by=self.request.visitor.person,  # type: ignore[attr-defined]
            now=clock.now(),
            dry_run=dry_run,
        )

    def page(self, template: str, *, status: int = 200, **told: object) -> HttpResponse:
        name = self.form.into.name if self.form.into else self.form.cleaned_data["navn"]
        shared = {
            "plan": self.plan,
            "here": "plan",
            "crumbs": way(self.plan, Crumb(name)),
            "name": name,
            "form": self.form,
            "choices": self.choices,
            "address": self.request.get_full_path(),
            "back": self.back,
        }
        return render(self.request, f"desk/next_plan/{template}.html", shared | told, status=status)


@needs(rules.RESTRUCTURE)
@GET_OR_POST
def carry_items(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What becomes of each item. Sent on, it is shown what the plan will be; and that sent, it is done."""
    plan = the_plan(request, plan_id)
    form = NextPlanForm(request.GET, plan=plan)
    if not form.is_valid():
        return redirect("next_plan", plan.pk)
    here = Here(request, plan, form, ItemChoices(form, request.POST, words_of(plan.municipality)))
    step = request.POST.get("trin", "")
    if step not in ("videre", "vis", "goer"):
        return here.page("items")
    if here.choices.unanswered:
        return here.page("items", status=422, refusals=[_unanswered(here.choices)])
    if step == "videre" and here.choices.otherwise:
        return here.page("otherwise")
    return _done(here) if step == "goer" else _shown(here)


def _unanswered(choices: ItemChoices) -> Refusal:
    numbers = ", ".join(row.line.item.number for row in choices.unanswered)
    return Refusal(
        _("Say of each of these whether it is the item of the new plan that it is like: {numbers}.").format(
            numbers=numbers
        )
    )


def _shown(here: Here, *, status: int = 200, refusals: tuple[Refusal, ...] = ()) -> HttpResponse:
    """The trial: all is done and rolled back, so that just that is shown which would be."""
    try:
        done = carry_over(here.plan, here.wanted(dry_run=True))
    except Refused as refused:
        template = "otherwise" if here.choices.otherwise else "items"
        return here.page(template, status=422, refusals=refused.refusals)
    trial: Trial = told_of(done, here.plan, words_of(here.plan.municipality), clock.today())
    return here.page("trial", status=status, trial=trial, fingerprint=_fingerprint(done), refusals=refusals)


def _done(here: Here) -> HttpResponse:
    """Done, where it is the very thing that was shown."""
    shown = here.request.POST.get("vist", "")
    try:
        with transaction.atomic():
            done = carry_over(here.plan, here.wanted(dry_run=False))
            is_as_shown = _fingerprint(done) == shown
            transaction.set_rollback(not is_as_shown)
    except Refused as refused:
        return here.page("items", status=422, refusals=refused.refusals)
    if not is_as_shown:
        said = _("Something has been changed since this was shown. Look at it again, and send it if it is right.")
        return _shown(here, status=409, refusals=(Refusal(said),))
    messages.success(
        here.request, _("“{plan}” is made. Look at it, then confirm it or take it back.").format(plan=done.plan)
    )
    return redirect("carry_over", here.plan.pk, done.id)


def _fingerprint(done: CarriedOver) -> str:
    """Of all that it makes, without the ids, which a trial gives to nobody."""
    new = [msgspec.to_builtins(replace(one.new, id=0)) for one in done.items if one.new]
    return hashlib.sha256(canonical([done.to_builtins(), new])).hexdigest()
