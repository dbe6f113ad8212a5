# SPDX-License-Identifier: MPL-2.0
"""The economy's first page: whether the budget holds, in the prices that were asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.downloads import made_file, record_export
from udmoent.desk.where import AsOf, as_of, content_on, language, steps_to, the_plan, to_items, words_of
from udmoent.documents.budget_tables import budget_tables
from udmoent.documents.forms import prices
from udmoent.documents.money import MoneyTable
from udmoent.documents.words import Words
from udmoent.documents.write import write_money
from udmoent.economy.evidence import expenditures_on
from udmoent.economy.price_levels import indices_on
from udmoent.economy.prices import Rate, rate
from udmoent.editions.budget import Budget, budgets, converted, service_of
from udmoent.editions.content import PlanContent
from udmoent.organisation import rules
from udmoent.plan.models import Plan

ENDINGS: Final = {"xlsx": "Excel", "pdf": "PDF"}


class BudgetForm(forms.Form):
    """Which year, and in whose year's prices."""

    aar = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    priser = forms.ChoiceField(label=gettext_lazy("Prices"), required=False)

    def __init__(
        self, told: Mapping[str, Any], *, content: PlanContent, day: AsOf, indices: Mapping[int, Decimal]
    ) -> None:
        years = sorted({*content.years, *(one.year for item in content.items for one in item.amounts)})
        usual = day.day.year if day.day.year in years else content.budget_year
        offered = {"aar": str(usual), "priser": ""} | {name: told[name] for name in ("aar", "priser") if told.get(name)}
        super().__init__(offered, auto_id="budget-%s")
        self.fields["aar"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]
        as_told = ("", _("As they are told"))
        self.fields["priser"].choices = [as_told, *((str(year), prices(str(year))) for year in sorted(indices))]  # type: ignore[attr-defined]
        self.usual = usual

    @property
    def year(self) -> int:
        return int(self.cleaned_data["aar"]) if self.is_valid() and self.cleaned_data["aar"] else self.usual

    @property
    def level(self) -> str:
        return self.cleaned_data.get("priser", "") if self.is_valid() else ""


@dataclass(frozen=True)
class Shown:
    """A budget as its tables; where it is converted, with how."""

    budget: Budget
    tables: tuple[MoneyTable, ...]
    calculation: str = ""


@dataclass(frozen=True)
class Asked:
    plan: Plan
    moment: AsOf
    content: PlanContent
    form: BudgetForm
    indices: Mapping[int, Decimal]

    def shown(self, words: Words) -> list[Shown]:
        return [self._shown(one, words) for one in budgets(self.content.items, self.form.year)]

    def _shown(self, budget: Budget, words: Words) -> Shown:
        level, year = self.form.level, self.form.year
        kinds = expenditures_on(self.plan, year, self.moment.day, self.moment.known_at)
        service = service_of(self.content.items, year, budget.price_level, kinds)
        if not level or level == budget.price_level:
            return Shown(budget, tuple(budget_tables(budget, year, self.content, words, service)))
        by: Rate = rate(budget.price_level, level, self.indices)
        said = by.told(budget.whole.sums.corrected)
        tables = budget_tables(converted(budget, by), year, self.content, words, service.converted(by), said)
        return Shown(budget, tuple(tables), said)


def asked(request: HttpRequest, plan: Plan) -> Asked:
    moment = as_of(request, plan)
    content = content_on(request, plan, moment)
    indices = indices_on(plan.municipality, moment.day, moment.known_at)
    return Asked(plan, moment, content, BudgetForm(request.GET, content=content, day=moment, indices=indices), indices)


@needs(rules.READ_WHOLE)
@require_safe
def economy_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What is expected against the corrected budget, per committee and part."""
    plan = the_plan(request, plan_id)
    here = asked(request, plan)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    told = {
        "plan": plan,
        "here": "economy",
        "part": "economy",
        "crumbs": steps_to(plan, _("Economy")),
        "as_of": here.moment,
        "form": here.form,
        "shown": here.shown(words_of(plan.municipality)),
        "downloads": [
            (name, reverse("get_budget", args=[plan.pk, ending]) + query) for ending, name in ENDINGS.items()
        ],
        "to_item": to_items(plan, here.moment),
    }
    return render(request, "desk/economy/budget.html", told)


@needs(rules.READ_WHOLE)
@require_safe
def get_budget(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """The same tables as a file."""
    plan = the_plan(request, plan_id)
    here = asked(request, plan)

    def tables(words: Words) -> list[MoneyTable]:
        return [table for one in here.shown(words) for table in one.tables]

    return money_file(request, plan, here.moment, here.content, tables, ending, _("the budget"))


def money_file(
    request: HttpRequest,
    plan: Plan,
    moment: AsOf,
    content: PlanContent,
    tables: Callable[[Words], Sequence[MoneyTable]],
    ending: str,
    subtitle: str,
) -> HttpResponseBase:
    """Tables of kroner as a file, and that it was handed out."""

    def write(file: Path) -> object:
        town = plan.municipality.configuration
        said = subtitle[:1].upper() + subtitle[1:]
        return write_money(tables, content, file, subtitle=said, town=town, language=language())

    day = moment.day.isoformat()
    file = made_file(write, [plan.name, subtitle, day], ending, ENDINGS)
    record_export("export_economy", plan, request, form=ending, as_of=day, query=request.GET.urlencode())
    return file
