# SPDX-License-Identifier: MPL-2.0
"""A body's meetings of a year as a calendar file: each with what is planned, and the days on which its papers are due."""

from collections.abc import Iterator
from datetime import date

import icalendar
from django.utils.translation import gettext as _

from udmoent.documents import front
from udmoent.documents.meeting_words import deadlines_told
from udmoent.documents.words import Words
from udmoent.documents.work_plan_report import BodyYear
from udmoent.editions.work_plan import Treated
from udmoent.editions.year_plan import Sitting
from udmoent.lib.dates import short_date
from udmoent.meetings.calendar_event import DAY, meeting_event
from udmoent.meetings.models import Meeting


def work_plan_ics_of(told: BodyYear, words: Words, *, site: str) -> bytes:
    """As text/calendar; the same work plan gives the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Udmoent//Udmoent//DA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", told.title)
    calendar.add("x-wr-caldesc", " · ".join(filter(None, (_("INTERNAL"), front.notice(told.content)))))
    host, stamp = site.partition("://")[2], front.created(told.content)
    for sitting in told.work.sittings:
        meeting = told.meetings.get(sitting.held_on)
        for event in _events(sitting, meeting, told, words, host) if meeting else ():
            event.add("dtstamp", stamp)
            calendar.add_component(event)
    return calendar.to_ical()


def _events(sitting: Sitting, meeting: Meeting, told: BodyYear, words: Words, host: str) -> Iterator[icalendar.Event]:
    yield _meeting(sitting, meeting, words, host)
    due, day = meeting.deadlines(words.town), short_date(sitting.held_on)
    if due.agenda_on:
        said = _("{body}: the agenda of {day} goes out").format(body=told.body, day=day)
        yield _whole_day(f"agenda-{meeting.pk}@{host}", due.agenda_on, said)
    if due.cases_on:
        said = _("{body}: the cases of {day} must be ready").format(body=told.body, day=day)
        yield _whole_day(f"cases-{meeting.pk}@{host}", due.cases_on, said)


def _meeting(sitting: Sitting, meeting: Meeting, words: Words, host: str) -> icalendar.Event:
    event = meeting_event(meeting, host)
    told = [*map(_line, sitting.treated), deadlines_told(meeting.deadlines(words.town), words.language)]
    event.add("description", "\n".join(filter(None, told)))
    return event


def _line(one: Treated) -> str:
    """ "A301 Ny daginstitution – beslutning: Vælg en grund"."""
    what = ": ".join(filter(None, (one.treatment.form, one.treatment.task)))
    return f"{one.item.number} {one.item.title}" + (f" – {what}" if what else "")


def _whole_day(uid: str, day: date, summary: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event
