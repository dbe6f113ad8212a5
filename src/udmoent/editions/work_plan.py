# SPDX-License-Identifier: MPL-2.0
"""A body's work plan: its treatments of the plan's open items, held against the days on which it meets. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.lib.spans import is_running
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Treatment


@dataclass(frozen=True, slots=True)
class Treated:
    """An item's treatment in a body, in the plan of that name. `meeting_on` is the first meeting to come in its time, or the
    day on which it was held; None where there is none.
    """

    item: ItemContent
    treatment: Treatment
    time: IndicativeTime
    meeting_on: date | None = None
    plan: str = ""

    @property
    def is_at_a_meeting(self) -> bool:
        """Whether its time is a day, and not only a stretch of days in which the body meets."""
        return self.time.first is not None and self.time.first == self.time.last


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPlan:
    """`lacking` have no time that can be placed, `running` go on all the time, `passed` lie before the content's day."""

    lacking: tuple[Treated, ...]
    coming: tuple[Treated, ...]
    running: tuple[Treated, ...]
    passed: tuple[Treated, ...]

    def at(self, meeting_on: date) -> tuple[Treated, ...]:
        return tuple(one for one in self.coming if one.meeting_on == meeting_on)

    @property
    def is_empty(self) -> bool:
        return not (self.lacking or self.coming or self.running or self.passed)


def treatments(content: PlanContent, bodies: Collection[str] | None = None) -> Iterator[Treated]:
    """What is planned of open items in these bodies, or in any, in the plan's order."""
    for item in content.items:
        for one in item.treatments if is_open(item) else ():
            if not one.held_on and (bodies is None or one.body in bodies):
                yield Treated(item, one, IndicativeTime.read(one.time, content.budget_year), plan=content.plan)


def held(content: PlanContent, bodies: Collection[str]) -> Iterator[Treated]:
    """What has been treated in these bodies, of items that are open or over."""
    for item in content.items:
        for one in item.treatments:
            if one.held_on and one.body in bodies:
                time = IndicativeTime.read(one.time, content.budget_year)
                yield Treated(item, one, time, one.held_on, content.plan)


def work_plan(contents: Sequence[PlanContent], bodies: Collection[str], meetings: Sequence[date]) -> WorkPlan:
    """The treatments in a body, which goes by several names after a renaming; `meetings` are its days, in order.

    `contents`: all of the town's plans as of one day, each treatment told in one of them.
    """
    on = contents[0].as_of
    coming_up = [day for day in meetings if day >= on]
    told = (one for content in contents for one in treatments(content, bodies))
    found = sorted(told, key=lambda one: one.time.sort_key)
    dated = [one for one in found if one.time.last]
    without = [one for one in found if not one.time.last]
    return WorkPlan(
        lacking=tuple(one for one in without if not is_running(one.time.text)),
        coming=tuple(placed(one, coming_up) for one in dated if not one.time.is_passed(on)),
        running=tuple(one for one in without if is_running(one.time.text)),
        passed=tuple(one for one in dated if one.time.is_passed(on)),
    )


def placed(one: Treated, meetings: Iterable[date]) -> Treated:
    """With the first of the meetings that lies in its time."""
    first, last = one.time.first, one.time.last
    within = (day for day in meetings if first and last and first <= day <= last)
    return replace(one, meeting_on=next(within, None))
