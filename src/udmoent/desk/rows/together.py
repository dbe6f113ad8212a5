# SPDX-License-Identifier: MPL-2.0
"""Several items at once: they are chosen in the list, what is to hold for all of them is told, shown, and then done."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.context.linking import choices_of
from udmoent.desk.fields import LinesField, TextField
from udmoent.desk.item.form import VISIBILITY_HINT
from udmoent.desk.rows.preview import ManyForm, Preview, propose, settle
from udmoent.desk.rows.sole_writer import sole_writer
from udmoent.desk.where import steps_to, words_of
from udmoent.documents.forms import read_treatment
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.gather import gather
from udmoent.intake.amend import Amendment
from udmoent.organisation import rules
from udmoent.plan.aims import Aims
from udmoent.plan.facts import ENDED, Stage, Visibility
from udmoent.plan.models import Plan

EMPTIED: Final = {"responsible": "", "contributors": (), "unit": "", "heading": "", "strategies": ()}
"""The facts that may be emptied for many, and what is then there."""
READ: Final[dict[str, Callable[[Any], object]]] = {"stage": Stage, "visibility": Visibility}
SET: Final = ("responsible", "contributors", "unit", "heading", "body", "stage", "visibility")


class TogetherForm(ManyForm):
    """What is to hold for all of the items; what is left empty stays as it is."""

    punkter = forms.CharField(widget=forms.HiddenInput, strip=False)
    responsible = TextField(required=False, help_text=gettext_lazy("A post, not a name"))
    contributors = LinesField(
        required=False, help_text=gettext_lazy("One post on each line; they replace those there are")
    )
    unit = TextField(required=False)
    body = forms.ChoiceField(required=False)
    heading = forms.ChoiceField(required=False)
    stage = forms.ChoiceField(required=False)
    visibility = forms.ChoiceField(required=False, help_text=VISIBILITY_HINT)
    treatment = LinesField(
        label=gettext_lazy("Add a treatment"),
        required=False,
        help_text=gettext_lazy("Such as “BUU · beslutning · marts 2025”; it comes after those there are"),
    )
    own = forms.MultipleChoiceField(
        label=gettext_lazy("Add strategies"), required=False, widget=forms.CheckboxSelectMultiple
    )
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("Add UN goals"), required=False, widget=forms.CheckboxSelectMultiple
    )
    empty = forms.MultipleChoiceField(
        label=gettext_lazy("Empty these fields"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, told: Any = None, *, plan: Plan, words: Words, **options: Any) -> None:
        super().__init__(told, auto_id="together-%s", **options)
        self.aims = Aims.of_town(words.town)
        for name in SET:
            self.fields[name].label = words.label(name)
        bodies = plan.municipality.bodies.values_list("abbreviation", "name")
        self._offer("body", [(code, f"{code} – {name}") for code, name in bodies])
        self._offer("heading", [(name, name) for name in plan.agreement.headings.values_list("name", flat=True)])
        self._offer("stage", [(stage.value, words.stage(stage)) for stage in Stage if stage not in ENDED])
        self._offer("visibility", [(one.value, words.visibility(one)) for one in Visibility])
        for name, choices in zip(("own", "goals"), choices_of(words.town), strict=True):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["empty"].choices = [(name, words.label(name)) for name in EMPTIED]  # type: ignore[attr-defined]
        self.fields["responsible"].widget.attrs["list"] = "posts"

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("Unchanged")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        told["strategies"] = (*told.get("own", ()), *told.get("goals", ()))
        if not any(told.get(name) for name in (*SET, "treatment", "strategies", "empty")):
            self.add_error(None, _("Nothing is to be changed yet. Fill in at least one field."))
        for name in told.get("empty", ()):
            if told.get(name):
                self.add_error(
                    "own" if name == "strategies" else name, _("Either fill the field in or empty it, not both.")
                )
        return told

    def amendment(self, before: ItemContent) -> Amendment:
        told = self.cleaned_data
        facts: dict[str, object] = {name: EMPTIED[name] for name in told["empty"]}
        facts |= {name: READ.get(name, _as_it_is)(told[name]) for name in SET if told[name]}
        if body := facts.get("body"):
            facts["other_bodies"] = tuple(one for one in before.other_bodies if one != body)
        added = tuple(one for one in map(read_treatment, told["treatment"]) if one not in before.treatments)
        facts["treatments"] = (*before.treatments, *added)
        if told["strategies"]:
            facts["strategies"] = self.aims.with_more(before.strategies, told["strategies"])
        return Amendment.of(before, facts)


def _as_it_is(value: Any) -> object:
    return value


@needs(rules.CONTRIBUTE)
@sole_writer
def together(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Tell what is to hold for the chosen items; what it would change is shown, then it is done."""
    numbers = list(dict.fromkeys((*request.POST.getlist("punkt"), *request.POST.get("punkter", "").split("\n"))))
    numbers = [number.strip() for number in numbers if number.strip()]
    initial = {"punkter": "\n".join(numbers), "applies_on": clock.today()}
    told = request.POST if request.POST.get("trin") else None
    form = TogetherForm(told, plan=plan, words=words_of(plan.municipality), initial=initial)
    if form.is_valid() and not form.is_taken_up_again:
        preview = _preview(request, plan, form, numbers)
        return settle(request, plan, form, preview, _("Change several at once"))
    content = request.visitor.sees(gather(plan, clock.today()))  # type: ignore[attr-defined]
    shown = {
        "plan": plan,
        "here": "plan",
        "crumbs": steps_to(plan, _("Change several at once")),
        "form": form,
        "items": [item for item in content.items if item.number in set(numbers)],
        "posts": plan.municipality.positions.values_list("title", flat=True),
    }
    return render(request, "desk/rows/together.html", shown, status=422 if form.errors else 200)


def _preview(request: HttpRequest, plan: Plan, form: TogetherForm, numbers: list[str]) -> Preview:
    content = request.visitor.sees(gather(plan, form.cleaned_data["applies_on"]))  # type: ignore[attr-defined]
    known = {item.number: item for item in content.items}
    told = ((form.amendment(known[number]), ()) for number in numbers if number in known)
    return propose(request, plan, told, unknown=[number for number in numbers if number not in known])
