# SPDX-License-Identifier: MPL-2.0
"""Which version a body saw last."""

from datetime import UTC, date, datetime

from udmoent.cases.actions import decide_case
from udmoent.cases.facts import Outcome
from udmoent.cases.seen import version_last_seen
from udmoent.editions.actions import seal
from udmoent.editions.gather import gather

JANUARY, MAY, JUNE = date(2025, 1, 1), date(2025, 5, 31), date(2025, 6, 30)
NOW = datetime(2025, 6, 1, 9, tzinfo=UTC)


def test_it_is_the_version_that_went_to_it_or_else_the_newest(plan, item, coordinator, town):
    first = seal(plan, "original", JANUARY, body=town.bodies.get(abbreviation="BUU"), by=coordinator, now=NOW)
    newest = seal(plan, "ultimo maj 2025", MAY, body=town.bodies.get(abbreviation="ØK"), by=coordinator, now=NOW)
    today = gather(plan, JUNE)
    assert version_last_seen(plan, today, "BUU") == first
    assert version_last_seen(plan, today, "ØK") == newest
    assert version_last_seen(plan, today, "MTU") == newest
    assert version_last_seen(plan, gather(plan, JANUARY), "BUU") is None


def test_it_is_the_version_that_a_case_put_before_it(begin, plan, edition, coordinator):
    case = begin("MTU")
    seal(plan, "ultimo maj 2025", MAY, by=coordinator, now=NOW)
    newest = version_last_seen(plan, gather(plan, JUNE), "MTU")
    assert newest and newest.name == "ultimo maj 2025"
    decide_case(case.treatments.get(), Outcome.NOTED, "Taget til efterretning.", by=coordinator, now=NOW)
    assert version_last_seen(plan, gather(plan, JUNE), "MTU") == edition
    assert version_last_seen(plan, gather(plan, JUNE), "BUU") != edition


def test_a_version_for_a_meeting_to_come_is_not_seen_yet(plan, item, coordinator, town):
    body = town.bodies.get(abbreviation="ØK")
    seal(plan, "original", JANUARY, by=coordinator, now=NOW)
    seal(plan, "ultimo maj 2025", MAY, body=body, meeting_on=date(2025, 6, 10), by=coordinator, now=NOW)
    before = gather(plan, date(2025, 6, 9))
    assert version_last_seen(plan, before, "ØK").name == "ultimo maj 2025", "where it saw none, the newest of all"
    assert version_last_seen(plan, before, "ØK", date(2025, 6, 10)).name == "ultimo maj 2025"
