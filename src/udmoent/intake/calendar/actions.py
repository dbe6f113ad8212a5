# SPDX-License-Identifier: MPL-2.0
"""Meetings are taken in as a person confirmed them, all in one act, which is taken back in one as well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Count

from udmoent.audit.actions import record
from udmoent.intake.calendar import rules
from udmoent.intake.calendar.draft import Wanted
from udmoent.intake.calendar.reconcile import Deed, Held, Known, Line, hold, in_order_of_moving
from udmoent.intake.models import CalendarChange
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import call, cancel
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Municipality, Person
from udmoent.organisation.setting_up import in_turn
from udmoent.plan.treating import move_meeting

TOLD = ("body", "held_on", "starts_at", "title", "place", "source_key")


@dataclass(frozen=True, slots=True)
class Came:
    """Where the meetings come from: the file's name, or the rule in words."""

    title: str
    sha256: str = ""


def known_meetings(municipality: Municipality) -> list[Known]:
    """Every meeting in the calendar, as it is held against what comes in."""
    found = Meeting.objects.filter(municipality=municipality).select_related("body").annotate(n=Count("decisions"))
    return [
        Known(
            id=one.pk,
            body=one.body.abbreviation,
            held_on=one.held_on,
            starts_at=one.starts_at,
            title=one.title,
            place=one.place,
            source_key=one.source_key,
            is_fixed=one.n > 0,
        )
        for one in found
    ]


@transaction.atomic
def bring_meetings(
    municipality: Municipality,
    wanted: Sequence[Wanted],
    chosen: Mapping[str, Deed],
    *,
    came: Came,
    guesses: bool = True,
    by: Person,
    now: datetime,
) -> CalendarChange:
    """Do with the calendar what was chosen, by the key of each line; nothing of it where one thing is refused."""
    municipality = in_turn(municipality)
    held = hold(wanted, known_meetings(municipality), guesses=guesses)
    lines = [_as_chosen(line, chosen[line.key]) for line in held.lines if line.key in chosen]
    Refused.if_any([rules.why_not_bring(lines)])
    changes = [_do(line, municipality, by, now) for line in _in_order(lines)]
    _adopt(held)
    change = CalendarChange.objects.create(
        municipality=municipality,
        title=came.title[:255],
        file_sha256=came.sha256,
        made_at=now,
        made_by=by,
        changes=changes,
    )
    _record("change_calendar", change, by, now)
    return change


@transaction.atomic
def take_meeting_out(meeting: Meeting, *, title: str, by: Person, now: datetime) -> CalendarChange:
    """One meeting out of the calendar, as a change that is taken back as any other."""
    municipality, meeting_id, before = in_turn(meeting.municipality), meeting.pk, _told(meeting)
    cancel(meeting, by=by, now=now)
    return CalendarChange.objects.create(
        municipality=municipality,
        title=title[:255],
        made_at=now,
        made_by=by,
        changes=[_change(Deed.CANCEL, meeting_id, before, None)],
    )


def _as_chosen(line: Line, deed: Deed) -> Line:
    """A person may say that what was taken for a moved meeting is a new one."""
    return replace(line, deed=Deed.CALL, known=None) if line.is_guess and deed == Deed.CALL else line


def _in_order(lines: Sequence[Line]) -> list[Line]:
    by_deed = {deed: [line for line in lines if line.deed == deed] for deed in Deed}
    moved = in_order_of_moving(by_deed[Deed.MOVE])
    return [*by_deed[Deed.CANCEL], *moved, *by_deed[Deed.RETELL], *by_deed[Deed.CALL]]


def _do(line: Line, municipality: Municipality, by: Person, now: datetime) -> dict[str, Any]:
    wanted = line.wanted
    if line.known is None:
        meeting = _call(municipality, wanted, by, now)
        return _change(line.deed, meeting.pk, None, _told(meeting))
    meeting = Meeting.objects.select_related("body").get(municipality=municipality, pk=line.known.id)
    before, meeting_id = _told(meeting), meeting.pk
    if line.deed == Deed.CANCEL:
        cancel(meeting, by=by, now=now)
        return _change(line.deed, meeting_id, before, None)
    _tell(meeting, wanted, by, now)
    return _change(line.deed, meeting_id, before, _told(meeting))


