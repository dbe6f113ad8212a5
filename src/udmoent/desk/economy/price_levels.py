# SPDX-License-Identifier: MPL-2.0
"""The price levels: what is told of each year's prices, typed or pasted from a sheet."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, as_of, steps_to, the_plan
from udmoent.economy.models import PriceIndex
from udmoent.economy.price_levels import indices_on, set_indices
from udmoent.economy.prices import points, read_indices
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules


class IndicesForm(forms.Form):
    """A line for each year; from a sheet the two columns are pasted as they are."""

    lines = LongTextField(
        label=gettext_lazy("Indices"),
        help_text=gettext_lazy(
            "A year and its index on each line, such as 2026 103,2. Two columns from Excel or a CSV file can be pasted."
        ),
    )
    why = TextField(
        label=gettext_lazy("Source"), max_length=1000, help_text=gettext_lazy("Such as KL's estimate of June 2025")
    )
    applies_on = DayField(label=gettext_lazy("Applies from"))

    def clean_lines(self) -> Mapping[int, Decimal]:
        try:
            return read_indices(self.cleaned_data["lines"])
        except Refused as refused:
            raise forms.ValidationError([str(one) for one in refused.refusals]) from refused


@needs(rules.SET_AMOUNTS)
@GET_OR_POST
def price_levels(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What is told of each year, and a form to tell more; what was told before stays."""
    plan = the_plan(request, plan_id)
    town, today = plan.municipality, clock.today()
    form = IndicesForm(request.POST or None, auto_id="indices-%s", initial={"applies_on": today})

    def act() -> None:
        told: dict[str, Any] = form.cleaned_data
        by = request.visitor.person  # type: ignore[attr-defined]
        stamp = {"applies_on": told["applies_on"], "why": told["why"], "by": by, "now": clock.now()}
        set_indices(town, told["lines"], **stamp)

    if is_done(form, act):
        messages.success(request, _("The indices are saved."))
        return redirect("price_levels", plan.pk)
    moment = as_of(request, plan)
    rows = PriceIndex.objects.filter(municipality=town, applies_on__lte=moment.day).select_related("recorded_by")
    held = indices_on(town, moment.day)
    shown = {
        "plan": plan,
        "here": "economy",
        "part": "price_levels",
        "crumbs": [*steps_to(plan, _("Economy"), "economy"), Crumb(_("Price levels"))],
        "as_of": moment,
        "form": form,
        "rows": [(row, points(row.points), held[row.year] == row.points) for row in rows.order_by("-year", "-pk")],
    }
    return render(request, "desk/economy/price_levels.html", shown, status=422 if form.is_bound else 200)
