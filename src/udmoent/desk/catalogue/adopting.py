# SPDX-License-Identifier: MPL-2.0
"""Making an item of a chosen proposal, or drawing one in from the reserve."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.catalogue.content import ProposalContent
from udmoent.catalogue.deciding import adopt, draw_in
from udmoent.catalogue.facts import ProposalStage
from udmoent.catalogue.rules import why_not_adopt
from udmoent.desk.access import GET_OR_POST, needs, refused
from udmoent.desk.catalogue.moving import PartFields, deciding_bodies
from udmoent.desk.catalogue.seen import At, at_proposal, row_of
from udmoent.desk.fields import TextField
from udmoent.desk.item.deciding import DecisionForm
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, item_address
from udmoent.lib.refusal import Refusal
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.models import Item, Plan


class AdoptForm(DecisionForm, PartFields):
    """From which day the item is in the plan, under which number, and what it fills."""

    number = TextField(
        label=gettext_lazy("Number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Empty: the next one by the town's pattern"),
    )
    fills = forms.ChoiceField(
        label=gettext_lazy("Fills"),
        required=False,
        help_text=gettext_lazy(
            "The item whose amount it is part of, such as the efficiency contribution: then it is no new saving"
        ),
    )

    def __init__(self, told: object = None, *, at: At, content: ProposalContent, plan: Plan) -> None:
        initial = {"applies_on": clock.today(), "decision": at.decision}
        super().__init__(told, bodies=deciding_bodies(at, content), may_write=at.may_write_decision, initial=initial)
        states = plan.items.as_of(clock.today()).present().select_related("item").order_by("item__number")
        items = [(one.item.number, f"{one.item.number} {one.title}") for one in states]
        self.fields["fills"].choices = [("", _("Nothing: it is a saving of its own")), *items]  # type: ignore[attr-defined]
        self.is_reserve = content.stage == ProposalStage.RESERVE
        self.part_years = []
        if self.is_reserve:
            self.add_part(content, at.round.years)


@needs(rules.KEEP_CATALOGUE)
@GET_OR_POST
def adopt_proposal(request: HttpRequest, year: int, number: str) -> HttpResponse:
    at, content = at_proposal(request, year, number)
    plan = plan_of(at)
    if plan is None:
        return refused(
            request, Refusal(_("There is no plan for the budget of {year} yet. Begin it first.").format(year=year))
        )
    is_reserve = content.stage == ProposalStage.RESERVE
    told_stage = ProposalStage.CHOSEN if is_reserve else content.stage
    for refusal in why_not_adopt(told_stage, has_item=bool(content.item), budget_year=year, plan_year=year):
        return refused(request, refusal)
    form = AdoptForm(request.POST if request.method == "POST" else None, at=at, content=content, plan=plan)
    made: list[Item] = []
    if is_done(form, lambda: made.append(_adopt(at, content, plan, form))):
        messages.success(request, _("{number} has become the item {item}.").format(number=number, item=made[0].number))
        return redirect(item_address(made[0]))
    name = _("Draw {number} in") if is_reserve else _("Make an item of {number}")
    name = name.format(number=number)
    told = at.told(form=form, proposal=content, plan_of_year=plan, name=name, crumbs=at.crumbs(Crumb(name)))
    return render(request, "desk/catalogue/adopt.html", told, status=422 if form.is_bound else 200)


def plan_of(at: At) -> Plan | None:
    """The plan for the round's own budget."""
    plans = at.round.municipality.plans.select_related("agreement", "municipality")
    return plans.filter(agreement__budget_year=at.round.budget_year).first()


def _adopt(at: At, content: ProposalContent, plan: Plan, form: AdoptForm) -> Item:
    told, by = form.cleaned_data, at.by()
    act = form.decided(Act(by=by.person, now=by.now, applies_on=told["applies_on"], why=told["why"]))
    shared: dict[str, Any] = {"number": told["number"], "fills": told["fills"] or None, "act": act}
    if not form.is_reserve:
        return adopt(row_of(at, content), plan, **shared)
    part = None if form.part == content.kroner else form.part
    return draw_in(row_of(at, content), plan, part=part, **shared)
