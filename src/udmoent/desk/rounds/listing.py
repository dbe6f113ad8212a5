# SPDX-License-Identifier: MPL-2.0
"""The plan's rounds: what is asked now, what is to come, and what is over."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.rounds.told import STAGES, Deadline, deadlines, meeting_told, scope_told
from udmoent.desk.where import steps_to, the_plan
from udmoent.editions.rounds import answered_in, asked_in
from udmoent.followup.facts import RoundStage
from udmoent.followup.models import Round
from udmoent.organisation import rules


@dataclass(frozen=True)
class Row:
    """A round in the list. `asked` is 0 until it has opened."""

    round: Round
    stage: str
    scope: str
    deadlines: list[Deadline]
    is_over: bool
    answered: int
    asked: int
    leads_to: str


@dataclass(frozen=True)
class Part:
    code: str
    name: str
    rows: list[Row]


@needs(rules.READ_WHOLE)
@require_safe
def rounds(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every round of the plan, those that are open first."""
    plan = the_plan(request, plan_id)
    found = list(plan.rounds.select_related("meeting__body", "body").prefetch_related("editions"))
    told = {
        "plan": plan,
        "here": "rounds",
        "crumbs": steps_to(plan, _("Rounds")),
        "parts": [part for part in _parts(found) if part.rows],
    }
    return render(request, "desk/rounds/list.html", told)


def _parts(found: list[Round]) -> Iterable[Part]:
    """What is over is told the latest first."""
    by_stage: dict[RoundStage, list[Round]] = {stage: [] for stage in RoundStage}
    for round in found:
        by_stage[RoundStage(round.stage)].append(round)
    yield _part("open", _("Open rounds"), by_stage[RoundStage.OPEN])
    yield _part("closed", _("Closed, and not sealed yet"), by_stage[RoundStage.CLOSED])
    yield _part("planned", _("To come"), by_stage[RoundStage.PLANNED])
    yield _part("sealed", _("Sealed as versions"), reversed(by_stage[RoundStage.SEALED]))


def _part(code: str, name: str, of_part: Iterable[Round]) -> Part:
    return Part(code, name, [_row(one) for one in of_part])


def _row(round: Round) -> Row:
    asked = asked_in(round) if round.opened_at else frozenset()
    return Row(
        round=round,
        stage=str(STAGES[RoundStage(round.stage)]),
        scope=scope_told(round),
        deadlines=deadlines(round, clock.today()),
        is_over=round.stage in (RoundStage.CLOSED, RoundStage.SEALED),
        answered=len(asked & answered_in(round)) if asked else 0,
        asked=len(asked),
        leads_to=meeting_told(round),
    )
