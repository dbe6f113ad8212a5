# SPDX-License-Identifier: MPL-2.0
"""Savings against their targets on one page, with a picture; and setting the targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.economy.budget import BudgetForm
from udmoent.desk.economy.page import MoneyPage, money_page
from udmoent.desk.item.amounts_form import AmountField
from udmoent.desk.item.form import ActForm
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, as_of, content_on, language, steps_to, the_plan
from udmoent.documents.money import MoneyTable
from udmoent.documents.savings_tables import ADOPTED, EXPECTED, REALISED, TARGET, over_the_years, savings_tables
from udmoent.documents.words import Words
from udmoent.economy.evidence import evidence_on
from udmoent.economy.targets import Target, set_targets, share_of, targets_on
from udmoent.editions.content import PlanContent
from udmoent.editions.savings import Savings, savings
from udmoent.lib.dates import short_date
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.models import Plan
from udmoent.ui.lying import lying_bars
from udmoent.ui.svg import Series


@dataclass(frozen=True)
class Shown:
    """One price level's tables, with a picture of the first."""

    tables: tuple[MoneyTable, ...]
    picture: SafeString


def _shown(page: MoneyPage, year: int, words: Words) -> Iterator[Shown]:
    plan, content, moment = page.plan, page.content, page.moment
    targets = targets_on(plan.municipality, plan.agreement.budget_year, moment.day, moment.known_at)
    rests = evidence_on(plan, year, moment.day, moment.known_at)
    evidence = {item: f"{why} ({who}, {short_date(on)})" if why else "" for item, (why, who, on) in rests.items()}
    for found in savings(content.items, year):
        tables = tuple(savings_tables(found, targets, evidence, content, words))
        yield Shown(tables, _picture(tables[0], f"savings-{found.price_level}"))
    for level, years in _by_level(content).items():
        table = over_the_years(years, targets, words)
        yield Shown((table,), _picture(table, f"years-{level}"))


def _by_level(content: PlanContent) -> dict[str, list[Savings]]:
    """The plan's years, by the price level that their savings are told in."""
    found: dict[str, list[Savings]] = {}
    for year in content.years:
        for one in savings(content.items, year):
            found.setdefault(one.price_level, []).append(one)
    return found


def _picture(table: MoneyTable, name: str) -> SafeString:
    """Target, adopted, expected and realised side by side for each row; the table beside it tells the same."""
    rows = [row for row in table.rows if any(row.kroner)]
    kinds = (TARGET, ADOPTED, EXPECTED, REALISED)
    series = [Series(table.money_heads[kind], [row.kroner[kind] for row in rows]) for kind in kinds]
    return lying_bars(
        name,
        [row.texts[0] for row in rows],
        series,
        title=table.title,
        told=_("A bar for each amount of each row, to the right for a saving. The table tells the same."),
        shown=lambda kroner: in_unit(kroner, KR, language()),
    )


def _asked_year(page: MoneyPage) -> BudgetForm:
    return BudgetForm(page.request.GET, content=page.content, day=page.moment, indices={})


@needs(rules.READ_WHOLE)
@require_safe
def savings_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Target, adopted, expected and realised per body and item, for a year."""
    page = money_page(request, plan_id)
    form = _asked_year(page)
    told = {"form": form, "shown": list(_shown(page, form.year, page.words))}
    return render(request, "desk/economy/savings.html", page.frame("savings", "get_savings", _("Savings")) | told)


@needs(rules.READ_WHOLE)
@require_safe
def get_savings(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """The same tables as a file."""
    page = money_page(request, plan_id)
    year = _asked_year(page).year

    def tables(words: Words) -> Sequence[MoneyTable]:
        return [table for one in _shown(page, year, words) for table in one.tables]

    return page.file(tables, ending, _("savings"))


class TargetForm(ActForm):
    """One body's target for a year: an amount, or a percentage of a base."""

    body = forms.ChoiceField(label=gettext_lazy("Committee"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    percent = forms.CharField(label=gettext_lazy("or percent"), required=False, help_text=gettext_lazy("Such as 1,5"))

    def __init__(self, told: object = None, *, plan: Plan, years: Sequence[int], **options: Any) -> None:
        super().__init__(told, auto_id="target-%s", **options)  # type: ignore[arg-type]
        bodies = plan.municipality.bodies.in_force(clock.today()).order_by("digit", "abbreviation")
        named = [(one.abbreviation, f"{one.abbreviation} – {one.name}") for one in bodies]
        self.fields["body"].choices = [("", _("The whole plan")), *named]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["kroner"] = AmountField(_("Kroner, with a minus"))
        self.fields["base"] = AmountField(_("of the base, in kroner"))

    def clean_percent(self) -> Decimal | None:
        written = self.cleaned_data["percent"].strip().removesuffix("%").strip().replace(",", ".")
        if not written:
            return None
        if not written.isascii() or not written.replace(".", "", 1).isdecimal() or Decimal(written) > 100:
            raise forms.ValidationError(_("Write a percentage such as 1,5."))
        return Decimal(written)

    def target(self, price_level: str) -> Target:
        told = self.cleaned_data
        percent, base = told["percent"], told["base"] or None
        is_share = percent is not None and base is not None
        kroner = share_of(base, percent) if is_share else told["kroner"]  # type: ignore[arg-type]
        return Target(kroner=kroner, price_level=price_level, percent=percent, base=base)


@needs(rules.SET_AMOUNTS)
@GET_OR_POST
def savings_target(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Set a target; zero takes it away, and what was told before stays."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    content = content_on(request, plan, moment)
    form = TargetForm(request.POST or None, plan=plan, years=content.years, initial={"applies_on": clock.today()})

    def act() -> None:
        told = form.cleaned_data
        by = request.visitor.person  # type: ignore[attr-defined]
        how = Act(by=by, now=clock.now(), applies_on=told["applies_on"], why=told["why"])
        wanted = {(told["body"], told["year"]): form.target(plan.agreement.price_level)}
        set_targets(plan.municipality, plan.agreement.budget_year, wanted, act=how)

    if is_done(form, act):
        messages.success(request, _("The target is saved."))
        return redirect("savings", plan.pk)
    shown = {
        "plan": plan,
        "here": "economy",
        "part": "savings",
        "crumbs": [
            *steps_to(plan, _("Economy"), "economy"),
            Crumb(_("Savings"), reverse("savings", args=[plan.pk])),
            Crumb(_("Set a target")),
        ],
        "form": form,
    }
    return render(request, "desk/economy/target.html", shown, status=422 if form.is_bound else 200)
