# SPDX-License-Identifier: MPL-2.0
"""What items serve: the town's strategies, policies, plans and values, and the UN's goals. Pure.

An item names its aims as text. Which aim is meant is found by its name, by another name of it, or by a goal's number; an aim
that the town's file does not tell of is one too, of which no more is known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from udmoent.lib.text import code_of, danish_order, normalised
from udmoent.organisation.configuration import TownConfiguration, TownStrategy
from udmoent.organisation.goals import GOALS, Goal, goal_of, target_of


class AimKind(StrEnum):
    """In the order in which they are shown."""

    STRATEGY = "strategy"
    POLICY = "policy"
    PLAN = "plan"
    VALUES = "values"
    UNKNOWN = "unknown"
    GOAL = "goal"


GOAL_NAME: Final = "Verdensmål {number}"
"""How an item names a goal that is chosen from the list, in Danish as the plan itself is."""


@dataclass(frozen=True, slots=True)
class Aim:
    """`name` is how items name it; `code` stands in addresses. `told` is what the town's file says of it."""

    kind: AimKind
    name: str
    code: str
    told: TownStrategy | None = None
    goal: Goal | None = None

    def is_offered(self, on: date) -> bool:
        return self.told is None or self.told.is_in_force(on)


class Aims:
    """Everything that a town's items may serve."""

    def __init__(self, strategies: Iterable[TownStrategy]) -> None:
        told = tuple(strategies)
        of_goals = {goal: one for one in told if (goal := goal_of(one.name))}
        own = [(one, Aim(AimKind(one.kind), one.name, code_of(one.name), one)) for one in told if not goal_of(one.name)]
        self._goals = {number: _of_goal(Goal(number), of_goals.get(Goal(number))) for number in GOALS}
        self._named = {normalised(name): aim for one, aim in own for name in (one.name, *one.aliases)}
        self.known: tuple[Aim, ...] = (*sorted((aim for _one, aim in own), key=_place), *self._goals.values())

    @classmethod
    def of_town(cls, town: TownConfiguration) -> "Aims":
        return cls(town.strategies)

    def named(self, name: str) -> Aim:
        """What an item means by that name."""
        if goal := goal_of(name):
            return self._goals[goal.number]
        return self._named.get(normalised(name)) or Aim(AimKind.UNKNOWN, name, code_of(name))

    def served(self, names: Iterable[str]) -> tuple[Aim, ...]:
        """What an item that names these serves, each once, in the order in which aims are shown."""
        return in_order({aim.code: aim for aim in map(self.named, names)}.values())

    def with_more(self, names: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
        """The names, and those others whose aim they do not tell already."""
        told = {self.named(name).code for name in names}
        return (*names, *(name for name in more if self.named(name).code not in told))

    def offered(self, on: date) -> tuple[Aim, ...]:
        """What may be chosen for an item that day."""
        return tuple(aim for aim in self.known if aim.is_offered(on))

    def proper(self, name: str) -> str:
        """The name in the form in which a choice from the list writes it; a goal's target stays, and so does what is unknown."""
        aim, target = self.named(name), target_of(name)
        return GOAL_NAME.format(number=target) if target else aim.name


def _of_goal(goal: Goal, told: TownStrategy | None) -> Aim:
    name = GOAL_NAME.format(number=goal.number)
    return Aim(AimKind.GOAL, name, code_of(name), told, goal)


KINDS: Final = tuple(AimKind)


def _place(aim: Aim) -> tuple[int, int, str]:
    return KINDS.index(aim.kind), aim.goal.number if aim.goal else 0, danish_order(aim.name)


def in_order(aims: Iterable[Aim]) -> tuple[Aim, ...]:
    """As they are shown: the town's own by kind and name, then the goals by number."""
    return tuple(sorted(aims, key=_place))


def targets(names: Iterable[str], aim: Aim) -> Iterator[str]:
    """The targets of a goal that are named."""
    for name in names:
        if aim.goal and goal_of(name) == aim.goal and (target := target_of(name)):
            yield target
