# SPDX-License-Identifier: MPL-2.0
"""A person's deadlines as a calendar. It holds names of rounds, days and numbers of items, and nothing else."""

from collections.abc import Iterable
from datetime import timedelta

import icalendar
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.followup.digest import AskedItem, AskingRound, Recipient, Tier, chiefs_of

DAY = timedelta(days=1)


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


def calendar_of(person: Recipient, rounds: Iterable[AskingRound], people: Iterable[Recipient], *, site: str) -> bytes:
    """As text/calendar; the same deadlines give the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Udmoent//Udmoent//DA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Udmønt: my deadlines"))
    host = site.partition("://")[2]
    for round, tier, items in deadlines(person, rounds, people):
        calendar.add_component(_event(round, tier, items, host))
    return calendar.to_ical()


def _event(round: AskingRound, tier: Tier, items: tuple[AskedItem, ...], host: str) -> icalendar.Event:
    by, event = round.by(tier), icalendar.Event()
    event.add("uid", f"round-{round.id}-{tier}@{host}")
    event.add("dtstamp", round.opened_at)
    event.add("dtstart", by)
    event.add("dtend", by + DAY)
    counted = ngettext("{n} item", "{n} items", len(items)).format(n=len(items))
    event.add("summary", _("Status by today: {round} ({items})").format(round=round.name, items=counted))
    event.add("description", ", ".join(item.number for item in items))
    event.add("transp", "TRANSPARENT")
    return event
