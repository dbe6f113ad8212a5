# SPDX-License-Identifier: MPL-2.0
"""What carrying over makes, in words and sums: the same for what would be and for what is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_passed
from udmoent.intake.carrying.actions import Carried, CarriedOver
from udmoent.intake.carrying.rules import Choice
from udmoent.intake.carrying.words import reason
from udmoent.lib.money import KR, in_unit
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class GoingOn:
    """An item of the old plan with what it is in the new one. `changed`: number, part or committee are others."""

    old: ItemContent
    new: ItemContent
    part: str
    stage: str
    reason: str
    amounts: list[str]
    is_joined: bool

    @property
    def changed(self) -> bool:
        return (self.old.number, self.old.kind, self.old.body) != (self.new.number, self.new.kind, self.new.body)


@dataclass(frozen=True)
class SumRow:
    """The sum of what goes along, of one nature, phase and price level, in each year."""

    label: str
    kroner: list[str]


@dataclass(frozen=True)
class Trial:
    going: list[GoingOn]
    left: list[tuple[ItemContent, str]]
    years: list[int]
    sums: list[SumRow]
    targets: int
    headings: tuple[str, ...]

    passed: int = 0
    """How many of those that go on have a time that has passed."""

    @property
    def joined(self) -> int:
        return sum(one.is_joined for one in self.going)


def told_of(done: CarriedOver, plan: Plan, words: Words, on: date) -> Trial:
    going = [_going_on(one, one.new, words) for one in done.items if one.new]
    years, sums = _sums(done.items, words)
    left = [(one.line.item, reason(one.line.because, one.line.told)) for one in done.of(Choice.LEAVE)]
    passed = sum(is_passed(one.new, on) for one in going)
    return Trial(going, left, years, sums, done.targets, done.headings, passed)


def _going_on(one: Carried, new: ItemContent, words: Words) -> GoingOn:
    into = f"{one.line.into.number} {one.line.into.title}" if one.line.into else one.line.told
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for key, kroner in one.amounts.items():
        sums[key.nature, key.phase] += kroner
    return GoingOn(
        old=one.line.item,
        new=new,
        part=words.kind(new.kind),
        stage=words.stage(new.stage),
        reason=reason(one.line.because, into),
        amounts=[
            f"{words.phase(phase)} {in_unit(kroner, KR)} kr." for (_nature, phase), kroner in sorted(sums.items())
        ],
        is_joined=one.choice == Choice.JOIN,
    )


def _sums(items: Iterable[Carried], words: Words) -> tuple[list[int], list[SumRow]]:
    sums: dict[tuple[str, str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in items:
        for key, kroner in one.amounts.items():
            sums[key.nature, key.phase, key.price_level][key.year] += kroner
    years = sorted({year for of_year in sums.values() for year in of_year})
    rows = [
        SumRow(
            f"{words.nature(nature).capitalize()}, {words.phase(phase)}, {level}",
            [in_unit(of_year[year], KR) if year in of_year else "" for year in years],
        )
        for (nature, phase, level), of_year in sorted(sums.items())
    ]
    return years, rows
