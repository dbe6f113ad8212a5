# SPDX-License-Identifier: MPL-2.0
"""Telling of an indicator: what it is, where it began, what is aimed at, and what it is linked to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.context.linking import choices_of
from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.desk.indicators.measuring import NumberField
from udmoent.desk.indicators.seen import Indicators, indicators_today, the_indicator
from udmoent.desk.item.form import ActForm
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, steps_to, the_plan
from udmoent.indicators.actions import By, begin_indicator, change_indicator
from udmoent.indicators.facts import Direction, IndicatorFacts, Rhythm, Target
from udmoent.indicators.models import Indicator
from udmoent.indicators.numbers import read_number, shown
from udmoent.indicators.words import DIRECTIONS, RHYTHMS
from udmoent.organisation import rules
from udmoent.plan.facts import Visibility

PARTS = (" - ", " – ", " til ")


class IndicatorForm(ActForm):
    """`targets` are a field for each year: a number, or two where it is to be held within them."""

    name = TextField(label=gettext_lazy("Name"), max_length=200)
    unit = TextField(label=gettext_lazy("Unit"), max_length=40, help_text=gettext_lazy("Such as m², kr. or days"))
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=[(one.value, said) for one, said in DIRECTIONS.items()]
    )
    about = LongTextField(label=gettext_lazy("What is measured, and how"), required=False, max_length=4000)
    baseline = NumberField(label=gettext_lazy("Baseline"), required=False)
    baseline_on = DayField(label=gettext_lazy("Baseline's day"), required=False)
    baseline_source = TextField(label=gettext_lazy("Baseline's source"), required=False, max_length=500)
    responsible = TextField(
        label=gettext_lazy("Responsible"), required=False, max_length=200, help_text=gettext_lazy("A post")
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Is measured"), required=False, choices=[(one.value, said) for one, said in RHYTHMS.items()]
    )
    visibility = forms.ChoiceField(label=gettext_lazy("Who sees it"))
    threads = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Items"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    strategies = forms.MultipleChoiceField(
        label=gettext_lazy("Strategies and goals"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_retired = forms.BooleanField(label=gettext_lazy("Is no longer measured"), required=False)

    def __init__(
        self, given: object = None, *, found: Indicators, facts: IndicatorFacts | None, **options: Any
    ) -> None:
        self.facts = facts
        self.years = _years(found, facts)
        super().__init__(given, auto_id="indicator-%s", initial=_initial(facts), **options)  # type: ignore[arg-type]
        choices = {
            "visibility": [
                (Visibility.INTERNAL.value, _("Internal, but for whoever sees its items whole")),
                (Visibility.PUBLIC.value, _("Public")),
            ],
            "threads": _items(found, facts),
            "strategies": [
                one
                for offered in choices_of(found.plan.municipality.configuration, facts.strategies if facts else ())
                for one in offered
            ],
        }
        self.fields["responsible"].widget.attrs["list"] = "posts"
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        for year in self.years:
            field = TextField(label=str(year), required=False, max_length=60)
            field.initial = _written(facts.target(year)) if facts else ""
            self.fields[f"target_{year}"] = field

    @property
    def targets(self) -> list[forms.BoundField]:
        return [self[f"target_{year}"] for year in self.years]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for year in self.years:
            written = given.get(f"target_{year}", "")
            if written and _target(year, written, given.get("direction", "")) is None:
                sentence = _("“{text}” is no target. Write a number such as 3,5, or two such as 3,5 - 4,5.")
                self.add_error(f"target_{year}", sentence.format(text=written))
        return given

    def told(self) -> IndicatorFacts:
        """What the form says, over what it does not show."""
        given = self.cleaned_data
        direction = Direction(given["direction"])
        named = ("name", "unit", "about", "baseline", "baseline_on", "baseline_source", "responsible", "is_retired")
        facts = {name: given[name] for name in named}
        facts |= {
            "direction": direction,
            "rhythm": Rhythm(given["rhythm"]),
            "visibility": Visibility(given["visibility"]),
            "targets": tuple(self._targets(direction)),
            "threads": tuple(sorted({*given["threads"], *self._hidden_threads()})),
            "strategies": tuple(given["strategies"]),
        }
        return replace(self.facts, **facts) if self.facts else IndicatorFacts(**facts)

    def _targets(self, direction: Direction) -> Iterator[Target]:
        for year in self.years:
            target = _target(year, self.cleaned_data[f"target_{year}"], direction)
            if target:
                yield target

    def _hidden_threads(self) -> set[int]:
        """Links to items that the plan does not show stay."""
        offered = {value for value, _label in self.fields["threads"].choices}  # type: ignore[attr-defined]
        return set(self.facts.threads) - offered if self.facts else set()


def fact_labels() -> Mapping[str, object]:
    """What each fact is called on the form."""
    labels = {
        name: field.label for name, field in IndicatorForm.base_fields.items() if name in IndicatorFacts.__slots__
    }
    return labels | {"targets": pgettext("an indicator", "Targets")}


def _years(found: Indicators, facts: IndicatorFacts | None) -> list[int]:
    first = found.plan.agreement.budget_year
    told = {target.year for target in facts.targets} if facts else set()
    return sorted({*range(first, first + 4), *told})


def _initial(facts: IndicatorFacts | None) -> dict[str, Any]:
    today = {"applies_on": clock.today()}
    if facts is None:
        return today
    names = IndicatorFacts.__slots__
    return today | {name: getattr(facts, name) for name in names if name not in ("targets",)}


def _items(found: Indicators, facts: IndicatorFacts | None) -> list[tuple[int, str]]:
    """The plan's items by their thread; of two of one thread the first."""
    offered: dict[int, str] = {}
    for item in found.whole.items:
        offered.setdefault(found.threads.get(item.id, item.id), f"{item.number} {item.title}")
    return list(offered.items())


