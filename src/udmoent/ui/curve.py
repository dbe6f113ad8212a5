# SPDX-License-Identifier: MPL-2.0
"""A picture of numbers over time: a line through what was measured, where it began, and what is aimed at in each year."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString

from udmoent.ui.svg import LINE, element, legend, picture, room_for, words

_WIDE: Final = 620
_TALL: Final = 200
_EDGE: Final = 8
Place = tuple[date, Decimal]


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at in a year: at least, at most, or between the two."""

    year: int
    low: Decimal | None
    high: Decimal | None

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        return tuple(one for one in (self.low, self.high) if one is not None)


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn. `start` is the baseline."""

    measured: Sequence[Place]
    start: Place | None
    aims: Sequence[Aim]


@dataclass(frozen=True, slots=True)
class Words:
    measured: str
    start: str
    aim: str


def curve(
    name: str, drawn: Curve, said: Words, *, title: str, told: str, shown: Callable[[Decimal], str]
) -> SafeString:
    """The first and the last number stand at their points; the table beside the picture has them all."""
    frame = _frame(drawn, shown)
    foot = LINE + _TALL
    kinds = [
        ("bar", said.measured),
        *([("bar series-2", said.start)] if drawn.start else []),
        *([("bar series-1", said.aim)] if drawn.aims else []),
    ]
    return picture(
        name,
        *(part for aim in drawn.aims for part in frame.aim(aim)),
        *(frame.start(drawn.start) if drawn.start else ()),
        *frame.line(drawn.measured),
        element("path", d=f"M{frame.left} {foot}H{frame.right}", class_="axis"),
        *frame.scale(),
        *frame.years(foot + LINE),
        *legend(kinds, foot + 2 * LINE),
        title=title,
        told=told,
        width=frame.right + _EDGE + room_for(shown(frame.most)),
        height=foot + LINE + 12 + LINE * len(kinds),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and numbers stand."""

    first: int
    last: int
    least: Decimal
    most: Decimal
    left: int
    right: int
    shown: Callable[[Decimal], str]

    def x(self, day: date) -> int:
        begins, ends = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        inside = min(max((day - begins).days, 0), (ends - begins).days)
        return self.left + (self.right - self.left) * inside // (ends - begins).days

    def y(self, value: Decimal) -> int:
        return LINE + int(_TALL * (self.most - value) / (self.most - self.least))

    def aim(self, aim: Aim) -> Iterator[SafeString]:
        left, right = self.x(date(aim.year, 1, 1)), self.x(date(aim.year, 12, 31))
        if len(aim.bounds) == 2:
            top, foot = sorted(map(self.y, aim.bounds))
            yield element("rect", x=left, y=top, width=right - left, height=max(foot - top, 2), class_="bar series-1")
        for bound in aim.bounds:
            height = self.y(bound)
            yield element("rect", x=left, y=height - 2, width=right - left, height=4, class_="bar series-1")
            yield words(self.shown(bound), left + 4, height - 6, class_="quiet")

    def start(self, start: Place) -> Iterator[SafeString]:
        height = self.y(start[1])
        yield element("path", d=f"M{self.left} {height}H{self.right}", class_="start")

    def line(self, measured: Sequence[Place]) -> Iterator[SafeString]:
        places = [(self.x(day), self.y(value)) for day, value in measured]
        if len(places) > 1:
            yield element("path", d="M" + "L".join(f"{x} {y}" for x, y in places), class_="curve")
        for x, y in places:
            yield element("circle", cx=x, cy=y, r=4, class_="bar")
        if len(places) > 1:
            yield words(self.shown(measured[0][1]), places[0][0] - 8, places[0][1] - 6, text_anchor="end", class_="sum")
        if places:
            yield words(self.shown(measured[-1][1]), places[-1][0] + 8, places[-1][1] - 6, class_="sum")

    def scale(self) -> Iterator[SafeString]:
        for value in (self.least, self.most):
            yield words(self.shown(value), self.left - 6, self.y(value) + 4, text_anchor="end", class_="quiet")

    def years(self, foot: int) -> Iterator[SafeString]:
        for year in range(self.first, self.last + 1):
            middle = (self.x(date(year, 1, 1)) + self.x(date(year + 1, 1, 1))) // 2
            yield words(year, middle, foot, text_anchor="middle", class_="quiet")


def _frame(drawn: Curve, shown: Callable[[Decimal], str]) -> _Frame:
    places = [*drawn.measured, *([drawn.start] if drawn.start else [])]
    years = [day.year for day, _value in places] + [aim.year for aim in drawn.aims]
    values = [value for _day, value in places] + [bound for aim in drawn.aims for bound in aim.bounds]
    least, most = (min(values), max(values)) if values else (Decimal(0), Decimal(1))
    if least == most:
        least, most = least - 1, most + 1
    left = max(room_for(shown(least)), room_for(shown(most))) + _EDGE
    first, last = (min(years), max(years)) if years else (1, 1)
    return _Frame(first, last, least, most, left, left + _WIDE, shown)
