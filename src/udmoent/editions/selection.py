# SPDX-License-Identifier: MPL-2.0
"""Which items of a plan content are asked for, in which order and under which names: pages, rounds and files share it.

A condition is asked of one item; an item is picked where all hold. Pure: what a condition needs is told when it is made.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Final

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open, is_passed, is_silent
from udmoent.lib.search import Search, folded
from udmoent.lib.text import danish_order
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import FACTS, Assessment, Kind, Stage

Condition = Callable[[ItemContent], bool]
Said = Mapping[int, date]

SEARCHED: Final = (
    "number",
    "kind",
    "origin",
    *(fact for fact in FACTS if fact not in ("stage", "assessment", "visibility")),
)
"""Where a search looks: in all that is told in words, also of items that are over."""


def pick(items: Iterable[ItemContent], conditions: Collection[Condition]) -> tuple[ItemContent, ...]:
    return tuple(item for item in items if all(condition(item) for condition in conditions))


def is_one_of(fact: str, wanted: Collection[str]) -> Condition:
    """The fact is one of these; where an item has several, one of them is. "" asks for items that tell none."""
    wanted = frozenset(wanted)

    def holds(item: ItemContent) -> bool:
        told = getattr(item, fact)
        if isinstance(told, tuple):
            return not wanted.isdisjoint(told) or (not told and "" in wanted)
        return (told or "") in wanted

    return holds


def says(facts: Collection[str], written: str) -> Condition:
    """Every word of what is written is found in these facts taken together, in any form (`lib.search`)."""
    search = Search.of(written)
    return lambda item: search.finds(folded("\n".join(text for fact in facts for text in _texts(getattr(item, fact)))))


def found(written: str) -> Condition:
    """The item tells of it anywhere."""
    return says(SEARCHED, written)


def is_between(fact: str, first: date | None, last: date | None) -> Condition:
    """The day, or some day of the indicative time, lies from `first` to and with `last`; either may be left open."""

    def holds(item: ItemContent) -> bool:
        told = getattr(item, fact)
        begins, ends = (told.first, told.last) if isinstance(told, IndicativeTime) else (told, told)
        if begins is None or ends is None:
            return False
        return (first is None or ends >= first) and (last is None or begins <= last)

    return holds


def adopted_between(least: int | None, most: int | None, year: int | None = None) -> Condition:
    """An adopted amount in kroner, in that year or in any, is neither less nor more than this."""

    def holds(item: ItemContent) -> bool:
        return any(
            (least is None or one.kroner >= least) and (most is None or one.kroner <= most)
            for one in item.amounts
            if one.phase == "adopted" and year in (None, one.year)
        )

    return holds


def is_cross_cutting(wanted: bool = True) -> Condition:
    return lambda item: item.is_cross_cutting == wanted


def answers(posts: Collection[str]) -> Condition:
    """One of the posts (casefolded) answers for the item."""
    return lambda item: item.responsible.casefold() in posts


def passed(on: date) -> Condition:
    return lambda item: is_passed(item, on)


def silent(said: Said, on: date, days: int) -> Condition:
    """`said` as `editions.silence.last_said` tells it."""
    return lambda item: is_silent(item, said, on, days=days)


def moved_since(earlier: PlanContent) -> Condition:
    """The indicative time is another than it was then; new items have not moved."""
    times = {item.number: item.time for item in earlier.items}
    return lambda item: item.number in times and times[item.number] != item.time


def changed_since(earlier: PlanContent) -> Condition:
    """The item is new since then, or anything of it is told otherwise."""
    before = {item.number: item for item in earlier.items}
    return lambda item: before.get(item.number) != item


def changed_between(changed: Said, first: date | None, last: date | None) -> Condition:
    """`changed` tells by item id the day on which it was last changed; either end may be left open."""

    def holds(item: ItemContent) -> bool:
        on = changed.get(item.id)
        return on is not None and (first is None or on >= first) and (last is None or on <= last)

    return holds


def is_among(ids: Collection[int]) -> Condition:
    ids = frozenset(ids)
    return lambda item: item.id in ids


def has_not_answered(asked: Collection[int], answered: Collection[int]) -> Condition:
    """Open, asked about, and without an answer; all by item id."""
    missing = frozenset(asked) - frozenset(answered)
    return lambda item: item.id in missing and is_open(item)


def belongs_to(areas: Mapping[str, str], wanted: Collection[str]) -> Condition:
    """The unit lies in one of these directors' areas; `areas` as `areas_of` tells them."""
    wanted = frozenset(wanted)
    return lambda item: areas.get(item.unit, item.unit) in wanted


