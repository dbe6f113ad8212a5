# SPDX-License-Identifier: MPL-2.0
"""How many items there are of what. The one function that screens and documents share; never a percentage."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from udmoent.editions.content import ItemContent
from udmoent.plan.facts import ENDED, Assessment, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """`items` = `open` + `closed` + `withdrawn`; the others overlap, and count open items only but for `cross_cutting`."""

    items: int = 0
    open: int = 0
    closed: int = 0
    withdrawn: int = 0
    cross_cutting: int = 0
    awaiting_decision: int = 0
    yellow: int = 0
    red: int = 0
    passed: int = 0


def is_open(item: ItemContent) -> bool:
    return item.stage not in ENDED


def count(items: Iterable[ItemContent], as_of: date) -> Counts:
    """`passed` are open items whose indicative time lay before `as_of`: not red, but not updated."""
    items = tuple(items)
    still = [item for item in items if is_open(item)]
    return Counts(
        items=len(items),
        open=len(still),
        closed=sum(item.stage == Stage.CLOSED for item in items),
        withdrawn=sum(item.stage == Stage.WITHDRAWN for item in items),
        cross_cutting=sum(item.is_cross_cutting for item in items),
        awaiting_decision=sum(item.stage == Stage.AWAITING_DECISION for item in still),
        yellow=sum(item.assessment == Assessment.YELLOW for item in still),
        red=sum(item.assessment == Assessment.RED for item in still),
        passed=sum(item.time.is_passed(as_of) for item in still),
    )
