# SPDX-License-Identifier: MPL-2.0
"""The plan's cases: drafts, those that wait for a decision, and those that are decided."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.cases.facts import Access
from udmoent.cases.words import ACCESS, KINDS
from udmoent.desk.access import needs
from udmoent.desk.cases.told import Stop, stops
from udmoent.desk.cases.which import Sight, whole
from udmoent.desk.where import steps_to, the_plan
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Row:
    """A case in the list."""

    sight: Sight
    kind: str
    access: str
    about: str
    stops: list[Stop]

    @property
    def is_decided(self) -> bool:
        return all(stop.outcome for stop in self.stops)

    @property
    def next_on(self) -> str:
        """What it is sorted by: its next meeting, or the last where all has been decided."""
        days = [
            one.treatment.meeting.held_on.isoformat() for one in self.stops if one.treatment.meeting and not one.outcome
        ]
        held = [one.treatment.meeting.held_on.isoformat() for one in self.stops if one.treatment.meeting]
        return min(days, default=max(held, default="9999"))


@dataclass(frozen=True)
class Part:
    code: str
    name: str
    rows: list[Row]


@needs(rules.READ)
@require_safe
def cases(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Those that the visitor may read."""
    plan = the_plan(request, plan_id)
    rows = list(_rows(request, plan))
    told = {
        "plan": plan,
        "here": "cases",
        "crumbs": steps_to(plan, _("Cases")),
        "parts": [part for part in _parts(rows) if part.rows],
        "has_editions": plan.editions.exists(),
    }
    return render(request, "desk/cases/list.html", told)


def _rows(request: HttpRequest, plan: Plan) -> Iterator[Row]:
    for case in whole(plan.cases.all()):
        case.plan = plan
        sight = Sight(case, request.visitor)  # type: ignore[attr-defined]
        if sight.reads():
            about = case.edition.name if case.edition else case.item.number if case.item else ""
            access = str(ACCESS[case.access]) if case.access == Access.CONFIDENTIAL else ""
            yield Row(sight, str(KINDS[case.kind]), access, about, stops(sight))


def _parts(rows: Iterable[Row]) -> Iterator[Part]:
    rows = sorted(rows, key=lambda row: row.next_on)
    yield Part("drafts", _("Drafts"), [row for row in rows if not row.sight.sent])
    yield Part("sent", _("Sent, and not decided yet"), [row for row in rows if row.sight.sent and not row.is_decided])
    yield Part("decided", _("Decided"), [row for row in reversed(rows) if row.sight.sent and row.is_decided])
