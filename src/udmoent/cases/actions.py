# SPDX-License-Identifier: MPL-2.0
"""What people do with a case: begin it, lead it from body to body, and write down what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.cases import rules
from udmoent.cases.facts import Access, CaseKind, Outcome
from udmoent.cases.models import Case, CaseTreatment, SentCase
from udmoent.editions.models import Edition
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Person
from udmoent.plan.models import Item, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What is told of a case besides its text, its route and its attachments."""

    kind: CaseKind
    title: str
    template: str = ""
    case_number: str = ""
    kle: str = ""
    access: Access = Access.OPEN
    ground: str = ""
    edition: Edition | None = None
    since: Edition | None = None
    item: Item | None = None
    year: int | None = None
    own: Mapping[str, str] = field(default_factory=dict)
    emphasis: Sequence[str] = ()
    recommended_by: str = ""
    verbs: Sequence[str] = ()

    @classmethod
    def of(cls, case: Case) -> "CaseFacts":
        return cls(**{one.name: getattr(case, one.name) for one in fields(cls)})

    def columns(self) -> dict[str, Any]:
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return told | {"own": dict(self.own), "emphasis": list(self.emphasis), "verbs": list(self.verbs)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who was not there, who came in whose place, who was disqualified, and what a minority wanted noted."""

    absent: Sequence[Mapping[str, str]] = ()
    apologies: Sequence[Mapping[str, str]] = ()
    deputies: Sequence[Mapping[str, str]] = ()
    disqualified: Sequence[Mapping[str, str]] = ()
    minority: Sequence[Mapping[str, str]] = ()

    def columns(self) -> dict[str, list[dict[str, str]]]:
        return {one.name: [dict(each) for each in getattr(self, one.name)] for one in fields(self)}


@transaction.atomic
def begin_case(plan: Plan, facts: CaseFacts, route: Sequence[Body], *, by: Person, now: datetime) -> Case:
    """A new case, on its way through these bodies. Its text is composed by `drafting.compose_case`."""
    refusals = [*_why_not_describe(facts), rules.why_not_release(facts.kind, facts.item)]
    Refused.if_any([*refusals, *rules.why_not_route([_stop(body) for body in route])])
    case = Case.objects.create(
        municipality_id=plan.municipality_id, plan=plan, begun_at=now, begun_by=by, **facts.columns()
    )
    _lead(case, route)
    record_case("begin_case", case, by, now, title=case.title, body=route[0].abbreviation)
    return case


@transaction.atomic
def describe_case(case: Case, facts: CaseFacts, *, by: Person, now: datetime) -> Case:
    """Tell other facts of the case."""
    case = in_turn(case)
    Refused.if_any([rules.why_not_change(is_decided=is_decided(case)), *_why_not_describe(facts)])
    for name, value in facts.columns().items():
        setattr(case, name, value)
    case.save(update_fields=list(facts.columns()))
    record_case("describe_case", case, by, now, title=case.title)
    return case


@transaction.atomic
def set_route(case: Case, route: Sequence[Body], *, by: Person, now: datetime) -> Case:
    """Lead the case through these bodies. What has been sent or decided stays as the route's beginning."""
    case = in_turn(case)
    passed = [one for one in _treatments(case) if one.outcome or one.sent.exists()]
    stops = [_stop(one.body, one.outcome) for one in passed] + [_stop(body) for body in route]
    Refused.if_any(rules.why_not_route(stops))
    meetings = {one.body.abbreviation: one.meeting for one in _treatments(case) if one not in passed}
    case.treatments.exclude(pk__in=[one.pk for one in passed]).delete()
    _lead(case, route, after=max((one.place for one in passed), default=0), meetings=meetings)
    record_case("set_route", case, by, now, body=", ".join(stop.body for stop in stops))
    return case


@transaction.atomic
def place_at_meeting(
    treatment: CaseTreatment, meeting: Meeting | None, *, agenda_number: str = "", by: Person, now: datetime
) -> CaseTreatment:
    """Put the case on the agenda of one of the body's meetings, or take it off."""
    in_turn(treatment.case)
    is_own = meeting is None or meeting.body.abbreviation == treatment.body.abbreviation
    sent = treatment.sent.last()
    Refused.if_any(
        [
            rules.why_not_change(is_decided=bool(treatment.outcome)),
            rules.why_not_meet_there(is_own_body=is_own),
            rules.why_not_meet_before_sent(
                meeting_on=meeting.held_on if meeting else None,
                sent_on=timezone.localdate(sent.sent_at) if sent else None,
            ),
        ]
    )
    treatment.meeting, treatment.agenda_number = meeting, agenda_number
    treatment.save(update_fields=["meeting", "agenda_number"])
    held_on = meeting.held_on.isoformat() if meeting else ""
    record_case("place_case", treatment.case, by, now, body=treatment.body.abbreviation, held_on=held_on)
    return treatment


@transaction.atomic
def decide_case(
    treatment: CaseTreatment,
    outcome: Outcome | None,
    text: str,
    *,
    attendance: Attendance | None = None,
    by: Person,
    now: datetime,
) -> CaseTreatment:
    """Write down what the body decided, in the words of the minutes. What the plan says of the items stays as it is."""
    in_turn(treatment.case)
    treatment.refresh_from_db()
    meeting = treatment.meeting
    Refused.if_any(
        rules.why_not_decide_case(
            has_outcome=outcome is not None,
            text=text,
            meeting_on=meeting.held_on if meeting else None,
            today=timezone.localdate(now),
            is_decided=bool(treatment.outcome),
        )
    )
    assert outcome is not None and meeting is not None
    told = {"title": treatment.case.title, "text": text.strip()}
    decision = note_decision(meeting.body, meeting.held_on, by=by, now=now, **told)
    columns: dict[str, object] = {"outcome": outcome.value, "decision": decision, "decided_at": now, "decided_by": by}
    columns |= (attendance or Attendance()).columns()
    for name, value in columns.items():
        setattr(treatment, name, value)
    treatment.save(update_fields=list(columns))
    record_case("decide_case", treatment.case, by, now, body=treatment.body.abbreviation, outcome=outcome.value)
    return treatment


@transaction.atomic
def drop_case(case: Case, *, by: Person, now: datetime) -> None:
    """Throw a draft away. What a body was sent is never thrown away."""
    case = in_turn(case)
    was_sent = SentCase.objects.filter(treatment__case=case).exists()
    Refused.if_any([rules.why_not_drop(was_sent=was_sent), rules.why_not_change(is_decided=is_decided(case))])
    record_case("drop_case", case, by, now, title=case.title)
    for parts in (case.sections, case.attachments, case.treatments):
        parts.all().delete()
    case.delete()


def in_turn(case: Case) -> Case:
    """The case as it is now, which nobody else changes until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


def is_decided(case: Case) -> bool:
    """Whether the last body on its route has decided, and it does not come again."""
    last = case.treatments.order_by("place").last()
    return last is not None and bool(last.outcome) and Outcome(last.outcome) not in rules.RETURNS


def _lead(
    case: Case, route: Sequence[Body], *, after: int = 0, meetings: Mapping[str, Meeting | None] | None = None
) -> None:
    CaseTreatment.objects.bulk_create(
        CaseTreatment(
            municipality_id=case.municipality_id,
            case=case,
            place=place,
            body=body,
            meeting=(meetings or {}).get(body.abbreviation),
        )
        for place, body in enumerate(route, start=after + 1)
    )


def _treatments(case: Case) -> list[CaseTreatment]:
    return list(case.treatments.select_related("body", "meeting"))


def _stop(body: Body, outcome: str = "") -> rules.Stop:
    return rules.Stop(body.abbreviation, body.kind, Outcome(outcome) if outcome else None)


def _why_not_describe(facts: CaseFacts) -> Sequence[Any]:
    return list(
        rules.why_not_describe(
            title=facts.title,
            access=facts.access,
            ground=facts.ground,
            kind=facts.kind,
            has_edition=facts.edition is not None,
            has_item=facts.item is not None,
        )
    )


def record_case(act: str, case: Case, by: Person, now: datetime, **told: object) -> None:
    record(act, case, municipality_id=case.municipality_id, by_id=by.pk, now=now, **told)