def _written(target: Target | None) -> str:
    return " - ".join(shown(one) for one in (target.at_least, target.at_most) if one is not None) if target else ""


def _target(year: int, written: str, direction: str) -> Target | None:
    """None where nothing, or no target, is written."""
    for parting in PARTS:
        low, found, high = written.partition(parting)
        if found:
            bounds = read_number(low), read_number(high)
            return None if None in bounds else Target(year=year, at_least=bounds[0], at_most=bounds[1])
    number: Decimal | None = read_number(written)
    if number is None:
        return None
    if direction == Direction.DOWN:
        return Target(year=year, at_most=number)
    return Target(year=year, at_least=number)


@needs(rules.KEEP_INDICATORS)
@GET_OR_POST
def add_indicator(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    found = indicators_today(request, plan)
    form = IndicatorForm(request.POST or None, found=found, facts=None)
    begun: list[Indicator] = []

    def act() -> None:
        on = form.cleaned_data["applies_on"]
        begun.append(begin_indicator(plan.municipality, form.told(), applies_on=on, by=_by(request, form)))

    if is_done(form, act):
        messages.success(request, _("The indicator is begun. Write down its first measurement."))
        return redirect("indicator", plan.pk, begun[0].pk)
    return _page(request, found, form, [Crumb(_("New indicator"))])


@needs(rules.KEEP_INDICATORS)
@GET_OR_POST
def edit_indicator(request: HttpRequest, plan_id: int, indicator_id: int) -> HttpResponse:
    """What is told from a day on; what was told before stays."""
    plan = the_plan(request, plan_id)
    found = indicators_today(request, plan)
    facts = the_indicator(found, indicator_id).standing.facts
    form = IndicatorForm(request.POST or None, found=found, facts=facts)
    written: list[object] = []

    def act() -> None:
        indicator = Indicator.objects.get(pk=indicator_id)
        on = form.cleaned_data["applies_on"]
        written.append(change_indicator(indicator, form.told(), applies_on=on, by=_by(request, form)))

    if is_done(form, act):
        if written == [None]:
            messages.info(request, _("Nothing was changed, since all is as it was."))
        else:
            messages.success(request, _("The change is saved."))
        return redirect("indicator", plan.pk, indicator_id)
    own = Crumb(facts.name, reverse("indicator", args=[plan.pk, indicator_id]))
    return _page(request, found, form, [own, Crumb(_("Change"))])


def _by(request: HttpRequest, form: forms.Form) -> By:
    person = request.visitor.person  # type: ignore[attr-defined]
    return By(person=person, now=clock.now(), why=form.cleaned_data["why"])


def _page(request: HttpRequest, found: Indicators, form: IndicatorForm, crumbs: Sequence[Crumb]) -> HttpResponse:
    given = {
        "plan": found.plan,
        "here": "plan",
        "crumbs": [*steps_to(found.plan, _("Indicators"), "indicators"), *crumbs],
        "form": form,
        "facts": form.facts,
        "posts": found.plan.municipality.positions.values_list("title", flat=True),
    }
    return render(request, "desk/indicators/form.html", given, status=422 if form.is_bound else 200)
