# SPDX-License-Identifier: MPL-2.0
"""Which case a page is about, and what of it the visitor may read and write."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases.facts import Access, Outcome
from udmoent.cases.models import Case, CaseTreatment, SentCase
from udmoent.cases.rules import RETURNS, reads
from udmoent.desk.access import GET_OR_POST, Visitor, needs, refused
from udmoent.desk.where import the_plan
from udmoent.lib.refusal import Refusal
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Sight:
    """A case as a visitor comes to it."""

    case: Case
    visitor: Visitor

    @cached_property
    def treatments(self) -> list[CaseTreatment]:
        return list(self.case.treatments.all())

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The abbreviations of the bodies on its route, then and as they are called today."""
        today = clock.today()
        return frozenset(
            name for one in self.treatments for name in (one.body.abbreviation, one.body.goes_on_as(today).abbreviation)
        )

    @cached_property
    def why_not_write(self) -> Refusal | None:
        return self.visitor.why_not_write_case(self.bodies)

    @property
    def writes(self) -> bool:
        return self.why_not_write is None

    @property
    def is_decided(self) -> bool:
        """Whether the last body has decided, and it does not come again: then it stays as it is."""
        last = self.treatments[-1] if self.treatments else None
        return last is not None and bool(last.outcome) and Outcome(last.outcome) not in RETURNS

    @property
    def is_treating(self) -> bool:
        """Whether the visitor sits in, or serves, a body on its route."""
        return not self.bodies.isdisjoint(self.visitor.bodies)

    @cached_property
    def sent(self) -> list[SentCase]:
        return [sent for one in self.treatments for sent in one.sent.all()]

    def reads(self, access: str = "") -> bool:
        """Whether the visitor reads the case, or a file of it with that openness of its own."""
        is_open = Access.CONFIDENTIAL not in (self.case.access, access or self.case.access)
        told = Access.OPEN if is_open else Access.CONFIDENTIAL
        return reads(told, is_treating=self.is_treating, was_sent=bool(self.sent), writes=self.writes)


def whole(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with all that a sight of one asks for, without the contents of versions."""
    with_treatments = cases.prefetch_related(
        "treatments__body__successor", "treatments__meeting__body", "treatments__decision", "treatments__sent"
    )
    return with_treatments.select_related("edition", "since", "item").defer("edition__content", "since__content")


def sight_of(request: HttpRequest, plan: Plan, case_id: int) -> Sight:
    """The case, where it is there for the visitor; one that may not be read is as if it were not."""
    case = whole(plan.cases.filter(pk=case_id)).first()
    if case is None:
        raise Http404(_("There is no such case."))
    case.plan = plan
    sight = Sight(case, request.visitor)  # type: ignore[attr-defined]
    if not sight.reads():
        raise Http404(_("There is no such case."))
    return sight


Page = Callable[..., HttpResponse]


def at_case(page: Callable[..., HttpResponse]) -> Page:
    """A page on which something of a case is written: for those alone who may write that case."""

    @needs(rules.WRITE_CASES)
    @GET_OR_POST
    @wraps(page)
    def view(request: HttpRequest, plan_id: int, case_id: int, **parts: Any) -> HttpResponse:
        sight = sight_of(request, the_plan(request, plan_id), case_id)
        if sight.why_not_write:
            return refused(request, sight.why_not_write)
        return page(request, sight, **parts)

    return view
