# SPDX-License-Identifier: MPL-2.0
"""Beginning a case with what is known beforehand, and its text composed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from udmoent.cases.actions import CaseFacts, begin_case, place_at_meeting
from udmoent.cases.compose.ground import Ground
from udmoent.cases.drafting import compose_case
from udmoent.cases.facts import OF_AN_EDITION
from udmoent.cases.gather import Asked, ground_of, route_for
from udmoent.cases.models import Case
from udmoent.cases.seen import version_last_seen
from udmoent.cases.writing import title_of
from udmoent.editions.actions import read_back
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Person
from udmoent.plan.models import Plan


@transaction.atomic
def begin(
    plan: Plan,
    facts: CaseFacts,
    body: Body,
    *,
    meeting_on: date | None = None,
    route: Sequence[Body] | None = None,
    today: date,
    by: Person,
    now: datetime,
) -> Case:
    """Begin the case in that body, at its meeting that day, on the way of its kind or another `route`.

    What is not told of it is what the plan tells: its title, its numbers, and the version that the body saw last.
    """
    meeting = _meeting(body, meeting_on)
    if facts.edition and facts.since is None and facts.kind in OF_AN_EDITION:
        since = version_last_seen(plan, read_back(facts.edition), body.abbreviation, meeting_on or today)
        facts = replace(facts, since=since)
    facts = _with_what_is_known(facts, ground_of(_asked(plan, facts, body, meeting_on, today)))
    case = begin_case(plan, facts, route or route_for(facts.kind, body, today), by=by, now=now)
    first = case.treatments.select_related("body").get(place=1)
    if meeting and first.body.abbreviation == meeting.body.abbreviation:
        place_at_meeting(first, meeting, by=by, now=now)
    compose_case(case, today=today, by=by, now=now)
    return case


def _asked(plan: Plan, facts: CaseFacts, body: Body, meeting_on: date | None, today: date) -> Asked:
    return Asked(
        kind=facts.kind,
        plan=plan,
        body=body,
        today=today,
        edition=facts.edition,
        since=facts.since,
        item=facts.item,
        year=facts.year,
        meeting_on=meeting_on,
    )


def _with_what_is_known(facts: CaseFacts, ground: Ground) -> CaseFacts:
    item = ground.item
    return replace(
        facts,
        title=facts.title or title_of(ground),
        case_number=facts.case_number or (item.case_number if item else ""),
        kle=facts.kle or (item.kle if item else "") or ground.town.case.kle,
    )


def _meeting(body: Body, on: date | None) -> Meeting | None:
    if on is None:
        return None
    town, name = body.municipality_id, body.abbreviation
    found = (
        Meeting.objects.filter(municipality=town, body__abbreviation=name, held_on=on).select_related("body").first()
    )
    if found is None:
        sentence = _(
            "{body} has no meeting on {day:%d.%m.%Y} in the calendar. Choose another day, or call the meeting first."
        )
        raise Refused(sentence.format(body=name, day=on))
    return found
