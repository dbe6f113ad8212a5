# SPDX-License-Identifier: MPL-2.0
"""A catalogue as it is now: an immutable tree that pages, documents and sums start from."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from udmoent.catalogue.facts import TAKEN, Economy, Openness, ProposalFacts, ProposalStage, kroner_by_year
from udmoent.catalogue.models import CatalogueRound, PackageChoice, Proposal, ProposalState
from udmoent.economy.price_levels import indices_on
from udmoent.economy.prices import Rate
from udmoent.economy.targets import Target, rate_to, targets_on

Sums = dict[int, int]
"""Whole kroner by year."""


@dataclass(frozen=True, slots=True)
class ProposalContent:
    """A proposal with its latest state. `begun_by` is a person's id, `item` the number of the item that it has become."""

    id: int
    number: str
    stage: ProposalStage
    openness: Openness
    facts: ProposalFacts
    decided: Economy | None
    begun_by: int
    item: str
    known_at: datetime

    @property
    def kroner(self) -> Sums:
        """What the proposal itself says, net by year."""
        return kroner_by_year(self.facts.economy)

    @property
    def decided_kroner(self) -> Sums:
        return kroner_by_year(self.decided or ())


@dataclass(frozen=True, slots=True)
class OtherPrices:
    """A target that is told in other prices than the catalogue's; without a rate it is not reckoned with."""

    body: str
    year: int
    target: Target
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`targets` are kroner by year for each body; `whole_target` is the whole town's, where one is told. Both are in the
    catalogue's own prices, and `in_other_prices` those that were told in others.
    """

    round: str
    budget_year: int
    price_level: str
    years: tuple[int, ...]
    is_sample: bool
    proposals: tuple[ProposalContent, ...]
    targets: Mapping[str, Sums]
    whole_target: Sums
    in_other_prices: tuple[OtherPrices, ...] = ()

    @property
    def bodies_target(self) -> Sums:
        """What the bodies' are together."""
        return sum_of(self.targets.values())

    @property
    def target(self) -> Sums:
        """What is to be found in each year: the whole town's where it is told of any, else what the bodies' are together."""
        return self.whole_target or self.bodies_target

    def only(self, wanted: Callable[[ProposalContent], bool]) -> "Catalogue":
        return replace(self, proposals=tuple(filter(wanted, self.proposals)))

    def of_body(self, body: str) -> "Catalogue":
        """The proposals and targets of one body."""
        targets = {body: self.targets[body]} if body in self.targets else {}
        others = tuple(one for one in self.in_other_prices if one.body == body)
        own = self.only(lambda one: one.facts.body == body)
        return replace(own, targets=targets, whole_target={}, in_other_prices=others)

    @property
    def bodies(self) -> list[str]:
        """Those that have a proposal or a target, in alphabetical order."""
        return sorted({one.facts.body for one in self.proposals} | set(self.targets))


def gather_catalogue(round: CatalogueRound) -> Catalogue:
    """Three queries, however many proposals there are."""
    states = ProposalState.objects.filter(proposal__round=round).latest_of_each().select_related("proposal__item")
    targets: dict[str, Sums] = defaultdict(dict)
    others = []
    indices = indices_on(round.municipality, date.max)
    for (body, year), target in sorted(targets_on(round.municipality, round.budget_year).items()):
        by = rate_to(round.price_level, target, indices)
        if by:
            targets[body][year] = by.of(target.kroner)
        if target.price_level != round.price_level:
            others.append(OtherPrices(body, year, target, by))
    whole = targets.pop("", {})
    return Catalogue(
        round=round.name,
        budget_year=round.budget_year,
        price_level=round.price_level,
        years=tuple(round.years),
        is_sample=round.is_sample,
        proposals=tuple(content_of(state.proposal, state) for state in states.order_by("proposal__number")),
        targets=dict(targets),
        whole_target=whole,
        in_other_prices=tuple(others),
    )


def content_of(proposal: Proposal, state: ProposalState) -> ProposalContent:
    return ProposalContent(
        id=proposal.pk,
        number=proposal.number,
        stage=ProposalStage(state.stage),
        openness=Openness(state.openness),
        facts=state.told,
        decided=state.decided_economy,
        begun_by=proposal.begun_by_id,
        item=proposal.item.number if proposal.item else "",
        known_at=state.recorded_at,
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A proposal that somebody picks: whole, or with `part` as net kroner by year."""

    proposal: ProposalContent
    part: Sums | None = None

    @property
    def kroner(self) -> Sums:
        whole = self.proposal.kroner
        return whole if self.part is None else {year: self.part.get(year, kroner) for year, kroner in whole.items()}


def sum_of(told: Iterable[Sums]) -> Sums:
    sums: Sums = defaultdict(int)
    for one in told:
        for year, kroner in one.items():
            sums[year] += kroner
    return dict(sums)


def by_body(chosen: Iterable[Chosen]) -> dict[str, Sums]:
    """What is picked of each body's proposals, by year."""
    of_bodies: dict[str, list[Sums]] = defaultdict(list)
    for one in chosen:
        of_bodies[one.proposal.facts.body].append(one.kroner)
    return {body: sum_of(told) for body, told in sorted(of_bodies.items())}


def decided_of(catalogue: Catalogue) -> list[Sums]:
    return [one.decided_kroner for one in catalogue.proposals if one.stage in TAKEN]


def chosen_in(catalogue: Catalogue, choices: Iterable[PackageChoice]) -> list[Chosen]:
    """A package's choices among the proposals that the catalogue shows."""
    shares = {choice.proposal_id: choice.share for choice in choices}
    return [Chosen(one, shares[one.id]) for one in catalogue.proposals if one.id in shares]
