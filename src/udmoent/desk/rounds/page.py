# SPDX-License-Identifier: MPL-2.0
"""A round's page: what it would ask before it opens, and the coordinator's board from then on."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.rounds.board import Board
from udmoent.desk.rounds.preview import asked_now
from udmoent.desk.rounds.told import ASKS, STAGES, days_told, deadlines, meeting_told, scope_told
from udmoent.desk.rounds.which import the_round
from udmoent.desk.where import Crumb, steps_to, the_plan
from udmoent.editions.models import Edition
from udmoent.followup.facts import Asks, RoundStage
from udmoent.followup.models import Round
from udmoent.followup.rules import idle_deadlines
from udmoent.lib.refusal import Refusal
from udmoent.organisation import rules


@needs(rules.READ_WHOLE)
@require_safe
def round_page(request: HttpRequest, plan_id: int, round_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    return show_round(request, the_round(plan, round_id))


def show_round(request: HttpRequest, round: Round, refusals: Iterable[Refusal] = ()) -> HttpResponse:
    """The page; where something was refused, with why."""
    today, stage = clock.today(), RoundStage(round.stage)
    told: dict[str, Any] = {
        "plan": round.plan,
        "here": "rounds",
        "crumbs": [*steps_to(round.plan, _("Rounds"), "rounds"), Crumb(round.name)],
        "round": round,
        "stage": STAGES[stage],
        "scope": scope_told(round),
        "asks": ASKS[Asks(round.asks)],
        "leads_to": meeting_told(round),
        "deadlines": deadlines(round, today),
        "idle": idle_deadlines(days_told(round)) if stage in (RoundStage.PLANNED, RoundStage.OPEN) else [],
        "editions": Edition.objects.filter(round=round).defer("content"),
        "refusals": list(refusals),
    }
    told |= asked_now(round.plan, round, today) if stage == RoundStage.PLANNED else _board(round)
    return render(request, "desk/rounds/round.html", told, status=422 if told["refusals"] else 200)


def _board(round: Round) -> dict[str, Any]:
    board = Board(round, clock.today())
    links = board.links()
    units = [(unit, [(post, links.rows(post.items)) for post in unit.posts]) for unit in board.missing]
    return {
        "board": board,
        "numbers": list(board.numbers),
        "missing": units,
        "contributors": [(item, links.item(item.number), posts) for item, posts in board.contributors],
        "turned": [(one, links.rows(one.items)) for one in board.turned if one.items],
        "hints": board.hints if round.stage != RoundStage.SEALED else [],
    }
