# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.lib.working_days import working_days_before


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2025, 6, 4), 0, date(2025, 6, 4)),
        (date(2025, 6, 4), 2, date(2025, 6, 2)),
        (date(2025, 6, 2), 2, date(2025, 5, 28)),  # over a weekend and Ascension Day
        (date(2025, 6, 10), 1, date(2025, 6, 6)),  # over Whit Monday
        (date(2025, 6, 6), 1, date(2025, 6, 4)),  # 5 June does not count backwards
        (date(2026, 1, 2), 1, date(2025, 12, 30)),  # nor 31 December
    ],
)
def test_working_days_are_counted_backwards_on_the_safe_side(day, count, expected):
    assert working_days_before(day, count) == expected
