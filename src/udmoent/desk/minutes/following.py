# SPDX-License-Identifier: MPL-2.0
"""What follows from a decision: the X's that the body has taken note of, what goes on, and what else was decided."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.cases import rules as case_rules
from udmoent.cases.carrying_out import Effects, Following, carry_out, following
from udmoent.cases.facts import Outcome
from udmoent.cases.models import CaseTreatment
from udmoent.cases.words import OUTCOMES
from udmoent.desk.access import needs
from udmoent.desk.item.by_decision import ASKED
from udmoent.desk.minutes.treated import at_treatment, way_to
from udmoent.desk.sent import is_done
from udmoent.desk.where import the_plan, words_of
from udmoent.documents.words import Words
from udmoent.editions.actions import read_back
from udmoent.editions.content import ItemContent
from udmoent.editions.gather import gather
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.facts import Stage
from udmoent.plan.models import ItemState, Plan

PAGES: Final = {"ret": "edit_item", "beloeb": "amounts_of_item", "udgaa": "withdraw_item"}


class FollowingForm(forms.Form):
    """Which X's were taken note of, and where each item that waited goes on."""

    noted = forms.MultipleChoiceField(
        label=gettext_lazy("Closed, and now taken note of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, told: object = None, *, found: Following, words: Words) -> None:
        super().__init__(told, auto_id="follows-%s", initial={"noted": [one.number for one in found.noted]})  # type: ignore[arg-type]
        self.found = found
        choices = [(one.number, _named(one)) for one in (*found.noted, *found.others)]
        self.fields["noted"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["noted"]
        stages = [("", _("Waits still")), *((one.value, words.stage(one)) for one in case_rules.GOES_ON_AT)]
        for one in found.waiting:
            self.fields[_waits(one)] = forms.ChoiceField(label=_named(one), choices=stages, required=False)

    @property
    def waiting(self) -> list[forms.BoundField]:
        return [self[_waits(one)] for one in self.found.waiting]

    def effects(self, plan: Plan) -> Effects:
        told: dict[str, Any] = self.cleaned_data
        goes_on = {one.number: told[_waits(one)] for one in self.found.waiting if told[_waits(one)]}
        items = {item.number: item for item in plan.items.filter(number__in=[*told.get("noted", ()), *goes_on])}
        moved_on = {items[number]: Stage(stage) for number, stage in goes_on.items()}
        return Effects(noted=[items[number] for number in told.get("noted", ())], moved_on=moved_on)


def _named(item: ItemContent) -> str:
    return f"{item.number} {item.title}"


def _waits(item: ItemContent) -> str:
    return f"stadie-{item.number}"


@at_treatment
def what_follows(request: HttpRequest, treatment: CaseTreatment) -> HttpResponse:
    """Let the decision take effect in the plan. What else it changes is done on the items' own pages, by the decision."""
    plan, edition = treatment.case.plan, treatment.case.edition
    found = following(treatment, gather(plan, clock.today()), read_back(edition) if edition else None)
    form = FollowingForm(request.POST or None, found=found, words=words_of(plan.municipality))
    written: list[ItemState] = []

    def act() -> None:
        by = request.visitor.person  # type: ignore[attr-defined]
        written.extend(carry_out(treatment, form.effects(plan), by=by, now=clock.now()))

    if is_done(form, act):
        messages.success(request, _said(len(written)))
        return redirect("what_follows", plan.pk, treatment.case_id, treatment.place)
    told = {"found": found, "form": form} | _told(plan, treatment)
    return render(request, "desk/minutes/following.html", told, status=422 if form.is_bound else 200)


def _said(count: int) -> str:
    if not count:
        return _("Nothing was changed, since all is as it was.")
    sentence = ngettext("{n} item has followed the decision.", "{n} items have followed the decision.", count)
    return sentence.format(n=count)


def _told(plan: Plan, treatment: CaseTreatment) -> dict[str, object]:
    outcome = Outcome(treatment.outcome) if treatment.outcome else None
    later = treatment.case.treatments.filter(place__gt=treatment.place, outcome="").select_related("body")
    return {
        "plan": plan,
        "here": "cases",
        "crumbs": way_to(treatment, _("What follows")),
        "treatment": treatment,
        "outcome": OUTCOMES[outcome] if outcome else "",
        "why_not": case_rules.why_not_carry_out(outcome, goes_on_to=[one.body.abbreviation for one in later]),
        "changed": _changed_by(treatment),
    }


@needs(rules.RESTRUCTURE)
@require_safe
def by_decision(request: HttpRequest, plan_id: int, decision_id: int) -> HttpResponse:
    """On to the page where an item is changed by the decision."""
    plan = the_plan(request, plan_id)
    number = plan.municipality.configuration.numbers.proper(request.GET.get("punkt", ""))
    page = PAGES.get(request.GET.get("til", ""), "edit_item")
    if not plan.items.filter(number=number).exists():
        raise Refused(
            _("There is no item {number} in the plan. Go back, and write another number.").format(number=number)
        )
    return redirect(f"{reverse(page, args=[plan.pk, number])}?{ASKED}={decision_id}")


def _changed_by(treatment: CaseTreatment) -> list[str]:
    """The numbers of the items that the decision has changed already."""
    if treatment.decision is None:
        return []
    states = treatment.decision.item_states.filter(item__plan=treatment.case.plan_id)
    states = states.select_related("item").order_by("item__number")
    return list(dict.fromkeys(state.item.number for state in states))
