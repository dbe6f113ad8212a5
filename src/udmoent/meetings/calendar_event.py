# SPDX-License-Identifier: MPL-2.0
"""A meeting as an event of a calendar file, the same in every file that it stands in."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _

from udmoent.meetings.models import Meeting

HERE: Final = ZoneInfo("Europe/Copenhagen")
DAY: Final = timedelta(days=1)


def meeting_event(meeting: Meeting, host: str) -> icalendar.Event:
    """Its body, day and place; what is treated at it is for the file to tell."""
    event = icalendar.Event()
    event.add("uid", f"meeting-{meeting.pk}@{host}")
    if meeting.starts_at:
        event.add("dtstart", datetime.combine(meeting.held_on, meeting.starts_at, HERE).astimezone(UTC))
    else:
        event.add("dtstart", meeting.held_on)
        event.add("dtend", meeting.held_on + DAY)
    event.add("summary", f"{meeting.body.abbreviation}: {meeting.title or _('Meeting')}")
    if meeting.place:
        event.add("location", meeting.place)
    return event
