# SPDX-License-Identifier: MPL-2.0
from datetime import date, timedelta
from itertools import pairwise

import pytest

from udmoent.editions.counts import count
from udmoent.editions.gather import gather
from udmoent.editions.trends import MOST, Promises, days_until, trends
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import change, close, reopen
from udmoent.plan.facts import ClosingReason, Commitment, Stage

FIRST = date(2024, 12, 11)


@pytest.mark.parametrize("months", [1, 5, 11, 12, 13, 30, 48, 71])
def test_the_days_are_ends_of_months_evenly_set_and_end_today(months):
    until = date(2024 + (11 + months) // 12, (11 + months) % 12 + 1, 15)
    days = days_until(FIRST, until)
    assert (days[-1], len(days) <= MOST, days == sorted(set(days))) == (until, True, True)
    assert all((day + timedelta(1)).day == 1 for day in days[:-1])
    gaps = {(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(days)}
    assert len(gaps) <= 1


def test_a_plan_of_one_day_has_one_point():
    assert days_until(FIRST, FIRST) == [FIRST]


def test_stages_are_those_that_the_plan_counts_on_each_day(plan, item, act):
    change(item, act=act(date(2025, 2, 3)), stage=Stage.UNDER_WAY)
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 3, 20)))
    reopen(item, act=act(date(2025, 5, 2)))
    for point in trends(plan, date(2025, 5, 31)):
        assert point.stages == count(gather(plan, point.on).items, point.on).stages


def test_each_move_of_a_time_is_counted_in_its_month(plan, item, act):
    for day, text in (
        (date(2025, 1, 5), "marts 2025"),
        (date(2025, 2, 5), "april 2025"),
        (date(2025, 2, 9), "maj 2025"),
    ):
        change(item, act=act(day), time=IndicativeTime.read(text, 2025))
    assert [(point.on.month, point.moved) for point in trends(plan, date(2025, 3, 31))] == [
        *((12, 0), (1, 0), (2, 2), (3, 0))
    ]


def test_promises_are_unconfirmed_then_confirmed_then_kept(plan, item, act):
    change(item, act=act(date(2025, 1, 5)), commitments=(Commitment(party="MED"), Commitment(party="HR")))
    confirmed = Commitment(party="MED", confirmed_on=date(2025, 2, 5))
    change(item, act=act(date(2025, 2, 5)), commitments=(confirmed, Commitment(party="HR")))
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 3, 20)))
    assert [point.promises for point in trends(plan, date(2025, 3, 31))] == [
        *(Promises(), Promises(unconfirmed=2), Promises(confirmed=1, unconfirmed=1), Promises(kept=2))
    ]


def test_what_was_not_known_yet_and_items_not_asked_for_are_left_out(plan, item, act):
    plan.refresh_from_db()
    known = plan.last_recorded_at
    change(item, act=act(date(2025, 1, 5), on=date(2025, 3, 1)), stage=Stage.UNDER_WAY)
    assert trends(plan, date(2025, 1, 31), known)[-1].stages[Stage.UNDER_WAY] == 0
    assert trends(plan, date(2025, 1, 31))[-1].stages[Stage.UNDER_WAY] == 1
    assert trends(plan, date(2025, 1, 31), items=set()) == []
