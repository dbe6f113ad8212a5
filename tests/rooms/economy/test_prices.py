# SPDX-License-Identifier: MPL-2.0
"""Converting is a calculation that changes no total, and what an index is can be pasted."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udmoent.economy.models import PriceIndex
from udmoent.economy.price_levels import indices_on, set_indices
from udmoent.economy.prices import Rate, apportion, points, rate, read_indices
from udmoent.lib.refusal import Refused

INDICES = {2025: Decimal("100"), 2026: Decimal("103.2")}
KRONER = st.integers(-(10**10), 10**10)
POINTS = st.decimals("0.001", "999", places=3)
JANUARY, MARCH = date(2025, 1, 15), date(2025, 3, 15)


def test_the_calculation_is_told_with_the_original():
    told = rate("2025", "2026", INDICES).told(4_000_000)
    assert told == "4.000.000 kr. i 2025-priser × 103,2/100,0 = 4.128.000 kr. i 2026-priser"


@given(parts=st.lists(KRONER, min_size=1, max_size=8), old=POINTS, new=POINTS)
def test_the_parts_of_a_sum_are_together_what_the_sum_becomes(parts, old, new):
    by = Rate("2025", "2026", old, new)
    found = by.of_all(parts)
    assert sum(found) == by.of(sum(parts))
    exact = [part * Fraction(new) / Fraction(old) for part in parts]
    assert all(abs(one - wanted) <= 1 for one, wanted in zip(found, exact, strict=True))


@given(kroner=KRONER, old=POINTS, new=POINTS)
def test_an_expense_and_an_income_of_one_size_stay_that(kroner, old, new):
    by = Rate("2025", "2026", old, new)
    assert by.of(-kroner) == -by.of(kroner)


@given(kroner=KRONER)
def test_prices_of_the_same_year_change_nothing_and_need_no_index(kroner):
    assert rate("2031", "2031", {}).of(kroner) == kroner


@given(st.lists(st.fractions(-100, 100, max_denominator=9), min_size=1, max_size=6), st.integers(-50, 50))
def test_apportioned_parts_are_together_the_whole(exact, whole):
    assert sum(apportion(whole, exact)) == whole


def test_a_level_without_an_index_is_refused():
    with pytest.raises(Refused, match="2027"):
        rate("2025", "2027", INDICES)


@pytest.mark.parametrize(
    "text", ["2025 100\n2026 103,2", "År;Indeks\n2025;100,0\n2026;103.2\n", "2025\t100\n\n2026:\t103,20"]
)
def test_indices_are_read_as_they_are_written_or_pasted(text):
    assert read_indices(text) == INDICES


@pytest.mark.parametrize(
    "text, said",
    [("2026 103,2\n2026 104", "2026"), ("1026 103", "Linje 1"), ("2026 0", "Linje 1"), ("2026 1,0345", "Linje")],
)
def test_what_is_no_index_says_where(text, said):
    with pytest.raises(Refused, match=said):
        read_indices(text)


def test_points_have_a_comma_and_a_decimal():
    assert [points(Decimal(one)) for one in ("100", "103.2", "99.125")] == ["100,0", "103,2", "99,125"]


def test_the_latest_told_holds_and_what_was_told_before_stays(town, coordinator, act):
    def tell(on: date, **told: str) -> None:
        read = {int(year[1:]): Decimal(one) for year, one in told.items()}
        set_indices(town, read, applies_on=on, why="KL", by=coordinator, now=act(on).now)

    tell(JANUARY, y2025="100", y2026="103.2")
    tell(MARCH, y2025="100", y2026="103.5")
    assert indices_on(town, JANUARY) == INDICES
    assert indices_on(town, MARCH) == INDICES | {2026: Decimal("103.5")}
    assert PriceIndex.objects.count() == 3
