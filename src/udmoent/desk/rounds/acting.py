# SPDX-License-Identifier: MPL-2.0
"""Opening, closing and calling off a round; what the rule refuses is told at the round's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.rounds.opening import come_since, in_scope_on
from udmoent.desk.rounds.page import show_round
from udmoent.desk.rounds.which import the_round
from udmoent.desk.where import the_plan
from udmoent.editions.rounds import asked_in
from udmoent.followup import actions
from udmoent.followup.facts import RoundStage
from udmoent.followup.models import Round
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Person

Act = Callable[[Round, Person], str]
"""Does something to a round, and tells what was done."""


def _acts(act: Act, *, leads_to: str = "round") -> Callable[..., HttpResponse]:
    @needs(rules.KEEP_ROUNDS)
    @require_POST
    def view(request: HttpRequest, plan_id: int, round_id: int) -> HttpResponse:
        plan = the_plan(request, plan_id)
        round = the_round(plan, round_id)
        try:
            done = act(round, request.visitor.person)  # type: ignore[attr-defined]
        except Refused as refused:
            return show_round(request, round, refused.refusals)
        messages.success(request, done)
        return redirect("rounds", plan.pk) if leads_to == "rounds" else redirect(leads_to, plan.pk, round_id)

    return view


def _open(round: Round, by: Person) -> str:
    """A round that was closed asks about what it asked about; a new one about what is in its scope today."""
    is_first = round.stage == RoundStage.PLANNED
    items = [item.id for item in in_scope_on(round.plan, round, clock.today())] if is_first else []
    opened = actions.open_round(round, items, by=by, now=clock.now())
    asked = opened.asked.count()
    told = ngettext("“{name}” is open, and asks about {n} item.", "“{name}” is open, and asks about {n} items.", asked)
    return told.format(name=round.name, n=asked)


def _ask_also(round: Round, by: Person) -> str:
    new = [item.id for item in come_since(round, asked_in(round), clock.today())]
    added = actions.ask_also(round, new, by=by, now=clock.now())
    return ngettext("{n} item more is asked about.", "{n} items more are asked about.", added).format(n=added)


def _close(round: Round, by: Person) -> str:
    actions.close_round(round, by=by, now=clock.now())
    return _("“{name}” is closed. What is told now belongs to the next round.").format(name=round.name)


def _call_off(round: Round, by: Person) -> str:
    actions.call_off(round, by=by, now=clock.now())
    return _("“{name}” is called off.").format(name=round.name)


open_round = _acts(_open)
ask_also = _acts(_ask_also)
close_round = _acts(_close)
call_off = _acts(_call_off, leads_to="rounds")
