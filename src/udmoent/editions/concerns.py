# SPDX-License-Identifier: MPL-2.0
"""What calls for the directorate: the same items by each reason there is; an item stands wherever it belongs. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from udmoent.editions.content import ItemContent
from udmoent.editions.counts import SILENCES, days_silent, is_open, is_passed, is_silent
from udmoent.plan.facts import Assessment, Stage

CONCERNS: Final = ("red", "yellow", "silent", "awaiting_decision", "passed")
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Concern:
    code: str
    items: tuple[ItemContent, ...]


def concerns(items: Iterable[ItemContent], said: Mapping[int, date], on: date) -> list[Concern]:
    """Every reason, also one that no item has; the silent ones with the longest silence first."""
    items = tuple(items)
    found = {code: [item for item in items if code in of_item(item, said, on)] for code in CONCERNS}
    found["silent"].sort(key=lambda item: -days_silent(item, said, on))
    found["passed"].sort(key=lambda item: item.time.last or on)
    return [Concern(code, tuple(found[code])) for code in CONCERNS]


def of_item(item: ItemContent, said: Mapping[int, date], on: date) -> set[str]:
    """The reasons that hold for the item; none for one that is over."""
    return set(_of_open(item, said, on)) if is_open(item) else set()


def _of_open(item: ItemContent, said: Mapping[int, date], on: date) -> Iterator[str]:
    if item.assessment == Assessment.RED:
        yield "red"
    if item.assessment == Assessment.YELLOW:
        yield "yellow"
    if is_silent(item, said, on, days=SILENCES[0]):
        yield "silent"
    if item.stage == Stage.AWAITING_DECISION:
        yield "awaiting_decision"
    if is_passed(item, on):
        yield "passed"


_RANK: Final = {Assessment.RED: 0, Assessment.YELLOW: 1}


def by_urgency(items: Iterable[ItemContent]) -> list[ItemContent]:
    """Open items, the red ones first and then the yellow ones, else in their order."""
    return sorted((item for item in items if is_open(item)), key=lambda item: _RANK.get(item.assessment, 2))
