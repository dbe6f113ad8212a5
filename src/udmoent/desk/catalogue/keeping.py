# SPDX-License-Identifier: MPL-2.0
"""Beginning a round, its days and targets, and closing it."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.catalogue import actions
from udmoent.catalogue.models import CatalogueRound
from udmoent.catalogue.rules import Days
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.catalogue.seen import At, at_round, by_of, visitor_of
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.item.amounts_form import AmountField
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules


class DaysForm(forms.Form):
    """A round's name and days."""

    name = TextField(label=gettext_lazy("The round's name"), max_length=200)
    ideas_by = DayField(label=gettext_lazy("Ideas by"))
    checked_by = DayField(label=gettext_lazy("Quality check by"))
    hearing_from = DayField(label=gettext_lazy("Hearing from"))
    hearing_to = DayField(label=gettext_lazy("Hearing to"))
    decided_by = DayField(label=gettext_lazy("To be decided by"))

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, auto_id="round-%s", **options)  # type: ignore[arg-type]

    @property
    def days(self) -> Days:
        return Days(**{name: self.cleaned_data[name] for name in Days.__slots__})


class BeginForm(DaysForm):
    """A new round, and which budget it is for."""

    budget_year = forms.IntegerField(label=gettext_lazy("Budget year"), min_value=2000, max_value=2100)
    price_level = TextField(
        label=gettext_lazy("Price level"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("The year in whose prices the amounts are; empty: the budget year's"),
    )


@needs(rules.KEEP_CATALOGUE)
@GET_OR_POST
def begin_catalogue(request: HttpRequest) -> HttpResponse:
    form = BeginForm(request.POST or None, initial={"budget_year": clock.today().year + 1})
    town = visitor_of(request).municipality

    def begin() -> None:
        told = form.cleaned_data
        actions.begin_round(
            town,
            told["name"],
            budget_year=told["budget_year"],
            price_level=told["price_level"],
            days=form.days,
            by=by_of(request),
        )

    if is_done(form, begin):
        messages.success(request, _("The round is begun."))
        return redirect("catalogue", form.cleaned_data["budget_year"])
    crumbs = [Crumb(_("Råderum"), reverse("catalogues")), Crumb(_("New round"))]
    told = {"here": "catalogues", "form": form, "crumbs": crumbs, "name": _("New råderum round")}
    return render(request, "desk/catalogue/round_form.html", told, status=422 if form.is_bound else 200)


@needs(rules.KEEP_CATALOGUE)
@GET_OR_POST
def edit_catalogue(request: HttpRequest, year: int) -> HttpResponse:
    at = at_round(request, year)
    initial = {"name": at.round.name} | {name: getattr(at.round, name) for name in Days.__slots__}
    form = DaysForm(request.POST or None, initial=initial)
    if is_done(form, lambda: actions.change_round(at.round, form.cleaned_data["name"], form.days, by=at.by())):
        messages.success(request, _("The round is changed."))
        return redirect("catalogue", year)
    told = at.told(form=form, crumbs=at.crumbs(Crumb(_("Change the round"))), name=_("Change the round"))
    return render(request, "desk/catalogue/round_form.html", told, status=422 if form.is_bound else 200)


class TargetsForm(forms.Form):
    """Bodies × years."""

    def __init__(self, told: object = None, *, at: At) -> None:
        super().__init__(told, auto_id="target-%s")  # type: ignore[arg-type]
        bodies = at.round.municipality.bodies.filter(kind__in=("finance", "committee"))
        self.years = at.round.years
        self.bodies = sorted({*bodies.values_list("abbreviation", flat=True), *at.whole.targets})
        for body in self.bodies:
            for year in self.years:
                initial = at.whole.targets.get(body, {}).get(year)
                self.fields[f"{body}-{year}"] = AmountField(f"{body} {year}", initial=initial)

    @property
    def rows(self) -> Iterator[tuple[str, list[Any]]]:
        for body in self.bodies:
            yield body, [self[f"{body}-{year}"] for year in self.years]

    def clean(self) -> None:
        for name, kroner in list(self.cleaned_data.items()):
            if kroner and kroner > 0:
                self.add_error(name, _("A target is a saving: write it with a minus."))

    @property
    def wanted(self) -> dict[str, dict[int, int]]:
        return {body: {year: self.cleaned_data[f"{body}-{year}"] for year in self.years} for body in self.bodies}


@needs(rules.KEEP_CATALOGUE)
@GET_OR_POST
def targets(request: HttpRequest, year: int) -> HttpResponse:
    """How much each committee is to find in each year."""
    at = at_round(request, year)
    form = TargetsForm(request.POST or None, at=at)
    if is_done(form, lambda: actions.set_targets(at.round, form.wanted, by=at.by())):
        messages.success(request, _("The targets are saved."))
        return redirect("catalogue", year)
    told = at.told(form=form, crumbs=at.crumbs(Crumb(_("Targets"))))
    return render(request, "desk/catalogue/targets.html", told, status=422 if form.is_bound else 200)


def _acts(act: Callable[..., CatalogueRound], said: str | Promise) -> Callable[..., HttpResponse]:
    @needs(rules.KEEP_CATALOGUE)
    @require_POST
    def view(request: HttpRequest, year: int) -> HttpResponse:
        at = at_round(request, year)
        try:
            act(at.round, by=at.by())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(said))
        return redirect("catalogue", year)

    return view


close_catalogue = _acts(actions.close_round, gettext_lazy("The round is closed."))
reopen_catalogue = _acts(actions.reopen_round, gettext_lazy("The round is open again."))
