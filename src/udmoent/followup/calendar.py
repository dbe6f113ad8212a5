# SPDX-License-Identifier: MPL-2.0
"""A person's deadlines and meetings as a calendar. It holds names of rounds, days, meetings and numbers of items, and nothing
else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import icalendar
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.followup.attending import Attended
from udmoent.followup.digest import AskedItem, AskingRound, Followed, Recipient, Tier, chiefs_of
from udmoent.meetings.calendar_event import DAY, meeting_event


def deadlines(
    person: Recipient, rounds: Iterable[AskingRound], people: Iterable[Recipient]
) -> list[tuple[AskingRound, Tier, tuple[AskedItem, ...]]]:
    """What a person must see to in the open rounds, also where it is not the person's turn yet. Pure."""
    people, found = list(people), []
    for round in rounds:
        own = tuple(item for item in round.awaited if person.is_awaited(item))
        chiefs = tuple(item for item in round.missing if person in chiefs_of(item, people))
        whole = round.missing if person.is_coordinator else ()
        wanted = ((Tier.RESPONSIBLE, own), (Tier.CHIEF, chiefs), (Tier.COORDINATOR, whole))
        found += [(round, tier, items) for tier, items in wanted if round.is_open and items]
    return found


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """What the directorate goes through at its next meeting."""

    on: date
    followed: tuple[Followed, ...]


def calendar_of(
    person: Recipient,
    rounds: Iterable[AskingRound],
    people: Iterable[Recipient],
    follow_up: FollowedUp | None = None,
    meetings: Iterable[Attended] = (),
    *,
    site: str,
) -> bytes:
    """As text/calendar; the same deadlines give the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Udmoent//Udmoent//DA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Udmønt: my deadlines and meetings"))
    host = site.partition("://")[2]
    for round, tier, items in deadlines(person, rounds, people):
        calendar.add_component(_event(round, tier, items, host))
    named = {(one.plan_id, one.number) for one in follow_up.followed if person.is_named(one)} if follow_up else set()
    numbers = [number for _plan, number in sorted(named)]
    if follow_up and numbers:
        calendar.add_component(_follow_up(follow_up.on, numbers, host))
    for attended in meetings:
        calendar.add_component(_meeting(attended, host))
    return calendar.to_ical()


def _event(round: AskingRound, tier: Tier, items: tuple[AskedItem, ...], host: str) -> icalendar.Event:
    numbers = [item.number for item in items]
    summary = _("Status by today: {round} ({items})").format(round=round.name, items=_counted(numbers))
    return _of_day(round.by(tier), f"round-{round.id}-{tier}@{host}", round.opened_at, summary, numbers)


def _follow_up(on: date, numbers: list[str], host: str) -> icalendar.Event:
    summary = _("The directorate follows up today ({items})").format(items=_counted(numbers))
    stamp = datetime.combine(on, time.min, UTC)
    return _of_day(on, f"follow-up-{on.isoformat()}@{host}", stamp, summary, numbers)


def _meeting(one: Attended, host: str) -> icalendar.Event:
    event = meeting_event(one.meeting, host)
    event.add("dtstamp", datetime.combine(one.meeting.held_on, time.min, UTC))
    if one.numbers:
        event.add("description", ", ".join(one.numbers))
    return event


def _counted(numbers: list[str]) -> str:
    return ngettext("{n} item", "{n} items", len(numbers)).format(n=len(numbers))


def _of_day(on: date, uid: str, stamp: datetime, summary: str, numbers: list[str]) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", on)
    event.add("dtend", on + DAY)
    event.add("summary", summary)
    event.add("description", ", ".join(numbers))
    event.add("transp", "TRANSPARENT")
    return event
