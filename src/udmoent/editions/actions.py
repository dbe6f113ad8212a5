# SPDX-License-Identifier: MPL-2.0
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.editions import content as tree
from udmoent.editions.corrections import is_passed
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.editions.quality import why_not_keep_for_ever
from udmoent.editions.rules import why_not_present, why_not_replace, why_not_seal
from udmoent.followup.models import Round
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Person
from udmoent.plan.models import Plan


@transaction.atomic
def seal(
    plan: Plan,
    name: str,
    as_of: date,
    *,
    body: Body | None = None,
    meeting_on: date | None = None,
    replaces: Edition | None = None,
    why: str = "",
    round: Round | None = None,
    told: Callable[[tree.PlanContent], tree.RoundContent] | None = None,
    by: Person,
    now: datetime,
) -> Edition:
    """Seal the whole plan as of a day, under a name of its own; `body` is whom it goes to.

    `told` gives, for the content, what it tells of the `round` that it comes from.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)
    content = gather(plan, as_of)
    content = replace(content, round=told(content)) if told else content
    names = list(plan.editions.values_list("name", flat=True))
    today = timezone.localdate(now)
    Refused.if_any(
        [
            why_not_seal(name, as_of, today=today, names=names, items=len(content.items)),
            why_not_replace(replaces=replaces is not None, why=why),
            why_not_present(body=body is not None, meeting=meeting_on is not None),
            *why_not_keep_for_ever(content),
        ]
    )
    named = replace(content, edition=name)
    sha256 = tree.fingerprint(named)
    edition = Edition.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        name=name,
        as_of=as_of,
        sealed_at=now,
        sealed_by=by,
        sha256=sha256,
        content=tree.to_json(replace(named, sha256=sha256)).decode(),
        body=body,
        meeting=_meeting(body, meeting_on) if body and meeting_on else None,
        replaces=replaces,
        why=why,
        round=round,
    )
    record("seal", edition, municipality_id=plan.municipality_id, by_id=by.pk, now=now, sha256=edition.sha256)
    return edition


def _meeting(body: Body, held_on: date) -> Meeting:
    meeting, _ = Meeting.objects.get_or_create(municipality_id=body.municipality_id, body=body, held_on=held_on)
    return meeting


def version_to_hold_today_against(plan: Plan) -> Edition | None:
    """The latest version that differs from the plan today by anything at all; where none does, the latest of all."""
    versions = plan.editions.defer("content").order_by("as_of", "sealed_at")
    return next((one for one in versions.reverse() if is_passed(one)), None) or versions.last()


def read_back(edition: Edition) -> tree.PlanContent:
    """What was sealed, from its own bytes."""
    return tree.from_json(edition.content)
