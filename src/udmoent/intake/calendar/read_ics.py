# SPDX-License-Identifier: MPL-2.0
"""Calendar files (.ics): single events, those that recur with what was changed and cancelled of them, in any time zone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

import icalendar
from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from udmoent.documents.read_csv import decoded
from udmoent.intake.calendar.draft import CalendarDraft, Reading, Wanted
from udmoent.intake.calendar.titles import title_of
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean

HERE: Final = ZoneInfo("Europe/Copenhagen")
MOST_DAYS: Final = 1_000
"""Days of one recurring event that are read."""

BY_DAYS: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
BY_HOURS: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})

Start = date | datetime


@dataclass(frozen=True, slots=True)
class _Event:
    """An event, or a single day of one that recurs; `original` is when that day was to be before it was changed."""

    uid: str
    starts: Start
    original: Start | None
    component: Any

    @property
    def is_cancelled(self) -> bool:
        return str(self.component.get("status", "")).upper() == "CANCELLED"


def read_ics(content: bytes, name: str, vocabulary: Vocabulary, how: Reading) -> CalendarDraft:
    """The meetings that the file tells of. Refused where it is no calendar."""
    draft = CalendarDraft()
    changed: dict[str, list[_Event]] = defaultdict(list)
    whole: list[_Event] = []
    for component in _components(content, name):
        event = _event(component, draft)
        if event is not None:
            (changed[event.uid] if event.original is not None else whole).append(event)
    for event in whole:
        _read(event, changed.pop(event.uid, []), draft, vocabulary, how)
    for event in (one for rest in changed.values() for one in rest):
        _want(event, event.starts, _key(event.uid, event.original), draft, vocabulary, how)
    return draft


def _components(content: bytes, name: str) -> list[Any]:
    text = decoded(content) or ""
    try:
        calendars = icalendar.Calendar.from_ical(text.encode(), multiple=True)
    except (ValueError, KeyError, IndexError) as fault:
        sentence = _("“{name}” is no calendar that can be read. Save it as .ics from the calendar once more.")
        raise Refused(sentence.format(name=name)) from fault
    found = [component for calendar in calendars for component in calendar.walk("VEVENT")]
    if not found:
        raise Refused(_("“{name}” holds no events. Choose the file that has the meetings.").format(name=name))
    return found


def _event(component: Any, draft: CalendarDraft) -> _Event | None:
    starts, original = _start(component, "dtstart"), _start(component, "recurrence-id")
    if starts is None:
        draft.miss(_summary(component), _("The event has no day that can be read."))
        return None
    return _Event(str(component.get("uid", "")), starts, original, component)


def _start(component: Any, name: str) -> Start | None:
    try:
        told = component.decoded(name)
    except (KeyError, ValueError, AttributeError):
        return None
    return told if isinstance(told, date) else None


def _summary(component: Any) -> str:
    return clean(str(component.get("summary", ""))) or _("(no title)")


def _read(event: _Event, changed: list[_Event], draft: CalendarDraft, vocabulary: Vocabulary, how: Reading) -> None:
    """Every day of an event, those that were changed as they are now."""
    if "rrule" not in event.component and "rdate" not in event.component:
        _want(event, event.starts, event.uid, draft, vocabulary, how)
        return
    overridden = {_plain(one.original): one for one in changed if one.original is not None}
    try:
        days = list(_days(event, how))
    except (ValueError, TypeError, AttributeError, OverflowError):
        draft.miss(_summary(event.component), _("The rule by which the event recurs cannot be read."))
        return
    for start in days:
        now = overridden.pop(_plain(start), None)
        _want(now or event, now.starts if now else start, _key(event.uid, start), draft, vocabulary, how)
    for one in overridden.values():
        _want(one, one.starts, _key(one.uid, one.original), draft, vocabulary, how)


def _days(event: _Event, how: Reading) -> Iterator[Start]:
    """The starts of a recurring event between the days that are asked for, in its own time zone."""
    zone = event.starts.tzinfo if isinstance(event.starts, datetime) else None
    first, found = _plain(event.starts), set[datetime]()
    for rule in _several(event.component.get("rrule")):
        for start in islice(_starts(rule, first, zone, how), MOST_DAYS):
            found.add(start)
    found.update(_plain(day) for told in _several(event.component.get("rdate")) for day in _dates(told))
    if not event.component.get("rrule"):
        found.add(first)
    without = {_plain(day) for told in _several(event.component.get("exdate")) for day in _dates(told)}
    bare = {day.date() for day in without if day.time() == time()}
    for start in sorted(found - without):
        if start.date() not in bare:
            yield start.replace(tzinfo=zone) if isinstance(event.starts, datetime) else start.date()


def _starts(rule: Any, first: datetime, zone: Any, how: Reading) -> Iterator[datetime]:
    """What the rule gives from the day on that is asked for. Raises ValueError for a rule by hours, which no meeting has."""
    told = {name: list(values) if isinstance(values, list) else [values] for name, values in rule.items()}
    if str(told["FREQ"][0]) not in BY_DAYS or not BY_HOURS.isdisjoint(told):
        raise ValueError(told)
    (count,) = told.pop("COUNT", [None])
    end = min(_end(told.pop("UNTIL", [None])[0], zone), datetime.combine(how.until, time.max).replace(microsecond=0))
    told["UNTIL"] = [end.strftime("%Y%m%dT%H%M%S")]
    text = ";".join(f"{name}={','.join(map(str, values))}" for name, values in told.items())
    for start in islice(rrulestr(text, dtstart=first), count):
        if start.date() >= how.since:
            yield start


def _end(until: Start | None, zone: Any) -> datetime:
    """The rule's own end as the clock shows it in the event's own zone."""
    if not isinstance(until, datetime):
        return datetime.combine(until or date.max, time.max).replace(microsecond=0)
    return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo and zone else until.replace(tzinfo=None)


def _several(told: Any) -> list[Any]:
    if told is None:
        return []
    return told if isinstance(told, list) else [told]


def _dates(told: Any) -> Iterator[Start]:
    for one in getattr(told, "dts", ()):
        if isinstance(one.dt, date):
            yield one.dt


def _plain(start: Start | None) -> datetime:
    """The start as the clock shows it where the event is, without a zone."""
    if isinstance(start, datetime):
        return start.replace(tzinfo=None)
    return datetime.combine(start or date.min, time())


def _key(uid: str, original: Start | None) -> str:
    return f"{uid}/{_plain(original):%Y-%m-%d}"


def _want(event: _Event, starts: Start, key: str, draft: CalendarDraft, vocabulary: Vocabulary, how: Reading) -> None:
    """The meeting of each body that the event names, at the hour that the clock shows here."""
    summary = _summary(event.component)
    bodies = _bodies(event.component, vocabulary) or ((how.body,) if how.body else ())
    if not bodies:
        draft.miss(summary, _("It names no body of the town. Choose a body above, if the whole file is its."))
        return
    here = starts.astimezone(HERE) if isinstance(starts, datetime) and starts.tzinfo else starts
    day, hour = (here.date(), here.time().replace(microsecond=0)) if isinstance(here, datetime) else (here, None)
    for body in bodies:
        draft.wanted.append(
            Wanted(
                body=body,
                held_on=day,
                starts_at=hour,
                title=title_of(summary, vocabulary),
                place=clean(str(event.component.get("location", "")))[:200],
                source_key=key[:300] if event.uid else "",
                is_cancelled=event.is_cancelled,
            )
        )


def _bodies(component: Any, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The bodies that the title names; else those of its categories."""
    found, _rest = vocabulary.bodies_in(str(component.get("summary", "")))
    if found:
        return found
    categories = component.get("categories")
    named = [str(one) for told in _several(categories) for one in getattr(told, "cats", [told])]
    return vocabulary.bodies_in(", ".join(named))[0]
