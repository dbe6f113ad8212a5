# SPDX-License-Identifier: MPL-2.0
"""The United Nations' seventeen goals for sustainable development, which an item may serve among its strategies."""

import re
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
    r"(?:FN['’]?s? )?(?:verdensmål|global goal|UN goal|SDG) ?(?:nr\.? ?)?"
    r"(?P<number>\d{1,2})(?:\.(?P<target>\d{1,2}|[a-d])\b)?(?!\w).*",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True, order=True)
class Goal:
    number: int

    @property
    def name(self) -> str:
        """In the active language."""
        return _(GOALS[self.number])


def goal_of(strategy: str) -> Goal | None:
    """The goal that a strategy's name tells, as “Verdensmål 11” or “FN's verdensmål 11: Bæredygtige byer” do.

    One of a goal's targets, as “Verdensmål 4.2”, tells the goal.
    """
    found = _GOAL.fullmatch(strategy.strip())
    number = int(found["number"]) if found else 0
    return Goal(number) if number in GOALS else None


def target_of(strategy: str) -> str:
    """The target that a strategy's name tells of its goal: "4.2" for “Verdensmål 4.2”; empty for the goal as a whole."""
    found = _GOAL.fullmatch(strategy.strip()) if goal_of(strategy) else None
    return f"{int(found['number'])}.{found['target'].lower()}" if found and found["target"] else ""
