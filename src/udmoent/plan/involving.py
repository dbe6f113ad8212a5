# SPDX-License-Identifier: MPL-2.0
"""Taking an item to a party, and telling what came of it. Each writes a new state of the item."""

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from udmoent.lib.refusal import Refused
from udmoent.plan import involvement_rules as rules
from udmoent.plan.actions import Act, change_in_turn, snapshots, take_turn
from udmoent.plan.facts import ENDED, HearingAnswer, Involvement
from udmoent.plan.models import Item, ItemState

Involved = tuple[Involvement, ...]


def involve(item: Item, one: Involvement, *, act: Act) -> ItemState | None:
    """One more, after the others. An item that is over is taken to nobody, though it may be told that it was."""

    def told(there: Involved) -> Involved:
        Refused.if_any([rules.why_not_twice(one, there)])
        return (*there, one)

    return _retell(item, told, act)


def change_involvement(item: Item, was: Involvement, one: Involvement, *, act: Act) -> ItemState | None:
    """Tell one otherwise, such as what came of it; it stays where it stands."""

    def told(there: Involved) -> Involved:
        place = _place(was, there)
        others = (*there[:place], *there[place + 1 :])
        Refused.if_any([rules.why_not_twice(one, others)])
        return (*there[:place], one, *there[place + 1 :])

    return _retell(item, told, act)


def drop_involvement(item: Item, was: Involvement, *, act: Act) -> ItemState | None:
    """The item is not taken there after all."""

    def told(there: Involved) -> Involved:
        place = _place(was, there)
        return (*there[:place], *there[place + 1 :])

    return _retell(item, told, act)


def receive_answer(item: Item, was: Involvement, answer: HearingAnswer, *, act: Act) -> ItemState | None:
    """An answer has come in at the hearing."""
    return change_involvement(item, was, replace(was, answers=(*was.answers, answer)), act=act)


@transaction.atomic
def _retell(item: Item, tell: Callable[[Involved], Involved], act: Act) -> ItemState | None:
    """Let the item's involvements be what `tell` makes of those in force, while nobody else writes in the plan."""
    act = take_turn(item.plan, act)
    before = snapshots(item.plan, [item], act.applies_on)
    today = timezone.localdate(act.now)
    told: dict[str, object] = {}
    for snapshot in before.values():
        there = snapshot.facts.involvements
        involved = tell(there)
        new = [one for one in involved if one not in there]
        is_over = snapshot.facts.stage in ENDED
        Refused.if_any(rules.why_not_plan(is_over=is_over) for one in new if not rules.is_held(one, today))
        Refused.if_any(refusal for one in new for refusal in rules.why_not_involve(one, today))
        told = {"involvements": involved}
    states = change_in_turn(item.plan, {item: told}, before, act=act)
    return states[0] if states else None


def _place(was: Involvement, there: Involved) -> int:
    Refused.if_any([rules.why_not_find(was, there)])
    return there.index(was)
