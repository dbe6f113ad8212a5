# SPDX-License-Identifier: MPL-2.0
"""What a body decides of an item at its meeting, and what is still to be followed up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.followup import rules
from udmoent.followup.models import FollowUp, FollowUpQuerySet, ItemDecision, StatusReport
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Municipality, Person
from udmoent.plan.actions import snapshots
from udmoent.plan.facts import Facts
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


@dataclass(frozen=True, slots=True)
class Following:
    """Something that the directorate follows up, as it stands on a day.

    `asked` is the post or unit, casefolded, that it asks. `told` is the newest answer on the item since it was raised.
    `is_awaited`: who is asked has told nothing since it was raised, or since the meeting that left it open.
    """

    follow_up: FollowUp
    asked: str
    told: StatusReport | None
    is_awaited: bool


def following(town: Municipality, on: date, plan: Plan | None = None) -> list[Following]:
    """What was asked for by that day and is not done, in the town or in one plan."""
    found = FollowUp.objects.filter(municipality=town).open_on(on)
    found = found.filter(item__plan=plan) if plan else found
    open_ones = list(found.select_related("item__plan", "meeting"))
    facts, told = _facts(open_ones, on), answers_since(open_ones, on)
    known = {title.casefold() for title in town.positions.values_list("title", flat=True)}
    known |= {name.casefold() for name in town.units.in_force(on).values_list("name", flat=True)}
    met_on = met_before(town, on)
    return [
        _following(one, facts[one.item_id], told.get(one.pk, []), known, met_on)
        for one in open_ones
        if one.item_id in facts
    ]


def _following(
    one: FollowUp, facts: Facts, told: list[StatusReport], known: set[str], met_on: date | None
) -> Following:
    asked = rules.asked_by(one.who, facts.responsible, known)
    own = [timezone.localdate(report.recorded_at) for report in told if rules.is_told_by(report.giver, asked, facts)]
    is_awaited = rules.is_awaited(one.raised_on, max(own, default=None), met_on)
    return Following(one, asked, told[-1] if told else None, is_awaited)


def _facts(follow_ups: Iterable[FollowUp], on: date) -> Mapping[int, Facts]:
    """Of the items that are in their plans that day."""
    found: dict[int, Facts] = {}
    plans = {one.item.plan_id: one.item.plan for one in follow_ups}
    for plan in plans.values():
        items = [one.item for one in follow_ups if one.item.plan_id == plan.pk]
        found |= {pk: known.facts for pk, known in snapshots(plan, items, on).items() if known.is_present}
    return found


def answers_since(follow_ups: Iterable[FollowUp], on: date) -> dict[int, list[StatusReport]]:
    """By the id of what is followed up the answers given on its item since it was raised, by that day, the newest last."""
    follow_ups, found = list(follow_ups), dict[int, list[StatusReport]]()
    items = {one.item_id for one in follow_ups}
    reports = StatusReport.objects.filter(item__in=items, recorded_at__date__lte=on).select_related("recorded_by")
    for report in reports.order_by("recorded_at", "pk"):
        for one in follow_ups:
            if one.item_id == report.item_id and one.raised_at < report.recorded_at:
                found.setdefault(one.pk, []).append(report)
    return found


def met_before(town: Municipality, on: date) -> date | None:
    """When the directorate met last before that day."""
    held = Meeting.objects.filter(municipality=town, body__kind=Body.Kind.DIRECTORATE, held_on__lt=on)
    return held.order_by("-held_on").values_list("held_on", flat=True).first()


def meets_next(town: Municipality, on: date) -> date | None:
    """When the directorate meets next, that day or later."""
    coming = Meeting.objects.coming(on).filter(municipality=town, body__kind=Body.Kind.DIRECTORATE)
    return coming.order_by("held_on").values_list("held_on", flat=True).first()
