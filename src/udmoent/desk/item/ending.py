# SPDX-License-Identifier: MPL-2.0
"""Closing and merging an item, and taking it up again; each with its reason."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from udmoent import clock
from udmoent.desk.access import Visitor
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.item.form import ActForm
from udmoent.desk.sent import is_done
from udmoent.documents.words import CLOSING_REASONS, Words
from udmoent.editions.savings import is_unrealised
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan import actions
from udmoent.plan.facts import ENDED, ClosingReason, Kind, Stage
from udmoent.plan.models import Item, ItemState
from udmoent.plan.rules import why_not_end, why_not_reopen

CLOSING = (ClosingReason.IMPLEMENTED, ClosingReason.DAILY_OPERATION, ClosingReason.DROPPED)
"""Why a person closes an item; merging is an act of its own."""


class CloseForm(ActForm):
    """When and why the item was done with; of a capital project also what becomes of its derived operation."""

    closed_on = DayField(label=gettext_lazy("Closed on"))
    reason = forms.ChoiceField(label=gettext_lazy("Reason for closing"))
    derived = forms.ChoiceField(label=gettext_lazy("The derived operation"))

    def __init__(self, told: object = None, *, is_capital: bool, derived: Iterable[str], **options: Any) -> None:
        super().__init__(told, auto_id="close-%s", **options)  # type: ignore[arg-type]
        self.fields["reason"].choices = [(one.value, _(CLOSING_REASONS[one])) for one in CLOSING]  # type: ignore[attr-defined]
        if not is_capital:
            del self.fields["derived"]
            return
        said = _("It is in the plan: {numbers}").format(numbers=", ".join(derived))
        self.answers = {"": _("Choose …")} | ({"told": said} if derived else {})
        self.answers |= {
            "none": _("The project has no derived operation"),
            "add": _("It is missing in the plan and is to be added"),
        }
        self.fields["derived"].choices = list(self.answers.items())  # type: ignore[attr-defined]

    @property
    def told_why(self) -> str:
        """The reason, with the answer about the derived operation, so that history tells both."""
        why, answer = self.cleaned_data["why"], self.cleaned_data.get("derived")
        if not answer:
            return why
        told = _("The derived operation: {answer}.").format(answer=self.answers[answer])
        return " ".join(filter(None, (why, told)))


@at_item(rules.EDIT_OWN, Visitor.why_not_close)
def close_item(at: Editing) -> HttpResponse:
    """Set the X, with its date and reason."""
    if refusal := why_not_end(at.content.stage):
        return at.turned_back(refusal)
    today, derived = clock.today(), list(_derived(at.item))
    form = CloseForm(
        at.sent,
        is_capital=at.item.kind == Kind.CAPITAL,
        derived=[state.item.number for state in derived],
        initial={"applies_on": today, "closed_on": today},
    )
    if form.is_valid():
        told = form.cleaned_data
        act, reason = replace(at.act(form), why=form.told_why), ClosingReason(told["reason"])
        if is_done(form, lambda: actions.close(at.item, reason=reason, closed_on=told["closed_on"], act=act)):
            return _add_derived(at) if told.get("derived") == "add" else at.done(_("The item is closed."))
    has_nothing = is_unrealised(at.content, today.year)
    return at.page("desk/item/close.html", form, _("Close"), derived=derived, is_without_saving=has_nothing)


def _derived(item: Item) -> Iterable[ItemState]:
    """The derived operation of a capital project: what follows from it in other parts of the plan."""
    states = item.plan.items.exclude(kind=item.kind).as_of(clock.today()).present()
    return states.filter(derived_from=item.number).select_related("item").order_by("item__number")


def _add_derived(at: Editing) -> HttpResponse:
    at.done(_("The item is closed. Add its derived operation here."))
    return redirect(f"{reverse('add_item', args=[at.plan.pk])}?afledt={at.item.number}")


class ReopenForm(ActForm):
    """At which stage the item goes on."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage"))

    def __init__(self, told: object = None, *, words: Words, **options: Any) -> None:
        super().__init__(told, auto_id="reopen-%s", **options)  # type: ignore[arg-type]
        stages = [stage for stage in Stage if stage not in ENDED]
        self.fields["stage"].choices = [(stage.value, words.stage(stage)) for stage in stages]  # type: ignore[attr-defined]
        self.fields["why"].required = True


@at_item(rules.EDIT_OWN, Visitor.why_not_close)
def reopen_item(at: Editing) -> HttpResponse:
    """Take the X, or the withdrawal, away again."""
    if refusal := why_not_reopen(at.content.stage):
        return at.turned_back(refusal)
    initial = {"applies_on": clock.today(), "stage": Stage.UNDER_WAY}
    form = ReopenForm(at.sent, words=at.words, initial=initial)
    if form.is_valid():
        stage = Stage(form.cleaned_data["stage"])
        if is_done(form, lambda: actions.reopen(at.item, stage=stage, act=at.act(form))):
            return at.done(_("The item is open again."))
    return at.page("desk/item/reopen.html", form, _("Reopen"))


class MergeForm(ActForm):
    """The item in which this one's matter goes on."""

    into = TextField(
        label=gettext_lazy("Goes on in"),
        help_text=gettext_lazy("Choose from the list, or write the other item's number"),
    )

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, auto_id="merge-%s", **options)  # type: ignore[arg-type]
        self.fields["into"].widget.attrs |= {"list": "open-items", "autocomplete": "off"}
        self.fields["why"].required = True


@at_item(rules.RESTRUCTURE)
def merge_item(at: Editing) -> HttpResponse:
    """Close the item because its matter goes on in another one."""
    if refusal := why_not_end(at.content.stage):
        return at.turned_back(refusal)
    form = MergeForm(at.sent, initial={"applies_on": clock.today()})
    if is_done(form, lambda: _merge(at, form)):
        return at.done(_("The item is merged into the other one."))
    others = at.plan.items.exclude(pk=at.item.pk).as_of(clock.today()).present().exclude(stage__in=ENDED)
    return at.page("desk/item/merge.html", form, pgettext("an item into another", "Merge"), others=_named(others))


def _named(states: Any) -> list[tuple[str, str]]:
    return list(states.order_by("item__number").values_list("item__number", "title"))


def _merge(at: Editing, form: MergeForm) -> None:
    written = form.cleaned_data["into"]
    number = at.plan.municipality.configuration.numbers.proper(written.partition(" – ")[0])
    into = at.plan.items.filter(number=number).first()
    if into is None:
        raise Refused(_("There is no item {number} in the plan. Choose one from the list.").format(number=written))
    actions.merge(at.item, into, act=at.act(form))
