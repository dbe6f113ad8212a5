# SPDX-License-Identifier: MPL-2.0
"""How an item went: each move of its time, each change of its stage and assessment. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Assessment, Facts, Stage


@dataclass(frozen=True, slots=True)
class Said:
    """What the plan says of an item from a day on, and why. Several are told in the order in which they hold."""

    on: date
    facts: Facts
    why: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    on: date
    before: IndicativeTime
    after: IndicativeTime
    why: str


@dataclass(frozen=True, slots=True)
class Status:
    on: date
    stage: Stage
    assessment: Assessment


def moves(said: Iterable[Said]) -> list[Move]:
    """Every move of the indicative time, latest last. To give a time to an item that had none is not to move it."""
    return [
        Move(after.on, before.facts.time, after.facts.time, after.why)
        for before, after in pairwise(said)
        if before.facts.time.text and before.facts.time != after.facts.time
    ]


def statuses(said: Iterable[Said]) -> Iterator[Status]:
    """Stage and assessment, from each day on which one of them changed; of several told for one day the last."""
    told: dict[date, Status] = {one.on: Status(one.on, one.facts.stage, one.facts.assessment) for one in said}
    before: Status | None = None
    for status in told.values():
        if before is None or (status.stage, status.assessment) != (before.stage, before.assessment):
            yield status
        before = status
