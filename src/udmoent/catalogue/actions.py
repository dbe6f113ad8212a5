# SPDX-License-Identifier: MPL-2.0
"""Beginning a round, writing proposals and leading them on their way. Each writes a new state and changes none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.catalogue import rules
from udmoent.catalogue.facts import DECIDED, TAKEN, Economy, Openness, ProposalFacts, ProposalStage
from udmoent.catalogue.models import CatalogueRound, Proposal, ProposalState
from udmoent.economy.price_levels import indices_on
from udmoent.economy.targets import Target, TargetKey, rate_to, targets_on
from udmoent.economy.targets import set_targets as set_savings_targets
from udmoent.lib.refusal import Refusal, Refused
from udmoent.meetings.council import why_not_by, why_not_by_council
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.actions import Act

NUMBER = "F{:02}"
"""A proposal's number: F01, F02 … in each round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who writes, when and why, and the decision behind it where there is one."""

    person: Person
    now: datetime
    why: str = ""
    decision: Decision | None = None


@transaction.atomic
def begin_round(
    municipality: Municipality,
    name: str,
    *,
    budget_year: int,
    days: rules.Days,
    price_level: str = "",
    is_sample: bool = False,
    by: By,
) -> CatalogueRound:
    """A budget's catalogue, with no proposals yet."""
    others = municipality.catalogue_rounds
    names, years = others.values_list("name", flat=True), others.values_list("budget_year", flat=True)
    Refused.if_any(rules.why_not_begin(name, budget_year, days, names=names, years=years))
    round = CatalogueRound.objects.create(
        municipality=municipality,
        name=name,
        budget_year=budget_year,
        price_level=price_level or str(budget_year),
        is_sample=is_sample,
        begun_at=by.now,
        begun_by=by.person,
        **_columns(days),
    )
    _record("begin_catalogue", round, by, name=name)
    return round


@transaction.atomic
def change_round(round: CatalogueRound, name: str, days: rules.Days, *, by: By) -> CatalogueRound:
    """Another name, other days."""
    round = _round_in_turn(round)
    names = round.municipality.catalogue_rounds.exclude(pk=round.pk).values_list("name", flat=True)
    refusals = rules.why_not_begin(name, round.budget_year, days, names=names, years=())
    Refused.if_any([rules.why_not_in_round(is_closed=round.is_closed), *refusals])
    for column, value in ({"name": name} | _columns(days)).items():
        setattr(round, column, value)
    round.save()
    _record("change_catalogue", round, by, name=name)
    return round


@transaction.atomic
def set_targets(round: CatalogueRound, wanted: Mapping[str, Mapping[int, int]], *, by: By) -> None:
    """Make the budget's targets be the wanted ones, kroner by year for each body; zero, and what is not told, is none.

    The target of the whole town stays as it is.
    """
    round = _round_in_turn(round)
    Refused.if_any([rules.why_not_in_round(is_closed=round.is_closed)])
    town, budget_year, level = round.municipality, round.budget_year, round.price_level
    shown = _shown(round)
    told = {key: Target(kroner=0, price_level=level) for key in shown}
    told |= {
        (body, year): Target(kroner=kroner, price_level=level)
        for body, years in wanted.items()
        for year, kroner in years.items()
        if kroner
    }
    told = {key: target for key, target in told.items() if shown.get(key) != target.kroner}
    act = Act(by=by.person, now=by.now, applies_on=timezone.localdate(by.now), why=by.why)
    set_savings_targets(town, budget_year, told, act=act)


def _shown(round: CatalogueRound) -> dict[TargetKey, int]:
    """The bodies' targets in the round's own prices; one that is as it was told stays the share, or in the prices, that it is."""
    indices = indices_on(round.municipality, date.max)
    known = targets_on(round.municipality, round.budget_year)
    rates = {key: rate_to(round.price_level, target, indices) for key, target in known.items() if key[0]}
    return {key: by.of(known[key].kroner) for key, by in rates.items() if by}


@transaction.atomic
def close_round(round: CatalogueRound, *, by: By) -> CatalogueRound:
    """The round is over; only its reserve is still there to be drawn in."""
    round = _round_in_turn(round)
    said = ProposalState.objects.filter(proposal__round=round).latest_of_each()
    stages = {ProposalStage(stage) for stage in said.values_list("stage", flat=True)}
    Refused.if_any([rules.why_not_in_round(is_closed=round.is_closed), rules.why_not_close_round(stages)])
    round.closed_at, round.closed_by = by.now, by.person
    round.save(update_fields=["closed_at", "closed_by"])
    _record("close_catalogue", round, by, name=round.name)
    return round


@transaction.atomic
def reopen_round(round: CatalogueRound, *, by: By) -> CatalogueRound:
    round = _round_in_turn(round)
    round.closed_at = round.closed_by = None
    round.save(update_fields=["closed_at", "closed_by"])
    _record("reopen_catalogue", round, by, name=round.name)
    return round


@transaction.atomic
def propose(
    round: CatalogueRound,
    facts: ProposalFacts,
    *,
    openness: Openness = Openness.CONFIDENTIAL,
    number: str = "",
    by: By,
) -> Proposal:
    """A new idea in the round, with the next number unless one is told."""
    round = _round_in_turn(round)
    refusals = _why_not_say(round, facts, ProposalStage.IDEA)
    Refused.if_any([rules.why_not_in_round(is_closed=round.is_closed), *refusals])
    proposal = Proposal.objects.create(
        municipality_id=round.municipality_id, round=round, number=number or _next_number(round), begun_by=by.person
    )
    write_state(proposal, None, by=by, stage=ProposalStage.IDEA, openness=openness, facts=facts)
    _record("propose", proposal, by, title=facts.title)
    return proposal


