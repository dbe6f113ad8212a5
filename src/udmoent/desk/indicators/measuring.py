# SPDX-License-Identifier: MPL-2.0
"""Writing down a measurement, and correcting one: the wrong one stays told."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs, refused
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.indicators.seen import Linked, indicators_today, the_indicator
from udmoent.desk.indicators.told import told
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.indicators.actions import By, Number, correct, measure
from udmoent.indicators.models import Indicator, Measurement
from udmoent.indicators.numbers import read_number, shown
from udmoent.indicators.words import with_unit
from udmoent.organisation import rules
from udmoent.plan.models import Plan


class NumberField(TextField):
    """A number as it is written in Danish; nothing written is nothing."""

    def prepare_value(self, value: object) -> object:
        return shown(value) if isinstance(value, Decimal) else value

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        if value is None or isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        number = read_number(text)
        if text and number is None:
            sentence = _("“{text}” is not a number. Write it as 1.234,5, with at most four decimals.")
            raise forms.ValidationError(sentence.format(text=text))
        return number


class MeasureForm(forms.Form):
    value = NumberField(label=gettext_lazy("Measured value"))
    measured_on = DayField(label=gettext_lazy("Measured on"))
    source = TextField(
        label=gettext_lazy("Source"), required=False, max_length=500, help_text=gettext_lazy("Where the number is from")
    )

    def number(self) -> Number:
        given = self.cleaned_data
        return Number(on=given["measured_on"], value=given["value"], source=given["source"])


class CorrectForm(MeasureForm):
    """What the measurement should have said, or that there was none."""

    why = TextField(label=gettext_lazy("Why"), max_length=1000)
    is_none = forms.BooleanField(label=gettext_lazy("Take the measurement back: there was none"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_none"):
            for name in ("value", "measured_on"):
                self.errors.pop(name, None)
        return given


@needs(rules.MEASURE)
@GET_OR_POST
def measure_indicator(request: HttpRequest, plan_id: int, indicator_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    found = indicators_today(request, plan)
    one = the_indicator(found, indicator_id)
    if refusal := found.why_not_measure(one.standing.facts):
        return refused(request, refusal)
    form = MeasureForm(request.POST or None, auto_id="measure-%s", initial={"measured_on": clock.today()})
    indicator = Indicator.objects.get(pk=indicator_id)
    if is_done(form, lambda: measure(indicator, form.number(), by=_by(request))):
        messages.success(request, _("The measurement is saved."))
        return redirect("indicator", plan.pk, indicator_id)
    return _page(request, plan, one, form, _("Measure"), "measure")


@needs(rules.MEASURE)
@GET_OR_POST
def correct_measurement(request: HttpRequest, plan_id: int, indicator_id: int, measurement_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    found = indicators_today(request, plan)
    one = the_indicator(found, indicator_id)
    if refusal := found.why_not_measure(one.standing.facts):
        return refused(request, refusal)
    was = Measurement.objects.filter(indicator=indicator_id, pk=measurement_id).first()
    if was is None:
        raise Http404(_("There is no such measurement."))
    initial = {"value": was.value, "measured_on": was.measured_on, "source": was.source}
    form = CorrectForm(request.POST or None, auto_id="correct-%s", initial=initial)

    def act() -> None:
        number = None if form.cleaned_data["is_none"] else form.number()
        correct(was, number, by=_by(request, form.cleaned_data["why"]))

    if is_done(form, act):
        messages.success(request, _("The measurement is corrected. What it said before stays told."))
        return redirect("indicator", plan.pk, indicator_id)
    value = with_unit(was.value, one.standing.facts.unit, language())
    return _page(request, plan, one, form, _("Correct a measurement"), "correct", was=was, was_value=value)


def _by(request: HttpRequest, why: str = "") -> By:
    return By(person=request.visitor.person, now=clock.now(), why=why)  # type: ignore[attr-defined]


def _page(
    request: HttpRequest, plan: Plan, one: Linked, form: forms.Form, name: str, template: str, **more: object
) -> HttpResponse:
    facts = one.standing.facts
    given = {
        "plan": plan,
        "here": "plan",
        "crumbs": [
            *steps_to(plan, _("Indicators"), "indicators"),
            Crumb(facts.name, reverse("indicator", args=[plan.pk, one.standing.id])),
            Crumb(name),
        ],
        "told": told(one, language()),
        "facts": facts,
        "form": form,
    }
    return render(request, f"desk/indicators/{template}.html", given | more, status=422 if form.is_bound else 200)
