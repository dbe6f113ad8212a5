# SPDX-License-Identifier: MPL-2.0
"""Dates as people write and read them."""

import re
from datetime import date, time
from typing import Final

MONTHS: Final = {
    "da": (
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
"""The twelve names of the months by language."""

WEEKDAYS: Final = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""The seven names of the days by language, from Monday on."""

_MONTH_NUMBERS: Final = {
    spelling: number
    for names in MONTHS.values()
    for number, name in enumerate(names, start=1)
    for spelling in (name.lower(), name.lower()[:3])
} | {"sept": 9}

MONTH_WORDS: Final = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
"""All spellings that `month_number` knows, as alternatives for a regular expression, longest first."""

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_FIGURES = re.compile(
    r"(?P<day>[0-9]{1,2})(?:\. ?|[-/])(?P<month>[0-9]{1,2})(?:\. ?|[-/ ])(?P<year>[0-9]{4}|[0-9]{2})",
)
_WORDS = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\.? ?(?P<month>{MONTH_WORDS})\.? (?P<year>[0-9]{{4}})",
    re.IGNORECASE,
)


def parse_date(text: str) -> date | None:
    """The date written as 2025-05-31, 31-05-2025, 31.5.2025, 31/5/2025, 31/5 2025, 31.5.25 or 31. maj 2025; else None.

    Two figures are the years 1969 to 2068. A day that does not exist is None.
    """
    written = text.strip()
    for shape in (_ISO, _FIGURES, _WORDS):
        if found := shape.fullmatch(written):
            return _date_or_none(found["year"], found["month"], found["day"])
    return None


def _date_or_none(year: str, month: str, day: str) -> date | None:
    number = month_number(month) or (int(month) if month.isdecimal() else 0)
    try:
        return date(full_year(year), number, int(day))
    except ValueError:
        return None


_CLOCK = re.compile(r"(?:kl\.? ?)?(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2})(?:[.:][0-9]{2})?)?", re.IGNORECASE)


def parse_clock(text: str) -> time | None:
    """The hour written as 17, 17.00, 17:00 or kl. 17.00; else None."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        return time(int(found["hour"]), int(found["minute"] or 0)) if found else None
    except ValueError:
        return None


def clock_words(moment: time) -> str:
    """ "17.00"."""
    return f"{moment.hour}.{moment.minute:02}"


def full_year(figures: str) -> int:
    """2025 for "2025" and for "25"; two figures are the years 1969 to 2068."""
    year = int(figures)
    if len(figures) != 2:
        return year
    return year + (2000 if year < 69 else 1900)


def month_number(word: str) -> int | None:
    """1 to 12 for a Danish or English name of a month, whole or its first three letters, with or without a point."""
    return _MONTH_NUMBERS.get(word.strip().removesuffix(".").lower())


def danish_date(day: date, language: str = "da") -> str:
    """ "31. maj 2025"; in English "31 May 2025"."""
    point = "." if language == "da" else ""
    return f"{day.day}{point} {MONTHS[language][day.month - 1]} {day.year}"


def weekday_date(day: date, language: str = "da") -> str:
    """ "fredag den 6. juni"; in English "Friday 6 June"."""
    name, month = WEEKDAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    return f"{name} den {day.day}. {month}" if language == "da" else f"{name} {day.day} {month}"


def short_date(day: date) -> str:
    """ "31.5.2025"."""
    return f"{day.day}.{day.month}.{day.year}"
