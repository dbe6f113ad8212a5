# SPDX-License-Identifier: MPL-2.0
"""What the public may see: a whitelist of fields, of items that are released. Nothing else leaves the house."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

import msgspec
from django.utils.translation import gettext as _

from udmoent.editions.compare import SUMMARY, Comparison, compare
from udmoent.editions.content import ItemContent, PlanContent, RoundContent
from udmoent.editions.excerpt import excerpt
from udmoent.editions.totals import totals_of_excerpt, totals_of_plan
from udmoent.lib.refusal import Refusal
from udmoent.lib.text import find_cpr_numbers
from udmoent.plan.facts import Visibility

WHITELIST = (
    *("number", "kind", "title", "body", "other_bodies", "is_cross_cutting", "heading", "agreed_text", "course"),
    *("time", "stage", "closed_on", "amounts", "strategies", "treatments"),
)


class Audience(StrEnum):
    INTERNAL = "internal"
    PUBLIC = "public"


def public(content: PlanContent, whole: PlanContent | None = None) -> PlanContent:
    """A whole plan, or an excerpt of `whole`, as the public may see it; its totals are sums of what it shows.

    A saving that fills another item's amount is counted only where that other item is not shown.
    """
    shown = _released(whole or content)
    totals = totals_of_plan(shown)
    items = shown
    if content.excerpt_of:
        kept = {item.number for item in content.items}
        items = tuple(item for item in shown if item.number in kept)
        totals = totals_of_excerpt(replace(content, totals=totals), items)
    used = {item.heading for item in items}
    return replace(
        content,
        known_at=None,
        headings=tuple(heading for heading in content.headings if heading in used),
        items=tuple(map(_whitelisted, items)),
        totals=totals,
        round=None,
    )


def for_bodies(whole: PlanContent, bodies: Iterable[str]) -> PlanContent:
    """A whole plan as a member of these bodies sees it: their excerpts in full, of the rest what the public may see.

    Its totals are sums of what it shows.
    """
    own = {item.number for body in bodies for item in excerpt(whole, body).items}
    items = tuple(
        item if item.number in own else _whitelisted(item)
        for item in whole.items
        if item.number in own or item.visibility == Visibility.PUBLIC
    )
    return replace(whole, items=items, totals=totals_of_plan(items), round=_of_items(whole.round, own))


def _of_items(round: RoundContent | None, numbers: Collection[str]) -> RoundContent | None:
    """What a round tells of these items alone."""
    if round is None:
        return None
    return replace(round, unanswered=tuple(one for one in round.unanswered if one.number in numbers))


def _released(content: PlanContent) -> tuple[ItemContent, ...]:
    items = [item for item in content.items if item.visibility == Visibility.PUBLIC]
    numbers = {item.number for item in items}
    return tuple(replace(item, fills=item.fills if item.fills in numbers else None) for item in items)


def _whitelisted(item: ItemContent) -> ItemContent:
    """Only the whitelist's fields; the rest are as if nobody had written them. The database's own id is 0."""
    told = {field: getattr(item, field) for field in WHITELIST}
    told["treatments"] = tuple(replace(one, task="") for one in item.treatments)
    return ItemContent(id=0, visibility=Visibility.PUBLIC, **told)


def is_in_part(item: ItemContent) -> bool:
    """Whether it is only what the public may see of the item."""
    return item.id == 0


def public_comparison(comparison: Comparison) -> Comparison:
    """The comparison of what the public may see of both sides. What came in from another body is not called new."""
    since, until = public(comparison.since), public(comparison.until)
    seen = compare(since, until, only_cross_cutting=comparison.is_only_cross_cutting)
    came_in = {item.number for item in comparison.moved_in}
    moved_in = tuple(item for item in seen.new if item.number in came_in)
    if not moved_in:
        return seen
    new = tuple(item for item in seen.new if item.number not in came_in)
    summary = dict(seen.summary)
    summary["new"], summary["moved_in"] = len(new), len(moved_in)
    return replace(seen, new=new, moved_in=moved_in, summary={kind: summary[kind] for kind in SUMMARY})


def why_not_publish(content: PlanContent) -> Iterator[Refusal]:
    """A reason for each item that holds what may be a CPR number. It must be taken out, or the item kept internal."""
    for item in content.items:
        if any(find_cpr_numbers(text) for text in texts(msgspec.to_builtins(item))):
            yield Refusal(
                _(
                    "Item {number} holds what may be a CPR number, and cannot be published. "
                    "Take the number out of the item's text, or make the item internal."
                ).format(number=item.number)
            )


def texts(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for name, value in tree.items():
            yield from (name, *texts(value))
    elif isinstance(tree, (list, tuple)):
        for value in tree:
            yield from texts(value)
