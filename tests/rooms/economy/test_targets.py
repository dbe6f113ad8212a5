# SPDX-License-Identifier: MPL-2.0
"""Savings targets: the latest told holds, and what was told before stays."""

from datetime import date
from decimal import Decimal

import pytest

from udmoent.economy.models import SavingsTarget
from udmoent.economy.targets import Target, reckoned, set_targets, share_of, targets_on
from udmoent.lib.refusal import Refused

JANUARY, MARCH = date(2025, 1, 15), date(2025, 3, 15)


def target(kroner: int, **told: object) -> Target:
    return Target(kroner=kroner, price_level="2025", **told)


def test_the_latest_told_holds(plan, act):
    set_targets(plan.municipality, 2025, {("BUU", 2025): target(-5), ("", 2025): target(-9)}, act=act(JANUARY))
    set_targets(plan.municipality, 2025, {("BUU", 2025): target(-7), ("", 2025): target(-9)}, act=act(MARCH))
    assert targets_on(plan.municipality, 2025, JANUARY) == {("BUU", 2025): target(-5), ("", 2025): target(-9)}
    assert targets_on(plan.municipality, 2025, MARCH)["BUU", 2025] == target(-7)
    assert SavingsTarget.objects.count() == 3


def test_zero_takes_a_target_away(plan, act):
    set_targets(plan.municipality, 2025, {("BUU", 2025): target(-5)}, act=act(JANUARY))
    set_targets(plan.municipality, 2025, {("BUU", 2025): target(0), ("MTU", 2025): target(0)}, act=act(MARCH))
    assert targets_on(plan.municipality, 2025, MARCH) == {} and SavingsTarget.objects.count() == 2


def test_a_share_is_kept_with_its_base(plan, act):
    percent, base = Decimal("1.5"), 400_000_033
    set_targets(
        plan.municipality,
        2025,
        {("", 2025): target(share_of(base, percent), percent=percent, base=base)},
        act=act(JANUARY),
    )
    (found,) = targets_on(plan.municipality, 2025, JANUARY).values()
    assert (found.kroner, found.percent, found.base) == (-6_000_000, percent, base)


@pytest.mark.parametrize("told", [target(5), target(-5, percent=Decimal(1)), target(-5, base=100)])
def test_what_is_no_target_is_refused(plan, act, told):
    with pytest.raises(Refused):
        set_targets(plan.municipality, 2025, {("", 2025): told}, act=act(JANUARY))
    assert SavingsTarget.objects.count() == 0


INDICES = {2025: Decimal(100), 2026: Decimal("103.2")}


def test_a_target_in_other_prices_is_converted_only_where_nothing_is_saved_in_its_own():
    told = target(-1_000_000)
    found = reckoned(told, "2026", {"2026"}, INDICES)
    assert found.target.kroner == -1_032_000 and "103,2/100,0" in found.rate.told(told.kroner)
    assert reckoned(told, "2026", {"2025", "2026"}, INDICES) is None
    assert reckoned(told, "2025", {"2025", "2026"}, INDICES).target == told
    assert reckoned(told, "2026", {"2026"}, {}).target is None
