# SPDX-License-Identifier: MPL-2.0
"""The money of the sample plan after it was adopted, through the economy's own actions. All of it is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from django.conf import settings

from udmoent.demo.sample import FOLDER, AmountsSet, tables
from udmoent.demo.tables import Dated, Part
from udmoent.economy.price_levels import set_indices
from udmoent.economy.projects import take_step
from udmoent.economy.steps import Step
from udmoent.economy.targets import Target, TargetKey, set_targets, share_of
from udmoent.intake.finance.bring import bring_extract_in
from udmoent.intake.finance.headings import Figure
from udmoent.intake.finance.matching import RuleKind
from udmoent.intake.finance.rules_kept import keep_rule

if TYPE_CHECKING:
    from udmoent.demo.diary import Diary

Entry = tuple[date, Callable[[], object]]
Four = tuple[int, int, int, int]
THOUSAND = 1_000


class SampleIndices(Dated, frozen=True, kw_only=True):
    points: dict[str, Decimal]


class SampleShare(Part, frozen=True):
    """Percent of the base, year by year."""

    base: int
    percent: tuple[Decimal, Decimal, Decimal, Decimal]


class SampleTargets(Dated, frozen=True, kw_only=True):
    """By body, and of the whole plan."""

    kroner: dict[str, Four]
    whole: SampleShare


class StepsTaken(Dated, frozen=True, kw_only=True):
    """The step that each project came to."""

    to: dict[str, Step]


class SampleExtract(Dated, frozen=True, kw_only=True):
    """A file beside the sample's own, and by accounts the numbers of the items that they belong to."""

    file: str
    rules: dict[str, str]


class SampleEconomy(Part, frozen=True):
    indices: tuple[SampleIndices, ...]
    targets: tuple[SampleTargets, ...]
    steps: tuple[StepsTaken, ...]
    amounts: tuple[AmountsSet, ...]
    extracts: tuple[SampleExtract, ...]


@dataclass
class Economy:
    """The economy's acts, each with its day."""

    diary: Diary

    def entries(self) -> Iterator[Entry]:
        told = msgspec.convert(tables("economy"), SampleEconomy, strict=False)
        for indices in told.indices:
            yield indices.recorded_on, partial(self.set_indices, indices)
        for targets in told.targets:
            yield targets.recorded_on, partial(self.set_targets, targets)
        for amounts in told.amounts:
            yield amounts.recorded_on, partial(self.diary.set_amounts, amounts)
        for steps in told.steps:
            yield steps.recorded_on, partial(self.take_steps, steps)
        for extract in told.extracts:
            yield extract.recorded_on, partial(self.bring_extract, extract)

    def set_indices(self, told: SampleIndices) -> None:
        act = self.diary.act(told)
        points = {int(year): points for year, points in told.points.items()}
        town = self.diary.plan.municipality
        set_indices(town, points, applies_on=told.on, why=told.why, by=act.by, now=act.now)

    def set_targets(self, told: SampleTargets) -> None:
        level = self.diary.agreement.price_level
        wanted: dict[TargetKey, Target] = {}
        for year, percent in zip(self.years, told.whole.percent, strict=True):
            base = told.whole.base * THOUSAND
            kroner = share_of(base, percent)
            wanted["", year] = Target(kroner=kroner, price_level=level, percent=percent, base=base)
        for body, amounts in told.kroner.items():
            for year, thousand in zip(self.years, amounts, strict=True):
                wanted[body, year] = Target(kroner=thousand * THOUSAND, price_level=level)
        set_targets(self.diary.plan.municipality, self.years[0], wanted, act=self.diary.act(told))

    def take_steps(self, told: StepsTaken) -> None:
        for number, step in told.to.items():
            take_step(self.diary.items[number], step, act=self.diary.act(told))

    def bring_extract(self, told: SampleExtract) -> None:
        act = self.diary.act(told)
        for account, number in told.rules.items():
            keep_rule(self.diary.plan, RuleKind.ACCOUNT, account, number, by=act.by, now=act.now)
        bring_extract_in(
            self.diary.plan,
            FOLDER / told.file,
            figures={Figure.SPENT},
            by=act.by,
            now=act.now,
            applies_on=told.on,
            why=told.why,
            files=settings.UDMOENT_FILES,
        )

    @property
    def years(self) -> range:
        return range(self.diary.agreement.budget_year, self.diary.agreement.budget_year + 4)
