# SPDX-License-Identifier: MPL-2.0
"""What waits for whom in a plan, and what is missing in it. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open, is_passed, is_silent
from udmoent.plan.facts import Assessment, ClosingReason, Facts, Kind, Stage
from udmoent.plan.rules import NEEDS_MITIGATION


class Because(StrEnum):
    """Why an item waits for somebody."""

    RED = "red"
    PASSED = "passed"
    UNEXPLAINED = "unexplained"
    SILENT = "silent"
    AWAITING = "awaiting"
    UNCONFIRMED = "unconfirmed"


class Lack(StrEnum):
    """What the plan ought to tell of an item and does not. No fault: an import may lack it."""

    RESPONSIBLE = "responsible"
    TIME = "time"
    COURSE = "course"
    HEADING = "heading"
    COORDINATION = "coordination"
    EXPLANATION = "explanation"
    CLOSING_REASON = "closing_reason"


@dataclass(frozen=True, slots=True)
class Duty:
    """An item that waits for somebody, and every reason why."""

    item: ItemContent
    because: tuple[Because, ...]


def duties(
    content: PlanContent, said: Mapping[int, date], *, is_mine: Callable[[Facts], bool], parties: frozenset[str]
) -> tuple[Duty, ...]:
    """What somebody owes, in the plan's order. `parties`: the names, casefolded, under which that person has promised.

    `said` is by item id the day on which something was last said of it.
    """
    found = (Duty(item, tuple(_owed(item, content.as_of, said, is_mine, parties))) for item in content.items)
    return tuple(duty for duty in found if duty.because)


def _owed(
    item: ItemContent,
    on: date,
    said: Mapping[int, date],
    is_mine: Callable[[Facts], bool],
    parties: frozenset[str],
) -> Iterator[Because]:
    if not is_open(item):
        return
    if is_mine(item):
        if is_passed(item, on):
            yield Because.PASSED
        if is_unexplained(item):
            yield Because.UNEXPLAINED
        if is_silent(item, said, on):
            yield Because.SILENT
        if item.stage == Stage.AWAITING_DECISION:
            yield Because.AWAITING
    if any(one.party.casefold() in parties and not one.confirmed_on for one in item.commitments):
        yield Because.UNCONFIRMED


def to_watch(content: PlanContent, said: Mapping[int, date]) -> tuple[Duty, ...]:
    """What the directorate looks at: the cross-cutting items that are red, silent or await a decision."""
    crossing = (item for item in content.items if item.is_cross_cutting and is_open(item))
    found = (Duty(item, tuple(_watched(item, content.as_of, said))) for item in crossing)
    return tuple(duty for duty in found if duty.because)


def _watched(item: ItemContent, on: date, said: Mapping[int, date]) -> Iterator[Because]:
    if item.assessment == Assessment.RED:
        yield Because.RED
    if is_silent(item, said, on):
        yield Because.SILENT
    if item.stage == Stage.AWAITING_DECISION:
        yield Because.AWAITING


def is_unexplained(item: ItemContent) -> bool:
    """Yellow or red without a reason or without what is done about it."""
    return item.assessment in NEEDS_MITIGATION and not (item.reason and item.mitigation)


def closed_not_noted(content: PlanContent) -> tuple[ItemContent, ...]:
    """Items reported closed of which no committee has taken note yet."""
    return tuple(item for item in content.items if item.stage == Stage.CLOSED and not item.noted_on)


def lacks(content: PlanContent) -> dict[Lack, tuple[ItemContent, ...]]:
    """The items that lack something, by what they lack; only what is lacking at all."""
    found: dict[Lack, list[ItemContent]] = {lack: [] for lack in Lack}
    for item in content.items:
        for lack in _lacks(item):
            found[lack].append(item)
    return {lack: tuple(items) for lack, items in found.items() if items}


def _lacks(item: ItemContent) -> Iterator[Lack]:
    if item.closing_reason == ClosingReason.NOT_STATED:
        yield Lack.CLOSING_REASON
    if not is_open(item):
        return
    if not item.responsible:
        yield Lack.RESPONSIBLE
    if not item.time.text:
        yield Lack.TIME
    if not item.course:
        yield Lack.COURSE
    if item.kind == Kind.INTENT and not item.heading:
        yield Lack.HEADING
    if item.is_cross_cutting and not item.coordination:
        yield Lack.COORDINATION
    if is_unexplained(item):
        yield Lack.EXPLANATION


def without_amounts(content: PlanContent) -> tuple[ItemContent, ...]:
    """Open items of a part that is about money, for which no amount is set. One that fills another's amount has none."""
    money = (item for item in content.items if is_open(item) and item.kind != Kind.INTENT and not item.fills)
    return tuple(item for item in money if not any(one.kroner for one in item.amounts))
