# SPDX-License-Identifier: MPL-2.0
"""Several years' plans beside each other: a row for each topic, with its item in each plan. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.editions.excerpt import excerpt


def key_of(plan: str, number: str) -> str:
    """How an item is named by the one that follows it."""
    return f"{plan} {number}"


def going_on(contents: Iterable[PlanContent]) -> dict[str, ItemContent]:
    """By the key of what it follows, each open item that follows another."""
    return {item.follows: item for content in contents for item in content.items if item.follows and is_open(item)}


def told_once(content: PlanContent, goes_on: Mapping[str, ItemContent]) -> PlanContent:
    """The plan without the treatments that are planned of an item that follows one of its own."""
    items = tuple(_told_once(item, goes_on.get(key_of(content.plan, item.number))) for item in content.items)
    return replace(content, items=items)


def told_by_all(contents: Sequence[PlanContent]) -> list[PlanContent]:
    """The plans of a town, each treatment in one of them."""
    goes_on = going_on(contents)
    return [told_once(content, goes_on) for content in contents]


def _told_once(item: ItemContent, following: ItemContent | None) -> ItemContent:
    if following is None:
        return item
    planned = {(one.body, one.form, one.task) for one in following.treatments if not one.held_on}
    left = tuple(one for one in item.treatments if one.held_on or (one.body, one.form, one.task) not in planned)
    return replace(item, treatments=left)


def with_thread(content: PlanContent, contents: Iterable[PlanContent]) -> PlanContent:
    """The plan with each item's treatments after those of the items that it follows, where these are open."""
    there = {key_of(one.plan, item.number): item for one in contents for item in one.items}
    return replace(content, items=tuple(_with_thread(item, there) for item in content.items))


def _with_thread(item: ItemContent, there: Mapping[str, ItemContent]) -> ItemContent:
    treatments, followed = item.treatments, there.get(item.follows or "")
    while followed:
        treatments = (*(followed.treatments if is_open(followed) else ()), *treatments)
        followed = there.get(followed.follows or "")
    return replace(item, treatments=treatments)


class Fate(StrEnum):
    """How a topic stands in a plan against the one before it: it is carried over, new, or left there."""

    CARRIED = "carried"
    NEW = "new"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Topic:
    """`items` has a place for each plan; None where the topic has no item in it. `is_whole`: the plans are told whole.
    Of plans that are seen in part it is not known what is new or left: its item may only be hidden.
    """

    items: tuple[ItemContent | None, ...]
    is_whole: bool = True

    @property
    def latest(self) -> ItemContent:
        return next(item for item in reversed(self.items) if item)

    @property
    def fates(self) -> tuple[Fate | None, ...]:
        """In each plan; None in the first, and where there is nothing to tell."""
        told = tuple(self._fate(place) for place in range(len(self.items)))
        return told if self.is_whole else tuple(fate if fate == Fate.CARRIED else None for fate in told)

    def _fate(self, place: int) -> Fate | None:
        if place == 0:
            return None
        if self.items[place]:
            return Fate.CARRIED if any(self.items[:place]) else Fate.NEW
        is_over = self.items[place - 1] is not None and not any(self.items[place:])
        return Fate.LEFT if is_over else None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The plans, that of the earliest budget year first, and their topics in the order of the latest plan that has each."""

    contents: tuple[PlanContent, ...]
    topics: tuple[Topic, ...]

    @property
    def counts(self) -> tuple[Mapping[Fate, int], ...]:
        """For each plan, how many topics of each fate."""
        places = range(len(self.contents))
        return tuple(Counter(fate for topic in self.topics if (fate := topic.fates[place])) for place in places)


def side_by_side(
    contents: Sequence[PlanContent], *, body: str = "", fate: str = "", are_whole: bool = True
) -> SideBySide:
    """With `body` the topics that stand in its excerpt of any of the plans; with `fate` those that have it in any of them."""
    contents = sorted(contents, key=lambda one: (one.budget_year, one.plan))
    topics: Iterable[Topic] = [replace(topic, is_whole=are_whole) for topic in _topics(contents)]
    if body:
        own = [{item.number for item in excerpt(content, body).items} for content in contents]
        topics = [topic for topic in topics if _is_among(topic, own)]
    if fate:
        topics = [topic for topic in topics if fate in topic.fates]
    return SideBySide(tuple(contents), tuple(topics))


def _is_among(topic: Topic, own: Sequence[set[str]]) -> bool:
    return any(item and item.number in numbers for item, numbers in zip(topic.items, own, strict=True))


def _topics(contents: Sequence[PlanContent]) -> list[Topic]:
    rows: list[list[ItemContent | None]] = []
    row_of: dict[str, list[ItemContent | None]] = {}
    for place, content in enumerate(contents):
        for item in content.items:
            row = row_of.get(item.follows or "")
            if row is None or row[place]:
                row = [None] * len(contents)
                rows.append(row)
            row[place] = item
            row_of[key_of(content.plan, item.number)] = row
    return list(_in_order([Topic(tuple(row)) for row in rows], contents))


def _in_order(topics: list[Topic], contents: Sequence[PlanContent]) -> Iterator[Topic]:
    """Those of the latest plan in its order, then those that only earlier ones have."""
    for place in reversed(range(len(contents))):
        order = {item.number: at for at, item in enumerate(contents[place].items)}
        own = [topic for topic in topics if topic.items[place] and not any(topic.items[place + 1 :])]
        yield from sorted(own, key=lambda topic: order[topic.items[place].number])  # type: ignore[union-attr]
