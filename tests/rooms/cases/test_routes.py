# SPDX-License-Identifier: MPL-2.0
"""Which way a case goes, as a table."""

from datetime import date

import pytest

from udmoent.cases.facts import CaseKind, Outcome
from udmoent.cases.rules import GOES_ON, RETURNS, ROUTES, Readiness, Stop, reads, why_not_route, why_not_send

BUU, MTU = Stop("BUU", "committee"), Stop("MTU", "committee")
OEK, KB, DIR = Stop("ØK", "finance"), Stop("KB", "council"), Stop("DIR", "directorate")


def came_back(stop: Stop, outcome: Outcome = Outcome.SENT_BACK) -> Stop:
    return Stop(stop.body, stop.kind, outcome)


@pytest.mark.parametrize(
    "route",
    [
        [BUU],
        [BUU, OEK, KB],
        [OEK, KB],
        [BUU, KB],
        [BUU, MTU, OEK],
        [BUU, came_back(OEK), BUU, OEK],
        [came_back(BUU, Outcome.POSTPONED), BUU],
    ],
)
def test_a_case_goes_upwards_and_may_be_sent_back(route):
    assert not list(why_not_route(route))


@pytest.mark.parametrize("route", [[], [OEK, BUU], [KB, OEK], [BUU, BUU], [BUU, DIR], [BUU, OEK, BUU]])
def test_no_case_goes_another_way(route):
    assert list(why_not_route(route))


def test_every_kind_has_a_way_and_every_outcome_leads_on_or_back_or_ends():
    assert set(ROUTES) == set(CaseKind)
    assert not GOES_ON & RETURNS
    assert set(Outcome) - GOES_ON - RETURNS == {Outcome.NOTED, Outcome.REJECTED}


READY = {"meeting_on": date(2025, 6, 10)}


def test_a_case_that_lacks_nothing_may_be_sent():
    assert not list(why_not_send(Readiness(**READY)))


@pytest.mark.parametrize(
    "lacking",
    [
        {"meeting_on": None},
        {"to_write": ["samlet vurdering"]},
        {"overtaken": ["Sagsfremstilling"]},
        {"empty_sections": ["Økonomi"]},
        {"recommends": False},
        {"open_text": "Borger 010180-1234"},
        {"has_earlier": True, "earlier": None},
        {"has_earlier": True, "earlier": Outcome.REJECTED},
        {"is_decided": True},
    ],
)
def test_what_stands_in_the_way_of_sending(lacking):
    assert len(list(why_not_send(Readiness(**READY | lacking)))) == 1


@pytest.mark.parametrize(
    ("access", "is_treating", "was_sent", "writes", "expected"),
    [
        ("open", False, True, False, True),
        ("open", True, False, False, False),
        ("confidential", True, True, False, True),
        ("confidential", False, True, False, False),
        ("confidential", False, False, True, True),
    ],
)
def test_who_reads_a_case(access, is_treating, was_sent, writes, expected):
    assert reads(access, is_treating=is_treating, was_sent=was_sent, writes=writes) is expected
