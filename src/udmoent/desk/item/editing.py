# SPDX-License-Identifier: MPL-2.0
"""Editing, closing and reopening an item. What may not be is told at the form, and what was written stays there."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from udmoent import clock
from udmoent.desk.access import needs, refused
from udmoent.desk.comparing import ChangedField
from udmoent.desk.item.form import EDITED, CloseForm, ItemForm, ReopenForm, shown
from udmoent.desk.item.history import changed_field, content_of
from udmoent.desk.item.page import state_on, the_item
from udmoent.desk.where import Crumb, item_address, language, steps_to, the_plan, words_of
from udmoent.documents.forms import cell
from udmoent.lib.dates import danish_date
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules
from udmoent.plan import actions
from udmoent.plan.facts import ClosingReason, Stage
from udmoent.plan.models import Item, ItemState, Plan
from udmoent.plan.rules import why_not_end, why_not_reopen

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
"""A form's page: shown, then sent."""


@dataclass
class Editing:
    """An item that somebody is at, with the state in force today."""

    request: HttpRequest
    plan: Plan
    item: Item
    state: ItemState

    def act(self, form: forms.Form) -> actions.Act:
        told = form.cleaned_data
        person = self.request.visitor.person  # type: ignore[attr-defined]
        return actions.Act(by=person, now=clock.now(), applies_on=told["applies_on"], why=told["why"])

    def page(self, template: str, form: forms.Form, name: str, status: int = 200, **told: object) -> HttpResponse:
        posts = self.plan.municipality.positions.values_list("title", flat=True)
        crumbs = [
            *steps_to(self.plan, self.item.number)[:1],
            Crumb(self.item.number, item_address(self.item)),
            Crumb(name),
        ]
        shared = {"plan": self.plan, "here": "plan", "item": self.item, "state": self.state, "posts": posts}
        return render(self.request, template, shared | {"form": form, "crumbs": crumbs} | told, status=status)

    def saved(self, written: ItemState | None) -> HttpResponse:
        """Back to the item, with a word on what was written."""
        if written is None:
            messages.info(self.request, _("Nothing was changed, since all is as it was."))
        else:
            messages.success(self.request, _saved(self.item, written))
        return redirect(item_address(self.item))

    def turned_back(self, refusal: Refusal) -> HttpResponse:
        """To the item, with the reason why there is no form."""
        messages.error(self.request, str(refusal))
        return redirect(item_address(self.item))


def _saved(item: Item, written: ItemState) -> str:
    later = item.states.filter(applies_on__gt=written.applies_on).order_by("applies_on", "pk").first()
    if later is None:
        return _("The change is saved.")
    return _("The change is saved. It holds until {day}, from which a later change holds.").format(
        day=danish_date(later.applies_on, language())
    )


View = Callable[..., HttpResponse]


def editing(act: Callable[[Editing], HttpResponse]) -> View:
    """A page for whoever may edit the item. While one is sent, nobody else writes in the plan."""

    @needs(rules.EDIT_OWN)
    @GET_OR_POST
    def view(request: HttpRequest, plan_id: int, number: str) -> HttpResponse:
        plan = the_plan(request, plan_id)
        if request.method != "POST":
            return _at(request, plan, number, act)
        with transaction.atomic():
            Plan.objects.select_for_update().get(pk=plan.pk)
            return _at(request, plan, number, act)

    return view


def _at(request: HttpRequest, plan: Plan, number: str, act: Callable[[Editing], HttpResponse]) -> HttpResponse:
    item = the_item(plan, number)
    state = state_on(item, clock.today())
    if state is None:
        raise Http404(_("The item is not in the plan today."))
    refusal = request.visitor.why_not_edit(state.facts)  # type: ignore[attr-defined]
    return refused(request, refusal) if refusal else act(Editing(request, plan, item, state))


def submitted(form: forms.Form, act: Callable[[], ItemState | None]) -> tuple[bool, ItemState | None]:
    """Whether the act was done; a refusal is told at the form."""
    try:
        return True, act()
    except Refused as refusal:
        for one in refusal.refusals:
            form.add_error(None, str(one))
        return False, None


