# SPDX-License-Identifier: MPL-2.0
"""What is told of an indicator. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from udmoent.plan.facts import Visibility


class Direction(StrEnum):
    """Which way is the right one."""

    UP = "up"
    DOWN = "down"
    WITHIN = "within"


class Rhythm(StrEnum):
    """How often it is to be measured."""

    NONE = ""
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


MONTHS: Final[Mapping[Rhythm, int]] = {
    Rhythm.MONTHLY: 1,
    Rhythm.QUARTERLY: 3,
    Rhythm.HALF_YEARLY: 6,
    Rhythm.YEARLY: 12,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is aimed at in a year: at least, at most, or between the two."""

    year: int
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def lacking(self, value: Decimal) -> Decimal:
        """How far the value is from the target; nothing where it is reached."""
        if self.at_least is not None and value < self.at_least:
            return self.at_least - value
        if self.at_most is not None and value > self.at_most:
            return value - self.at_most
        return Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    """All that is told of an indicator but its measurements.

    `threads` are the ids of the first items of the threads that it is linked to, so that it stays with a topic that
    goes on in next year's plan; `strategies` the names of what it serves, as items write them.
    """

    name: str
    unit: str
    direction: Direction
    about: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    targets: tuple[Target, ...] = ()
    responsible: str = ""
    rhythm: Rhythm = Rhythm.NONE
    visibility: Visibility = Visibility.INTERNAL
    threads: tuple[int, ...] = ()
    strategies: tuple[str, ...] = ()
    is_retired: bool = False

    def target(self, year: int) -> Target | None:
        return next((one for one in self.targets if one.year == year), None)
