# SPDX-License-Identifier: MPL-2.0
"""The United Nations' seventeen goals for sustainable development, which an item may serve among its strategies."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

GOALS: Final = {
    1: gettext_noop("No poverty"),
    2: gettext_noop("Zero hunger"),
    3: gettext_noop("Good health and well-being"),
    4: gettext_noop("Quality education"),
    5: gettext_noop("Gender equality"),
    6: gettext_noop("Clean water and sanitation"),
    7: gettext_noop("Affordable and clean energy"),
    8: gettext_noop("Decent work and economic growth"),
    9: gettext_noop("Industry, innovation and infrastructure"),
    10: gettext_noop("Reduced inequalities"),
    11: gettext_noop("Sustainable cities and communities"),
    12: gettext_noop("Responsible consumption and production"),
    13: gettext_noop("Climate action"),
    14: gettext_noop("Life below water"),
    15: gettext_noop("Life on land"),
    16: gettext_noop("Peace, justice and strong institutions"),
    17: gettext_noop("Partnerships for the goals"),
}
_GOAL = re.compile(
    r"(?:FN['’]?s? )?(?:verdensmål|global goal|UN goal|SDG) ?(?:nr\.? ?)?(?P<number>\d{1,2})\b.*", re.I | re.S
)


@dataclass(frozen=True, slots=True, order=True)
class Goal:
    number: int

    @property
    def name(self) -> str:
        """In the active language."""
        return _(GOALS[self.number])


def goal_of(strategy: str) -> Goal | None:
    """The goal that a strategy's name tells, as “Verdensmål 11” or “FN's verdensmål 11: Bæredygtige byer” do."""
    found = _GOAL.fullmatch(strategy.strip())
    number = int(found["number"]) if found else 0
    return Goal(number) if number in GOALS else None


def parted(strategies: Iterable[str]) -> tuple[list[str], list[Goal]]:
    """The town's own strategies as written, and the goals in the order of their numbers."""
    told = {strategy: goal_of(strategy) for strategy in strategies}
    return [name for name, goal in told.items() if goal is None], sorted({goal for goal in told.values() if goal})
