# SPDX-License-Identifier: MPL-2.0
import pytest

from udmoent.economy.rules import has_unrealised_saving, why_not_divide


@pytest.mark.parametrize("whole, shares", [(100, [40, 60]), (-100, [-40]), (0, [0]), (100, [])])
def test_no_more_is_divided_than_there_is(whole, shares):
    assert why_not_divide(2025, whole, shares) is None


@pytest.mark.parametrize("whole, shares", [(100, [40, 61]), (100, [-1]), (-100, [-101]), (-100, [1]), (0, [1])])
def test_more_or_of_the_other_sign_is_refused(whole, shares):
    assert why_not_divide(2025, whole, shares)


@pytest.mark.parametrize(
    "told, is_so",
    [
        ([(2025, "adopted", -500)], True),
        ([(2024, "adopted", -500)], True),
        ([(2026, "adopted", -500)], False),
        ([(2025, "adopted", -500), (2025, "realised", -200)], False),
        ([(2025, "adopted", 500)], False),
        ([(2025, "expected", -500)], False),
    ],
)
def test_a_saving_of_which_nothing_is_realised(told, is_so):
    assert has_unrealised_saving(told, 2025) == is_so
