# SPDX-License-Identifier: MPL-2.0
"""Editing an item. What may not be is told at the form, and what was written stays there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases.carrying_out import holds_from
from udmoent.desk.access import GET_OR_POST, Visitor, needs, refused
from udmoent.desk.comparing import ChangedField
from udmoent.desk.item.by_decision import decision_asked
from udmoent.desk.item.form import EDITED, ItemForm, shown
from udmoent.desk.item.history import changed_field, content_of
from udmoent.desk.item.seen import seen_today, the_item
from udmoent.desk.language import safe_next
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, item_address, language, steps_to, the_plan, words_of
from udmoent.documents.forms import cell
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.lib.dates import danish_date
from udmoent.lib.refusal import Refusal
from udmoent.meetings.models import Decision
from udmoent.organisation import rules
from udmoent.plan import actions
from udmoent.plan.facts import Facts, Source
from udmoent.plan.models import Item, ItemState, Plan
from udmoent.plan.rules import NOT_FOR_CONTRIBUTORS

TOLD_ELSEWHERE: Final = frozenset({"involvements"})
"""Facts that have forms of their own on the item's page."""


@dataclass
class Editing:
    """An item that somebody is at, with the state in force today."""

    request: HttpRequest
    plan: Plan
    item: Item
    state: ItemState
    content: ItemContent

    @property
    def visitor(self) -> Visitor:
        return self.request.visitor  # type: ignore[attr-defined]

    @property
    def words(self) -> Words:
        return words_of(self.plan.municipality)

    @property
    def sent(self) -> Any:
        """What the form was sent with; None where the page is only asked for."""
        return self.request.POST or None

    def afresh(self) -> "Editing":
        """The same item, with what the plan says of it now."""
        return _editing(self.request, self.plan, self.item)

    @cached_property
    def decision(self) -> Decision | None:
        """What is behind the act, where the page's address names a decision."""
        return decision_asked(self.request, self.plan)

    @property
    def begins_on(self) -> date:
        """From when a change is offered to hold."""
        return holds_from(self.item, self.decision, clock.today()) if self.decision else clock.today()

    def act(self, form: forms.Form) -> actions.Act:
        told = form.cleaned_data
        act = actions.Act(by=self.visitor.person, now=clock.now(), applies_on=told["applies_on"], why=told["why"])
        return replace(act, source=Source.DECISION, decision=self.decision) if self.decision else act

    def page(self, template: str, form: forms.Form, name: str, status: int = 0, **told: object) -> HttpResponse:
        posts = self.plan.municipality.positions.values_list("title", flat=True)
        crumbs = [
            *steps_to(self.plan, self.item.number)[:1],
            Crumb(self.item.number, item_address(self.item)),
            Crumb(name),
        ]
        shared = {"plan": self.plan, "here": "plan", "item": self.item, "state": self.state, "posts": posts}
        shared["by_decision"] = self.decision
        whole = shared | {"form": form, "crumbs": crumbs} | told
        return render(self.request, template, whole, status=status or (422 if form.is_bound else 200))

    def saved(self, written: ItemState | None) -> HttpResponse:
        """Back to the item, with a word on what was written."""
        if written is None:
            messages.info(self.request, _("Nothing was changed, since all is as it was."))
        else:
            messages.success(self.request, _saved(self.item, written))
        return redirect(item_address(self.item))

    def done(self, word: str) -> HttpResponse:
        """Back to the page on which the form stood: the item's, unless another is told."""
        messages.success(self.request, word)
        return redirect(safe_next(self.request) if "next" in self.request.POST else item_address(self.item))

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


Page = Callable[[Editing], HttpResponse]
View = Callable[..., HttpResponse]
Asked = Callable[[Visitor, Facts], Refusal | None]


