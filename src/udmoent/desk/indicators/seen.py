# SPDX-License-Identifier: MPL-2.0
"""Which indicators a page of a plan shows, to whom, and who may measure them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.access import Visitor
from udmoent.desk.where import AsOf
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.editions.gather import gather
from udmoent.indicators.facts import IndicatorFacts
from udmoent.indicators.gather import standings
from udmoent.indicators.standing import Standing
from udmoent.lib.refusal import Refusal
from udmoent.organisation import rules
from udmoent.plan.facts import Visibility
from udmoent.plan.models import Plan
from udmoent.plan.threads import first_of


@dataclass(frozen=True)
class Linked:
    """An indicator with the items of this plan that it is linked to, of those that the visitor sees."""

    standing: Standing
    items: tuple[ItemContent, ...]


@dataclass
class Indicators:
    """Those of a town, beside a plan as of a moment."""

    plan: Plan
    visitor: Visitor
    moment: AsOf

    @cached_property
    def whole(self) -> PlanContent:
        return gather(self.plan, self.moment.day, self.moment.known_at)

    @cached_property
    def content(self) -> PlanContent:
        """Of the plan what the visitor sees."""
        return self.visitor.sees(self.whole)

    @cached_property
    def threads(self) -> dict[int, int]:
        return first_of(self.plan.municipality)

    @cached_property
    def all(self) -> list[Linked]:
        """Those that the visitor sees, by name."""
        found = standings(self.plan.municipality, self.moment.day, self.moment.known_at)
        return [Linked(one, self.items_of(one.facts)) for one in found if self._is_seen(one.facts)]

    def items_of(self, facts: IndicatorFacts) -> tuple[ItemContent, ...]:
        numbers = {item.number for item in self._linked(facts)}
        return tuple(item for item in self.content.items if item.number in numbers)

    def _linked(self, facts: IndicatorFacts) -> list[ItemContent]:
        return [item for item in self.whole.items if self.threads.get(item.id) in facts.threads]

    @cached_property
    def _own(self) -> frozenset[str]:
        """The numbers of the items that the visitor sees whole as one of a committee."""
        return frozenset(one.number for body in self.visitor.bodies for one in excerpt(self.whole, body).items)

    def _is_seen(self, facts: IndicatorFacts) -> bool:
        """As an item is: what is released, or hangs on an item that one sees whole."""
        if self.visitor.may[rules.READ_WHOLE] or facts.visibility == Visibility.PUBLIC:
            return True
        return any(item.number in self._own for item in self._linked(facts))

    @property
    def of_plan(self) -> list[Linked]:
        """Those that are measured and hang on the plan's items, or on no plan's."""
        return [one for one in self.all if not one.standing.facts.is_retired and self._is_of_plan(one)]

    @property
    def others(self) -> list[Linked]:
        """Those of other plans' items, and those that are no longer measured."""
        return [one for one in self.all if one.standing.facts.is_retired or not self._is_of_plan(one)]

    def _is_of_plan(self, one: Linked) -> bool:
        return bool(one.items) or not one.standing.facts.threads

    def of_item(self, item: ItemContent) -> list[Linked]:
        thread = self.threads.get(item.id)
        return [one for one in self.all if thread is not None and thread in one.standing.facts.threads]

    def why_not_measure(self, facts: IndicatorFacts) -> Refusal | None:
        return rules.why_not_measure(self.visitor.roles, is_own=self.is_own(facts))

    def is_own(self, facts: IndicatorFacts) -> bool:
        """Whether the visitor answers for the indicator, or for an item that it is linked to."""
        return self.visitor.is_named(facts.responsible) or any(map(self._answers_for, self._linked(facts)))

    def _answers_for(self, item: ItemContent) -> bool:
        return self.visitor.is_named(item.responsible) or self.visitor.is_named(item.unit)

    def owed(self) -> list[Linked]:
        """Those of which a measurement lacks, and that it is for the visitor to measure."""
        posts = self.visitor.posts
        return [one for one in self.of_plan if one.standing.owed_since and self._owes(one.standing.facts, posts)]

    def _owes(self, facts: IndicatorFacts, posts: Iterable[str]) -> bool:
        if facts.responsible:
            return facts.responsible.casefold() in posts
        return any(map(self._answers_for, self._linked(facts)))


def indicators_at(request: HttpRequest, plan: Plan, moment: AsOf) -> Indicators:
    return Indicators(plan, request.visitor, moment)  # type: ignore[attr-defined]


def indicators_today(request: HttpRequest, plan: Plan) -> Indicators:
    return indicators_at(request, plan, AsOf(clock.today(), is_today=True))


def the_indicator(found: Indicators, indicator_id: int) -> Linked:
    one = next((one for one in found.all if one.standing.id == indicator_id), None)
    if one is None:
        raise Http404(_("There is no such indicator."))
    return one
