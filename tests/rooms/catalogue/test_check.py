# SPDX-License-Identifier: MPL-2.0
"""Each rule, broken once behind the actions' backs, is found."""

import pytest

from tests.rooms.catalogue.conftest import DAYS, NOW
from udmoent.catalogue.actions import begin_round
from udmoent.catalogue.check import violations_of_catalogues
from udmoent.catalogue.hearing import record_answer
from udmoent.catalogue.models import HearingAnswer, PackageChoice, Proposal, ProposalState
from udmoent.catalogue.packages import save_package


def found():
    return {one.rule for one in violations_of_catalogues()}


@pytest.fixture
def other(town, by):
    return begin_round(town, "Budget 2026", budget_year=2026, days=DAYS, by=by())


def test_nothing_is_found_where_all_is_well(heard, round, by):
    save_package(round, "Bred", {heard: None}, by=by())
    assert found() == set()


def test_a_proposal_that_says_nothing(round, coordinator):
    Proposal.objects.create(municipality=round.municipality, round=round, number="F09", begun_by=coordinator)
    assert found() == {"proposal_has_a_state"}


def test_an_item_of_what_is_not_chosen(proposal, item):
    Proposal.objects.update(item=item)
    assert found() == {"proposal_with_an_item_is_chosen", "proposal_becomes_a_raaderum_item"}


def test_what_cannot_be_read(proposal):
    state = proposal.state
    state.pk, state.facts = None, {"economy": "meget"}
    ProposalState.objects.bulk_create([state])
    assert found() == {"proposal_can_be_read"}


def test_what_points_to_another_round(proposal, round, other, by, coordinator):
    answer = record_answer(round, sender="MED", text="Ja.", received_on=NOW.date(), proposal=proposal, by=by())
    HearingAnswer.objects.filter(pk=answer.pk).update(round=other)
    save_package(round, "Bred", {proposal: None}, by=by())
    told = {"municipality": other.municipality, "saved_at": NOW, "saved_by": coordinator}
    PackageChoice.objects.update(package=other.packages.create(name="Smal", **told))
    assert found() == {"answer_is_to_its_own_round", "package_is_of_its_own_round"}


def test_a_cpr_number_in_what_is_published(round, by):
    answer = record_answer(round, sender="MED", text="Ja.", received_on=NOW.date(), by=by())
    HearingAnswer.objects.filter(pk=answer.pk).update(
        published_text="Ole, 010190-1234", published_at=NOW, published_by=by().person
    )
    assert found() == {"published_answer_holds_no_cpr"}
