# SPDX-License-Identifier: MPL-2.0
"""Days and hours as they stand in the cells of meeting calendars: “tirsdag den 14. januar 2025 kl. 17”. Pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.tables import Value
from udmoent.lib.dates import WEEKDAYS, month_number, parse_clock, parse_date, short_date

_WEEKDAY: Final = {
    spelling: place
    for names in WEEKDAYS.values()
    for place, name in enumerate(names)
    for spelling in (name.lower(), name.lower().removesuffix("dag"), name.lower()[:3])
}
_NAMED_DAY = re.compile(rf"^(?P<weekday>{'|'.join(sorted(_WEEKDAY, key=len, reverse=True))})\b\.?,? *", re.IGNORECASE)
_THE = re.compile(r"^(?:den|d\.?)\s+", re.IGNORECASE)
_HOUR = re.compile(
    r",? *\b(?:kl\.?|klokken) *(?P<hour>\d{1,2}(?:[.:]\d{2})?)(?: *[-–] *\d{1,2}(?:[.:]\d{2})?)?$", re.IGNORECASE
)
_NOTE = re.compile(r"\s*\((?P<note>[^()]*)\)$|\s*\*+$")
_SEPARATE = re.compile(r"\s*(?:\bog\b|\bsamt\b|,|;|\+|&|\n)\s*")
_ONLY_DAY = re.compile(r"(?P<day>\d{1,2})\.?")
_DAY_AND_MONTH = re.compile(
    r"(?P<day>\d{1,2})\.? *(?:[/.-] *(?P<figure>\d{1,2})\.?|(?P<month>[^\W\d_]+)\.?)", re.IGNORECASE
)
_NOTHING: Final = frozenset({"", "-", "–", "—", "x", "ingen", "intet", "intet møde", "ingen møder", "mødefri", "ferie"})


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was read, with the hour and the note that stand beside it; `fault` where it could not be read."""

    on: date | None
    starts_at: time | None = None
    note: str = ""
    fault: str = ""


def says_no_day(value: Value) -> bool:
    return value is None or str(value).strip().casefold() in _NOTHING


def read_days(value: Value, *, year: int | None = None, month: int | None = None) -> list[Day]:
    """Every day that a cell tells; `year` and `month` count where it tells none itself."""
    if says_no_day(value):
        return []
    if isinstance(value, datetime):
        return [Day(value.date())]
    if isinstance(value, date):
        return [Day(value)]
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    whole = read_day(text, year=year, month=month)
    if whole.on or not _SEPARATE.search(text):
        return [whole]
    return [read_day(part, year=year, month=month) for part in _SEPARATE.split(text) if not says_no_day(part)]


def read_day(text: str, *, year: int | None = None, month: int | None = None) -> Day:
    rest, note = text.strip(), ""
    if found := _NOTE.search(rest):
        rest, note = rest[: found.start()], (found["note"] or "").strip()
    hour = _HOUR.search(rest)
    starts_at = parse_clock(hour["hour"]) if hour else None
    rest = rest[: hour.start()] if hour else rest
    named = _NAMED_DAY.match(rest)
    rest = _THE.sub("", rest[named.end() :] if named else rest).strip()
    on, fault = _date(rest, year, month)
    if on and named and on.weekday() != _WEEKDAY[named["weekday"].lower()]:
        sentence = _("{day} is a {weekday}, not a {told}. Correct the day.")
        names = WEEKDAYS["da"]
        told = names[_WEEKDAY[named["weekday"].lower()]]
        return Day(None, fault=sentence.format(day=short_date(on), weekday=names[on.weekday()], told=told))
    return Day(on, starts_at, note, fault)


def _date(text: str, year: int | None, month: int | None) -> tuple[date | None, str]:
    whole = parse_date(text)
    if whole:
        return whole, ""
    if found := _DAY_AND_MONTH.fullmatch(text):
        told = int(found["figure"]) if found["figure"] else month_number(found["month"])
        return _made(text, int(found["day"]), told, year)
    if found := _ONLY_DAY.fullmatch(text):
        return _made(text, int(found["day"]), month, year)
    return None, _("“{text}” is not a date. Write it as 15-01-2025, 15.1.2025 or 15. januar 2025.").format(text=text)


def _made(text: str, day: int, month: int | None, year: int | None) -> tuple[date | None, str]:
    if not month or not 1 <= month <= 12:
        return None, _("“{text}” tells no month.").format(text=text)
    if year is None:
        return None, _("“{text}” tells no year, and nor does the file. Choose the year above.").format(text=text)
    if not 1 <= day <= monthrange(year, month)[1]:
        return None, _("There is no day {day}.{month}.{year}.").format(day=day, month=month, year=year)
    return date(year, month, day), ""
