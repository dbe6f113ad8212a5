# SPDX-License-Identifier: MPL-2.0
"""A body's work plan for a year: what it is to treat at each meeting, what it has treated, and what wants a meeting. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from udmoent.editions.content import PlanContent
from udmoent.editions.side_by_side import going_on, key_of, told_by_all, with_thread
from udmoent.editions.unplanned import Unplanned, unplanned
from udmoent.editions.work_plan import Treated, held, placed, treatments
from udmoent.lib.spans import is_running


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A day on which the body meets or has treated something. `most`: so many items are enough; None for no limit."""

    held_on: date
    treated: tuple[Treated, ...] = ()
    is_over: bool = False
    most: int | None = None

    @property
    def planned(self) -> int:
        return sum(one.treatment.held_on is None for one in self.treated)

    @property
    def is_empty(self) -> bool:
        return not self.treated

    @property
    def is_too_full(self) -> bool:
        return self.most is not None and not self.is_over and self.planned > self.most

    @property
    def has_room(self) -> bool:
        return not self.is_over and (self.most is None or self.planned < self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """`lacking` have no time that names days, `without_meeting` a time in which the body does not meet, `passed` a time that
    is over without anybody having told that they were treated; `running` go on all the time. `unplanned` are items that
    ought to be treated, and are planned nowhere.
    """

    year: int
    sittings: tuple[Sitting, ...]
    lacking: tuple[Treated, ...]
    without_meeting: tuple[Treated, ...]
    passed: tuple[Treated, ...]
    running: tuple[Treated, ...]
    unplanned: tuple[Unplanned, ...]

    @property
    def coming(self) -> tuple[Sitting, ...]:
        return tuple(one for one in self.sittings if not one.is_over)

    @property
    def planned(self) -> int:
        return sum(one.planned for one in self.sittings)

    @property
    def treated(self) -> int:
        return sum(len(one.treated) - one.planned for one in self.sittings)

    @property
    def too_full(self) -> tuple[Sitting, ...]:
        return tuple(one for one in self.sittings if one.is_too_full)

    @property
    def empty(self) -> tuple[Sitting, ...]:
        return tuple(one for one in self.coming if one.is_empty)


def year_plan(
    contents: Sequence[PlanContent], bodies: Collection[str], meetings: Iterable[date], *, year: int, most: int | None
) -> YearPlan:
    """`contents`: all of the town's plans as of one day; `bodies`: the names of the body; `meetings`: all its days ever.

    What goes on in a later plan is treated there: it is told once.
    """
    goes_on = going_on(contents)
    threads = [with_thread(content, contents) for content in contents]
    contents = told_by_all(contents)
    on, days = contents[0].as_of, sorted(meetings)
    found = sorted(
        (one for content in contents for one in treatments(content, bodies)), key=lambda one: one.time.sort_key
    )
    dated = [one for one in found if one.time.last]
    without = [one for one in found if not one.time.last] if year >= on.year else []
    still = [placed(one, [day for day in days if day >= on]) for one in dated if not one.time.is_passed(on)]
    done = [one for content in contents for one in held(content, bodies)]
    return YearPlan(
        year=year,
        sittings=_sittings(days, [*done, *still], year=year, on=on, most=most),
        lacking=tuple(one for one in without if not is_running(one.time.text)),
        without_meeting=tuple(one for one in still if one.meeting_on is None and _is_in(one, year)),
        passed=tuple(one for one in dated if one.time.is_passed(on) and _is_in(one, year)),
        running=tuple(one for one in without if is_running(one.time.text)),
        unplanned=tuple(
            one
            for content in threads
            for one in unplanned(content, bodies)
            if key_of(one.plan, one.item.number) not in goes_on
        )
        if year >= on.year
        else (),
    )


def _sittings(
    days: Iterable[date], found: Iterable[Treated], *, year: int, on: date, most: int | None
) -> tuple[Sitting, ...]:
    at: Mapping[date, list[Treated]] = defaultdict(list)
    for one in found:
        if one.meeting_on:
            at[one.meeting_on].append(one)
    wanted = sorted({day for day in (*days, *at) if day.year == year})
    return tuple(Sitting(held_on=day, treated=tuple(at[day]), is_over=day < on, most=most) for day in wanted)


def _is_in(one: Treated, year: int) -> bool:
    first, last = one.time.first, one.time.last
    return bool(first and last and first.year <= year <= last.year)
