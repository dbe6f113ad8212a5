# SPDX-License-Identifier: MPL-2.0
"""The capital projects on one page, and taking one to its next step."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.economy.page import MoneyPage, money_page
from udmoent.desk.item.deciding import DecisionForm, deciding_council
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.sent import is_done
from udmoent.documents.capital_tables import capital_tables
from udmoent.documents.money import MoneyTable
from udmoent.documents.words import Words
from udmoent.economy.models import CapitalStep
from udmoent.economy.projects import steps_on, take_step
from udmoent.economy.steps import MAY_FOLLOW, ORDER, Step, step_name
from udmoent.editions.capital import overviews
from udmoent.organisation import rules


def _tables(page: MoneyPage, words: Words) -> list[MoneyTable]:
    steps = steps_on(page.plan.items.values("pk"), page.moment.day, page.moment.known_at)
    return [table for one in overviews(page.content.items, steps) for table in capital_tables(one, words)]


@needs(rules.READ_WHOLE)
@require_safe
def capital_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every project with its step, its shares by year, and what is appropriated, released and spent."""
    page = money_page(request, plan_id)
    told = page.frame("capital", "get_capital", _("Capital projects")) | {"tables": _tables(page, page.words)}
    return render(request, "desk/economy/capital.html", told)


@needs(rules.READ_WHOLE)
@require_safe
def get_capital(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """The same tables as a file."""
    page = money_page(request, plan_id)
    return page.file(lambda words: _tables(page, words), ending, _("capital projects"))


class StepForm(DecisionForm):
    """To which step the project comes, and by which decision."""

    step = forms.ChoiceField(label=gettext_lazy("Step"))

    def __init__(self, told: object = None, *, at: Editing, before: Step | None, **options: Any) -> None:
        super().__init__(told, **deciding_council(at), **options)
        may = [one for one in ORDER if before is None or one in MAY_FOLLOW[before]]
        self.fields["step"].choices = [(one.value, step_name(one)) for one in may]  # type: ignore[attr-defined]


@at_item(rules.SET_AMOUNTS)
def step_of_item(at: Editing) -> HttpResponse:
    """Take the project a step on, or back with a reason; the steps before stay told."""
    rows = CapitalStep.objects.filter(item=at.item).select_related("recorded_by", "decision__meeting__body")
    before = steps_on([at.item.pk], at.begins_on).get(at.item.pk)
    following = next((one for one in ORDER if before and one in MAY_FOLLOW[before] and _is_after(one, before)), before)
    initial = {"applies_on": at.begins_on, "decision": at.decision, "step": following}
    form = StepForm(at.sent, at=at, before=before, initial=initial)
    if is_done(form, lambda: take_step(at.item, Step(form.cleaned_data["step"]), act=form.decided(at.act(form)))):
        return at.done(_("The step is saved."))
    taken = [(row, step_name(row.step)) for row in rows.order_by("-applies_on", "-pk")]
    return at.page("desk/economy/step.html", form, _("Step"), before=step_name(before or ""), taken=taken)


def _is_after(one: Step, other: Step) -> bool:
    return ORDER.index(one) > ORDER.index(other)
