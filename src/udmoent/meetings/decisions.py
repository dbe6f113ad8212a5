# SPDX-License-Identifier: MPL-2.0
"""Writing down what a body decided."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from udmoent.audit.actions import record
from udmoent.lib.refusal import Refusal, Refused
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body, Person


@transaction.atomic
def note_decision(body: Body, held_on: date, *, title: str, text: str, by: Person, now: datetime) -> Decision:
    """Write down what the body decided at its meeting that day; a meeting that is not known yet is made."""
    Refused.if_any([why_not_decide(title, text, held_on, timezone.localdate(now))])
    town = body.municipality_id
    meeting, _is_new = Meeting.objects.get_or_create(municipality_id=town, body=body, held_on=held_on)
    decision = Decision.objects.create(municipality_id=town, meeting=meeting, title=title, text=text)
    record("note_decision", decision, municipality_id=town, by_id=by.pk, now=now, title=title)
    return decision


def why_not_decide(title: str, text: str, held_on: date, today: date) -> Refusal | None:
    """What was decided has a matter, words and a day that has come."""
    if not title or not text:
        return Refusal(_("A decision needs the matter it was about, and its words as in the minutes. Write both."))
    if held_on > today:
        return Refusal(_("The meeting is still to come, so that nothing is decided yet. Correct the date."))
    return None
