# SPDX-License-Identifier: MPL-2.0
"""What pages, documents and calendars say of a meeting. In the active language."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from udmoent.editions.unplanned import Needs
from udmoent.lib.dates import clock_words, danish_date, weekday_date
from udmoent.meetings.deadlines import Deadlines
from udmoent.meetings.models import Meeting


def deadlines_told(due: Deadlines, language: str, on: date | None = None) -> str:
    """ "Dagsordenen udsendes fredag den 9. januar; sagerne skal være klar onsdag den 7. januar. Fristen er passeret."

    The last sentence where it is so on the day `on`.
    """
    said = _deadlines_told(due, language)
    return f"{said} " + _("The deadline has passed.") if on and due.are_passed(on) else said


def _deadlines_told(due: Deadlines, language: str) -> str:
    agenda = weekday_date(due.agenda_on, language) if due.agenda_on else ""
    cases = weekday_date(due.cases_on, language) if due.cases_on else ""
    if agenda and cases:
        return _("The agenda goes out on {agenda}; cases must be ready on {cases}.").format(agenda=agenda, cases=cases)
    if agenda:
        return _("The agenda goes out on {agenda}.").format(agenda=agenda)
    return _("Cases must be ready on {cases}.").format(cases=cases) if cases else ""


def called(meeting: Meeting | None, held_on: date, language: str) -> str:
    """ "8. oktober 2025 kl. 17.00 · Temamøde · Byrådssalen"; of a day that the calendar lacks, the day."""
    day = danish_date(held_on, language)
    if meeting is None:
        return day
    hour = _("at {hour}").format(hour=clock_words(meeting.starts_at)) if meeting.starts_at else ""
    return " · ".join(filter(None, (f"{day} {hour}".strip(), meeting.title, meeting.place)))


def needs_told(needs: Iterable[Needs]) -> str:
    """Why an item ought to be treated."""
    names = {
        Needs.DECISION: _("awaits a decision"),
        Needs.RELEASE: _("has money in the budget, and nothing is released"),
        Needs.HEARING: _("is to be heard"),
    }
    return "; ".join(names[need] for need in needs)
