# SPDX-License-Identifier: MPL-2.0
"""The plan's items as lines in time: by group, each with its span and its treatments. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open, is_passed
from udmoent.lib.spans import is_running
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Treatment
from udmoent.ui.timeline import Point, Scale, Span

Naming = Callable[[ItemContent], tuple[str, str]]
"""The group that an item stands in: a code for its address, and its name."""


@dataclass(frozen=True, slots=True)
class Line:
    """An item with the days of its time and of its treatments."""

    item: ItemContent
    span: Span | None
    points: tuple[Point, ...]
    is_passed: bool

    @property
    def is_endless(self) -> bool:
        return self.span is not None and self.span.last is None

    @property
    def looks(self) -> str:
        if not is_open(self.item):
            return "over"
        return "passed" if self.is_passed else ""

    def is_on(self, scale: Scale) -> bool:
        """Whether the scale shows anything of it."""
        spans: list[Span | Point] = [*([self.span] if self.span else []), *self.points]
        return any(scale.shows(one.first, one.last) for one in spans)


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name: str
    lines: list[Line] = field(default_factory=list)


def line(item: ItemContent, budget_year: int, on: date) -> Line:
    """`budget_year` counts where a time has no year of its own."""
    points = tuple(_points(item.treatments, budget_year))
    return Line(item, span_of(item.time, date(budget_year, 1, 1)), points, is_passed(item, on))


def span_of(time: IndicativeTime, begins: date) -> Span | None:
    """The days of a time; what goes on has no last day, and begins with the plan where it names no day."""
    if is_running(time.text):
        return Span(time.first or begins, None)
    return Span(time.first, time.last) if time.first and time.last else None


def _points(treatments: Iterable[Treatment], budget_year: int) -> Iterable[Point]:
    """A point for each stretch of days, with all the bodies that treat the item in it, in the order of the days."""
    bodies: dict[tuple[date, date], list[str]] = {}
    for one in treatments:
        time = IndicativeTime.read(one.time, budget_year)
        if time.first and time.last:
            bodies.setdefault((time.first, time.last), []).append(one.body)
    for (first, last), names in sorted(bodies.items()):
        yield Point(first, last, ", ".join(dict.fromkeys(names)))


def grouped(lines: Iterable[Line], naming: Naming) -> list[Group]:
    """The lines in their order, by group in the order of the first of each."""
    groups: dict[str, Group] = {}
    for (code, name), members in groupby(lines, key=lambda one: naming(one.item)):
        groups.setdefault(code, Group(code, name)).lines.extend(members)
    return list(groups.values())
