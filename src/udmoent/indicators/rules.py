# SPDX-License-Identifier: MPL-2.0
"""What may be said of indicators, which way they go, and when one is to be measured. Pure."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from udmoent.indicators.facts import MONTHS, Direction, IndicatorFacts, Rhythm, Target
from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refusal


class Way(StrEnum):
    """Which way the last measurement goes, held against the one before it, and where there is none against the baseline."""

    RIGHT = "right"
    WRONG = "wrong"
    STILL = "still"
    UNKNOWN = "unknown"


def way(direction: Direction, before: Decimal | None, now: Decimal | None, target: Target | None) -> Way:
    """Up or down is plain. What is to be held within is right while it is within this year's target, or comes nearer."""
    if now is None:
        return Way.UNKNOWN
    if direction == Direction.WITHIN:
        return _way_within(before, now, target)
    if before is None:
        return Way.UNKNOWN
    if now == before:
        return Way.STILL
    return Way.RIGHT if (now > before) == (direction == Direction.UP) else Way.WRONG


def _way_within(before: Decimal | None, now: Decimal, target: Target | None) -> Way:
    if target is None:
        return Way.UNKNOWN
    lacks = target.lacking(now)
    if not lacks:
        return Way.RIGHT
    if before is None:
        return Way.UNKNOWN
    lacked = target.lacking(before)
    return Way.STILL if lacks == lacked else Way.RIGHT if lacks < lacked else Way.WRONG


def owed_since(rhythm: Rhythm, measured_on: date) -> date | None:
    """The day by which the next measurement is to be there, after one that was made that day."""
    if rhythm == Rhythm.NONE:
        return None
    months = measured_on.month - 1 + MONTHS[rhythm]
    year, month = measured_on.year + months // 12, months % 12 + 1
    return date(year, month, min(measured_on.day, monthrange(year, month)[1]))


def why_not_tell(facts: IndicatorFacts, *, others: Collection[str], threads: Collection[int]) -> Iterator[Refusal]:
    """`others` are the names of the other indicators; `threads` the ids of the first items of every thread there is."""
    if not facts.name:
        yield Refusal(_("Give the indicator a name."))
    if facts.name.casefold() in {name.casefold() for name in others}:
        yield Refusal(_("There is already an indicator of that name. Give this one another, or use that one."))
    if not facts.unit:
        yield Refusal(_("Tell the unit, such as m², kr. or days."))
    if (facts.baseline is None) != (facts.baseline_on is None):
        yield Refusal(_("A baseline is a number and the day it is of. Tell both, or neither."))
    for target in facts.targets:
        yield from _why_not_aim(facts.direction, target)
    if not set(facts.threads) <= set(threads):
        yield Refusal(_("The indicator is linked to an item that there is not. Choose the items once more."))


def _why_not_aim(direction: Direction, target: Target) -> Iterator[Refusal]:
    low, high, year = target.at_least, target.at_most, target.year
    if direction == Direction.WITHIN:
        if low is None or high is None or low > high:
            sentence = _("The target of {year} is to be held within two numbers. Write it as 3,5 - 4,5.")
            yield Refusal(sentence.format(year=year))
    elif (low is None) == (direction == Direction.UP) or (high is None) == (direction == Direction.DOWN):
        yield Refusal(_("The target of {year} is one number. Write it as 3,5.").format(year=year))


def why_not_measure(measured_on: date, *, today: date, is_retired: bool, taken: Collection[date]) -> list[Refusal]:
    """`taken` are the days of which a measurement holds already."""
    found = []
    if is_retired:
        found.append(Refusal(_("The indicator is no longer measured. Take it up again first.")))
    if measured_on > today:
        found.append(Refusal(_("A measurement is of a day that has been. Correct the day.")))
    if measured_on in taken:
        sentence = _("There is already a measurement of {day}. Correct that one.")
        found.append(Refusal(sentence.format(day=short_date(measured_on))))
    return found


def why_not_correct(*, is_corrected: bool, is_same: bool) -> Refusal | None:
    if is_corrected:
        return Refusal(_("The measurement is corrected already. Correct the newer one."))
    if is_same:
        return Refusal(_("That is what the measurement says already. Change the number, the day or the source."))
    return None
