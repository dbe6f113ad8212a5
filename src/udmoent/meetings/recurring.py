# SPDX-License-Identifier: MPL-2.0
"""The days on which a body meets by a rule: the second Wednesday of each month, or every third week. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.lib.working_days import HALF_HOLIDAYS, is_working_day

LONGEST: Final = timedelta(days=5 * 366)
LAST: Final = -1
JULY: Final = 7


class Skipped(StrEnum):
    """Why there is no meeting on a day of the rule."""

    HOLIDAY = "holiday"
    JULY = "july"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A weekday (0 is Monday): of each month the `nth` (-1: the last), or every so many `weeks` from the first one on."""

    first: date
    last: date
    weekday: int
    nth: int = 0
    weeks: int = 0
    skips_holidays: bool = True
    skips_july: bool = True


@dataclass(frozen=True, slots=True)
class RuleDay:
    """A day of the rule; `skipped` where there is no meeting all the same."""

    on: date
    skipped: Skipped | None = None


def why_not_recur(rule: Recurrence) -> Refusal | None:
    if rule.last < rule.first:
        return Refusal(_("The last day lies before the first one. Correct one of them."))
    if rule.last - rule.first > LONGEST:
        return Refusal(_("Meetings are called for at most five years at a time. Choose an earlier last day."))
    return None


def days_of(rule: Recurrence) -> list[RuleDay]:
    found = _monthly(rule) if rule.nth else _weekly(rule)
    return [RuleDay(day, _skipped(day, rule)) for day in found if rule.first <= day <= rule.last]


def _skipped(day: date, rule: Recurrence) -> Skipped | None:
    if rule.skips_july and day.month == JULY:
        return Skipped.JULY
    return Skipped.HOLIDAY if rule.skips_holidays and is_holiday(day) else None


def is_holiday(day: date) -> bool:
    """A holiday that falls on a weekday, or a day on which town halls are closed all the same."""
    return day.weekday() < 5 and (not is_working_day(day) or (day.month, day.day) in HALF_HOLIDAYS)


def _weekly(rule: Recurrence) -> Iterator[date]:
    day = rule.first + timedelta(days=(rule.weekday - rule.first.weekday()) % 7)
    while day <= rule.last:
        yield day
        day += timedelta(weeks=rule.weeks)


def _monthly(rule: Recurrence) -> Iterator[date]:
    year, month = rule.first.year, rule.first.month
    while (year, month) <= (rule.last.year, rule.last.month):
        if day := nth_weekday(year, month, rule.weekday, rule.nth):
            yield day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth of that weekday in the month, -1 for the last; None where there is no fifth."""
    first = date(year, month, 1)
    days = [first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * week) for week in range(5)]
    found = [day for day in days if day.month == month]
    if nth == LAST:
        return found[-1]
    return found[nth - 1] if nth <= len(found) else None
