# SPDX-License-Identifier: MPL-2.0
"""The sample's indicators and what is measured of them, through the indicators' own actions. All of it is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec

from udmoent.demo.sample import tables
from udmoent.demo.tables import Dated, Part
from udmoent.indicators.actions import By, Number, begin_indicator, correct, measure
from udmoent.indicators.facts import Direction, IndicatorFacts, Rhythm, Target
from udmoent.indicators.models import Indicator, Measurement
from udmoent.plan.facts import Visibility

if TYPE_CHECKING:
    from udmoent.demo.diary import Diary

Entry = tuple[date, Callable[[], object]]
NAMED: Final = ("name", "unit", "direction", "about", "baseline", "baseline_on", "baseline_source")
FURTHER: Final = ("responsible", "rhythm", "visibility", "strategies")


class SampleMeasured(Part, frozen=True):
    """`corrected` is what it should have said, as was found on the day `corrected_on`."""

    on: date
    value: Decimal
    source: str = "Opdigtet tal"
    corrected: Decimal | None = None
    corrected_on: date | None = None
    because: str = ""


class SampleIndicator(Dated, frozen=True, kw_only=True):
    """A number is aimed at in a year, or where it is to be held within two, a band. `items` are numbers."""

    name: str
    unit: str
    direction: Direction
    about: str
    baseline: Decimal
    baseline_on: date
    baseline_source: str
    targets: dict[str, Decimal] = {}
    bands: dict[str, tuple[Decimal, Decimal]] = {}
    responsible: str = ""
    rhythm: Rhythm = Rhythm.NONE
    visibility: Visibility = Visibility.INTERNAL
    items: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    measured: tuple[SampleMeasured, ...] = ()


@dataclass
class Indicators:
    """`begun` are those that have begun, by name; `told` the measurements that may be corrected."""

    diary: Diary
    begun: dict[str, Indicator] = field(default_factory=dict)
    told: dict[tuple[str, date], Measurement] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        for one in msgspec.convert(tables("indicators")["indicators"], tuple[SampleIndicator, ...], strict=False):
            yield one.recorded_on, partial(self.begin, one)
            for measured in one.measured:
                yield measured.on, partial(self.measure, one, measured)
                if measured.corrected_on:
                    yield measured.corrected_on, partial(self.correct, one, measured)

    def begin(self, one: SampleIndicator) -> None:
        aims = [_aimed(one.direction, int(year), value) for year, value in one.targets.items()]
        bands = [Target(year=int(year), at_least=low, at_most=high) for year, (low, high) in one.bands.items()]
        told = {name: getattr(one, name) for name in (*NAMED, *FURTHER)}
        threads = tuple(sorted(self.diary.items[number].pk for number in one.items))
        facts = IndicatorFacts(**told, targets=(*aims, *bands), threads=threads)
        town, act = self.diary.plan.municipality, self.diary.act(one)
        by = By(person=act.by, now=act.now, why=act.why)
        self.begun[one.name] = begin_indicator(town, facts, applies_on=one.on, by=by)

    def measure(self, one: SampleIndicator, measured: SampleMeasured) -> None:
        number = Number(on=measured.on, value=measured.value, source=measured.source)
        self.told[one.name, measured.on] = measure(self.begun[one.name], number, by=self.by(one, measured.on))

    def correct(self, one: SampleIndicator, measured: SampleMeasured) -> None:
        assert measured.corrected is not None and measured.corrected_on
        number = Number(on=measured.on, value=measured.corrected, source=measured.source)
        by = self.by(one, measured.corrected_on, measured.because)
        correct(self.told[one.name, measured.on], number, by=by)

    def by(self, one: SampleIndicator, day: date, why: str = "") -> By:
        return By(person=self.diary.people[one.responsible], now=self.diary.moment(day), why=why)


def _aimed(direction: Direction, year: int, value: Decimal) -> Target:
    if direction == Direction.DOWN:
        return Target(year=year, at_most=value)
    return Target(year=year, at_least=value)
