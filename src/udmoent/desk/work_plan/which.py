# SPDX-License-Identifier: MPL-2.0
"""Which body's work plan, for which year, as of which day: what its pages and files begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.bodies.listed import latest_period
from udmoent.desk.cases.heard import Heard, at_meetings
from udmoent.desk.where import AsOf, as_of, the_plan
from udmoent.desk.work_plan.of_town import contents_of_town
from udmoent.documents.front import body_name
from udmoent.editions.content import PlanContent
from udmoent.editions.excerpt import also_known_as
from udmoent.editions.gather import gather
from udmoent.editions.year_plan import YearPlan, year_plan
from udmoent.lib.refusal import Refusal
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Municipality
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Shown:
    """A body's work plan for a year, reached from one plan, made of what the visitor may see of all of the town's."""

    plan: Plan
    body: str
    year: int
    moment: AsOf
    visitor: Visitor

    @property
    def town(self) -> Municipality:
        return self.plan.municipality

    @cached_property
    def content(self) -> PlanContent:
        """Of the plan that the page was reached from."""
        return self.visitor.sees(gather(self.plan, self.moment.day, self.moment.known_at))

    @cached_property
    def contents(self) -> list[PlanContent]:
        return contents_of_town(self.content, self.plan, self.visitor, self.moment.known_at)

    @cached_property
    def names(self) -> frozenset[str]:
        return also_known_as(self.content, self.body)

    @property
    def name(self) -> str:
        return body_name(self.content, self.body)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """All that the body has in the calendar, in order."""
        found = self.town.meetings.filter(body__abbreviation__in=self.names)
        return list(found.select_related("body").order_by("held_on"))

    @cached_property
    def most(self) -> int | None:
        """How many items are enough for a meeting, by the body's rule at the year's end, or today's."""
        town = self.town.configuration
        told = town.body_on(self.body, date(self.year, 12, 31)) or town.body_on(self.body, self.moment.day)
        return told.most_treatments if told else None

    @cached_property
    def work(self) -> YearPlan:
        days = [meeting.held_on for meeting in self.meetings]
        return year_plan(self.contents, self.names, days, year=self.year, most=self.most)

    @cached_property
    def heard(self) -> Mapping[date, list[Heard]]:
        """The cases at the year's meetings that the visitor may read."""
        return at_meetings(self.town, self.names, self.year, self.visitor, self.moment)

    @cached_property
    def years(self) -> list[int]:
        """The years in which the body meets, and this one and the one shown."""
        return sorted({self.year, self.moment.day.year, *(meeting.held_on.year for meeting in self.meetings)})

    @property
    def why_not_plan(self) -> Refusal | None:
        return self.visitor.why_not_keep_meetings(self.body)


def shown(request: HttpRequest, plan_id: int, abbreviation: str, year: int) -> Shown:
    plan = the_plan(request, plan_id)
    found = Shown(plan, abbreviation, year, as_of(request, plan), request.visitor)  # type: ignore[attr-defined]
    if latest_period(found.content, abbreviation) is None:
        raise Http404(_("There is no such body."))
    if not 1900 <= year <= 2200:
        raise Http404(_("There is no such year."))
    return found
