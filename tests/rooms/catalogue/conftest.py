# SPDX-License-Identifier: MPL-2.0
"""A round for the budget of the cast's plan, and proposals in it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from udmoent.catalogue.actions import By, begin_round, move_to, propose
from udmoent.catalogue.facts import Openness, ProposalFacts, ProposalStage, YearEconomy
from udmoent.catalogue.models import CatalogueRound, Proposal
from udmoent.catalogue.rules import Days
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Municipality, Person

NOW = datetime(2024, 9, 1, 9, tzinfo=UTC)
DAYS = Days(
    ideas_by=date(2024, 3, 1),
    checked_by=date(2024, 4, 15),
    hearing_from=date(2024, 6, 1),
    hearing_to=date(2024, 8, 15),
    decided_by=date(2024, 10, 8),
)
SAVING = tuple(
    YearEconomy(year=2025 + place, lasting=lasting, one_off=one_off, staff=Decimal("-1.5"))
    for place, (lasting, one_off) in enumerate([(-400_000, 100_000), (-800_000, 0), (-800_000, 0), (-800_000, 0)])
)
WHOLE = ProposalFacts(
    title="Færre kvadratmeter til skoler",
    body="BUU",
    unit="Skoler",
    post="Skolechef",
    summary="To skoler deler lokaler.",
    description="Lokalerne bruges hele dagen.",
    economy=SAVING,
    citizens="Ingen.",
    staff="Et mindre pedelkorps.",
    legal_basis="Ingen særlig.",
)


@pytest.fixture
def by(coordinator: Person) -> Callable[..., By]:
    return lambda **told: By(person=coordinator, **{"now": NOW} | told)


@pytest.fixture
def round(town: Municipality, by: Callable[..., By]) -> CatalogueRound:
    return begin_round(town, "Råderumskatalog, budget 2025", budget_year=2025, days=DAYS, by=by())


@pytest.fixture
def decision(town: Municipality, coordinator: Person) -> Decision:
    council = town.bodies.get(abbreviation="KB")
    moment = datetime(2024, 10, 8, 18, tzinfo=UTC)
    return note_decision(council, date(2024, 10, 8), title="Budget 2025", text="Vedtaget.", by=coordinator, now=moment)


@pytest.fixture
def proposal(round: CatalogueRound, by: Callable[..., By]) -> Proposal:
    """An idea that tells all that it must."""
    return propose(round, WHOLE, openness=Openness.IN_HEARING, by=by())


@pytest.fixture
def heard(proposal: Proposal, by: Callable[..., By]) -> Proposal:
    """The proposal, when it is in hearing."""
    for stage in (ProposalStage.QUALITY_CHECK, ProposalStage.COMMITTEE, ProposalStage.HEARING):
        move_to(proposal, stage, by=by())
    return proposal
