# SPDX-License-Identifier: MPL-2.0
"""Which version of the plan each body last saw. Every comparison may begin there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from udmoent.cases.models import CaseTreatment
from udmoent.editions.models import Edition
from udmoent.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Seen:
    """A version, and the day of the meeting at which the body had it before it."""

    edition: Edition
    on: date


def last_seen(plan: Plan, bodies: Collection[str], until: date, *, before: Edition | None = None) -> Seen | None:
    """What a body, which goes by several abbreviations after a renaming, had before it last by that day; None for nothing.

    Told by its cases and by the versions that were sealed for its meetings. `before`: only versions as of earlier days
    than that one, which a case about it begins at.
    """
    found = [*_by_cases(plan, bodies, until), *_by_versions(plan, bodies, until)]
    if before:
        found = [seen for seen in found if seen.edition.as_of < before.as_of]
    return max(found, key=lambda seen: (seen.on, seen.edition.as_of, seen.edition.sealed_at), default=None)


def _by_cases(plan: Plan, bodies: Collection[str], until: date) -> list[Seen]:
    """Of what it was sent or decided on: a draft is seen by nobody."""
    treated = CaseTreatment.objects.exclude(outcome="", sent=None).filter(
        body__abbreviation__in=bodies,
        body__municipality=plan.municipality_id,
        case__plan=plan,
        case__edition__isnull=False,
        meeting__held_on__lte=until,
    )
    rows = treated.distinct().select_related("case__edition", "meeting").defer("case__edition__content")
    return [Seen(one.case.edition, one.meeting.held_on) for one in rows if one.case.edition and one.meeting]


def _by_versions(plan: Plan, bodies: Collection[str], until: date) -> list[Seen]:
    went = plan.editions.filter(body__abbreviation__in=bodies, meeting__held_on__lte=until)
    return [Seen(one, one.meeting.held_on) for one in went.select_related("meeting").defer("content") if one.meeting]
