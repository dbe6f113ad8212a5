# SPDX-License-Identifier: MPL-2.0
"""What a body's decision does to the plan. Each change points at the decision and holds from the day it was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.cases import rules
from udmoent.cases.facts import Outcome
from udmoent.cases.models import CaseTreatment
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.excerpt import also_known_as, excerpt, is_of
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Person
from udmoent.plan.actions import Act, change, note_closing
from udmoent.plan.facts import Source, Stage
from udmoent.plan.models import Item, ItemState


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What may follow from a decision: items whose X the body has taken note of, and items that waited for it.

    `noted` belong to the body itself, `others` to bodies below it; all of them were closed in what the body saw, and are
    still.
    """

    noted: tuple[ItemContent, ...] = ()
    others: tuple[ItemContent, ...] = ()
    waiting: tuple[ItemContent, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.noted or self.others or self.waiting)


def following(treatment: CaseTreatment, now: PlanContent, seen: PlanContent | None) -> Following:
    """`now` is the whole plan today; `seen` what the case told of it, None where that is one item only."""
    names = _names(treatment, now)
    shown = {item.number for item in _shown(treatment, seen) if item.stage == Stage.CLOSED}
    if seen is None and treatment.case.item:
        shown = {treatment.case.item.number}
    closed = [item for item in now.items if item.number in shown and item.stage == Stage.CLOSED and not item.noted_on]
    own = [item for item in closed if is_of(item, names)]
    about = treatment.case.item.number if treatment.case.item else ""
    return Following(
        noted=tuple(own),
        others=tuple(item for item in closed if item not in own),
        waiting=tuple(item for item in now.items if item.number == about and item.stage == Stage.AWAITING_DECISION),
    )


def _names(treatment: CaseTreatment, now: PlanContent) -> frozenset[str]:
    """The body's abbreviation, and those of what it came from and has become."""
    body = treatment.body
    return also_known_as(now, body.abbreviation) | {body.goes_on_as(now.as_of).abbreviation}


def _shown(treatment: CaseTreatment, seen: PlanContent | None) -> Sequence[ItemContent]:
    if seen is None:
        return ()
    is_committee = rules.STEP_OF_BODY.get(treatment.body.kind) == rules.Step.OWN
    return excerpt(seen, treatment.body.abbreviation).items if is_committee else seen.items


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What a person lets follow: whose X is noted, and to which stage an item that waited goes on."""

    noted: Sequence[Item] = ()
    moved_on: Mapping[Item, Stage] = field(default_factory=dict)


@transaction.atomic
def carry_out(treatment: CaseTreatment, effects: Effects, *, by: Person, now: datetime) -> list[ItemState]:
    """Let it follow from the decision, all of it or nothing."""
    decision = treatment.decision
    outcome = Outcome(treatment.outcome) if treatment.outcome else None
    later = treatment.case.treatments.filter(place__gt=treatment.place)
    Refused.if_any(
        [
            rules.why_not_carry_out(outcome, goes_on_to=[one.body.abbreviation for one in later.filter(outcome="")]),
            *(rules.why_not_move_on(stage) for stage in effects.moved_on.values()),
        ]
    )
    assert decision is not None
    states: list[ItemState | None] = []
    for item in effects.noted:
        act = _act(item, decision, by, now)
        states.append(note_closing(item, noted_on=decision.meeting.held_on, act=act))
    for item, stage in effects.moved_on.items():
        states.append(change(item, act=_act(item, decision, by, now), stage=stage))
    written = [state for state in states if state]
    if written:
        numbers = [item.number for item in (*effects.noted, *effects.moved_on)]
        record(
            "carry_out_decision",
            treatment.case,
            municipality_id=treatment.municipality_id,
            by_id=by.pk,
            now=now,
            body=treatment.body.abbreviation,
            items=numbers[:100],
        )
    return written


def _act(item: Item, decision: Decision, by: Person, now: datetime) -> Act:
    on = holds_from(item, decision, timezone.localdate(now))
    return Act(by=by, now=now, applies_on=on, source=Source.DECISION, decision=decision)


def holds_from(item: Item, decision: Decision, today: date) -> date:
    """From when what follows holds: the day of the decision, or today where something newer is known of the item."""
    newest = item.states.aggregate(on=Max("applies_on"))["on"]
    held_on = decision.meeting.held_on
    return today if newest and newest > held_on else held_on
