# SPDX-License-Identifier: MPL-2.0
"""Which version of the plan each body last saw. Every comparison may begin there."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from udmoent.cases.models import CaseTreatment
from udmoent.editions.actions import read_back
from udmoent.editions.compare import Comparison, compare
from udmoent.editions.content import PlanContent
from udmoent.editions.excerpt import also_known_as
from udmoent.editions.models import Edition
from udmoent.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Seen:
    """A version, and the day of the meeting at which the body had it before it."""

    edition: Edition
    on: date


def last_seen(plan: Plan, bodies: Collection[str], until: date, *, before: date | None = None) -> Seen | None:
    """What a body, which goes by several abbreviations after a renaming, had before it last by that day; None for nothing.

    Told by its cases and by the versions that were sealed for it. `before`: only versions as of days before that one,
    which is what a comparison with a version of that day begins at.
    """
    found = [*_by_cases(plan, bodies, until), *_by_versions(plan, bodies, until)]
    if before:
        found = [seen for seen in found if seen.edition.as_of < before]
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
    """One that was sealed for the body without a meeting was seen as of its own day."""
    went = plan.editions.filter(body__abbreviation__in=bodies).select_related("meeting").defer("content")
    found = [Seen(one, one.meeting.held_on if one.meeting else one.as_of) for one in went]
    return [seen for seen in found if seen.on <= until]


def version_last_seen(plan: Plan, shown: PlanContent, body: str, until: date | None = None) -> Edition | None:
    """Of the versions before the content's day the one that the body saw last; where it saw none, the newest of all.

    `until`: by which day it saw it, the content's own if left out.
    """
    seen = last_seen(plan, also_known_as(shown, body), until or shown.as_of, before=shown.as_of)
    if seen:
        return seen.edition
    return plan.editions.filter(as_of__lt=shown.as_of).order_by("as_of", "sealed_at").last()


def changed_since_last_version(
    plan: Plan,
    shown: PlanContent,
    body: str,
    sees: Callable[[PlanContent, PlanContent], PlanContent] = lambda earlier, _shown: earlier,
) -> Comparison | None:
    """What changed for a body since the version that it saw last; None where there is none earlier.

    `sees` cuts out of that version what the reader may hold against `shown`, which has been cut out already.
    """
    earlier = version_last_seen(plan, shown, body)
    return compare(sees(read_back(earlier), shown), shown, body) if earlier else None
