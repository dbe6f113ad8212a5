# SPDX-License-Identifier: MPL-2.0
"""Tables of money: the row under the others."""

from udmoent.documents.money import MoneyRow, summed


def test_the_sum_counts_what_is_told_and_tells_nothing_of_what_nobody_told():
    rows = (MoneyRow(("BUU",), (-5, None, 0)), MoneyRow(("KFU",), (-7, None, None)))
    assert summed(rows, "I alt", 3).kroner == (-12, None, 0)


def test_under_no_rows_nothing_is_told():
    assert summed((), "I alt", 2).kroner == (None, None)
