# SPDX-License-Identifier: MPL-2.0
"""What a body decides of an item at its meeting, and what is still to be followed up."""

from datetime import date, datetime

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.followup import rules
from udmoent.followup.models import FollowUp, FollowUpQuerySet, ItemDecision
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Person
from udmoent.plan.models import Item, Plan


@transaction.atomic
def decide(item: Item, meeting: Meeting, text: str, *, title: str, by: Person, now: datetime) -> ItemDecision:
    """Write down what was decided of the item at the meeting; what the plan says of it stays.

    A decision is never edited: what corrects it is one more.
    """
    Plan.objects.select_for_update().get(pk=item.plan_id)
    before = ItemDecision.objects.filter(item=item, decision__meeting=meeting)
    Refused.if_any([rules.why_not_decide(text, before.values_list("decision__text", flat=True))])
    decision = note_decision(meeting.body, meeting.held_on, title=title, text=text, by=by, now=now)
    made = ItemDecision.objects.create(
        municipality_id=item.municipality_id, item=item, decision=decision, recorded_at=now, recorded_by=by
    )
    record("decide_item", made, municipality_id=made.municipality_id, by_id=by.pk, now=now, item=item.number)
    return made


def open_follow_ups(plan: Plan, on: date) -> FollowUpQuerySet:
    """What was asked for by that day and not done by then."""
    return FollowUp.objects.of_plan(plan).open_on(on)
