# SPDX-License-Identifier: MPL-2.0
"""Danish working days. 5 June, 24 and 31 December count for what runs forward from a day, and not for what runs backward
to one: either way one is on the safe side.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays_of(day.year)


def working_day_from(day: date) -> date:
    """The day itself, else the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


def working_days_after(day: date, count: int) -> date:
    """The working day that comes so many working days after; the day itself, or the first after it, for none."""
    found = working_day_from(day)
    for _time in range(count):
        found = working_day_from(found + DAY)
    return found


HALF_HOLIDAYS = frozenset({(6, 5), (12, 24), (12, 31)})


def working_days_before(day: date, count: int) -> date:
    """The working day that lies so many working days before; the day itself for none."""
    found = day
    for _time in range(count):
        found -= DAY
        while not is_working_day(found) or (found.month, found.day) in HALF_HOLIDAYS:
            found -= DAY
    return found