@transaction.atomic
def change_proposal(
    proposal: Proposal, *, openness: Openness | None = None, by: By, **told: Any
) -> ProposalState | None:
    """Lay facts over what the proposal says; None where nothing differs."""
    state = in_turn(proposal)
    rules.known_facts(told)
    stage, before = ProposalStage(state.stage), Openness(state.openness)
    facts, after = replace(state.told, **told), openness or before
    if facts == state.told and after == before:
        return None
    Refused.if_any(
        [
            rules.why_not_in_round(is_closed=proposal.round.is_closed),
            rules.why_not_change(stage) if facts != state.told else None,
            rules.why_not_open_to(before, after, stage),
            *_why_not_say(proposal.round, facts, stage),
        ]
    )
    _record("change_proposal", proposal, by, title=facts.title)
    return write_state(proposal, state, by=by, openness=after, facts=facts)


@transaction.atomic
def move_to(
    proposal: Proposal, stage: ProposalStage, *, part: Mapping[int, int] | None = None, by: By
) -> ProposalState:
    """Lead the proposal to another stage. `part` is what is chosen of it where it is partly chosen: net kroner by year."""
    state = in_turn(proposal)
    Refused.if_any([rules.why_not_in_round(is_closed=proposal.round.is_closed)])
    return lead(proposal, state, stage, part=part, by=by)


def lead(
    proposal: Proposal, state: ProposalState, stage: ProposalStage, *, part: Mapping[int, int] | None, by: By
) -> ProposalState:
    """As `move_to`, for whoever has the proposal's turn; also when the round is closed."""
    before, facts = ProposalStage(state.stage), state.told
    Refused.if_any(
        [
            rules.why_not_move(before, stage, has_item=proposal.item_id is not None),
            rules.why_not_hear(Openness(state.openness)) if stage == ProposalStage.HEARING else None,
            rules.why_not_decide(before, stage, has_decision=by.decision is not None),
        ]
    )
    Refused.if_any(_why_not_by(proposal.round, before, stage, by.decision))
    is_part = stage == ProposalStage.PARTLY_CHOSEN
    Refused.if_any(
        [
            *_why_not_say(proposal.round, facts, stage),
            *(rules.why_not_part(facts.economy, part or {}) if is_part else ()),
        ]
    )
    _record("move_proposal", proposal, by, before=before, after=stage)
    return write_state(proposal, state, by=by, stage=stage, decided=rules.decided(facts.economy, stage, part or {}))


def _why_not_by(
    round: CatalogueRound, before: ProposalStage, stage: ProposalStage, decision: Decision | None
) -> Iterable[Refusal | None]:
    """What is taken of a budget's proposals the council decides; out of the reserve, whoever decides by the town's rules."""
    if decision is None or stage not in DECIDED:
        return
    yield rules.why_not_by_earlier(decision.meeting.held_on, round.hearing_from)
    if stage in TAKEN:
        yield why_not_by(decision) if before == ProposalStage.RESERVE else why_not_by_council(decision)


def in_turn(proposal: Proposal) -> ProposalState:
    """The proposal's latest state, after which nobody else writes one until the transaction ends."""
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    proposal.item_id = fresh.item_id
    return proposal.states.latest("pk")


def write_state(
    proposal: Proposal,
    before: ProposalState | None,
    *,
    by: By,
    facts: ProposalFacts | None = None,
    stage: ProposalStage | None = None,
    openness: Openness | None = None,
    decided: Economy | None = None,
) -> ProposalState:
    """What is not told stays as it was before."""
    told = msgspec.to_builtins(facts) if facts else before.facts if before else {}
    after = stage or ProposalStage(before.stage if before else ProposalStage.IDEA)
    kept = before.decided if before and stage is None else None
    return ProposalState.objects.create(
        municipality_id=proposal.municipality_id,
        proposal=proposal,
        recorded_at=by.now,
        recorded_by=by.person,
        why=by.why,
        decision=by.decision or (before.decision if before and stage is None and after in DECIDED else None),
        stage=after.value,
        openness=(openness or Openness(before.openness if before else Openness.CONFIDENTIAL)).value,
        facts=told,
        decided=kept if decided is None else msgspec.to_builtins(decided),
    )


def _why_not_say(round: CatalogueRound, facts: ProposalFacts, stage: ProposalStage) -> Iterable[Any]:
    bodies = set(round.municipality.bodies.values_list("abbreviation", flat=True))
    return rules.why_not_say(facts, stage, bodies=bodies, first_year=round.budget_year)


def _next_number(round: CatalogueRound) -> str:
    return NUMBER.format(round.proposals.count() + 1)


def _round_in_turn(round: CatalogueRound) -> CatalogueRound:
    return CatalogueRound.objects.select_for_update().get(pk=round.pk)


def _columns(days: rules.Days) -> dict[str, Any]:
    return {name: getattr(days, name) for name in rules.Days.__slots__}


def _record(act: str, thing: Model, by: By, **told: object) -> None:
    municipality_id = thing.municipality_id  # type: ignore[attr-defined]
    record(act, thing, municipality_id=municipality_id, by_id=by.person.pk, now=by.now, **told)
