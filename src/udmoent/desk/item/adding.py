# SPDX-License-Identifier: MPL-2.0
"""Adding an item to the plan, with its amounts, in one act."""

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import LongTextField, TextField
from udmoent.desk.item.amounts_form import AmountField
from udmoent.desk.item.by_decision import decision_asked
from udmoent.desk.item.form import FactsForm
from udmoent.desk.sent import is_done
from udmoent.desk.where import item_address, steps_to, the_plan, words_of
from udmoent.documents.forms import own_nature
from udmoent.documents.words import Words
from udmoent.economy.actions import AmountKey, add_with_amounts
from udmoent.economy.models import Phase
from udmoent.organisation import rules
from udmoent.plan.actions import Act, NewItem
from udmoent.plan.facts import Facts, Kind, Origin, Source, Visibility
from udmoent.plan.models import Item, Plan
from udmoent.plan.rules import why_not_link, why_not_number

FIELDS: Final = ("title", "kind", "body", "heading", "course", "responsible", "is_cross_cutting", "derived_from")


class NewItemForm(FactsForm):
    """A new item's first facts, and what was adopted for it in each year."""

    kind = forms.ChoiceField(label="")
    number = TextField(
        label=gettext_lazy("Number"),
        required=False,
        help_text=gettext_lazy("Empty: the next one is given"),
    )
    title = TextField(label="", max_length=500)
    body = forms.ChoiceField(label="")
    heading = forms.ChoiceField(label="", required=False)
    is_cross_cutting = forms.BooleanField(label="", required=False)
    course = LongTextField(label="", required=False)
    responsible = TextField(label="", required=False, help_text=gettext_lazy("A post, not a name"))
    derived_from = TextField(
        label="",
        required=False,
        max_length=40,
        help_text=gettext_lazy("The number of the item that this one follows from"),
    )

    def __init__(self, told: object = None, *, plan: Plan, words: Words, **options: Any) -> None:
        super().__init__(told, auto_id="new-%s", **options)  # type: ignore[arg-type]
        self.fields["why"].required = True
        for name in FIELDS:
            self.fields[name].label = words.label(name)
        bodies = dict(plan.municipality.bodies.in_force(clock.today()).values_list("abbreviation", "name"))
        self._offer("kind", [(kind.value, words.kind(kind)) for kind in Kind])
        self._offer("body", [("", _("Choose …")), *((code, f"{code} – {name}") for code, name in bodies.items())])
        headings = plan.agreement.headings.values_list("name", flat=True)
        self._offer("heading", [("", _("None")), *((name, name) for name in headings)])
        self.fields["responsible"].widget.attrs["list"] = "posts"
        self.plan, first = plan, plan.agreement.budget_year
        self.years = range(first, first + 4)
        for year in self.years:
            self.fields[f"a{year}"] = AmountField(_("Adopted {year}").format(year=year))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        numbers = set(self.plan.items.values_list("number", flat=True))
        number, whole = told.get("number", ""), told.get("derived_from", "")
        if refusal := why_not_number(number, numbers, Source.EDIT):
            self.add_error("number", str(refusal))
        if refusal := why_not_link(number, {number: whole}, numbers):
            self.add_error("derived_from", str(refusal))
        return told

    @property
    def shares(self) -> list[tuple[int, forms.BoundField]]:
        return [(year, self[f"a{year}"]) for year in self.years]

    def new(self) -> NewItem:
        told = self.cleaned_data
        facts = Facts(
            title=told["title"],
            body=told["body"],
            heading=told["heading"],
            is_cross_cutting=told["is_cross_cutting"],
            course=told["course"],
            responsible=told["responsible"],
            unit=_unit_of(self.plan, told["responsible"]),
            derived_from=told["derived_from"] or None,
            visibility=Visibility.INTERNAL,
        )
        return NewItem(kind=Kind(told["kind"]), facts=facts, number=told["number"], origin=Origin.ADDED)

    def amounts(self) -> dict[AmountKey, int]:
        nature, level = own_nature(Kind(self.cleaned_data["kind"])), self.plan.agreement.price_level
        told = {year: self.cleaned_data[f"a{year}"] for year in self.years}
        return {AmountKey(year, Phase.ADOPTED.value, nature, level): kroner for year, kroner in told.items() if kroner}


def _unit_of(plan: Plan, post: str) -> str:
    """The department that the post belongs to."""
    position = plan.municipality.positions.filter(title=post).select_related("unit").first()
    return position.unit.name if position and position.unit else ""


@needs(rules.RESTRUCTURE)
@GET_OR_POST
def add_item(request: HttpRequest, plan_id: int) -> HttpResponse:
    """A new item; one that follows from another, such as derived operation, is told by `?afledt=`."""
    plan = the_plan(request, plan_id)
    decision = decision_asked(request, plan)
    initial = _initial(request, plan) | ({"applies_on": decision.meeting.held_on} if decision else {})
    form = NewItemForm(request.POST or None, plan=plan, words=words_of(plan.municipality), initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        person = request.visitor.person  # type: ignore[attr-defined]
        act = Act(by=person, now=clock.now(), applies_on=told["applies_on"], why=told["why"])
        act = replace(act, source=Source.DECISION, decision=decision) if decision else act
        made: list[Item] = []
        if is_done(form, lambda: made.append(add_with_amounts(plan, form.new(), form.amounts(), act=act))):
            messages.success(request, _("The item is in the plan, with the number {number}.").format(number=made[0]))
            return redirect(item_address(made[0]))
    posts = plan.municipality.positions.values_list("title", flat=True)
    shown = {"plan": plan, "here": "plan", "form": form, "posts": posts, "crumbs": steps_to(plan, _("Add an item"))}
    shown["by_decision"] = decision
    return render(request, "desk/item/add.html", shown, status=422 if form.is_bound else 200)


def _initial(request: HttpRequest, plan: Plan) -> dict[str, object]:
    initial: dict[str, object] = {"applies_on": clock.today(), "kind": Kind.OPERATING}
    whole = plan.items.filter(number=request.GET.get("afledt", "")).as_of(clock.today()).present().first()
    if whole:
        title = _("Derived operation of {title} ({number})").format(title=whole.title, number=request.GET["afledt"])
        initial |= {"derived_from": request.GET["afledt"], "title": title, "body": whole.body, "heading": whole.heading}
    return initial
