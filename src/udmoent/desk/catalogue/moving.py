# SPDX-License-Identifier: MPL-2.0
"""Leading a proposal to another stage, by a decision where one is needed, and choosing a part of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.catalogue import actions
from udmoent.catalogue.content import ProposalContent
from udmoent.catalogue.facts import DECIDED, TAKEN, ProposalStage
from udmoent.catalogue.words import STAGES
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.catalogue.seen import At, at_proposal, row_of
from udmoent.desk.fields import TextField
from udmoent.desk.item.amounts_form import AmountField
from udmoent.desk.item.deciding import OVER_ALL, DecisionForm
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.actions import Act


class PartFields(forms.Form):
    """What is taken of a proposal, net by year."""

    def add_part(self, content: ProposalContent, years: list[int]) -> None:
        self.part_years = years
        for year in years:
            field = AmountField(_("Chosen in {year}").format(year=year), initial=content.kroner.get(year))
            self.fields[f"part-{year}"] = field

    @property
    def part_cells(self) -> Iterator[tuple[int, BoundField]]:
        for year in self.part_years:
            yield year, self[f"part-{year}"]

    @property
    def part(self) -> dict[int, int]:
        return {year: self.cleaned_data[f"part-{year}"] for year in self.part_years}


class StepForm(DecisionForm, PartFields):
    """Why, and by which decision."""

    def __init__(self, told: object = None, *, at: At, content: ProposalContent, stage: ProposalStage) -> None:
        is_taken = stage in TAKEN and content.stage != ProposalStage.RESERVE
        super().__init__(
            told,
            bodies=deciding_council(at) if is_taken else deciding_bodies(at, content),
            may_write=at.may_write_decision,
            is_carried=is_taken,
            initial={"decision": at.decision},
        )
        self.stage = stage
        self.fields["applies_on"].required = False
        self.fields["why"] = TextField(label=_("Why"), required=False, max_length=1000)
        self.part_years = []
        if stage == ProposalStage.PARTLY_CHOSEN:
            self.add_part(content, at.round.years)


def deciding_council(at: At) -> Any:
    return at.round.municipality.bodies.filter(kind=Body.Kind.COUNCIL)


def deciding_bodies(at: At, content: ProposalContent) -> Any:
    """The proposal's own committee, the council and the finance committee."""
    bodies = at.round.municipality.bodies
    return bodies.filter(kind__in=OVER_ALL) | bodies.filter(abbreviation=content.facts.body)


@needs(rules.KEEP_CATALOGUE)
@GET_OR_POST
def move_proposal(request: HttpRequest, year: int, number: str, stage: str) -> HttpResponse:
    at, content = at_proposal(request, year, number)
    if stage not in set(ProposalStage):
        raise Http404(_("There is no such stage."))
    to = ProposalStage(stage)
    form = StepForm(request.POST if request.method == "POST" else None, at=at, content=content, stage=to)
    if is_done(form, lambda: _move(at, content, form, to)):
        messages.success(request, _("{number} is now at the stage “{stage}”.").format(number=number, stage=STAGES[to]))
        return redirect("proposal", year, number)
    name = _("{number} to “{stage}”").format(number=number, stage=STAGES[to])
    told = at.told(
        form=form,
        proposal=content,
        name=name,
        needs_decision=to in DECIDED,
        crumbs=at.crumbs(Crumb(name)),
    )
    return render(request, "desk/catalogue/step.html", told, status=422 if form.is_bound else 200)


def _move(at: At, content: ProposalContent, form: StepForm, stage: ProposalStage) -> None:
    by = at.by(form.cleaned_data["why"])
    if stage in DECIDED:
        act = form.decided(Act(by=by.person, now=by.now, applies_on=clock.today()))
        by = replace(by, decision=act.decision)
    part = form.part if stage == ProposalStage.PARTLY_CHOSEN else None
    actions.move_to(row_of(at, content), stage, part=part, by=by)
