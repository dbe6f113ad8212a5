# SPDX-License-Identifier: MPL-2.0
"""How an indicator stands on a day: what was measured, against its baseline and this year's target. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from udmoent.indicators.facts import IndicatorFacts, Target
from udmoent.indicators.rules import Way, owed_since, way


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement, told by whom and when. `corrects` is the id of the one that it stands instead of; one without a
    value takes that back.
    """

    id: int
    on: date
    value: Decimal | None
    source: str = ""
    why: str = ""
    told_at: datetime
    told_by: str = ""
    corrects: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An indicator on `day`. `told` is everything that was ever measured of it, the corrected ones too."""

    id: int
    facts: IndicatorFacts
    begun_on: date
    day: date
    told: tuple[Measured, ...] = ()
    holding: tuple[Measured, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "holding", holding(self.told))

    @property
    def last(self) -> Measured | None:
        return self.holding[-1] if self.holding else None

    @property
    def target(self) -> Target | None:
        """This year's."""
        return self.facts.target(self.day.year)

    @property
    def lacking(self) -> Decimal | None:
        """How far the last measurement is from this year's target; None where either is not told."""
        if self.last is None or self.last.value is None or self.target is None:
            return None
        return self.target.lacking(self.last.value)

    @property
    def before(self) -> Decimal | None:
        """What the last measurement is held against."""
        return self.holding[-2].value if len(self.holding) > 1 else self.facts.baseline

    @property
    def change(self) -> Decimal | None:
        value = self.last.value if self.last else None
        return None if value is None or self.before is None else value - self.before

    @property
    def way(self) -> Way:
        return way(self.facts.direction, self.before, self.last.value if self.last else None, self.target)

    @property
    def owed_since(self) -> date | None:
        """Since when a measurement lacks; None where none does."""
        if self.facts.is_retired:
            return None
        start = self.last.on if self.last else self.facts.baseline_on or self.begun_on
        due = owed_since(self.facts.rhythm, start)
        return due if due and due <= self.day else None


def holding(told: Iterable[Measured]) -> tuple[Measured, ...]:
    """Those that nothing corrects, in the order of their days, without those that only take one back."""
    told = tuple(told)
    corrected = {one.corrects for one in told}
    left = (one for one in told if one.id not in corrected and one.value is not None)
    return tuple(sorted(left, key=lambda one: (one.on, one.id)))
