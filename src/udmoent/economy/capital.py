# SPDX-License-Identifier: MPL-2.0
"""What is to be told of a capital project's money. Pure."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from udmoent.economy.steps import ORDER, Step

SEPARATE_FROM: Final = 2_000_000
"""Kroner from which a project has accounts of its own ("Budget- og regnskabssystem for kommuner", chapter 7)."""


class Finding(StrEnum):
    """What is wrong, or waits, with a project."""

    SPENT_OVER_RELEASED = "spent_over_released"
    RELEASED_OVER_APPROPRIATED = "released_over_appropriated"
    APPROPRIATED_OVER_BUDGET = "appropriated_over_budget"
    RELEASED_WITHOUT_AMOUNT = "released_without_amount"
    ACCOUNTS_MISSING = "accounts_missing"


RED: Final = frozenset({Finding.SPENT_OVER_RELEASED, Finding.RELEASED_OVER_APPROPRIATED})


def findings(
    *, budget: int, appropriated: int, released: int, spent: int, step: Step | None, is_closed: bool
) -> Iterator[Finding]:
    """`budget` is the sum of the years' shares (rådighedsbeløb)."""
    if spent > released:
        yield Finding.SPENT_OVER_RELEASED
    if released > appropriated:
        yield Finding.RELEASED_OVER_APPROPRIATED
    if appropriated > budget:
        yield Finding.APPROPRIATED_OVER_BUDGET
    if step == Step.RELEASED and not (appropriated and released):
        yield Finding.RELEASED_WITHOUT_AMOUNT
    if is_done(step, is_closed=is_closed) and step != Step.ACCOUNTS_APPROVED:
        yield Finding.ACCOUNTS_MISSING


def is_done(step: Step | None, *, is_closed: bool) -> bool:
    """Whether the project is built, so that its accounts are to be made."""
    return is_closed or (step is not None and ORDER.index(step) >= ORDER.index(Step.IN_USE))
