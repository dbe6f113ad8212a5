# SPDX-License-Identifier: MPL-2.0
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rooms.catalogue.conftest import WHOLE
from udmoent.catalogue.actions import change_proposal
from udmoent.catalogue.content import Chosen, ProposalContent, by_body, chosen_in, gather_catalogue, sum_of
from udmoent.catalogue.facts import Openness, ProposalStage, YearEconomy
from udmoent.catalogue.models import Package
from udmoent.catalogue.packages import delete_package, save_package
from udmoent.lib.refusal import Refused


def test_a_package_is_a_choice_some_of_it_in_part(round, proposal, by):
    package = save_package(round, "Bred", {proposal: {2025: -100_000}}, by=by())
    [chosen] = chosen_in(gather_catalogue(round), package.choices.all())
    assert chosen.kroner == {2025: -100_000, 2026: -800_000, 2027: -800_000, 2028: -800_000}


def test_a_package_follows_what_its_proposals_say(round, proposal, by):
    package = save_package(round, "Bred", {proposal: None}, by=by())
    economy = tuple(replace(one, lasting=-1, one_off=0) for one in WHOLE.economy)
    change_proposal(proposal, economy=economy, by=by())
    [chosen] = chosen_in(gather_catalogue(round), package.choices.all())
    assert set(chosen.kroner.values()) == {-1}


def test_two_packages_do_not_bear_one_name(round, proposal, by):
    save_package(round, "Bred", {proposal: None}, by=by())
    with pytest.raises(Refused):
        save_package(round, "bred", {proposal: None}, by=by())


def test_a_package_takes_the_place_of_the_earlier_one(round, proposal, by):
    first = save_package(round, "Bred", {proposal: None}, by=by())
    save_package(round, "Bred", {proposal: {2025: -1}}, over=first, by=by())
    assert Package.objects.get().choices.get().share == {2025: -1}


@pytest.mark.parametrize(("name", "is_empty"), [("", False), ("Tom", True)])
def test_a_package_has_a_name_and_a_proposal(round, proposal, by, name, is_empty):
    with pytest.raises(Refused):
        save_package(round, name, {} if is_empty else {proposal: None}, by=by())


def test_a_part_that_is_more_than_the_proposal_is_refused_and_saves_nothing(round, proposal, by):
    with pytest.raises(Refused):
        save_package(round, "Bred", {proposal: {2025: -9_000_000}}, by=by())
    assert not Package.objects.exists()


def test_a_package_is_deleted(round, proposal, by):
    delete_package(save_package(round, "Bred", {proposal: None}, by=by()), by=by())
    assert not Package.objects.exists() and round.proposals.count() == 1


quickly = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
YEARS = (2025, 2026, 2027, 2028)
kroner = st.integers(-(10**9), 10**9)


@st.composite
def choices(draw):
    body, amounts = draw(st.sampled_from(["BUU", "MTU", "ØK", ""])), draw(st.tuples(*[kroner] * 4))
    economy = tuple(YearEconomy(year=year, lasting=one) for year, one in zip(YEARS, amounts, strict=True))
    facts = replace(WHOLE, body=body, economy=economy)
    part = draw(st.none() | st.dictionaries(st.sampled_from(YEARS), kroner))
    moment = datetime(2024, 9, 1, tzinfo=UTC)
    content = ProposalContent(1, "F01", ProposalStage.IDEA, Openness.PUBLIC, facts, None, 1, "", moment)
    return Chosen(content, part)


@quickly
@given(st.lists(choices(), max_size=12))
def test_the_sums_of_the_bodies_are_the_sum_of_the_whole(chosen):
    assert sum_of(by_body(chosen).values()) == sum_of(one.kroner for one in chosen)


@quickly
@given(st.lists(choices(), max_size=12), st.data())
def test_any_split_of_a_package_sums_to_the_whole(chosen, data):
    here = [data.draw(st.booleans()) for _one in chosen]
    parts = [
        sum_of(one.kroner for one, is_here in zip(chosen, here, strict=True) if is_here == side)
        for side in (True, False)
    ]
    assert sum_of(parts) == sum_of(one.kroner for one in chosen)
