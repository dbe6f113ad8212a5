# SPDX-License-Identifier: MPL-2.0
"""A body's excerpt: its own items, those it shares, and the cross-cutting ones."""

from dataclasses import dataclass, replace

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.totals import totals_of_excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The items of an excerpt, each in one of three: a cross-cutting one is that also for the body that leads it."""

    own: tuple[ItemContent, ...]
    shared: tuple[ItemContent, ...]
    cross_cutting: tuple[ItemContent, ...]


def excerpt(content: PlanContent, body: str) -> PlanContent:
    """The part of a whole plan that a body sees. The union of all excerpts is the whole plan."""
    names = also_known_as(content, body)
    items = tuple(item for item in content.items if item.is_cross_cutting or is_of(item, names))
    return replace(content, excerpt_of=body, items=items, totals=totals_of_excerpt(content, items))


def shares(content: PlanContent, body: str) -> Shares:
    """What of a whole plan is the body's own, what it shares with another that leads it, and what cuts across."""
    names = also_known_as(content, body)
    rest = [item for item in content.items if not item.is_cross_cutting and is_of(item, names)]
    return Shares(
        own=tuple(item for item in rest if item.body in names),
        shared=tuple(item for item in rest if item.body not in names),
        cross_cutting=tuple(item for item in content.items if item.is_cross_cutting),
    )


def is_of(item: ItemContent, names: frozenset[str]) -> bool:
    """Whether one of the bodies leads the item or shares it."""
    return item.body in names or not names.isdisjoint(item.other_bodies)


def also_known_as(content: PlanContent, body: str) -> frozenset[str]:
    """The body's abbreviation with those of the bodies whose work it has taken over by the content's date."""
    predecessors = {
        other.abbreviation: other.successor
        for other in content.bodies
        if other.successor and other.valid_to and other.valid_to < content.as_of
    }
    names = {body}
    while found := {old for old, new in predecessors.items() if new in names} - names:
        names |= found
    return frozenset(names)
