# SPDX-License-Identifier: MPL-2.0
"""The sample's råderum rounds."""

import pytest

from udmoent.catalogue.check import violations_of_catalogues
from udmoent.catalogue.content import chosen_in, gather_catalogue
from udmoent.catalogue.facts import ProposalStage
from udmoent.catalogue.models import CatalogueRound, Package


@pytest.fixture
def rounds(demo):
    return {round.budget_year: round for round in CatalogueRound.objects.all()}


def test_one_round_is_decided_and_one_in_hearing(rounds):
    assert rounds[2026].is_closed and not rounds[2027].is_closed
    assert {one.stage for one in gather_catalogue(rounds[2027]).proposals} >= {
        ProposalStage.HEARING,
        ProposalStage.IDEA,
    }


def test_each_says_that_it_is_a_sample(rounds):
    assert all(round.is_sample for round in rounds.values())
    proposals = [one for round in rounds.values() for one in gather_catalogue(round).proposals]
    assert len(proposals) == 12 and all(one.facts.summary.startswith("Eksempel: ") for one in proposals)


def test_the_packages_hold_proposals_of_their_round(rounds):
    seen = gather_catalogue(rounds[2027])
    assert all(chosen_in(seen, package.choices.all()) for package in Package.objects.all())


def test_every_rule_holds(rounds):
    assert not list(violations_of_catalogues())
