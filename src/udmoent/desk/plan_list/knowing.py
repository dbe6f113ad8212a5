# SPDX-License-Identifier: MPL-2.0
"""What the list's filters are made from besides the items, and which items a kept query asks for without a visitor."""

from collections.abc import Callable, Sequence
from datetime import date

from django.http import QueryDict

from udmoent.desk.plan_list.filters import Filters, InRounds, Known
from udmoent.desk.plan_list.query import Query
from udmoent.desk.where import words_of
from udmoent.editions.actions import read_back
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.editions.rounds import answered_in, asked_in
from udmoent.editions.selection import areas_of, pick
from udmoent.editions.silence import last_changed, last_said
from udmoent.followup.models import Round
from udmoent.lib.dates import parse_date
from udmoent.lib.names import find_named
from udmoent.plan.models import Plan

OF_A_VISITOR = "egne"
"""Asks for the items of whoever looks: of everybody else something different."""


def areas_on(plan: Plan, day: date) -> dict[str, str]:
    """The director's area of each unit that the town had that day."""
    return areas_of(dict(plan.municipality.units.in_force(day).values_list("name", "parent__name")))


def content_called(
    plan: Plan, editions: Sequence[Edition], written: str, sees: Callable[[PlanContent], PlanContent]
) -> PlanContent | None:
    """What may be seen of a version, or of the plan as of a day; None for what is neither."""
    edition = find_named(editions, written)
    day = None if edition else parse_date(written)
    if edition is None and day is None:
        return None
    return sees(read_back(edition) if edition else gather(plan, day))  # type: ignore[arg-type]


def rounds_of(plan: Plan) -> InRounds:
    """The rounds that have asked, the latest first."""
    opened = {str(one.pk): one for one in plan.rounds.exclude(opened_at=None).order_by("-as_of", "-pk")}

    def told_by(ids: Callable[[Round], object]) -> Callable[[str], frozenset[int]]:
        return lambda code: frozenset(ids(opened[code]))  # type: ignore[call-overload]

    return InRounds({code: one.name for code, one in opened.items()}, told_by(asked_in), told_by(answered_in))


def items_asked_for(plan: Plan, content: PlanContent, query: str) -> tuple[ItemContent, ...]:
    """The items that an address's query asks for, for nobody in particular: “my items” are no one's."""
    day, editions = content.as_of, list(plan.editions.defer("content"))
    known = Known(
        day,
        frozenset(),
        areas_on(plan, day),
        tuple(edition.name for edition in editions),
        lambda written: content_called(plan, editions, written, lambda whole: whole),
        lambda: last_said(plan, day),
        lambda: last_changed(plan, day),
        rounds_of(plan),
    )
    filters = Filters(content, words_of(plan.municipality), known, Query.of(QueryDict(query)))
    shown = excerpt(content, filters.body) if filters.body else content
    return pick(shown.items, filters.conditions)
