# SPDX-License-Identifier: MPL-2.0
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rooms.catalogue.conftest import DAYS, SAVING, WHOLE
from udmoent.catalogue import rules
from udmoent.catalogue.facts import DECIDED, Openness, ProposalFacts, ProposalStage, YearEconomy, part_of

quickly = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
BODIES = ("BUU", "KB")


def test_every_stage_may_be_followed_by_something_and_needs_something():
    assert set(rules.MAY_FOLLOW) == set(rules.NEEDED) == set(ProposalStage)
    assert all(rules.MAY_FOLLOW[stage] for stage in ProposalStage)


@pytest.mark.parametrize("before", ProposalStage)
@pytest.mark.parametrize("after", ProposalStage)
def test_a_step_that_is_not_in_the_table_is_refused_with_a_sentence(before, after):
    refusal = rules.why_not_move(before, after)
    assert (refusal is None) == (after in rules.MAY_FOLLOW[before])
    assert refusal is None or str(refusal).endswith(".")


def test_what_has_become_an_item_goes_nowhere():
    assert rules.why_not_move(ProposalStage.CHOSEN, ProposalStage.REJECTED, has_item=True)


def test_no_proposal_reaches_a_decision_that_has_not_been_in_hearing():
    before = {stage for stage in ProposalStage if rules.MAY_FOLLOW[stage] & (DECIDED - {ProposalStage.REJECTED})}
    assert before - DECIDED == {ProposalStage.HEARING}


def test_an_idea_needs_its_title_alone():
    assert not list(rules.why_not_say(ProposalFacts(title="Nyt"), ProposalStage.IDEA, bodies=BODIES, first_year=2025))


def test_the_refusal_names_what_is_missing():
    facts = replace(WHOLE, citizens="", economy=())
    [refusal] = rules.why_not_say(facts, ProposalStage.COMMITTEE, bodies=BODIES, first_year=2025)
    assert "økonomi, konsekvenser for borgerne" in str(refusal)


def test_a_body_that_is_not_there_is_refused():
    assert list(rules.why_not_say(replace(WHOLE, body="XYZ"), ProposalStage.IDEA, bodies=BODIES, first_year=2025))


def test_the_economy_is_of_the_budget_year_and_the_three_after_it():
    assert list(rules.why_not_say(WHOLE, ProposalStage.IDEA, bodies=BODIES, first_year=2026))


@pytest.mark.parametrize("stage", [*sorted(DECIDED), ProposalStage.HEARING])
def test_what_has_been_in_hearing_is_not_made_confidential(stage):
    assert rules.why_not_open_to(Openness.IN_HEARING, Openness.CONFIDENTIAL, stage)


def test_a_confidential_proposal_is_not_heard():
    assert rules.why_not_hear(Openness.CONFIDENTIAL) and not rules.why_not_hear(Openness.PUBLIC)


def test_only_what_was_before_nobody_is_dropped_without_a_decision():
    free = [
        stage for stage in ProposalStage if not rules.why_not_decide(stage, ProposalStage.REJECTED, has_decision=False)
    ]
    assert free == [ProposalStage.IDEA, ProposalStage.QUALITY_CHECK, ProposalStage.COMMITTEE]


@pytest.mark.parametrize(
    ("share", "word"),
    [({2025: -900_000}, "2025"), ({2026: 5}, "2026"), ({}, "hele"), (dict.fromkeys(range(2025, 2029), 0), "Intet")],
)
def test_a_part_is_less_than_the_whole_and_more_than_nothing(share, word):
    assert any(word in str(refusal) for refusal in rules.why_not_part(SAVING, share))


def test_a_part_of_one_year_leaves_the_others_whole():
    assert not list(rules.why_not_part(SAVING, {2025: -100_000}))
    assert [one.net for one in part_of(SAVING, {2025: -100_000})] == [-100_000, -800_000, -800_000, -800_000]


years = st.builds(
    YearEconomy,
    year=st.just(2025),
    lasting=st.integers(-(10**9), 10**9),
    one_off=st.integers(-(10**9), 10**9),
    staff=st.integers(-99, 99).map(Decimal),
)


@quickly
@given(whole=years, share=st.integers(-(10**9), 10**9))
def test_what_is_taken_is_the_part_to_the_krone(whole, share):
    [part] = part_of((whole,), {2025: share})
    assert part.net == share


@quickly
@given(share=st.integers(-300_000, 0))
def test_a_part_and_its_rest_are_the_whole(share):
    [part] = part_of(SAVING[:1], {2025: share})
    [rest] = part_of(SAVING[:1], {2025: SAVING[0].net - share})
    assert part.net + rest.net == SAVING[0].net


def test_days_that_do_not_follow_one_another_are_refused():
    told = {"names": (), "years": ()}
    assert not list(rules.why_not_begin("Runde", 2025, DAYS, **told))
    assert list(rules.why_not_begin("Runde", 2025, replace(DAYS, decided_by=date(2024, 1, 1)), **told))


def test_a_round_is_not_closed_while_something_is_undecided():
    refusal = rules.why_not_close_round({ProposalStage.HEARING, ProposalStage.CHOSEN})
    assert "i høring" in str(refusal) and "valgt" not in str(refusal).split(":")[1].split(".")[0]


@pytest.mark.parametrize(
    "text",
    [
        *("", "Ring til Ole, 010190-1234.", "Ole har 0101 90-1234."),
        *("Skriv til else@example.dk.", "tlf. 20 30 40 50", "Telefon: 20304050", "Ring på +45 20 30 40 50"),
    ],
)
def test_nothing_empty_and_nothing_that_leads_to_a_person_is_published(text):
    assert list(rules.why_not_publish(text))


@pytest.mark.parametrize(
    "text", ["Vi er bekymrede for bygningerne.", "Telefonen koster 20 kr. i 2026-2029.", "Beløbet 20304050 er forkert."]
)
def test_plain_words_are_published(text):
    assert not list(rules.why_not_publish(text, sender="Hoved-MED"))
