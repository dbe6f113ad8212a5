# SPDX-License-Identifier: MPL-2.0
"""Planning who is told what of an item or a version, and telling that it is done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs, refused
from udmoent.desk.communication.form import CommunicationForm
from udmoent.desk.item.seen import seen_today, the_item
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, item_address, steps_to, the_plan
from udmoent.editions.communicating import TOLD, plan_communication, tell_of, told_in
from udmoent.editions.models import Communication, Edition
from udmoent.organisation import rules
from udmoent.plan.facts import Facts
from udmoent.plan.models import Item, Plan


@needs(rules.COMMUNICATE)
@GET_OR_POST
def communicate_item(request: HttpRequest, plan_id: int, number: str) -> HttpResponse:
    plan = the_plan(request, plan_id)
    item = the_item(plan, number)
    facts = _facts(request, item)
    if refusal := request.visitor.why_not_communicate(facts):  # type: ignore[attr-defined]
        return refused(request, refusal)
    initial = {"planned_on": clock.today(), "post": facts.responsible}
    return _plan(request, plan, item, f"{item.number} {facts.title}", item_address(item), initial)


@needs(rules.COMMUNICATE)
@GET_OR_POST
def communicate_edition(request: HttpRequest, plan_id: int, edition_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    edition = plan.editions.defer("content").filter(pk=edition_id).first()
    if edition is None:
        raise Http404(_("There is no such version."))
    if refusal := request.visitor.why_not_communicate(None):  # type: ignore[attr-defined]
        return refused(request, refusal)
    address = reverse("edition", args=[plan.pk, edition.pk])
    return _plan(request, plan, edition, edition.name, address, {"planned_on": clock.today()})


def _plan(
    request: HttpRequest, plan: Plan, about: Item | Edition, name: str, back: str, initial: dict[str, Any]
) -> HttpResponse:
    form = CommunicationForm(request.POST or None, is_new=True, initial=initial)
    by = request.visitor.person  # type: ignore[attr-defined]
    if is_done(form, lambda: plan_communication(about, form.told(), by=by, now=clock.now())):
        messages.success(request, _("The communication is planned."))
        return redirect(f"{back}#communication")
    return _page(request, plan, form, name, back)


@needs(rules.COMMUNICATE)
@GET_OR_POST
def change_communication(request: HttpRequest, plan_id: int, communication_id: int) -> HttpResponse:
    """Tell that it is done, drop it, or tell it otherwise."""
    plan = the_plan(request, plan_id)
    found = plan.communications.select_related("item", "edition").defer("edition__content")
    one = found.filter(pk=communication_id).first()
    if one is None:
        raise Http404(_("There is no such communication."))
    state = one.states.latest("pk")
    facts = _facts(request, one.item) if one.item else None
    if refusal := request.visitor.why_not_communicate(facts, state.post):  # type: ignore[attr-defined]
        return refused(request, refusal)
    told = told_in(state)
    initial = {name: getattr(told, name) for name in TOLD} | {"state": state.pk}
    form = CommunicationForm(request.POST or None, is_new=False, initial=initial)
    if is_done(form, lambda: _tell(request, one, form)):
        messages.success(request, _("The communication is saved."))
        return redirect(f"{_back(one)}#communication")
    name = f"{one.item.number} {facts.title}" if one.item and facts else str(one.edition)
    earlier = list(one.states.select_related("recorded_by").order_by("-pk"))[1:]
    return _page(request, plan, form, name, _back(one), earlier=earlier, is_told=True)


def _tell(request: HttpRequest, one: Communication, form: CommunicationForm) -> None:
    by, since = request.visitor.person, form.cleaned_data["state"] or 0  # type: ignore[attr-defined]
    tell_of(one, form.told(), since=since, by=by, now=clock.now())


def _facts(request: HttpRequest, item: Item) -> Facts:
    """What the plan says of the item today."""
    sight = seen_today(request, item)
    if sight.content is None or not sight.is_whole:
        raise Http404(_("The item is not in the plan today."))
    return sight.content


def _back(one: Communication) -> str:
    return item_address(one.item) if one.item else reverse("edition", args=[one.plan_id, one.edition_id])


def _page(
    request: HttpRequest, plan: Plan, form: CommunicationForm, name: str, back: str, **told: object
) -> HttpResponse:
    shared = {
        "plan": plan,
        "here": "plan",
        "crumbs": [*steps_to(plan, _("Communication"), "communication"), Crumb(name)],
        "form": form,
        "name": name,
        "back": back,
        "channels": plan.municipality.configuration.channels,
        "posts": plan.municipality.positions.values_list("title", flat=True),
    }
    return render(request, "desk/communication/tell.html", shared | told, status=422 if form.is_bound else 200)