@editing
def edit_item(at: Editing) -> HttpResponse:
    """Change facts of the item. Where it has been changed since the form was made, both are shown."""
    facts, words = at.state.facts, words_of(at.plan.municipality)
    initial = shown(facts) | {"state": at.state.pk, "applies_on": clock.today()}
    form = ItemForm(at.request.POST or None, plan=at.plan, facts=facts, words=words, initial=initial)
    if form.is_valid():
        base = at.item.states.filter(pk=form.cleaned_data["state"]).first() or at.state
        told = form.changes(base.facts)
        if base.pk != at.state.pk:
            return _both(at, form, base, told)
        kept = set(at.request.POST.getlist("keep"))
        told = {name: value for name, value in told.items() if name not in kept}
        is_done, written = submitted(form, lambda: actions.change(at.item, act=at.act(form), **told))
        if is_done:
            return at.saved(written)
    return at.page("desk/item_form.html", form, _("Edit"), status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class BothChanged:
    """A field that somebody else has changed meanwhile; `mine` is what this person wrote, where it is one of theirs too."""

    name: str
    theirs: ChangedField
    mine: str


def _both(at: Editing, form: ItemForm, base: ItemState, told: dict[str, object]) -> HttpResponse:
    """The form again, on the newer state: with the person's own changes, and beside them what others changed."""
    words, now = words_of(at.plan.municipality), at.state.facts
    mine = replace(now, **told)  # type: ignore[arg-type]
    old, new, own = (content_of(at.item, facts) for facts in (base.facts, now, mine))
    changed = [
        BothChanged(name, changed_field(name, old, new, words), cell((name,), own, words) if name in told else "")
        for name in EDITED
        if getattr(base.facts, name) != getattr(now, name)
    ]
    initial = shown(mine) | {"state": at.state.pk} | {name: form.cleaned_data[name] for name in ("applies_on", "why")}
    again = ItemForm(plan=at.plan, facts=now, words=words, initial=initial)
    return at.page("desk/item_form.html", again, _("Edit"), status=409, both=changed)


@editing
def close_item(at: Editing) -> HttpResponse:
    """Set the X, with its date and reason."""
    if refusal := why_not_end(at.state.facts.stage):
        return at.turned_back(refusal)
    today = clock.today()
    form = CloseForm(at.request.POST or None, initial={"applies_on": today, "closed_on": today})
    if form.is_valid():
        is_done, written = submitted(form, lambda: _close(at, form))
        if is_done:
            return at.saved(written)
    return at.page("desk/close_form.html", form, _("Close"), status=422 if form.is_bound else 200)


def _close(at: Editing, form: CloseForm) -> ItemState | None:
    told = form.cleaned_data
    reason = ClosingReason(told["reason"])
    if reason != ClosingReason.MERGED:
        return actions.close(at.item, reason=reason, closed_on=told["closed_on"], act=at.act(form))
    into = at.plan.items.filter(number=told["merged_into"]).first()
    if into is None:
        raise Refused(_("Write the number of the item that this one went into."))
    return actions.merge(at.item, into, act=at.act(form))


@editing
def reopen_item(at: Editing) -> HttpResponse:
    """Take the X, or the withdrawal, away again."""
    if refusal := why_not_reopen(at.state.facts.stage):
        return at.turned_back(refusal)
    initial = {"applies_on": clock.today(), "stage": Stage.UNDER_WAY}
    form = ReopenForm(at.request.POST or None, words=words_of(at.plan.municipality), initial=initial)
    if form.is_valid():
        stage = Stage(form.cleaned_data["stage"])
        is_done, written = submitted(form, lambda: actions.reopen(at.item, stage=stage, act=at.act(form)))
        if is_done:
            return at.saved(written)
    return at.page("desk/reopen_form.html", form, _("Reopen"), status=422 if form.is_bound else 200)
