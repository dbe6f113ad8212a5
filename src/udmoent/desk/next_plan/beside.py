# SPDX-License-Identifier: MPL-2.0
"""The town's plans beside each other: a row for each topic, a column for each plan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.economy.page import ENDINGS, MoneyPage
from udmoent.desk.where import AsOf, as_of, content_on, steps_to, the_plan, to_items, words_of
from udmoent.documents.forms import prices
from udmoent.documents.front import body_name
from udmoent.documents.money import MoneyTable
from udmoent.documents.side_by_side_tables import amounts_of_year, fate_counted, fate_word, side_by_side_tables
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.editions.side_by_side import Fate, SideBySide, Topic, side_by_side
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.plan.models import Plan


class BesideForm(forms.Form):
    """Which topics; nothing asked for is all of them."""

    udvalg = forms.ChoiceField(required=False)
    skaebne = forms.ChoiceField(label=gettext_lazy("What became of it"), required=False)

    def __init__(self, told: Mapping[str, Any], *, content: PlanContent, words: Words, are_whole: bool) -> None:
        super().__init__(told, auto_id="filter-%s")
        names = {one.abbreviation: body_name(content, one.abbreviation) for one in content.bodies}
        everything = ("", _("All"))
        self.fields["udvalg"].label = words.label("body")
        self.fields["udvalg"].choices = [everything, *((code, f"{code} – {name}") for code, name in names.items())]  # type: ignore[attr-defined]
        self.fates = [one for one in Fate if are_whole or one == Fate.CARRIED]
        self.fields["skaebne"].choices = [everything, *((one.value, fate_word(one).capitalize()) for one in self.fates)]  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        return str(self.cleaned_data.get(name, "")) if self.is_valid() else ""


@dataclass(frozen=True)
class Cell:
    """A topic in a plan. `href` is empty where it has no item there."""

    years: str
    fate: str
    number: str = ""
    href: str = ""
    title: str = ""
    body: str = ""
    stage: str = ""
    symbol: str = ""
    responsible: str = ""
    amounts: tuple[str, ...] = ()
    is_over: bool = False


@dataclass(frozen=True)
class Row:
    title: str
    part: str
    cells: list[Cell]


@dataclass(frozen=True)
class Shown:
    found: SideBySide
    form: BesideForm
    plans: dict[str, Plan]


def shown(request: HttpRequest, plan: Plan, moment: AsOf) -> Shown:
    """Of each of the town's plans what the visitor may see of it."""
    plans = list(plan.municipality.plans.select_related("agreement", "municipality"))
    contents = [content_on(request, one, moment) for one in plans]
    own = next(one for one in contents if one.plan == plan.name)
    are_whole = request.visitor.may[rules.READ_WHOLE]  # type: ignore[attr-defined]
    form = BesideForm(request.GET, content=own, words=words_of(plan.municipality), are_whole=are_whole)
    found = side_by_side(contents, body=form.asked("udvalg"), fate=form.asked("skaebne"), are_whole=are_whole)
    return Shown(found, form, {one.name: one for one in plans})


@needs(rules.READ)
@require_safe
def side_by_side_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    moment, words = as_of(request, plan), words_of(plan.municipality)
    here = shown(request, plan, moment)
    addresses = [to_items(here.plans[one.plan], moment) for one in here.found.contents]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    told = {
        "plan": plan,
        "here": "plan",
        "crumbs": steps_to(plan, _("The plans side by side")),
        "as_of": moment,
        "form": here.form,
        "contents": [(one, here.plans[one.plan].pk) for one in here.found.contents],
        "counts": [
            (content.plan, [(fate_counted(fate, counts.get(fate, 0)), counts.get(fate, 0)) for fate in here.form.fates])
            for content, counts in list(zip(here.found.contents, here.found.counts, strict=True))[1:]
        ],
        "rows": [_row(topic, here.found.contents, addresses, words) for topic in here.found.topics],
        "downloads": [
            (name, reverse("get_side_by_side", args=[plan.pk, ending]) + query) for ending, name in ENDINGS.items()
        ],
    }
    return render(request, "desk/next_plan/beside.html", told)


def _row(topic: Topic, contents: tuple[PlanContent, ...], addresses: list[Callable[[str], str]], words: Words) -> Row:
    latest = topic.latest
    cells = [
        _cell(item, content, address, fate_word(fate) if fate else "", words, latest.title)
        for item, content, address, fate in zip(topic.items, contents, addresses, topic.fates, strict=True)
    ]
    return Row(latest.title, words.kind(latest.kind), cells)


def _cell(
    item: ItemContent | None, content: PlanContent, address: Callable[[str], str], fate: str, words: Words, title: str
) -> Cell:
    years = f"{content.years[0]}–{content.years[-1]}"
    if item is None:
        return Cell(years, fate)
    return Cell(
        years,
        fate,
        number=item.number,
        href=address(item.number),
        title=item.title if item.title != title else "",
        body=words.cross_cutting if item.is_cross_cutting else item.body,
        stage=words.stage(item.stage),
        symbol=words.symbol(item.assessment),
        responsible=item.responsible,
        amounts=tuple(
            f"{content.budget_year}: {in_unit(kroner, KR)} kr. ({prices(level)})"
            for level, kroner in amounts_of_year(item, content.budget_year).items()
        ),
        is_over=not is_open(item),
    )


@needs(rules.EXPORT)
@require_safe
def get_side_by_side(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """The same rows as a file."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = shown(request, plan, moment).found
    page = MoneyPage(request, plan, moment, found.contents[-1])

    def tables(words: Words) -> list[MoneyTable]:
        return list(side_by_side_tables(found, words))

    return page.file(tables, ending, _("the plans side by side"))
