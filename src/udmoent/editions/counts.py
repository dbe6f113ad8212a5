# SPDX-License-Identifier: MPL-2.0
"""How many items there are of what. The one function that screens and documents share; never a percentage."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from udmoent.editions.content import ItemContent
from udmoent.plan.facts import ENDED, Assessment, Kind, Stage

SILENCES: Final = (30, 60, 90)
"""After how many days without a word silence is counted."""

TOO_SILENT: Final = 60
"""After how many days silence is somebody's to break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """`items` = `open` + `closed` + `withdrawn`. The others overlap.

    Of open items only are `awaiting_decision`, `yellow`, `red`, `passed`, `assessments` and `silent`, which is by the
    number of days that have passed without a word.
    """

    items: int = 0
    open: int = 0
    closed: int = 0
    withdrawn: int = 0
    cross_cutting: int = 0
    awaiting_decision: int = 0
    yellow: int = 0
    red: int = 0
    passed: int = 0
    parts: Mapping[Kind, int] = field(default_factory=dict)
    stages: Mapping[Stage, int] = field(default_factory=dict)
    assessments: Mapping[Assessment, int] = field(default_factory=dict)
    silent: Mapping[int, int] = field(default_factory=dict)


def is_open(item: ItemContent) -> bool:
    return item.stage not in ENDED


def is_passed(item: ItemContent, on: date) -> bool:
    """An open item whose indicative time has passed without being updated; no fault, and never red of itself."""
    return is_open(item) and item.time.is_passed(on)


def days_silent(item: ItemContent, said: Mapping[int, date], on: date) -> int:
    """For how many days nothing was said of an open item. 0 for one that is over, or of which `said` tells nothing."""
    return (on - said.get(item.id, on)).days if is_open(item) else 0


def is_silent(item: ItemContent, said: Mapping[int, date], on: date, *, days: int = TOO_SILENT) -> bool:
    """`said` is by item id the day on which something was last said of it (`editions.silence.last_said`)."""
    return days_silent(item, said, on) > days


def count(items: Iterable[ItemContent], as_of: date, said: Mapping[int, date] | None = None) -> Counts:
    """Without `said` no item is silent."""
    items = tuple(items)
    still = [item for item in items if is_open(item)]
    stages = Counter(item.stage for item in items)
    assessments = Counter(item.assessment for item in still)
    return Counts(
        items=len(items),
        open=len(still),
        closed=stages[Stage.CLOSED],
        withdrawn=stages[Stage.WITHDRAWN],
        cross_cutting=sum(item.is_cross_cutting for item in items),
        awaiting_decision=stages[Stage.AWAITING_DECISION],
        yellow=assessments[Assessment.YELLOW],
        red=assessments[Assessment.RED],
        passed=sum(is_passed(item, as_of) for item in still),
        parts={kind: sum(item.kind == kind for item in items) for kind in Kind},
        stages={stage: stages[stage] for stage in Stage},
        assessments={assessment: assessments[assessment] for assessment in Assessment},
        silent={days: sum(is_silent(item, said or {}, as_of, days=days) for item in still) for days in SILENCES},
    )
