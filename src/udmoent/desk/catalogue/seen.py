# SPDX-License-Identifier: MPL-2.0
"""Which round and which proposal a page is about, and what of it the visitor may see."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.catalogue.actions import By
from udmoent.catalogue.content import Catalogue, ProposalContent, gather_catalogue
from udmoent.catalogue.facts import ProposalFacts, ProposalStage
from udmoent.catalogue.models import CatalogueRound, Proposal
from udmoent.catalogue.rules import is_open_to
from udmoent.desk.access import Visitor
from udmoent.desk.where import Crumb
from udmoent.lib.refusal import Refusal
from udmoent.meetings.models import Decision
from udmoent.organisation import rules
from udmoent.organisation.models import Position


def visitor_of(request: HttpRequest) -> Visitor:
    return request.visitor  # type: ignore[attr-defined]


def by_of(request: HttpRequest, why: str = "") -> By:
    return By(person=visitor_of(request).person, now=clock.now(), why=why)


@dataclass
class At:
    """A round that somebody is at."""

    request: HttpRequest
    round: CatalogueRound

    @property
    def visitor(self) -> Visitor:
        return visitor_of(self.request)

    @cached_property
    def whole(self) -> Catalogue:
        return gather_catalogue(self.round)

    @cached_property
    def seen(self) -> Catalogue:
        """Of the catalogue what the visitor may see. Every page and file of it begins here."""
        return self.whole.only(self.sees)

    @cached_property
    def positions(self) -> list[Position]:
        """The posts that the visitor holds or stands in for today."""
        held = self.visitor.person.holdings.in_force(clock.today())
        return list(Position.objects.filter(holdings__in=held).select_related("unit").distinct())

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The visitor's posts and their units, and the units that the visitor's roles are for, casefolded."""
        of_posts = {post.unit.name.casefold() for post in self.positions if post.unit}
        return self.visitor.posts | self.visitor.units | of_posts

    def is_own(self, facts: ProposalFacts, begun_by: int | None = None) -> bool:
        """Whether the proposal is of the visitor's own unit or post, or was begun by the visitor."""
        is_named = not self.own_names.isdisjoint({facts.unit.casefold(), facts.post.casefold()} - {""})
        return is_named or begun_by == self.visitor.person.pk

    @cached_property
    def decision(self) -> Decision | None:
        """The one by which a proposal of the round was decided last: others mostly are by the same."""
        decided = Decision.objects.filter(proposal_states__proposal__round=self.round)
        return decided.order_by("-proposal_states__pk").first()

    def may_write_decision(self, body: str) -> bool:
        return self.visitor.why_not_keep_meetings(body) is None

    def sees(self, one: ProposalContent) -> bool:
        may = self.visitor.may
        return is_open_to(
            one.openness,
            one.stage,
            reads_confidential=may[rules.READ_CONFIDENTIAL],
            reads_hearing=may[rules.READ_HEARING],
            is_own=may[rules.PROPOSE] and self.is_own(one.facts, one.begun_by),
        )

    def by(self, why: str = "") -> By:
        return by_of(self.request, why)

    def why_not_write(self, one: ProposalContent) -> Refusal | None:
        return rules.why_not_write_proposal(
            self.visitor.roles,
            is_own=self.is_own(one.facts, one.begun_by),
            is_idea=one.stage == ProposalStage.IDEA,
        )

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        to_round = reverse("catalogue", args=[self.round.budget_year]) if more else ""
        return [Crumb(_("Råderum"), reverse("catalogues")), Crumb(self.round.name, to_round), *more]

    def told(self, **more: object) -> dict[str, object]:
        """What every page of a round tells its template."""
        return {"round": self.round, "here": "catalogues", "years": self.round.years} | more


def at_round(request: HttpRequest, year: int) -> At:
    rounds = visitor_of(request).municipality.catalogue_rounds.select_related("municipality")
    round = rounds.filter(budget_year=year).first()
    if round is None:
        raise Http404(_("There is no råderum round for that budget."))
    return At(request, round)


def at_proposal(request: HttpRequest, year: int, number: str) -> tuple[At, ProposalContent]:
    """Refused as not there where the visitor may not see it: that there is one is not told either."""
    at = at_round(request, year)
    found = next((one for one in at.seen.proposals if one.number == number), None)
    if found is None:
        raise Http404(_("There is no such proposal."))
    return at, found


def row_of(at: At, content: ProposalContent) -> Proposal:
    found = Proposal.objects.select_related("round__municipality", "item__plan").get(pk=content.id)
    found.round = at.round
    return found
