# SPDX-License-Identifier: MPL-2.0
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.lib.refusal import Refused
from udmoent.meetings import rules
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body, Person


@transaction.atomic
def call(
    body: Body,
    held_on: date,
    *,
    title: str = "",
    place: str = "",
    starts_at: time | None = None,
    source_key: str = "",
    by: Person,
    now: datetime,
) -> Meeting:
    """Put a meeting into the body's calendar."""
    body = _meeting_body(body, held_on)
    told = {"title": title, "place": place, "starts_at": starts_at, "source_key": source_key}
    meeting = Meeting.objects.create(municipality_id=body.municipality_id, body=body, held_on=held_on, **told)
    _record("call_meeting", meeting, by, now)
    return meeting


@transaction.atomic
def move(
    meeting: Meeting, held_on: date, *, title: str, place: str, starts_at: time | None, by: Person, now: datetime
) -> Meeting:
    """Give the meeting another day, hour, title or place. Its day stays once something was decided there."""
    if held_on != meeting.held_on:
        Refused.if_any([rules.why_not_move(decisions=meeting.decisions.count())])
        meeting.body = _meeting_body(meeting.body, held_on)
        meeting.moved_from = None if held_on == meeting.moved_from else meeting.held_on
    meeting.held_on, meeting.title, meeting.place, meeting.starts_at = held_on, title, place, starts_at
    meeting.save(update_fields=["body", "held_on", "moved_from", "title", "place", "starts_at"])
    _record("move_meeting", meeting, by, now)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, by: Person, now: datetime) -> None:
    """Take the meeting out of the calendar. Refused while a decision or a version names it."""
    _record("cancel_meeting", meeting, by, now)
    try:
        meeting.delete()
    except ProtectedError as protected:
        hangs_on = sorted({str(thing) for thing in protected.protected_objects})
        refusal = rules.why_not_cancel(hangs_on=hangs_on)
        raise Refused(*filter(None, [refusal])) from protected


@transaction.atomic
def note_decision(body: Body, held_on: date, *, title: str, text: str, by: Person, now: datetime) -> Decision:
    """Write down what the body decided at its meeting that day; a meeting that the calendar lacks is called."""
    Refused.if_any([rules.why_not_decide(title, text, held_on, timezone.localdate(now))])
    meeting = meeting_on(body, held_on, by=by, now=now)
    decision = Decision.objects.create(municipality_id=body.municipality_id, meeting=meeting, title=title, text=text)
    record("note_decision", decision, municipality_id=body.municipality_id, by_id=by.pk, now=now, title=title)
    return decision


def meeting_on(body: Body, held_on: date, *, by: Person, now: datetime) -> Meeting:
    """The body's meeting that day; one that the calendar lacks is called."""
    of_body = Meeting.objects.filter(municipality_id=body.municipality_id, body__abbreviation=body.abbreviation)
    return of_body.filter(held_on=held_on).first() or call(body, held_on, by=by, now=now)


def _meeting_body(body: Body, on: date) -> Body:
    """The row in force that day of the body with this abbreviation. Refused where there is none, or it meets already."""
    same = Body.objects.filter(municipality_id=body.municipality_id, abbreviation=body.abbreviation)
    found = same.in_force(on).first()
    taken = Meeting.objects.filter(body__in=same, held_on=on).exists()
    Refused.if_any([rules.why_not_meet(body.abbreviation, on, is_in_force=found is not None, taken=taken)])
    assert found is not None
    return found


def _record(act: str, meeting: Meeting, by: Person, now: datetime) -> None:
    told = {"body": meeting.body.abbreviation, "held_on": meeting.held_on.isoformat()}
    record(act, meeting, municipality_id=meeting.municipality_id, by_id=by.pk, now=now, **told)
