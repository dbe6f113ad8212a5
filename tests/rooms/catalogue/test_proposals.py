# SPDX-License-Identifier: MPL-2.0
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests.rooms.catalogue.conftest import DAYS, WHOLE
from udmoent.audit.models import Event
from udmoent.catalogue.actions import (
    begin_round,
    change_proposal,
    change_round,
    close_round,
    move_to,
    propose,
    reopen_round,
    set_targets,
)
from udmoent.catalogue.content import gather_catalogue
from udmoent.catalogue.facts import Openness, ProposalFacts, ProposalStage
from udmoent.catalogue.models import ProposalState
from udmoent.catalogue.told_targets import target_lines, targets_in_other_prices
from udmoent.economy.price_levels import set_indices
from udmoent.economy.targets import Target, targets_on
from udmoent.economy.targets import set_targets as set_savings_targets
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import note_decision


def test_a_round_is_begun_once_a_budget(round, town, by):
    with pytest.raises(Refused):
        begin_round(town, "En anden", budget_year=2025, days=DAYS, by=by())


def test_a_round_gets_another_name_and_other_days(round, by):
    changed = change_round(round, "Katalog 2025", replace(DAYS, hearing_to=date(2024, 8, 20)), by=by())
    assert (changed.name, changed.hearing_to) == ("Katalog 2025", date(2024, 8, 20))


def test_the_rounds_targets_are_those_of_the_budgets_plan(round, by, plan, act):
    """One target, told in the catalogue or at the plan; a share stays a share where its kroner are not changed."""
    share = Target(kroner=-500_000, price_level="2025", percent=Decimal(1), base=50_000_000)
    whole = Target(kroner=-4_000_000, price_level="2025")
    set_savings_targets(plan.municipality, 2025, {("BUU", 2025): share, ("", 2025): whole}, act=act(date(2024, 12, 11)))
    assert gather_catalogue(round).targets == {"BUU": {2025: -500_000}}
    later = by(now=datetime(2025, 1, 10, 9, tzinfo=UTC))
    set_targets(round, {"BUU": {2025: -500_000}, "MTU": {2025: -300_000}}, by=later)
    found = targets_on(plan.municipality, plan.agreement.budget_year)
    assert found["BUU", 2025] == share and found["MTU", 2025].kroner == -300_000
    assert gather_catalogue(round).target == {2025: -4_000_000}
    assert gather_catalogue(round).of_body("MTU").target == {2025: -300_000}


def test_a_target_in_other_prices_is_reckoned_by_the_index_or_not_at_all(round, by, plan, act):
    town, day = plan.municipality, date(2024, 12, 11)
    targets = {("BUU", 2025): -1_000_000, ("MTU", 2025): -2_000_000, ("", 2025): -4_000_000}
    told = {key: Target(kroner=kroner, price_level="2024") for key, kroner in targets.items()}
    set_savings_targets(town, 2025, told, act=act(day))
    before = gather_catalogue(round)
    assert (before.targets, before.target) == ({}, {}) and all(one.rate is None for one in before.in_other_prices)
    set_targets(round, {"BUU": {2025: 0}, "MTU": {2025: 0}}, by=by(now=datetime(2025, 1, 10, 9, tzinfo=UTC)))
    assert len(targets_on(town, 2025)) == 3
    told = act(day)
    points = {2024: Decimal(100), 2025: Decimal("103.2")}
    set_indices(town, points, applies_on=day, why="", by=told.by, now=told.now)
    after = gather_catalogue(round)
    assert after.targets == {"BUU": {2025: -1_032_000}, "MTU": {2025: -2_064_000}}
    assert after.target == {2025: -4_128_000} and after.bodies_target == {2025: -3_096_000}
    assert [told for told in targets_in_other_prices(after) if told.startswith("BUU 2025: -1.000.000 kr.")]
    assert next(targets_in_other_prices(after)).startswith("Hele kommunen 2025: -4.000.000 kr.")
    as_shown = {"BUU": {2025: -1_032_000}, "MTU": {2025: -5}}
    set_targets(round, as_shown, by=by(now=datetime(2025, 1, 11, 9, tzinfo=UTC)))
    found = targets_on(town, 2025)
    assert [found[body, 2025].price_level for body in ("BUU", "MTU")] == ["2024", "2025"]


def test_the_whole_towns_target_and_the_committees_are_never_one_row(round, by, plan, act):
    targets = {("BUU", 2025): -5, ("BUU", 2028): -7, ("", 2025): -9}
    told = {key: Target(kroner=kroner, price_level="2025") for key, kroner in targets.items()}
    set_savings_targets(plan.municipality, 2025, told, act=act(date(2024, 12, 11)))
    found = gather_catalogue(round)
    assert [sums for _name, sums in target_lines(found)] == [{2025: -9}, {2025: -5, 2028: -7}]
    assert found.target == {2025: -9}


