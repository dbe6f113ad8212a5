# SPDX-License-Identifier: MPL-2.0
"""The economy's first page: whether the budget holds, in the prices that were asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.economy.page import MoneyPage, money_page
from udmoent.desk.where import AsOf, to_items
from udmoent.documents.budget_tables import budget_tables
from udmoent.documents.forms import prices
from udmoent.documents.money import MoneyTable
from udmoent.documents.words import Words
from udmoent.economy.evidence import expenditures_on
from udmoent.economy.price_levels import indices_on
from udmoent.economy.prices import Rate, rate
from udmoent.editions.budget import Budget, budgets, converted, service_of
from udmoent.editions.content import PlanContent
from udmoent.organisation import rules


class BudgetForm(forms.Form):
    """Which year, and in whose year's prices."""

    aar = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    priser = forms.ChoiceField(label=gettext_lazy("Prices"), required=False)

    def __init__(
        self, told: Mapping[str, Any], *, content: PlanContent, day: AsOf, indices: Mapping[int, Decimal]
    ) -> None:
        years = sorted({*content.years, *(one.year for item in content.items for one in item.amounts)})
        usual = day.day.year if day.day.year in content.years else content.budget_year
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
    page: MoneyPage
    form: BudgetForm
    indices: Mapping[int, Decimal]

    def shown(self, words: Words) -> list[Shown]:
        return [self._shown(one, words) for one in budgets(self.page.content.items, self.form.year)]

    def _shown(self, budget: Budget, words: Words) -> Shown:
        level, year = self.form.level, self.form.year
        content, moment = self.page.content, self.page.moment
        kinds = expenditures_on(self.page.plan, year, moment.day, moment.known_at)
        service = service_of(content.items, year, budget.price_level, kinds)
        if not level or level == budget.price_level:
            return Shown(budget, tuple(budget_tables(budget, year, content, words, service)))
        by: Rate = rate(budget.price_level, level, self.indices)
        said = by.told(budget.whole.sums.corrected)
        tables = budget_tables(converted(budget, by), year, content, words, service.converted(by), said)
        return Shown(budget, tuple(tables), said)


def asked(request: HttpRequest, plan_id: int) -> Asked:
    page = money_page(request, plan_id)
    indices = indices_on(page.plan.municipality, page.moment.day, page.moment.known_at)
    return Asked(page, BudgetForm(request.GET, content=page.content, day=page.moment, indices=indices), indices)


@needs(rules.READ_WHOLE)
@require_safe
def economy_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What is expected against the corrected budget, per committee and part."""
    here = asked(request, plan_id)
    page = here.page
    told = {"form": here.form, "shown": here.shown(page.words), "to_item": to_items(page.plan, page.moment)}
    return render(request, "desk/economy/budget.html", page.frame("economy", "get_budget") | told)


@needs(rules.READ_WHOLE)
@require_safe
def get_budget(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """The same tables as a file."""
    here = asked(request, plan_id)

    def tables(words: Words) -> list[MoneyTable]:
        return [table for one in here.shown(words) for table in one.tables]

    return here.page.file(tables, ending, _("the budget"))
