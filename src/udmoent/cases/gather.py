# SPDX-License-Identifier: MPL-2.0
"""From rows to what a case is composed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from udmoent.cases.compose.ground import Ground, NamedBody
from udmoent.cases.facts import Access, CaseKind, Outcome
from udmoent.cases.models import CaseTreatment
from udmoent.cases.rules import ROUTES, STEP_OF_BODY, Step
from udmoent.cases.seen import version_last_seen
from udmoent.editions.actions import read_back
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Meeting
from udmoent.organisation.case_template import STANDARD
from udmoent.organisation.models import Body
from udmoent.plan.models import AgreementParagraph, Item, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The case that is asked for. `edition` is None for one about the plan `today`; `since` chooses another beginning
    of the comparison than what the body saw last.
    """

    kind: CaseKind
    plan: Plan
    body: Body
    today: date
    edition: Edition | None = None
    since: Edition | None = None
    item: Item | None = None
    year: int | None = None
    meeting_on: date | None = None
    access: Access = Access.OPEN
    own: Mapping[str, str] = field(default_factory=dict)
    emphasis: Sequence[str] = ()
    arrangement: str = STANDARD
    recommended_by: str = ""
    verbs: Sequence[str] = ()


def ground_of(asked: Asked) -> Ground:
    """Refused where the item that the case is about is not in the plan that day."""
    plan = asked.plan
    content = read_back(asked.edition) if asked.edition else gather(plan, asked.today)
    since = asked.since or _since(asked, content)
    council = _council(plan, asked.edition.as_of if asked.edition else asked.today)
    return Ground(
        kind=asked.kind,
        town=plan.municipality.configuration,
        content=content,
        body=NamedBody(asked.body.abbreviation, asked.body.name),
        council=NamedBody(council.abbreviation, council.name) if council else None,
        agreement=plan.agreement.name,
        is_complete=_is_complete(plan),
        earlier=read_back(since) if since else None,
        approved_on=_approved_on(plan, asked.meeting_on or asked.today),
        presented_on=_presented_on(plan, asked.meeting_on or asked.today),
        meeting_on=asked.meeting_on,
        item=_item(content, asked.item),
        year=asked.year,
        access=asked.access,
        own=asked.own,
        emphasis=tuple(asked.emphasis),
        arrangement=asked.arrangement,
        recommended_by=asked.recommended_by,
        verbs=tuple(asked.verbs),
    )


def _since(asked: Asked, content: PlanContent) -> Edition | None:
    return version_last_seen(asked.plan, content, asked.body.abbreviation, asked.meeting_on or asked.today)


def _council(plan: Plan, on: date) -> Body | None:
    return plan.municipality.bodies.in_force(on).filter(kind=Body.Kind.COUNCIL).first()


def _is_complete(plan: Plan) -> bool:
    """Whether every paragraph of the agreement has an item, or a reason why it needs none."""
    bare = AgreementParagraph.objects.filter(agreement=plan.agreement_id, needs_no_item_because="", items=None)
    return not bare.exists()


def _approved_on(plan: Plan, by: date) -> date | None:
    """When the council approved the plan: a decided case, or a decision at the meeting that a version was sealed for."""
    decided = CaseTreatment.objects.filter(
        case__plan=plan,
        case__kind=CaseKind.APPROVAL.value,
        body__kind=Body.Kind.COUNCIL,
        outcome__in=[Outcome.APPROVED.value, Outcome.ENDORSED.value, Outcome.CHANGED.value],
        meeting__held_on__lte=by,
    )
    days = [day for day in decided.values_list("meeting__held_on", flat=True) if day]
    days += [meeting.held_on for meeting in _council_meetings(plan, by) if meeting.decisions.exists()]
    return min(days, default=None)


def _presented_on(plan: Plan, by: date) -> date | None:
    return min((meeting.held_on for meeting in _council_meetings(plan, by)), default=None)


def _council_meetings(plan: Plan, by: date) -> Sequence[Meeting]:
    """Those that a version of the plan was sealed for."""
    meetings = Meeting.objects.filter(editions__plan=plan, body__kind=Body.Kind.COUNCIL, held_on__lte=by)
    return list(meetings.distinct())


def _item(content: PlanContent, item: Item | None) -> ItemContent | None:
    if item is None:
        return None
    found = next((one for one in content.items if one.number == item.number), None)
    if found is None:
        sentence = _(
            "Item {number} is not in the plan that the case tells of. Choose another version, or another item."
        )
        raise Refused(sentence.format(number=item.number))
    return found


def meeting_of(asked: Asked) -> date | None:
    """The day of the meeting that a case kept here is on the agenda of, or that the version was sealed for."""
    kept = CaseTreatment.objects.filter(
        case__plan=asked.plan,
        case__kind=asked.kind.value,
        case__edition=asked.edition,
        body__abbreviation=asked.body.abbreviation,
    )
    kept = kept.filter(case__item=asked.item).exclude(meeting=None).select_related("meeting")
    treatment = kept.order_by("-meeting__held_on").first()
    if treatment and treatment.meeting:
        return treatment.meeting.held_on
    meeting = asked.edition.meeting if asked.edition else None
    return meeting.held_on if meeting and meeting.body.abbreviation == asked.body.abbreviation else None


def route_for(kind: CaseKind, body: Body, on: date) -> list[Body]:
    """The bodies that a case of this kind passes from this one on, each once, as they are in force that day."""
    bodies = body.municipality.bodies.in_force(on).filter(kind__in=STEP_OF_BODY)
    by_step = {STEP_OF_BODY[one.kind]: one for one in bodies if STEP_OF_BODY[one.kind] != Step.OWN}
    begun = STEP_OF_BODY.get(body.kind, Step.OWN)
    steps = [step for step in ROUTES[kind] if step == Step.OWN or step > begun or kind == CaseKind.APPROVAL]
    route = [body if step == Step.OWN else by_step.get(step) for step in steps]
    return list(dict.fromkeys(filter(None, route))) or [body]
