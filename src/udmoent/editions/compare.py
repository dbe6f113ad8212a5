# SPDX-License-Identifier: MPL-2.0
"""What changed between two moments of a plan, for the whole of it or as one body sees it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.plan.facts import ENDED, FACTS, ClosingReason, Stage

COMPARED = (*(fact for fact in FACTS if fact != "time"), "kind", "amounts", "follows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Named):
    """A field that differs; `from` and `to` are its values in plan content's JSON."""

    field: str
    from_: object
    to: object


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTime(Named):
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The lists may overlap; `summary` counts each item of either side once, in the order of SUMMARY."""

    since: PlanContent
    until: PlanContent
    new: tuple[Named, ...]
    moved_in: tuple[Named, ...]
    moved_out: tuple[Named, ...]
    withdrawn: tuple[Named, ...]
    merged: tuple[Named, ...]
    closed: tuple[Named, ...]
    reopened: tuple[Named, ...]
    moved_time: tuple[MovedTime, ...]
    changed: tuple[Change, ...]
    summary: dict[str, int]
    is_only_cross_cutting: bool = False

    @property
    def unchanged(self) -> int:
        return self.summary["unchanged"]

    @property
    def touched(self) -> frozenset[str]:
        """The numbers of all items that are not unchanged."""
        return frozenset(one.number for kind in SUMMARY[:-1] for one in getattr(self, kind))


SUMMARY = (
    "new",
    "moved_in",
    "moved_out",
    "withdrawn",
    "merged",
    "closed",
    "reopened",
    "moved_time",
    "changed",
    "unchanged",
)


def compare(
    since: PlanContent, until: PlanContent, body: str | None = None, *, only_cross_cutting: bool = False
) -> Comparison:
    """Compare two whole plan contents; with `body`, what that body's excerpt shows of them."""
    seen = excerpt(since, body) if body else since
    shown = excerpt(until, body) if body else until
    if only_cross_cutting:
        seen, shown = _cross_cutting(seen, shown)
    pairs = list(_pairs(seen, shown))
    was_in_plan = {item.number for item in since.items}
    kinds: dict[str, list[Named]] = {kind: [] for kind in SUMMARY}
    summary = dict.fromkeys(SUMMARY, 0)
    changed: list[Change] = []
    for before, after in pairs:
        found = _what_happened(before, after, was_in_plan)
        for kind in found:
            kinds[kind].append(_told(kind, before, after))
        if before and after:
            changed += _changes(before, after)
        summary[next(kind for kind in SUMMARY if kind in found)] += 1
    lists: dict[str, Any] = {kind: tuple(kinds[kind]) for kind in SUMMARY if kind not in ("changed", "unchanged")}
    return Comparison(
        since=seen,
        until=shown,
        changed=tuple(changed),
        summary=summary,
        is_only_cross_cutting=only_cross_cutting,
        **lists,
    )


def _cross_cutting(*sides: PlanContent) -> tuple[PlanContent, ...]:
    """Each side with the items that are cross-cutting on one of them, so that none is lost where it ceased to be."""
    numbers = {item.number for side in sides for item in side.items if item.is_cross_cutting}
    return tuple(replace(side, items=tuple(item for item in side.items if item.number in numbers)) for side in sides)


def _pairs(since: PlanContent, until: PlanContent) -> Iterator[tuple[ItemContent | None, ItemContent | None]]:
    """Every item of either side, in the plan's order, what is gone last."""
    before = {item.number: item for item in since.items}
    for item in until.items:
        yield before.pop(item.number, None), item
    for item in before.values():
        yield item, None


def _what_happened(before: ItemContent | None, after: ItemContent | None, was_in_plan: set[str]) -> set[str]:
    """The kinds of SUMMARY that hold for the item; never none."""
    if after is None:
        return {"moved_out"}
    found = set(_endings(before, after))
    if before is None:
        return found | {"moved_in" if after.number in was_in_plan else "new"}
    if before.time != after.time:
        found.add("moved_time")
    if any(getattr(before, name) != getattr(after, name) for name in COMPARED):
        found.add("changed")
    return found or {"unchanged"}


def _endings(before: ItemContent | None, after: ItemContent) -> Iterator[str]:
    was = before.stage if before else None
    if after.stage == Stage.WITHDRAWN and was != Stage.WITHDRAWN:
        yield "withdrawn"
    if after.stage == Stage.CLOSED and was != Stage.CLOSED:
        yield "merged" if after.closing_reason == ClosingReason.MERGED else "closed"
    if was in ENDED and after.stage not in ENDED:
        yield "reopened"


def _told(kind: str, before: ItemContent | None, after: ItemContent | None) -> Named:
    item = after or before
    assert item is not None
    if kind == "moved_time" and before and after:
        return MovedTime(number=item.number, title=item.title, from_=before.time.text, to=after.time.text)
    return Named(number=item.number, title=item.title)


def _changes(before: ItemContent, after: ItemContent) -> Iterator[Change]:
    for name in COMPARED:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(
                number=after.number,
                title=after.title,
                field=name,
                from_=msgspec.to_builtins(old),
                to=msgspec.to_builtins(new),
            )


def to_builtins(comparison: Comparison, since: str, until: str) -> dict[str, object]:
    """The comparison as its JSON, `since` and `until` told as the person named them."""
    told: dict[str, object] = {"since": since, "until": until}
    for kind in SUMMARY[:-1]:
        told[kind] = [_with_names(one) for one in getattr(comparison, kind)]
    return told | {"unchanged": comparison.unchanged, "summary": comparison.summary}


def _with_names(one: Named) -> dict[str, object]:
    return {name.rstrip("_"): value for name, value in msgspec.to_builtins(one).items()}
