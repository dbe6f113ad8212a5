# SPDX-License-Identifier: MPL-2.0
"""A picture of what happens when: a row for each matter, its span as a bar, and single events as points below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from udmoent.lib.dates import MONTHS
from udmoent.ui.svg import LINE, SIZE, element, in_lines, picture, room_for, words

NAMES: Final = 300
"""The room for the rows' names, left of the days."""
DAYS: Final = 720
"""The room for the days."""
TIMES: Final = 220
"""The room for the times in words, right of the days."""
HEAD: Final = 3 * LINE + 6
_BAR: Final = 12
_POINT: Final = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """A stretch of the scale, from its first day on; larger ones hold the smaller."""

    first: date
    word: str
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The days that a picture shows, the last one included."""

    first: date
    last: date
    ticks: tuple[Tick, ...]

    def at(self, day: date) -> int:
        """The pixel at which the day begins; what lies outside is moved to the edge."""
        passed = (min(max(day, self.first), self.last + timedelta(1)) - self.first).days
        return NAMES + DAYS * passed // ((self.last - self.first).days + 1)

    def shows(self, first: date, last: date | None) -> bool:
        """Whether any day of the span is shown; without a last day it never ends."""
        return first <= self.last and (last is None or last >= self.first)


def scale_of_years(first: int, count: int) -> Scale:
    """Whole years, with their quarters."""
    years = range(first, first + count)
    large = (Tick(date(year, 1, 1), str(year), is_large=True) for year in years)
    small = (Tick(date(year, 3 * n - 2, 1), _("Q{n}").format(n=n)) for year in years for n in range(1, 5))
    return Scale(date(first, 1, 1), date(first + count - 1, 12, 31), (*large, *small))


def scale_of_year(year: int, language: str) -> Scale:
    """One year by its quarters, with their months."""
    quarters = (Tick(date(year, 3 * n - 2, 1), _("Q{n} {year}").format(n=n, year=year), True) for n in range(1, 5))
    months = (Tick(date(year, n, 1), MONTHS[language][n - 1][:3]) for n in range(1, 13))
    return Scale(date(year, 1, 1), date(year, 12, 31), (*quarters, *months))


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to another; without a last day it goes on."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """An event somewhere between two days, with its short word."""

    first: date
    last: date
    word: str

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """A matter: where it leads, its time in words, and how it looks: "", "passed" or "over"."""

    name: str
    href: str
    time: str
    span: Span | None = None
    points: tuple[Point, ...] = field(default=())
    looks: str = ""


def lanes(extents: Iterable[tuple[int, int]]) -> list[int]:
    """For each extent the first lane in which it touches none of those before it."""
    taken: list[list[tuple[int, int]]] = []
    found = []
    for left, right in extents:
        free = (at for at, lane in enumerate(taken) if all(right < one or left > other for one, other in lane))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((left, right))
        found.append(lane)
    return found


def timeline(
    name: str, rows: Sequence[Row], scale: Scale, *, on: date, today: str, title: str, told: str
) -> SafeString:
    """`today` is the word at the line that marks the day `on`; a day outside the scale has none.

    Its links are for the pointer; for the keyboard they are in the table beside it, so that none is passed twice.
    """
    drawn = [_Drawn(row, scale) for row in rows]
    tops = [HEAD]
    for one in drawn:
        tops.append(tops[-1] + one.height)
    return picture(
        name,
        *_stripes(tops),
        *_ticks(scale, tops[-1]),
        *(one.at(top) for one, top in zip(drawn, tops, strict=False)),
        *(_day_line(scale, on, today, tops[-1]) if scale.shows(on, on) else ()),
        title=title,
        told=told,
        width=NAMES + DAYS + TIMES,
        height=tops[-1] + 4,
        role="group",
    )


def _stripes(tops: Sequence[int]) -> Iterable[SafeString]:
    """Every other row has a ground of its own, so that the eye finds from its name to its bar."""
    for place, (top, below) in enumerate(pairwise(tops)):
        if place % 2:
            yield element("rect", x=0, y=top, width=NAMES + DAYS + TIMES, height=below - top, class_="stripe")


def _ticks(scale: Scale, bottom: int) -> Iterable[SafeString]:
    for tick in scale.ticks:
        x = scale.at(tick.first)
        base = 2 * LINE - 4 if tick.is_large else 3 * LINE - 4
        yield element("path", d=f"M{x} {base - SIZE}V{bottom}", class_="large tick" if tick.is_large else "tick")
        yield words(tick.word, x + 4, base, class_="large" if tick.is_large else "quiet")


def _day_line(scale: Scale, on: date, today: str, bottom: int) -> tuple[SafeString, ...]:
    x, half = scale.at(on), room_for(today) // 2
    middle = min(max(x, half), NAMES + DAYS + TIMES - half)
    return (
        element("path", d=f"M{x} {LINE - 2}V{bottom}", class_="today"),
        words(today, middle, LINE - 5, text_anchor="middle", class_="today-word"),
    )


class _Drawn:
    """A row with its words in lines and its points in lanes."""

    def __init__(self, row: Row, scale: Scale) -> None:
        self.row, self.scale = row, scale
        self.name = in_lines(row.name, NAMES - 12)
        self.time = in_lines(row.time, TIMES - 12)
        self.points = [point for point in row.points if scale.shows(point.first, point.last)]
        self.lanes = lanes(map(self._extent, self.points))

    @property
    def height(self) -> int:
        below_each_other = 8 + _BAR + LINE * (max(self.lanes, default=-1) + 1)
        return max(LINE * len(self.name), LINE * len(self.time), below_each_other) + 8

    def at(self, top: int) -> SafeString:
        base = top + LINE
        return element(
            "a",
            *(words(line, 4, base + place * LINE, class_="name") for place, line in enumerate(self.name)),
            *self._span(top + 7),
            *(
                self._point(point, top + 7 + _BAR + lane * LINE)
                for point, lane in zip(self.points, self.lanes, strict=True)
            ),
            *(words(line, NAMES + DAYS + 8, base + place * LINE) for place, line in enumerate(self.time)),
            href=self.row.href,
            tabindex=-1,
            class_=f"row is-{self.row.looks}" if self.row.looks else "row",
        )

    def _span(self, top: int) -> Iterable[SafeString]:
        span = self.row.span
        if span is None or not self.scale.shows(span.first, span.last):
            return
        left = self.scale.at(span.first)
        if span.last is None:
            right, middle = NAMES + DAYS, top + _BAR // 2
            tip = f"M{left} {top}H{right - 8}L{right} {middle}L{right - 8} {top + _BAR}H{left}Z"
            yield element("path", d=tip, class_="span endless")
        else:
            width = max(6, self.scale.at(span.last + timedelta(1)) - left)
            yield element("rect", x=left, y=top, width=width, height=_BAR, class_="span")

    def _extent(self, point: Point) -> tuple[int, int]:
        left, right = self._reach(point)
        room = room_for(point.word) + 4
        return (left - room, right) if self._is_late(point) else (left, right + room)

    def _reach(self, point: Point) -> tuple[int, int]:
        """The pixels of the days among which the event lies, or of the point itself where that is wider."""
        x = self.scale.at(point.middle)
        first, last = self.scale.at(point.first), self.scale.at(point.last + timedelta(1))
        return min(first, x - _POINT), max(last, x + _POINT)

    def _is_late(self, point: Point) -> bool:
        """Whether its word stands before it, as there is no room behind."""
        return self._reach(point)[1] + room_for(point.word) + 4 > NAMES + DAYS

    def _point(self, point: Point, top: int) -> SafeString:
        x, y = self.scale.at(point.middle), top + LINE // 2
        left, right = self._reach(point)
        is_late = self._is_late(point)
        return element(
            "g",
            element(
                "path",
                d=f"M{left} {y - _POINT}v{2 * _POINT}M{left} {y}H{right}m0 {-_POINT}v{2 * _POINT}",
                class_="reach",
            ),
            element("path", d=f"M{x - _POINT} {y}L{x} {y - _POINT}L{x + _POINT} {y}L{x} {y + _POINT}Z", class_="point"),
            words(point.word, left - 4 if is_late else right + 4, y + 5, text_anchor="end" if is_late else "start"),
        )
