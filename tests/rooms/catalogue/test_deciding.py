# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from tests.rooms.catalogue.conftest import SAVING, WHOLE
from udmoent.catalogue.actions import close_round, move_to
from udmoent.catalogue.deciding import adopt, draw_in
from udmoent.catalogue.facts import ProposalStage, kroner_by_year
from udmoent.economy.actions import AmountKey, amounts_as_of, set_amounts
from udmoent.editions.gather import gather
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import NewItem, add
from udmoent.plan.facts import Facts, Kind, Origin, Source

APPROVED = date(2024, 12, 11)
MID_YEAR = date(2025, 8, 20)


def kroner(item, on=APPROVED):
    return {key.year: kroner for key, kroner in amounts_as_of([item.pk], on)[item.pk].items()}


@pytest.fixture
def chosen(heard, by, decision):
    move_to(heard, ProposalStage.CHOSEN, by=by(decision=decision))
    return heard


@pytest.fixture
def reserve(heard, by, decision):
    move_to(heard, ProposalStage.RESERVE, by=by(decision=decision))
    return heard


def test_a_chosen_proposal_becomes_an_item(chosen, plan, act, decision):
    item = adopt(chosen, plan, act=act(APPROVED))
    state = item.states.get()
    assert (item.kind, item.number, item.origin) == (Kind.RAADERUM, "R301", Origin.AGREEMENT)
    assert (state.facts.agreed_text, state.facts.responsible) == (WHOLE.summary, "Skolechef")
    assert (state.source, state.decision) == (Source.DECISION, decision)
    assert kroner(item) == kroner_by_year(SAVING)


def test_the_proposal_knows_its_item_and_keeps_what_it_said(chosen, plan, act):
    item = adopt(chosen, plan, act=act(APPROVED))
    chosen.refresh_from_db()
    assert chosen.item == item and chosen.state.told == WHOLE and chosen.state.decided_economy == SAVING


def test_a_proposal_becomes_an_item_once(chosen, plan, act):
    adopt(chosen, plan, act=act(APPROVED))
    with pytest.raises(Refused):
        adopt(chosen, plan, act=act(APPROVED))
    assert plan.items.count() == 1


def test_what_became_an_item_is_not_decided_otherwise(chosen, plan, act, by, decision):
    adopt(chosen, plan, act=act(APPROVED))
    with pytest.raises(Refused):
        move_to(chosen, ProposalStage.REJECTED, by=by(decision=decision))


def test_of_a_part_only_what_was_decided_becomes_the_items_amounts(heard, plan, act, by, decision):
    move_to(heard, ProposalStage.PARTLY_CHOSEN, part={2025: -100_000, 2026: -300_000}, by=by(decision=decision))
    item = adopt(heard, plan, act=act(APPROVED))
    assert kroner(item) == {2025: -100_000, 2026: -300_000, 2027: -800_000, 2028: -800_000}
    assert heard.state.told.economy == SAVING


def test_what_is_not_chosen_becomes_no_item(reserve, plan, act):
    with pytest.raises(Refused):
        adopt(reserve, plan, act=act(APPROVED))


def test_a_plan_of_another_budget_takes_no_proposal(chosen, plan, act):
    plan.agreement.budget_year = 2026
    with pytest.raises(Refused, match="2026"):
        adopt(chosen, plan, act=act(APPROVED))


def test_the_reserve_is_drawn_in_to_fill_the_contribution(reserve, round, plan, act, by, decision):
    facts = Facts(title="Effektiviseringsbidrag", body="ØK")
    contribution = add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(APPROVED))
    close_round(round, by=by())
    item = draw_in(reserve, plan, fills=contribution.number, act=act(MID_YEAR, decision=decision))
    state = item.states.get()
    assert (item.origin, state.facts.fills, state.decision) == (Origin.ADDED, contribution.number, decision)
    assert reserve.state.stage == ProposalStage.CHOSEN
    assert gather(plan, MID_YEAR).totals.whole == ()


def test_what_has_its_amounts_in_other_prices_is_not_filled(chosen, plan, act):
    facts = Facts(title="Effektiviseringsbidrag", body="ØK")
    contribution = add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(APPROVED))
    set_amounts(contribution, {AmountKey(2025, "adopted", "operating", "2024"): -9_000_000}, act=act(APPROVED))
    with pytest.raises(Refused, match="2024"):
        adopt(chosen, plan, fills=contribution.number, act=act(APPROVED))
    set_amounts(contribution, {AmountKey(2025, "adopted", "operating", "2025"): -9_000_000}, act=act(APPROVED))
    assert adopt(chosen, plan, fills=contribution.number, act=act(APPROVED)).states.get().fills == contribution.number


def test_nothing_is_drawn_in_without_a_decision(reserve, plan, act):
    with pytest.raises(Refused):
        draw_in(reserve, plan, act=act(MID_YEAR))
    assert reserve.state.stage == ProposalStage.RESERVE and not plan.items.exists()