def at_item(doing: str, why_not: Asked | None = None, *, is_sole_writer: bool = True) -> Callable[[Page], View]:
    """A page for whoever may do this, with this item. While one is sent, nobody else writes in the plan; unless what is
    sent is in no plan, or the act itself sees to it that nobody came first.
    """

    def mark(act: Page) -> View:
        @needs(doing)
        @GET_OR_POST
        def view(request: HttpRequest, plan_id: int, number: str, **told: object) -> HttpResponse:
            plan = the_plan(request, plan_id)
            if request.method != "POST" or not is_sole_writer:
                return _at(request, plan, number, act, why_not, **told)
            with transaction.atomic():
                Plan.objects.select_for_update().get(pk=plan.pk)
                return _at(request, plan, number, act, why_not, **told)

        return view

    return mark


def _at(
    request: HttpRequest,
    plan: Plan,
    number: str,
    act: Callable[..., HttpResponse],
    why_not: Asked | None,
    **told: object,
) -> HttpResponse:
    at = _editing(request, plan, the_item(plan, number))
    refusal = why_not(at.visitor, at.content) if why_not else None
    return refused(request, refusal) if refusal else act(at, **told)


def _editing(request: HttpRequest, plan: Plan, item: Item) -> Editing:
    sight = seen_today(request, item)
    if sight.state is None or sight.content is None or not sight.is_whole:
        raise Http404(_("The item is not in the plan today."))
    return Editing(request, plan, item, sight.state, sight.content)


@at_item(rules.CONTRIBUTE, Visitor.why_not_edit)
def edit_item(at: Editing) -> HttpResponse:
    """Change facts of the item. Where it has been changed since the form was made, both are shown."""
    facts = at.state.facts
    initial = shown(facts) | {"state": at.state.pk, "applies_on": at.begins_on}
    form = _form(at, at.sent, initial)
    if form.is_valid():
        base = at.item.states.filter(pk=form.cleaned_data["state"]).first() or at.state
        told = form.changes(base.facts)
        if base.pk != at.state.pk:
            return _both(at, form, base, told)
        kept = set(at.request.POST.getlist("keep"))
        told = {name: value for name, value in told.items() if name not in kept}
        written: list[ItemState | None] = []
        if is_done(form, lambda: written.append(actions.change(at.item, act=at.act(form), **told))):
            return at.saved(written[0])
    return at.page("desk/item/edit.html", form, _("Edit"))


def _form(at: Editing, sent: object, initial: dict[str, object]) -> ItemForm:
    others = NOT_FOR_CONTRIBUTORS if at.visitor.why_not_close(at.content) else frozenset()
    without = others | TOLD_ELSEWHERE
    return ItemForm(sent, plan=at.plan, facts=at.state.facts, words=at.words, without=without, initial=initial)


@dataclass(frozen=True)
class BothChanged:
    """A field that somebody else has changed meanwhile; `mine` is what this person wrote, where it is one of theirs too."""

    name: str
    theirs: ChangedField
    mine: str


def _both(at: Editing, form: ItemForm, base: ItemState, told: dict[str, object]) -> HttpResponse:
    """The form again, on the newer state: with the person's own changes, and beside them what others changed."""
    changed = both_changed(at, base.facts, told, EDITED)
    mine = replace(at.state.facts, **told)  # type: ignore[arg-type]
    initial = shown(mine) | {"state": at.state.pk} | {name: form.cleaned_data[name] for name in ("applies_on", "why")}
    return at.page("desk/item/edit.html", _form(at, None, initial), _("Edit"), status=409, both=changed)


def both_changed(at: Editing, base: Facts, told: Mapping[str, object], fields: Iterable[str]) -> list[BothChanged]:
    """Those of the fields that others have changed since `base`, beside what this person told of them."""
    words, now = at.words, at.state.facts
    mine = replace(now, **told)  # type: ignore[arg-type]
    old, new, own = (content_of(at.item, facts) for facts in (base, now, mine))
    return [
        BothChanged(name, changed_field(name, old, new, words), cell((name,), own, words) if name in told else "")
        for name in fields
        if getattr(base, name) != getattr(now, name)
    ]
