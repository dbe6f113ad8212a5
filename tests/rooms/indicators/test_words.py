# SPDX-License-Identifier: MPL-2.0
"""What is told of an indicator's numbers in words."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from udmoent.indicators.words import lacking_words


@pytest.mark.parametrize(
    ("unit", "told"),
    [("%", "mangler 0,2 procentpoint"), ("pct.", "mangler 0,2 procentpoint"), ("m²", "mangler 0,2 m²")],
)
def test_between_two_percentages_it_is_told_in_percentage_points(unit, told):
    with override("da"):
        assert lacking_words(Decimal("0.2"), unit) == told
