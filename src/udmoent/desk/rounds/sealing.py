# SPDX-License-Identifier: MPL-2.0
"""Sealing a round: first what a check of the plan finds and who did not answer, then the version, knowingly."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.editions.checked import checked
from udmoent.desk.fields import TextField
from udmoent.desk.rounds.told import meeting_told
from udmoent.desk.rounds.which import the_round
from udmoent.desk.sent import is_done
from udmoent.desk.where import AsOf, Crumb, content_on, steps_to, the_plan, to_items
from udmoent.editions.models import Edition
from udmoent.editions.rounds import round_content, seal_round
from udmoent.followup.facts import RoundStage
from udmoent.followup.models import Round
from udmoent.followup.rules import why_not_become
from udmoent.organisation import rules


class SealRoundForm(forms.Form):
    """What the version is to be called. Its day, and whom it goes to, are the round's."""

    name = TextField(label=gettext_lazy("The version's name"), max_length=200)
    knows = forms.BooleanField(
        label=gettext_lazy("I have read what the check found, and know that the version never changes again"),
        error_messages={"required": gettext_lazy("Tick it when you have read what the check found.")},
    )


@needs(rules.SEAL)
@GET_OR_POST
def seal_the_round(request: HttpRequest, plan_id: int, round_id: int) -> HttpResponse:
    plan, by = the_plan(request, plan_id), request.visitor.person  # type: ignore[attr-defined]
    round = the_round(plan, round_id)
    sent = request.POST if request.method == "POST" else None
    form = SealRoundForm(sent, auto_id="seal-%s", initial={"name": round.name})
    sealed: list[Edition] = []

    def act() -> None:
        sealed.append(seal_round(round, form.cleaned_data["name"], by=by, now=clock.now()))

    if form.is_bound and is_done(form, act):
        edition = sealed[0]
        messages.success(request, _("“{name}” is sealed, and never changes again.").format(name=edition.name))
        return redirect("edition", plan.pk, edition.pk)
    return _page(request, round, form)


def _page(request: HttpRequest, round: Round, form: SealRoundForm) -> HttpResponse:
    plan, moment = round.plan, AsOf(round.as_of, round.as_of == clock.today())
    content = content_on(request, plan, moment)
    told: dict[str, Any] = {
        "plan": plan,
        "here": "rounds",
        "crumbs": [
            *steps_to(plan, _("Rounds"), "rounds"),
            Crumb(round.name, reverse("round", args=[plan.pk, round.pk])),
            Crumb(_("Seal the round")),
        ],
        "round": round,
        "form": form,
        "why_not": why_not_become(RoundStage(round.stage), RoundStage.SEALED),
        "leads_to": meeting_told(round),
        "told": round_content(round, content),
        "item_at": to_items(plan, moment),
    }
    told["unanswered"] = [(one, told["item_at"](one.number)) for one in told["told"].unanswered]
    return render(
        request, "desk/rounds/seal.html", told | checked(plan, content, moment), status=422 if form.errors else 200
    )
