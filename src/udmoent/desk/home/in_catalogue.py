# SPDX-License-Identifier: MPL-2.0
"""What waits in the råderum catalogues that are not closed, in counts, for whoever keeps them."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.catalogue.facts import DECIDED, ProposalStage
from udmoent.catalogue.models import CatalogueRound, ProposalState
from udmoent.catalogue.words import STAGES
from udmoent.desk.access import Visitor
from udmoent.desk.home.counted import Count, Group
from udmoent.organisation import rules


def catalogues_counted(visitor: Visitor) -> list[Group]:
    """A group for each round that has something waiting."""
    if not visitor.may[rules.KEEP_CATALOGUE]:
        return []
    rounds = visitor.municipality.catalogue_rounds.filter(closed_at=None).order_by("budget_year")
    groups = [Group(round.name, list(_waiting(round))) for round in rounds]
    return [group for group in groups if group.counts]


def _waiting(round: CatalogueRound) -> Iterator[Count]:
    """Proposals by stage until they are decided, and the answers that are to be published."""
    address = reverse("catalogue", args=[round.budget_year])
    said = ProposalState.objects.filter(proposal__round=round).latest_of_each()
    numbers = Counter(said.values_list("stage", flat=True))
    for stage in ProposalStage:
        if stage not in DECIDED and numbers[stage]:
            yield Count(str(STAGES[stage]), numbers[stage], f"{address}?{urlencode({'stadie': stage.value})}")
    if answers := round.answers.filter(published_text="").count():
        yield Count(_("Hearing answers that are not published"), answers, reverse("hearing", args=[round.budget_year]))
