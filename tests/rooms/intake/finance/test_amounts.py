# SPDX-License-Identifier: MPL-2.0
"""Amounts as finance systems write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udmoent.intake.finance.amounts import kroner_of, read_oere
from udmoent.intake.finance.extract import kroner_and_oere
from udmoent.lib.money import NotAnAmount


@pytest.mark.parametrize(
    ("written", "oere"),
    [
        ("1.234.567,00-", -123_456_700),
        ("1 234 567,89", 123_456_789),
        ("1\u00a0234,5", 123_450),
        ("(1.234,50)", -123_450),
        ("-12", -1200),
        ("\u221212,05", -1205),
        ("12-", -1200),
        ("1,234.50", 123_450),
        ("1234.5", 123_450),
        ("1.234", 123_400),
        ("1.234,00 kr.", 123_400),
        ("0", 0),
        (1234.56, 123_456),
        (0.1 + 0.2, 30),
        (7, 700),
        ("", None),
        ("-", None),
        (None, None),
    ],
)
def test_what_finance_systems_write_is_read_to_the_oere(written, oere):
    assert read_oere(written) == oere


@pytest.mark.parametrize(
    "written", ["abc", "--5", "(5-)", "-5-", "1.23.4", "1,234", "12,345,6", float("nan"), 1.234, True, "1" * 20]
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(NotAnAmount):
        read_oere(written)


@given(st.integers(-(10**12), 10**12))
def test_what_is_written_is_read_back(oere):
    assert read_oere(kroner_and_oere(oere)) == oere
    assert read_oere(oere / 100) == oere


@given(st.integers(-(10**12), 10**12))
def test_kroner_are_at_most_half_a_krone_off_and_alike_for_both_signs(oere):
    assert abs(kroner_of(oere) * 100 - oere) <= 50 and kroner_of(-oere) == -kroner_of(oere)