def areas_of(parents: Mapping[str, str | None]) -> dict[str, str]:
    """For each unit the topmost one that it lies in, from which one each lies in; one that lies in none is its own."""
    return {unit: _top(unit, parents) for unit in parents}


def _top(unit: str, parents: Mapping[str, str | None]) -> str:
    passed: set[str] = set()
    while (above := parents.get(unit)) and above not in passed:
        passed.add(unit)
        unit = above
    return unit


def _texts(told: object) -> Iterator[str]:
    """Every text in what is told."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple):
        for one in told:
            yield from _texts(one)
    elif isinstance(told, dict):
        for name, one in told.items():
            yield from (name, *_texts(one))
    elif is_dataclass(told) and not isinstance(told, type):
        for field in fields(told):
            yield from _texts(getattr(told, field.name))


def in_order(
    items: Iterable[ItemContent], key: Callable[[ItemContent], Any], *, is_reversed: bool = False
) -> list[ItemContent]:
    """Sorted, the plan's own order kept between equals; those without a value (None) come last either way."""
    known: list[tuple[Any, ItemContent]] = []
    unknown: list[tuple[Any, ItemContent]] = []
    for item in items:
        (unknown if (value := key(item)) is None else known).append((value, item))
    known.sort(key=lambda pair: pair[0], reverse=is_reversed)
    return [item for _value, item in (*known, *unknown)]


STEPS: Final[Mapping[str, Mapping[str, int]]] = {
    fact: {code.value: place for place, code in enumerate(codes)}
    for fact, codes in (
        ("stage", Stage),
        ("assessment", (Assessment.RED, Assessment.YELLOW, Assessment.GREEN)),
        ("kind", Kind),
    )
}
"""Codes that have an order of their own; the traffic light begins with what is worst."""


def order_of(fact: str) -> Callable[[ItemContent], Any]:
    """What a list is sorted by for a fact; None where an item tells nothing there."""
    if fact in STEPS:
        return lambda item: STEPS[fact].get(getattr(item, fact))
    return lambda item: _place(getattr(item, fact))


def adopted_in(year: int) -> Callable[[ItemContent], int | None]:
    """What a list is sorted by for a year's adopted amounts."""

    def kroner(item: ItemContent) -> int | None:
        told = [one.kroner for one in item.amounts if one.year == year and one.phase == "adopted"]
        return sum(told) if told else None

    return kroner


def _place(told: Any) -> Any:
    if isinstance(told, bool):
        return not told
    if isinstance(told, date):
        return told
    if isinstance(told, IndicativeTime):
        return told.sort_key if told.text else None
    return danish_order(" ".join(_texts(told))) or None


@dataclass(frozen=True)
class Group:
    """Items under one name; `key` is what they have in common."""

    key: str
    items: tuple[ItemContent, ...]


def grouped(items: Iterable[ItemContent], key: Callable[[ItemContent], str], order: Iterable[str] = ()) -> list[Group]:
    """Each item once. The groups come in the order told, others after them in the alphabet's, the nameless last."""
    found: dict[str, list[ItemContent]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    told = {name: place for place, name in enumerate(order)}
    names = sorted(found, key=lambda name: (not name, told.get(name, len(told)), danish_order(name)))
    return [Group(name, tuple(found[name])) for name in names]
