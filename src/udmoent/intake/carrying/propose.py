# SPDX-License-Identifier: MPL-2.0
"""What of a plan is proposed to go on in the next one: each item with the choice and the reason."""

from collections.abc import Iterator
from datetime import date

from udmoent.economy.projects import steps_on
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.gather import gather
from udmoent.editions.savings import savings
from udmoent.intake.carrying.rules import CARRIED_FOR, Because, Line, because, likenesses
from udmoent.plan.models import Item, Plan
from udmoent.plan.threads import Threads


def propose(source: Plan, into: Plan | None, on: date) -> list[Line]:
    """Every item of the plan as of that day, in the plan's order. `into` is the next plan where it is begun already."""
    content = gather(source, on)
    goes_on, steps, unfilled = going_on(source), steps_on(source.items.all(), on), set(_unfilled(content))
    found = {
        item.number: because(item, steps.get(item.id), is_unfilled=item.number in unfilled) for item in content.items
    }
    free = [item for item in content.items if found[item.number] in CARRIED_FOR and item.id not in goes_on]
    alike = likenesses(free, list(_not_following(into, on)) if into else [])
    return [_line(item, found[item.number], goes_on.get(item.id, ""), alike.get(item.number)) for item in content.items]


def _line(item: ItemContent, why: Because, goes_on: str, into: ItemContent | None) -> Line:
    if goes_on:
        return Line(item=item, because=Because.GOES_ON, told=goes_on)
    return Line(item=item, because=Because.LIKE if into else why, into=into, told=item.merged_into or "")


def going_on(source: Plan) -> dict[int, str]:
    """By an item's id, where its topic goes on already in later plans."""
    threads = Threads.of_town(source.municipality)
    items = Item.objects.filter(municipality=source.municipality_id, plan__taken_back_at=None)
    later = items.filter(plan__agreement__budget_year__gt=source.agreement.budget_year).exclude(follows=None)
    named = {one.pk: f"{one.plan.name} {one.number}" for one in later.select_related("plan")}
    own = source.items.values_list("pk", flat=True)
    told = {item: sorted(named[one] for one in threads.of(item) & set(named)) for item in own} if named else {}
    return {item: ", ".join(names) for item, names in told.items() if names}


def _unfilled(content: PlanContent) -> Iterator[str]:
    """Numbers of the items that have realised less than was adopted, in the year that it is."""
    year = min(max(content.as_of.year, content.years[0]), content.years[-1])
    for of_level in savings(content.items, year):
        for one in of_level.savings:
            if one.told.adopted < 0 and one.told.realised > one.told.adopted:
                yield one.item.number


def _not_following(plan: Plan, on: date) -> Iterator[ItemContent]:
    return (item for item in gather(plan, on).items if not item.follows)
