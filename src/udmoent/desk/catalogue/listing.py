# SPDX-License-Identifier: MPL-2.0
"""The town's råderum rounds, the latest budget first."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.catalogue.facts import ProposalStage
from udmoent.catalogue.models import CatalogueRound
from udmoent.catalogue.words import STAGES
from udmoent.desk.access import needs
from udmoent.desk.catalogue.seen import At, visitor_of
from udmoent.desk.where import Crumb
from udmoent.organisation import rules


@dataclass(frozen=True)
class RoundRow:
    """A round with how many proposals the visitor sees at each stage."""

    round: CatalogueRound
    proposals: int
    stages: list[tuple[str, str, int]]
    is_in_hearing: bool


@needs(rules.READ)
@require_safe
def catalogues(request: HttpRequest) -> HttpResponse:
    rounds = visitor_of(request).municipality.catalogue_rounds.select_related("municipality")
    told = {
        "here": "catalogues",
        "rows": [_row(At(request, round)) for round in rounds],
        "crumbs": [Crumb(_("Råderum"))],
    }
    return render(request, "desk/catalogue/list.html", told)


def _row(at: At) -> RoundRow:
    stages = [one.stage for one in at.seen.proposals]
    told = [(stage.value, str(STAGES[stage]), stages.count(stage)) for stage in ProposalStage if stage in stages]
    return RoundRow(at.round, len(stages), told, at.round.is_in_hearing(clock.today()) and not at.round.is_closed)