def test_targets_are_set_as_a_whole(round, by):
    set_targets(round, {"BUU": {2025: -1_000_000, 2026: 0}, "MTU": {2025: -2_000_000}}, by=by())
    set_targets(round, {"BUU": {2025: -500_000}}, by=by())
    assert gather_catalogue(round).targets == {"BUU": {2025: -500_000}}


def test_proposals_are_numbered_in_their_round(round, by):
    assert [propose(round, WHOLE, by=by()).number for _time in range(2)] == ["F01", "F02"]


def test_an_idea_is_confidential_until_it_is_opened(round, by):
    assert propose(round, WHOLE, by=by()).state.openness == Openness.CONFIDENTIAL


def test_a_change_is_a_new_state(proposal, by):
    change_proposal(proposal, risk="Lille.", by=by(why="Spurgt"))
    states = list(proposal.states.all())
    assert [one.told.risk for one in states] == ["", "Lille."] and states[1].why == "Spurgt"


def test_the_same_facts_write_no_state(proposal, by):
    assert change_proposal(proposal, title=WHOLE.title, by=by()) is None
    assert proposal.states.count() == 1


def test_facts_come_back_as_they_were(proposal):
    assert proposal.state.told == WHOLE


def test_a_state_is_never_changed(proposal):
    with pytest.raises(DatabaseError), transaction.atomic():
        ProposalState.objects.update(why="x")


def test_a_number_is_never_changed(proposal):
    proposal.number = "F99"
    with pytest.raises(DatabaseError), transaction.atomic():
        proposal.save()


def test_an_idea_that_tells_too_little_stays_one(round, by):
    idea = propose(round, ProposalFacts(title="Nyt"), by=by())
    with pytest.raises(Refused):
        move_to(idea, ProposalStage.QUALITY_CHECK, by=by())
    assert idea.state.stage == ProposalStage.IDEA


def test_a_confidential_proposal_is_opened_before_its_hearing(heard, round, by):
    closed = propose(round, WHOLE, by=by())
    for stage in (ProposalStage.QUALITY_CHECK, ProposalStage.COMMITTEE):
        move_to(closed, stage, by=by())
    with pytest.raises(Refused, match="fortroligt"):
        move_to(closed, ProposalStage.HEARING, by=by())
    change_proposal(closed, openness=Openness.IN_HEARING, by=by())
    assert move_to(closed, ProposalStage.HEARING, by=by()).stage == ProposalStage.HEARING


def test_choosing_needs_a_decision(heard, by):
    with pytest.raises(Refused, match="beslutning"):
        move_to(heard, ProposalStage.CHOSEN, by=by())


@pytest.mark.parametrize(
    ("body", "day", "text"),
    [
        ("ØK", date(2024, 10, 8), "Godkendt."),
        ("KB", date(2024, 10, 8), "Udsat."),
        ("KB", date(2023, 10, 10), "Vedtaget."),
    ],
)
def test_choosing_is_the_councils_by_a_decision_of_these_proposals_that_approves(
    heard, by, town, coordinator, body, day, text
):
    told = {"title": "Budget", "text": text, "by": coordinator, "now": datetime(2024, 10, 8, 18, tzinfo=UTC)}
    decision = note_decision(town.bodies.get(abbreviation=body), day, **told)
    with pytest.raises(Refused, match="Vælg"):
        move_to(heard, ProposalStage.CHOSEN, by=by(decision=decision))


def test_what_is_decided_stays_as_it_was_put_forward(heard, by, decision):
    move_to(heard, ProposalStage.CHOSEN, by=by(decision=decision))
    with pytest.raises(Refused):
        change_proposal(heard, title="Noget andet", by=by())


def test_a_decided_proposal_may_still_be_made_public(heard, by, decision):
    move_to(heard, ProposalStage.CHOSEN, by=by(decision=decision))
    state = change_proposal(heard, openness=Openness.PUBLIC, by=by())
    assert (state.openness, state.decision, state.stage) == (Openness.PUBLIC, decision, ProposalStage.CHOSEN)
    assert state.decided_economy == WHOLE.economy


def test_a_closed_round_takes_nothing_more(round, proposal, by):
    move_to(proposal, ProposalStage.REJECTED, by=by())
    close_round(round, by=by())
    proposal.round.refresh_from_db()
    for act in (
        lambda: propose(round, WHOLE, by=by()),
        lambda: change_proposal(proposal, openness=Openness.PUBLIC, by=by()),
    ):
        with pytest.raises(Refused, match="lukket"):
            act()
    assert not reopen_round(round, by=by()).is_closed


def test_a_round_with_an_open_proposal_is_not_closed(round, proposal, by):
    with pytest.raises(Refused):
        close_round(round, by=by())


def test_each_act_is_in_the_log(heard):
    acts = list(Event.objects.filter(thing="catalogue.proposal").values_list("act", flat=True))
    assert sorted(acts) == ["move_proposal"] * 3 + ["propose"]