def _call(municipality: Municipality, wanted: Wanted, by: Person, now: datetime) -> Meeting:
    body = municipality.bodies.filter(abbreviation=wanted.body).last()
    if body is None:
        raise Refused(rules.no_body(wanted.body))
    told = {"title": wanted.title, "place": wanted.place, "starts_at": wanted.starts_at}
    return call(body, wanted.held_on, source_key=wanted.source_key, by=by, now=now, **told)  # type: ignore[arg-type]


def _tell(meeting: Meeting, wanted: Wanted, by: Person, now: datetime) -> None:
    """What is told counts; what is not told stays as it was."""
    move_meeting(
        meeting,
        wanted.held_on,
        title=wanted.title or meeting.title,
        place=wanted.place or meeting.place,
        starts_at=wanted.starts_at or meeting.starts_at,
        by=by,
        now=now,
    )
    _call_by(meeting, wanted.source_key or meeting.source_key)


def _call_by(meeting: Meeting, source_key: str) -> None:
    if meeting.source_key != source_key:
        meeting.source_key = source_key
        meeting.save(update_fields=["source_key"])


def _adopt(held: Held) -> None:
    """A meeting that was there already is known by the file's own name for it from now on, so that a move is seen."""
    for wanted, known in held.unchanged:
        if wanted.source_key and wanted.source_key != known.source_key:
            Meeting.objects.filter(pk=known.id).update(source_key=wanted.source_key)


def _told(meeting: Meeting) -> dict[str, Any]:
    told = {name: getattr(meeting, name) for name in TOLD if name != "body"}
    return {"body": meeting.body.abbreviation} | {
        name: value.isoformat() if isinstance(value, date | time) else value for name, value in told.items()
    }


def _change(deed: Deed, meeting_id: int, before: object, after: object) -> dict[str, Any]:
    return {"deed": deed.value, "meeting": meeting_id, "before": before, "after": after}


@transaction.atomic
def take_back_meetings(change: CalendarChange, *, by: Person, now: datetime) -> None:
    """Let the calendar be as before the change, the whole of it. Refused where a meeting has been moved or used since."""
    change = CalendarChange.objects.select_for_update().select_related("municipality").get(pk=change.pk)
    Refused.if_any([rules.why_not_take_back(is_undone=change.undone_at is not None)])
    for one in reversed(change.changes):
        _restore(one, change.municipality, by, now)
    change.undone_at, change.undone_by = now, by
    change.save(update_fields=["undone_at", "undone_by"])
    _record("take_back_calendar", change, by, now)


def _restore(one: Mapping[str, Any], municipality: Municipality, by: Person, now: datetime) -> None:
    before = _wanted(one["before"]) if one["before"] else None
    if one["after"] is None:
        assert before is not None
        _call(municipality, before, by, now)
        return
    after = _wanted(one["after"])
    meeting = Meeting.objects.select_related("body").filter(municipality=municipality, pk=one["meeting"]).first()
    is_as_told = meeting is not None and meeting.held_on == after.held_on
    refusal = rules.why_not_restore(after.body, after.held_on, is_there=meeting is not None, is_as_told=is_as_told)
    Refused.if_any([refusal])
    assert meeting is not None
    if before is None:
        cancel(meeting, by=by, now=now)
        return
    told = {"title": before.title, "place": before.place, "starts_at": before.starts_at}
    move_meeting(meeting, before.held_on, by=by, now=now, **told)  # type: ignore[arg-type]
    _call_by(meeting, before.source_key)


def _wanted(told: Mapping[str, Any]) -> Wanted:
    starts_at = time.fromisoformat(told["starts_at"]) if told["starts_at"] else None
    return Wanted(**dict(told) | {"held_on": date.fromisoformat(told["held_on"]), "starts_at": starts_at})


def _record(act: str, change: CalendarChange, by: Person, now: datetime) -> None:
    told = {"title": change.title, "meetings": len(change.changes), "bodies": bodies_of(change.changes)}
    record(act, change, municipality_id=change.municipality_id, by_id=by.pk, now=now, **told)


def bodies_of(changes: Iterable[Mapping[str, Any]]) -> list[str]:
    """The abbreviations of the bodies whose meetings they are."""
    return sorted({(one["after"] or one["before"])["body"] for one in changes})
