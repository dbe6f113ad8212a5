# SPDX-License-Identifier: MPL-2.0
"""Savings against their targets on one page, with a picture."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.economy.budget import BudgetForm
from udmoent.desk.economy.page import MoneyPage, money_page
from udmoent.desk.where import language
from udmoent.documents.money import MoneyTable
from udmoent.documents.savings_tables import (
    ADOPTED,
    EXPECTED,
    REALISED,
    TARGET,
    TargetsOn,
    over_the_years,
    savings_tables,
)
from udmoent.documents.words import Words
from udmoent.economy.evidence import evidence_on
from udmoent.economy.price_levels import indices_on
from udmoent.economy.targets import TargetKey, targets_on
from udmoent.editions.content import PlanContent
from udmoent.editions.savings import Savings, savings
from udmoent.lib.dates import short_date
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.ui.lying import lying_bars
from udmoent.ui.svg import Series


@dataclass(frozen=True)
class Shown:
    """One price level's tables, with a picture of the first."""

    tables: tuple[MoneyTable, ...]
    picture: SafeString


def _shown(page: MoneyPage, year: int, words: Words) -> Iterator[Shown]:
    plan, content, moment = page.plan, page.content, page.moment
    by_level = _by_level(content)
    town, day, known_at = plan.municipality, moment.day, moment.known_at
    told = targets_on(town, plan.agreement.budget_year, day, known_at)
    targets = TargetsOn(told, indices_on(town, day, known_at), _levels(by_level))
    rests = evidence_on(plan, year, moment.day, moment.known_at)
    evidence = {item: f"{why} ({who}, {short_date(on)})" if why else "" for item, (why, who, on) in rests.items()}
    for found in savings(content.items, year):
        tables = tuple(savings_tables(found, targets, evidence, content, words))
        yield Shown(tables, _picture(tables[0], f"savings-{found.price_level}"))
    for level, years in by_level.items():
        table = over_the_years(years, targets, words)
        yield Shown((table,), _picture(table, f"years-{level}"))


def _by_level(content: PlanContent) -> dict[str, list[Savings]]:
    """The plan's years, by the price level that their savings are told in."""
    found: dict[str, list[Savings]] = {}
    for year in content.years:
        for one in savings(content.items, year):
            found.setdefault(one.price_level, []).append(one)
    return found


def _levels(by_level: Mapping[str, Sequence[Savings]]) -> dict[TargetKey, set[str]]:
    """Where each body's targets of a year can be held against savings of its own, and where the whole's can."""
    found: dict[TargetKey, set[str]] = {}
    for level, years in by_level.items():
        for one in years:
            for body in {"", *(told.body for told in one.bodies)}:
                found.setdefault((body, one.year), set()).add(level)
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
