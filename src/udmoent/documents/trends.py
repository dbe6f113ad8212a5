# SPDX-License-Identifier: MPL-2.0
"""How the plan went, in pictures with a table beside each: one telling for pages and documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from udmoent.documents.pictures import for_paper
from udmoent.documents.report import Align, Block, Column, Heading, Picture, Row, Table, plain
from udmoent.documents.words import Words
from udmoent.editions.trends import Point
from udmoent.lib.dates import MONTHS
from udmoent.plan.facts import Stage
from udmoent.ui.stacks import stacks
from udmoent.ui.svg import Series


@dataclass(frozen=True)
class Trend:
    """A picture, what it tells in words, and its numbers: a row for each kind, a column for each time."""

    name: str
    title: str
    told: str
    times: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def picture(self) -> SafeString:
        return stacks(self.name, self.times, self.series, title=self.title, told=self.told)


def trends_told(points: Sequence[Point], words: Words) -> list[Trend]:
    """The pictures that have something to show."""
    times = tuple(_time(point, words.language) for point in points)
    told = _("A column for each time, with a part for each kind. The table tells the same.")
    found = [
        Trend("stages", _("Items by stage"), told, times, _stages(points, words)),
        Trend("moves", _("Times moved"), told, times, (Series(_("Moved since the time before"), _moved(points)),)),
        Trend("promises", _("Promises"), told, times, _promises(points)),
    ]
    return [trend for trend in found if any(any(one.amounts) for one in trend.series)]


def _time(point: Point, language: str) -> str:
    return f"{MONTHS[language][point.on.month - 1][:3]} {point.on.year}"


def _stages(points: Sequence[Point], words: Words) -> tuple[Series, ...]:
    return tuple(Series(words.stage(stage), [point.stages[stage] for point in points]) for stage in Stage)


def _moved(points: Sequence[Point]) -> list[int]:
    return [point.moved for point in points]


def _promises(points: Sequence[Point]) -> tuple[Series, ...]:
    return (
        Series(_("Kept: the item is closed"), [point.promises.kept for point in points]),
        Series(_("Confirmed by the party"), [point.promises.confirmed for point in points]),
        Series(_("Never confirmed"), [point.promises.unconfirmed for point in points]),
    )


def trend_blocks(points: Sequence[Point], words: Words) -> Iterator[Block]:
    """The pictures with their tables, under one heading; nothing where nothing has happened yet."""
    told = trends_told(points, words)
    if not told or len(points) < 2:
        return
    yield Heading(1, _("The plan over time"))
    for trend in told:
        yield Heading(2, trend.title)
        yield Picture(for_paper(trend.picture), f"{trend.title}. {trend.told}")
        yield _table(trend)


def _table(trend: Trend) -> Table:
    columns = (Column(_("Number of"), 2.4), *(Column(time, 1.0, Align.RIGHT) for time in trend.times))
    rows = [Row((plain(one.word), *(plain(str(count or 0)) for count in one.amounts))) for one in trend.series]
    return Table(trend.title, columns, tuple(rows), min(1.0, 0.28 + 0.07 * len(trend.times)))
