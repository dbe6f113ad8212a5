# SPDX-License-Identifier: MPL-2.0
"""The capital projects at a moment: their shares of each year's budget, what is appropriated, released and spent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from udmoent.economy.capital import SEPARATE_FROM, Finding, findings, is_done
from udmoent.economy.models import Phase
from udmoent.economy.rules import CORRECTED
from udmoent.economy.steps import ORDER, Step
from udmoent.editions.content import ItemContent
from udmoent.editions.totals import counts
from udmoent.plan.facts import Kind, Stage

NATURE: Final = "capital"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project at one price level. `budget` is its share by year (rådighedsbeløb), the corrected one.

    `frame` is the number of the frame appropriation that it was given its money from; `derived` are the operating items
    that follow from it.
    """

    item: ItemContent
    step: Step | None
    budget: Mapping[int, int]
    transfer: int
    appropriated: int
    released: int
    spent: int
    frame: str = ""
    derived: tuple[ItemContent, ...] = ()

    @property
    def whole_budget(self) -> int:
        return sum(self.budget.values())

    @property
    def is_done(self) -> bool:
        return is_done(self.step, is_closed=self.item.stage == Stage.CLOSED)

    @property
    def has_separate_accounts(self) -> bool:
        return max(self.spent, self.appropriated) >= SEPARATE_FROM

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = findings(
            budget=self.whole_budget,
            appropriated=self.appropriated,
            released=self.released,
            spent=self.spent,
            step=self.step,
            is_closed=self.item.stage == Stage.CLOSED,
        )
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Overview:
    """The projects of one price level; each frame is followed by what was distributed from it."""

    price_level: str
    years: tuple[int, ...]
    projects: tuple[Project, ...]

    def of_frame(self, number: str) -> tuple[Project, ...]:
        """The frame and what was distributed from it: together what the frame was before."""
        return tuple(one for one in self.projects if one.item.number == number or one.frame == number)


def is_released(item: ItemContent, step: Step | None) -> bool:
    """Whether money has been released to the project, told by its step or by its amounts."""
    has_come_so_far = step is not None and ORDER.index(step) >= ORDER.index(Step.RELEASED)
    return has_come_so_far or any(one.phase == Phase.RELEASED and one.kroner for one in item.amounts)


def overviews(items: Iterable[ItemContent], steps: Mapping[int, Step]) -> list[Overview]:
    """One for each price level. `steps` are by item id. What is withdrawn, or part of another item, is left out."""
    items = tuple(items)
    capital = [item for item in items if item.kind == Kind.CAPITAL and counts(item)]
    levels = sorted({one.price_level for item in capital for one in item.amounts if one.nature == NATURE})
    return [_overview(items, capital, steps, level) for level in levels]


def _overview(
    items: tuple[ItemContent, ...], capital: list[ItemContent], steps: Mapping[int, Step], level: str
) -> Overview:
    numbers = {item.number for item in capital}
    found = [
        _project(item, items, steps.get(item.id), level, item.derived_from if item.derived_from in numbers else "")
        for item in capital
        if any(one.price_level == level and one.nature == NATURE for one in item.amounts)
    ]
    years = tuple(sorted({year for one in found for year in one.budget}))
    return Overview(level, years, tuple(_by_frame(found)))


def _project(
    item: ItemContent, items: tuple[ItemContent, ...], step: Step | None, level: str, frame: str | None
) -> Project:
    own = [one for one in item.amounts if one.price_level == level and one.nature == NATURE]
    budget: dict[int, int] = {}
    for one in own:
        if one.phase in CORRECTED:
            budget[one.year] = budget.get(one.year, 0) + one.kroner

    def all_years(phase: Phase) -> int:
        return sum(one.kroner for one in own if one.phase == phase)

    return Project(
        item=item,
        step=step,
        budget=budget,
        transfer=all_years(Phase.TRANSFER),
        appropriated=all_years(Phase.APPROPRIATED),
        released=all_years(Phase.RELEASED),
        spent=all_years(Phase.SPENT),
        frame=frame or "",
        derived=tuple(one for one in items if one.derived_from == item.number and one.kind != Kind.CAPITAL),
    )


def _by_frame(found: list[Project]) -> Iterable[Project]:
    """In their own order, what was distributed from a frame right after it."""
    shown = {one.item.number for one in found}
    for one in found:
        if one.frame not in shown:
            yield one
            yield from _distributed(one, found)


def _distributed(frame: Project, found: list[Project]) -> Iterable[Project]:
    for one in found:
        if one.frame == frame.item.number:
            yield one
            yield from _distributed(one, found)
