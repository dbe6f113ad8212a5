# SPDX-License-Identifier: MPL-2.0
"""An account is read apart by the public chart's form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udmoent.economy.account import DRANST, HOVEDARTER, PARTS, read_account
from udmoent.economy.models import Expenditure, Flow
from udmoent.lib.refusal import Refused


def test_every_part_is_read():
    account = read_account("5 25 10 1 4 0123 001 1 0")
    assert {name: getattr(account, name) for name, _digits in PARTS} == {
        "hovedkonto": "5",
        "hovedfunktion": "25",
        "funktion": "10",
        "dranst": "1",
        "ejerforhold": "4",
        "omkostningssted": "0123",
        "gruppering": "001",
        "hovedart": "1",
        "art": "0",
    }


@given(st.text("0123456789", min_size=16, max_size=16))
def test_what_is_read_is_written_again(digits):
    if digits[5] in DRANST and digits[14] in HOVEDARTER:
        account = read_account(digits)
        assert account.digits == digits and read_account(str(account)) == account


@pytest.mark.parametrize(
    "text, said",
    [
        ("5251014012300110", None),
        ("525101401230011", "16 cifre"),
        ("5251014O12300110", "kun cifre"),
        ("52510²4012300110", "kun cifre"),
        ("5251004012300110", "dranst 0"),
        ("5251014012300130", "hovedart 3"),
    ],
)
def test_what_is_no_account_says_why(text, said):
    if said is None:
        assert read_account(text)
        return
    with pytest.raises(Refused, match=said):
        read_account(text)


@pytest.mark.parametrize(
    "text, expenditure, flow",
    [
        ("5251014012300110", Expenditure.SERVICE, Flow.EXPENSE),
        ("5577114000000152", Expenditure.INCOME_TRANSFER, Flow.EXPENSE),
        ("5251034012300140", Expenditure.CAPITAL, Flow.EXPENSE),
        ("1386014000000170", Expenditure.SUPPLY, Flow.INCOME),
        ("7550344000000160", Expenditure.FINANCING, Flow.EXPENSE),
    ],
)
def test_its_digits_tell_what_it_counts_as(text, expenditure, flow):
    account = read_account(text)
    assert (account.expenditure, account.flow) == (expenditure, flow)
