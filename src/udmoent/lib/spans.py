# SPDX-License-Identifier: MPL-2.0
"""The days that an indicative time means, from "1.3.2025" to "vinteren 2025/26".

What the words mean, where people leave it open:

- primo, medio and ultimo of a month are its days 1 to 10, 11 to 20 and 21 to the end. Of a year they are January and
  February, June and July, November and December; of a half-year its first, its two middle and its last month; of a
  quarter or season its first, middle and last month. "start", "midt" and "slut" say the same.
- forår is March to May, sommer June to August, efterår September to November, and vinter of a year begins in its
  December ("vinter 2025/26"): a plan's year runs through its seasons in that order.
- A week is Monday to Sunday, numbered by ISO 8601. A skoleår is August to July.
- "fra marts" is March, when it begins; "løbende fra marts" is March to the end of the year. "senest marts" is March.
  "inden" or "før marts" is the day on which March begins, "udgangen af marts" the day on which it ends.
- A range or list runs from the first day of what begins it to the last day of what ends it. A year written once counts
  for all of it, except that time does not run backwards: "november-februar 2026" begins in 2025.
- Without a year it is the year that the reader gives; a range begins in it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final

from udmoent.lib.dates import MONTH_WORDS, full_year, month_number

Days = tuple[date, date]
"""The first and the last day of a span."""

_LONGEST_READABLE: Final = 100

_SAME_LETTERS: Final = str.maketrans(
    {"å": "aa", "æ": "ae", "ø": "oe", ";": ",", "\n": ",", "’": "'"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
_ORDINALS: Final = {"foerste": "1.", "anden": "2.", "andet": "2.", "tredje": "3.", "fjerde": "4."}
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b")
_WEEKS = re.compile(r"\b(?:uge|uger|ugerne) ?([0-9]{1,2}\b ?(?:-|/|,|og|til) ?)(?=[0-9]{1,2}\b)")

_RUNNING = re.compile(r"\b(?:fort)?loebende\b|\bkontinuerligt?\b")
_AWAITING = re.compile(r"\bafventer\b")
_BEGINS = re.compile(r"(?:i perioden )?fra\b|.*(?:-|\bog frem\w*)$")
_HEDGE = re.compile(r" ?\(?\b(?:forventet|forventeligt|foreloebigt?|vejledende)\)?$")
_OPEN_END = re.compile(r" ?(?:-|\bog frem(?:ad|efter|over)?)$")

_BETWEEN = re.compile(r" ?(?:,? (?:til og med|til|og|samt|eller) |[-/,&+]) ?")
_LEADING = re.compile(
    r"(?:(?:i loebet af|i perioden|resten af|fra og med|frem til|fra|til|senest|tidligst|mellem"
    r"|forventet|forventes|forventeligt|planlagt|omkring|cirka|ca|ved|med|om|i|den|d|pr|per)\b[.:,]* ?)*"
)
_BARE_NUMBER = re.compile(r"([0-9]{1,2})\.?")
_AFTER_NUMBER = re.compile(r"[0-9]{1,2}([^0-9].*)")

_FULL_YEAR: Final = r"(?:19|20)[0-9]{2}"
_OF: Final = r"[ ,./'-]*(?:(?:i|af|aar) )?"
_OF_YEAR: Final = rf"(?:{_OF}'?(?P<year>{_FULL_YEAR}|[0-9]{{2}}))?"
_MONTH: Final = rf"(?P<month>{MONTH_WORDS})\b\.?"

_MONTHS_IN: Final = {"kvartal": 3, "kvt": 3, "kv": 3, "q": 3, "k": 3, "tertial": 4, "halvaar": 6, "halvdel": 6, "h": 6}
_SEASON_BEGINS: Final = {"foraar": 3, "sommer": 6, "efteraar": 9}
_FIRST: Final = ("primo", "start", "starten", "begyndelsen", "tidlig", "tidligt")
_MIDDLE: Final = ("medio", "midt", "midten")
_LAST: Final = ("ultimo", "slut", "slutningen", "sen", "sent")
_WITHIN: Final = "|".join((*_FIRST, *_MIDDLE, *_LAST))


@dataclass(frozen=True, slots=True)
class _Part:
    """One time of a range or list: the year written with it, if any, and its days in a given year."""

    year: int | None
    days_in: Callable[[int], Days]


def days_meant(text: str, year: int) -> Days | None:
    """The first and last day meant, None for unreadable text; `year` counts where the text has none. Never raises."""
    return _days_meant(_folded(text), year) if len(text) <= _LONGEST_READABLE else None


def is_running(text: str) -> bool:
    """Whether the text says løbende, or the like."""
    return bool(_RUNNING.search(_folded(text)))


def is_awaiting(text: str) -> bool:
    """Whether the text says afventer."""
    return bool(_AWAITING.search(_folded(text)))


def _folded(text: str) -> str:
    folded = " ".join(text.casefold().translate(_SAME_LETTERS).split())
    return _WEEKS.sub(r"uge \1uge ", _ORDINAL.sub(lambda found: _ORDINALS[found[0]], folded))


@lru_cache(maxsize=4096)
def _days_meant(folded: str, year: int) -> Days | None:
    running = _RUNNING.sub("", folded)
    rest = _HEDGE.sub("", _AWAITING.sub("", running).strip(" ,.:()?")).strip(" ,.:()?")
    parts = _parts(_OPEN_END.sub("", rest))
    try:
        days = _from_first_to_last(parts, year)
    except (ValueError, OverflowError):  # a day, week or year that does not exist
        return None
    if days and running != folded and len(parts) == 1 and _BEGINS.match(rest):
        return days[0], date(days[1].year, 12, 31)
    return days


def _from_first_to_last(parts: tuple[_Part, ...], year: int) -> Days | None:
    if not parts:
        return None
    dated = next((at for at, part in enumerate(parts) if part.year is not None), 0)
    spans = [parts[dated].days_in(parts[dated].year or year)]
    for part in parts[dated + 1 :]:
        spans.append(_following(part, spans[-1]))
    for part in reversed(parts[:dated]):
        spans.insert(0, _preceding(part, spans[0]))
    runs_forward = all(one[0] <= other[1] for one, other in pairwise(spans)) and spans[0][0] <= spans[-1][1]
    return (spans[0][0], spans[-1][1]) if runs_forward else None


def _following(part: _Part, earlier: Days) -> Days:
    if part.year is not None:
        return part.days_in(part.year)
    days = part.days_in(earlier[0].year)
    return days if days[1] >= earlier[0] else part.days_in(earlier[0].year + 1)


def _preceding(part: _Part, later: Days) -> Days:
    days = part.days_in(later[1].year)
    return days if days[0] <= later[1] else part.days_in(later[1].year - 1)


def _parts(text: str) -> tuple[_Part, ...]:
    """The times that the text lists; empty where any of it cannot be read."""
    return tuple(part for _, part in _listed(text))


@lru_cache(maxsize=4096)
def _listed(text: str) -> tuple[tuple[str, _Part], ...]:
    if part := _part(text):
        return ((text, part),)
    for between in reversed(list(_BETWEEN.finditer(text))):
        rest = _listed(text[between.end() :])
        if rest:
            written = _completed(text[: between.start()], rest[0][0])
            if part := _part(written):
                return ((written, part), *rest)
    return ()


def _completed(text: str, following: str) -> str:
    """ "1." before "2. kvartal 2025" is "1. kvartal 2025"."""
    number = _BARE_NUMBER.fullmatch(_without_leading(text))
    after = _AFTER_NUMBER.fullmatch(following)
    return number[1] + after[1] if number and after else text


def _without_leading(text: str) -> str:
    leading = _LEADING.match(text)
    return text[leading.end() :] if leading else text


def _part(text: str) -> _Part | None:
    written = _without_leading(text.strip(" ,:()"))
    for shape, read in _SHAPES:
        found = shape.fullmatch(written)
        if found and (part := read(found)):
            return part
    return None


def _dated(found: re.Match[str], days_in: Callable[[int], Days]) -> _Part:
    return _Part(full_year(found["year"]) if found["year"] else None, days_in)


def _day(found: re.Match[str]) -> _Part:
    month, day = _number_of_month(found["month"]), int(found["day"])

    def days_in(year: int) -> Days:
        return date(year, month, day), date(year, month, day)

    return _dated(found, days_in)


def _month(found: re.Match[str]) -> _Part:
    month = _number_of_month(found["month"])
    return _dated(found, lambda year: _months(year, month, 1))


def _number_of_month(written: str) -> int:
    return month_number(written) or int(written)


def _period(found: re.Match[str]) -> _Part:
    count = _MONTHS_IN[found["period"]]
    first_month = (int(found["number"]) - 1) * count + 1
    return _dated(found, lambda year: _months(year, first_month, count))


def _week(found: re.Match[str]) -> _Part:
    number = int(found["week"])

    def days_in(year: int) -> Days:
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + timedelta(days=6)

    return _dated(found, days_in)


def _season(found: re.Match[str]) -> _Part:
    return _dated(found, lambda year: _months(year, _SEASON_BEGINS[found["season"]], 3))


def _year(found: re.Match[str]) -> _Part:
    return _dated(found, lambda year: _months(year, 1, 12))


def _turn_of_year(found: re.Match[str]) -> _Part | None:
    return _over_two_years(found, lambda year: (date(year, 12, 31), date(year + 1, 1, 1)))


def _winter(found: re.Match[str]) -> _Part | None:
    return _over_two_years(found, lambda year: _months(year, 12, 3))


def _school_year(found: re.Match[str]) -> _Part | None:
    return _over_two_years(found, lambda year: _months(year, 8, 12))


def _over_two_years(found: re.Match[str], days_in: Callable[[int], Days]) -> _Part | None:
    if found["next"] and full_year(found["next"]) != full_year(found["year"]) + 1:
        return None
    return _dated(found, days_in)


def _two_years(found: re.Match[str]) -> _Part | None:
    first, last = full_year(found["year"]), full_year(found["next"])
    return _Part(first, lambda year: _months(first, 1, 12 * (last - first + 1))) if first < last else None


def _within(found: re.Match[str]) -> _Part | None:
    part, word = _part(found["whole"]), found["word"]
    if not part:
        return None
    return _Part(part.year, lambda year: _third(part.days_in(year), word))


def _before(found: re.Match[str]) -> _Part | None:
    part = _part(found["whole"])
    return _Part(part.year, lambda year: (part.days_in(year)[0],) * 2) if part else None


def _end(found: re.Match[str]) -> _Part | None:
    part = _part(found["whole"])
    return _Part(part.year, lambda year: (part.days_in(year)[1],) * 2) if part else None


def _after_its_year(found: re.Match[str]) -> _Part | None:
    part = _part(found["whole"])
    return _Part(full_year(found["year"]), part.days_in) if part and part.year is None else None


def _months(year: int, first_month: int, count: int) -> Days:
    """The whole months from one of the year's on; a first month after the twelfth does not exist."""
    later_years, last_month = divmod(first_month + count - 2, 12)
    last_year, last_month = year + later_years, last_month + 1
    return date(year, first_month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _third(days: Days, word: str) -> Days:
    """The first, middle or last of whole months; raises ValueError for other spans."""
    first, last = days
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if days != _months(first.year, first.month, count):
        raise ValueError(word)
    if count == 1:
        return _third_of_month(first, last, word)
    wide = max(1, count // 6)
    if word in _MIDDLE:
        wide += (count - wide) % 2
    skipped = 0 if word in _FIRST else (count - wide) // 2 if word in _MIDDLE else count - wide
    later_years, month = divmod(first.month - 1 + skipped, 12)
    return _months(first.year + later_years, month + 1, wide)


def _third_of_month(first: date, last: date, word: str) -> Days:
    if word in _FIRST:
        return first, first.replace(day=10)
    return (first.replace(day=11), first.replace(day=20)) if word in _MIDDLE else (first.replace(day=21), last)


_NEXT: Final = rf"(?: ?[-/] ?(?P<next>{_FULL_YEAR}|[0-9]{{2}}))"
_TO_NEXT: Final = rf"(?:{_OF}(?P<year>{_FULL_YEAR}|[0-9]{{2}}){_NEXT}?)?"
_WHOLE: Final = r"(?: af)? (?P<whole>.+)"

_SHAPES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Part | None]], ...]] = tuple(
    (re.compile(shape), read)
    for shape, read in (
        (rf"(?P<year>{_FULL_YEAR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _day),
        (
            rf"(?P<day>[0-9]{{1,2}})(?:\. ?|/|-(?=[0-9]+-))(?P<month>[0-9]{{1,2}})"
            rf"(?:\.?$|(?:\. ?|[-/ ])'?(?P<year>{_FULL_YEAR}|[0-9]{{2}}))",
            _day,
        ),
        (rf"(?P<day>[0-9]{{1,2}})\.? ?{_MONTH}{_OF_YEAR}", _day),
        (rf"{_MONTH}(?: maaned)?{_OF_YEAR}", _month),
        (rf"(?P<month>[0-9]{{1,2}})[./-](?P<year>{_FULL_YEAR})", _month),
        (rf"(?P<number>[1-4])\.? ?(?P<period>kvartal|kvt|kv|q)\b\.?{_OF_YEAR}", _period),
        (rf"(?P<number>[1-3])\.? ?(?P<period>tertial)\b{_OF_YEAR}", _period),
        (rf"(?P<number>[12])\.? ?(?P<period>halvaar|halvdel)\b{_OF_YEAR}", _period),
        (rf"(?P<period>kvartal|kvt|q|k)\.? ?(?P<number>[1-4])\b\.?{_OF_YEAR}", _period),
        (rf"(?P<period>halvaar|h) ?(?P<number>[12])\b\.?{_OF_YEAR}", _period),
        (rf"uge ?(?P<week>[0-9]{{1,2}})(?:{_OF}(?P<year>{_FULL_YEAR}|(?<=')[0-9]{{2}}))?", _week),
        (rf"vinter(?:en)?{_TO_NEXT}", _winter),
        (rf"(?P<season>foraar|sommer|efteraar)(?:en|et)?{_OF_YEAR}", _season),
        (rf"aarsskifte(?:t)?{_TO_NEXT}", _turn_of_year),
        (rf"skoleaar(?:et)?{_TO_NEXT}", _school_year),
        (rf"(?P<year>{_FULL_YEAR}){_NEXT}", _two_years),
        (rf"(?P<year>{_FULL_YEAR})-(?P<month>0[1-9]|1[0-2])", _month),
        (rf"(?:hele )?(?:(?:budget)?aar(?:et)? )?(?P<year>{_FULL_YEAR})|(?:hele )?(?:budget)?aaret", _year),
        (rf"(?P<word>{_WITHIN}){_WHOLE}", _within),
        (r"(?:inden|foer) (?P<whole>.+)", _before),
        (rf"(?:udgang|udgangen){_WHOLE}", _end),
        (r"(?P<whole>aaret)s (?:udgang|afslutning)", _end),
        (rf"(?P<year>{_FULL_YEAR})[ ,:/-]+(?P<whole>.+)", _after_its_year),
    )
)
"""What one time can look like, and how its match is read; the first shape that can be read counts."""
