# SPDX-License-Identifier: MPL-2.0
"""One item becomes several: it stays what it is, and part of its matter goes on in new ones that name it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import Act, NewItem, add_all, change, snapshots
from udmoent.plan.facts import Facts, Kind, Origin
from udmoent.plan.models import Item
from udmoent.plan.rules import why_not_change, why_not_split


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is told of a new item that comes out of another one."""

    title: str
    course: str = ""
    responsible: str = ""


# What a new item takes over. `fills` is among it, so that a saving is not counted twice for being told in two items.
TAKEN_OVER = (
    *("body", "other_bodies", "is_cross_cutting", "heading", "unit", "strategies", "case_number", "kle", "fills"),
    "visibility",
)


@transaction.atomic
def split(item: Item, parts: Sequence[Part], *, act: Act, **told: object) -> list[Item]:
    """Let part of the item's matter go on in new items of the same kind; `told` is what then holds of the item itself."""
    said = snapshots(item.plan, [item], act.applies_on)
    Refused.if_any([why_not_change(item.number, (), is_there=item.pk in said)])
    facts = said[item.pk].facts
    Refused.if_any([why_not_split(facts.stage, len(parts))])
    if told:
        change(item, act=act, **told)
    new = [NewItem(kind=Kind(item.kind), origin=Origin.ADDED, facts=_facts(facts, part, item)) for part in parts]
    items = add_all(item.plan, new, act=act)
    town, numbers = item.municipality_id, [one.number for one in items]
    record("split_item", item, municipality_id=town, by_id=act.by.pk, now=act.now, into=numbers)
    return items


def _facts(whole: Facts, part: Part, item: Item) -> Facts:
    own = {name: getattr(whole, name) for name in TAKEN_OVER}
    bare = Facts(title=part.title, derived_from=item.number, **own)
    return replace(bare, course=part.course, responsible=part.responsible)
