# SPDX-License-Identifier: MPL-2.0
"""How the plan went, month by month: items by stage, times moved, promises confirmed. From the states themselves, in one query."""

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from udmoent.editions.content import PlanContent
from udmoent.plan.facts import ENDED, Stage
from udmoent.plan.models import ItemState, Plan

MOST: Final = 12
"""As many days as a picture shows side by side."""


@dataclass(frozen=True, slots=True)
class Promises:
    """`kept`: of items that are closed; `confirmed` and `unconfirmed`: of items that are still open."""

    kept: int = 0
    confirmed: int = 0
    unconfirmed: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """The plan as of a day, in counts. `moved` is how often a time was moved since the point before."""

    on: date
    stages: Mapping[Stage, int]
    moved: int
    promises: Promises


def days_until(first: date, until: date, most: int = MOST) -> list[date]:
    """The ends of months from the first day on and the day itself; every second, third … month where they are too many."""
    months = (until.year - first.year) * 12 + until.month - first.month
    step = -(-(months + 1) // most)
    ends = [_end_of_month(first, place) for place in range(months % step, months, step)]
    return [*(day for day in ends if first <= day < until), until]


def _end_of_month(first: date, later: int) -> date:
    years, month = divmod(first.month - 1 + later, 12)
    year, month = first.year + years, month + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def trends_of(plan: Plan, content: PlanContent) -> list[Point]:
    """How the items of a content of the plan went until its day, as known when it was gathered or sealed.

    What somebody sees in part only has no id, and is not counted: its commitments are not theirs to see.
    """
    seen = {item.id for item in content.items if item.id}
    return trends(plan, content.as_of, content.known_at, items=seen)


def trends(
    plan: Plan, until: date, known_at: datetime | None = None, *, items: Collection[int] | None = None
) -> list[Point]:
    """Up to a day, as known at a moment; of these items by id alone, where told."""
    states = ItemState.objects.filter(item__plan=plan, applies_on__lte=until)
    if known_at:
        states = states.filter(recorded_at__lte=known_at)
    rows = states.order_by("applies_on", "pk").values_list(
        "applies_on", "item_id", "is_present", "stage", "time_text", "commitments"
    )
    told = [row for row in rows if items is None or row[1] in items]
    return list(points(told, days_until(told[0][0], until))) if told else []


Row = tuple[date, int, bool, str, str, Sequence[Mapping[str, Any]]]
"""From which day, of which item, whether it is there, its stage, time and promises; in the order in which they hold."""


def points(rows: Iterable[Row], days: Iterable[date]) -> Iterable[Point]:
    """The rows counted on each of the days. Pure."""
    coming, said, times = iter(rows), dict[int, Row](), dict[int, str]()
    row = next(coming, None)
    for day in days:
        moved = 0
        while row and row[0] <= day:
            before = times.get(row[1], "")
            moved += bool(before and row[4] != before and row[2])
            said[row[1]], times[row[1]] = row, row[4]
            row = next(coming, None)
        yield _point(day, [one for one in said.values() if one[2]], moved)


def _point(day: date, rows: list[Row], moved: int) -> Point:
    stages = dict.fromkeys(Stage, 0)
    kept = confirmed = unconfirmed = 0
    for _on, _item, _present, code, _time, commitments in rows:
        stage = Stage(code)
        stages[stage] += 1
        for one in commitments:
            if stage == Stage.CLOSED:
                kept += 1
            elif stage not in ENDED:
                confirmed, unconfirmed = (
                    (confirmed + 1, unconfirmed) if one.get("confirmed_on") else (confirmed, unconfirmed + 1)
                )
    return Point(day, stages, moved, Promises(kept, confirmed, unconfirmed))
