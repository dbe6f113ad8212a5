# SPDX-License-Identifier: MPL-2.0
"""What was carried over; confirming it, and taking it back."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.next_plan.pages import way
from udmoent.desk.where import Crumb, the_plan, words_of
from udmoent.documents.words import Words
from udmoent.intake.carrying.actions import confirm
from udmoent.intake.carrying.done_since import Loss, losses
from udmoent.intake.carrying.rules import Choice
from udmoent.intake.carrying.take_back import take_back, what_holds
from udmoent.intake.carrying.words import choice_word, reason
from udmoent.intake.models import CarryOver
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules


def _kept(request: HttpRequest, plan_id: int, carry_id: int) -> CarryOver:
    plan = the_plan(request, plan_id)
    found = CarryOver.objects.filter(source=plan, pk=carry_id)
    kept = found.select_related("source", "plan__agreement", "made_by", "confirmed_by", "undone_by").first()
    if kept is None:
        raise Http404(_("There is no such carrying over."))
    return kept


def _told(kept: CarryOver) -> dict[str, object]:
    items: list[dict[str, Any]] = kept.receipt["items"]
    into = [(one, _why(one)) for one in items if one["new"]]
    left = [(one, reason(one["because"], one["told"])) for one in items if one["choice"] == Choice.LEAVE]
    name = kept.receipt["plan"]
    return {
        "plan": kept.source,
        "here": "plan",
        "crumbs": way(kept.source, Crumb(_("Receipt {number}").format(number=kept.pk))),
        "kept": kept,
        "name": name,
        "going": into,
        "left": left,
    }


def _why(one: dict[str, Any]) -> str:
    """Why it went on; of what a person said to be an item of the new plan, that."""
    is_joined = one["choice"] == Choice.JOIN
    return choice_word(Choice.JOIN).lower() if is_joined else reason(one["because"], one["told"])


@needs(rules.RESTRUCTURE)
@require_safe
def receipt(request: HttpRequest, plan_id: int, carry_id: int) -> HttpResponse:
    """What was carried over, and whether it is confirmed."""
    kept = _kept(request, plan_id, carry_id)
    told = {"why_not": what_holds(kept), "lost": [] if kept.undone_at or kept.confirmed_at else losses(kept)}
    return render(request, "desk/next_plan/receipt.html", _told(kept) | told)


@needs(rules.RESTRUCTURE)
@GET_OR_POST
def confirm_page(request: HttpRequest, plan_id: int, carry_id: int) -> HttpResponse:
    """Tell what confirming means; sent, it is done, and can no longer be taken back."""
    kept = _kept(request, plan_id, carry_id)
    if request.method != "POST":
        return _ask(request, kept, "confirm")
    try:
        confirm(kept, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is confirmed. “{plan}” stands.").format(plan=kept.plan.name))
    return redirect("carry_over", plan_id, carry_id)


@needs(rules.RESTRUCTURE)
@GET_OR_POST
def take_back_page(request: HttpRequest, plan_id: int, carry_id: int) -> HttpResponse:
    """Tell what taking all of it back means; sent, it is done, where nothing was built on it."""
    kept = _kept(request, plan_id, carry_id)
    if request.method != "POST":
        return _ask(request, kept, "take_back")
    try:
        by, losing = request.visitor.person, request.POST.getlist("tabt")  # type: ignore[attr-defined]
        take_back(kept, by=by, now=clock.now(), losing=losing)
    except Refused as refused:
        messages.error(request, str(refused))
        if what_holds(kept) is None:
            return redirect("take_back_carry_over", plan_id, carry_id)
    else:
        messages.success(request, _("All of it is taken back. “{plan}” is as it was.").format(plan=kept.source.name))
    return redirect("carry_over", plan_id, carry_id)


def _ask(request: HttpRequest, kept: CarryOver, what: str) -> HttpResponse:
    """The question, where it can be done at all."""
    held = what_holds(kept)
    if kept.undone_at or kept.confirmed_at or (held and what == "take_back"):
        messages.error(request, str(held))
        return redirect("carry_over", kept.source_id, kept.pk)
    lost = _lost(kept) if what == "take_back" else []
    return render(request, f"desk/next_plan/{what}.html", _told(kept) | {"lost": lost})


def _lost(kept: CarryOver) -> list[tuple[Loss, str]]:
    """What was done in the new plan since, in words."""
    words = words_of(kept.municipality)
    return [(one, ", ".join(_words_of(one, words))) for one in losses(kept)]


def _words_of(one: Loss, words: Words) -> Iterator[str]:
    yield from (words.label(name) for name in one.facts)
    if one.has_amounts:
        yield _("the amounts")
    if one.is_gone:
        yield _("it is out of the plan")
    if one.is_added:
        yield _("the item was added in the new plan")
