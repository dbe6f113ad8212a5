# SPDX-License-Identifier: MPL-2.0
"""Setting a savings target: an amount, or a share of a base, with those that hold now beside the form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.item.amounts_form import ExpectedField
from udmoent.desk.item.form import ActForm
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, as_of, content_on, language, steps_to, the_plan
from udmoent.documents.forms import prices
from udmoent.documents.savings_tables import told_target
from udmoent.economy.prices import points
from udmoent.economy.targets import Target, TargetKey, set_targets, share_of, targets_on
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.models import Plan


class TargetForm(ActForm):
    """One body's target for a year: an amount, or a percentage of a base."""

    body = forms.ChoiceField(label=gettext_lazy("Committee"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    percent = forms.CharField(
        label=gettext_lazy("Percent"), required=False, help_text=gettext_lazy("Instead of an amount; such as 1,5")
    )

    def __init__(self, told: object = None, *, plan: Plan, years: Sequence[int], **options: Any) -> None:
        super().__init__(told, auto_id="target-%s", **options)  # type: ignore[arg-type]
        bodies = plan.municipality.bodies.in_force(clock.today()).order_by("digit", "abbreviation")
        named = [(one.abbreviation, f"{one.abbreviation} – {one.name}") for one in bodies]
        self.fields["body"].choices = [("", _("The whole plan")), *named]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["kroner"] = ExpectedField(_("Kroner, with a minus"))
        self.fields["base"] = ExpectedField(_("Of the base, in kroner"))
        self.fields["why"].required = True

    def clean_percent(self) -> Decimal | None:
        written = self.cleaned_data["percent"].strip().removesuffix("%").strip().replace(",", ".")
        if not written:
            return None
        if written.startswith(("-", "−")):
            raise forms.ValidationError(
                _("Write the percentage without a minus, such as 1,5: it is how much of the base is to be saved.")
            )
        if not written.isascii() or not written.replace(".", "", 1).isdecimal() or Decimal(written) > 100:
            raise forms.ValidationError(_("Write a percentage such as 1,5, at most 100."))
        return Decimal(written)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not {"kroner", "percent", "base"} & set(self.errors):
            is_amount, is_share = (told["kroner"] is not None), (told["percent"] is not None)
            if is_amount and is_share:
                self.add_error("kroner", _("Write either an amount or a percentage, not both."))
            if not is_amount and not is_share and told["base"] is None:
                self.add_error("kroner", _("Write an amount or a percentage; zero takes the target away."))
        return told

    def target(self, price_level: str) -> Target:
        told = self.cleaned_data
        percent, base = told["percent"], told["base"]
        is_share = percent is not None and base is not None
        kroner = share_of(base, percent) if is_share else told["kroner"] or 0
        return Target(kroner=kroner, price_level=price_level, percent=percent, base=base)


@dataclass(frozen=True)
class Now:
    """A target that holds, as it is read, and where it is corrected."""

    body: str
    year: int
    told: str
    href: str


def _now(plan: Plan, targets: Mapping[TargetKey, Target]) -> Iterator[Now]:
    for (body, year), one in sorted(targets.items()):
        told = f"{in_unit(one.kroner, KR, language())} kr. ({prices(one.price_level)})"
        if one.percent is not None:
            told = f"{told}, {told_target(one)}"
        asked = QueryDict(mutable=True)
        asked.update({"udvalg": body, "aar": str(year)})
        href = f"{reverse('savings_target', args=[plan.pk])}?{asked.urlencode()}"
        yield Now(body or _("The whole plan"), year, told, href)


def _initial(request: HttpRequest, targets: Mapping[TargetKey, Target]) -> dict[str, Any]:
    """What is asked about, with the target that holds for it."""
    body, year = request.GET.get("udvalg", ""), request.GET.get("aar", "")
    initial: dict[str, Any] = {"applies_on": clock.today(), "body": body, "year": year}
    known = targets.get((body, int(year))) if year.isascii() and year.isdecimal() else None
    if known is None:
        return initial
    if known.percent is None:
        return initial | {"kroner": known.kroner}
    return initial | {"percent": points(known.percent), "base": known.base}


@needs(rules.SET_AMOUNTS)
@GET_OR_POST
def savings_target(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Set a target; zero takes it away, and what was told before stays."""
    plan = the_plan(request, plan_id)
    town, budget_year = plan.municipality, plan.agreement.budget_year
    targets = targets_on(town, budget_year, clock.today())
    years = content_on(request, plan, as_of(request, plan)).years
    form = TargetForm(request.POST or None, plan=plan, years=years, initial=_initial(request, targets))

    def act() -> None:
        told = form.cleaned_data
        by = request.visitor.person  # type: ignore[attr-defined]
        how = Act(by=by, now=clock.now(), applies_on=told["applies_on"], why=told["why"])
        set_targets(town, budget_year, {(told["body"], told["year"]): form.target(plan.agreement.price_level)}, act=how)

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
        "now": list(_now(plan, targets)),
        "price_level": prices(plan.agreement.price_level),
    }
    return render(request, "desk/economy/target.html", shown, status=422 if form.is_bound else 200)
