# SPDX-License-Identifier: MPL-2.0
"""How a plan hangs together with strategies, policies, plans, values and the UN's goals: which items serve what. Pure.

`context_of` composes what a case says under “Sammenhæng til andre politikker/strategier og fagområder”.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.plan.aims import Aim, AimKind, Aims, in_order
from udmoent.plan.facts import Stage

MANY: Final = 8
"""So many items are named in a sentence; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Served:
    """An aim with the items that serve it, in the plan's order."""

    aim: Aim
    items: tuple[ItemContent, ...]

    @property
    def open(self) -> int:
        return sum(map(is_open, self.items))


@dataclass(frozen=True, slots=True)
class Serving:
    """An item with the aims that it serves, in the order in which aims are shown."""

    item: ItemContent
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """`served` are the aims that some item serves, `serving` all of the items."""

    served: tuple[Served, ...]
    serving: tuple[Serving, ...]

    @property
    def without(self) -> tuple[ItemContent, ...]:
        """The items that serve nothing."""
        return tuple(one.item for one in self.serving if not one.aims)


def context(items: Iterable[ItemContent], aims: Aims) -> Context:
    """Which of these items serve what."""
    serving = tuple(Serving(item, aims.served(item.strategies)) for item in items)
    found = {aim.code: aim for one in serving for aim in one.aims}
    by_aim: dict[str, list[ItemContent]] = {code: [] for code in found}
    for one in serving:
        for aim in one.aims:
            by_aim[aim.code].append(one.item)
    return Context(tuple(Served(aim, tuple(by_aim[aim.code])) for aim in in_order(found.values())), serving)


def serves_nothing(items: Iterable[ItemContent]) -> Iterator[ItemContent]:
    """Open items that name no strategy or goal; none where no item of the plan does, for then the plan does without."""
    items = tuple(items)
    if any(item.strategies for item in items):
        yield from (item for item in items if is_open(item) and not item.strategies)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextSentence:
    """A sentence for a case, and what it comes from: the aims in the town's file, and the items by number.

    `is_the_towns` where its words stand in the town's file rather than being composed.
    """

    text: str
    aims: tuple[str, ...]
    items: tuple[str, ...] = ()
    is_the_towns: bool = False


def context_of(content: PlanContent, aims: Aims) -> tuple[ContextSentence, ...]:
    """What a case about this content, whole or an excerpt, says of strategies and goals; nothing where none is served.

    Composed in the active language; the town's own sentences are as they stand in its file. Withdrawn items serve nothing.
    """
    items = [item for item in content.items if item.stage != Stage.WITHDRAWN]
    found = context(items, aims)
    served = {one.aim.code: one for one in found.served}
    told = [aim for aim in aims.known if aim.code in served or _stands_always(aim, content)]
    told += [one.aim for one in found.served if one.aim.kind == AimKind.UNKNOWN]
    return tuple(_sentences(told, served))


def _stands_always(aim: Aim, content: PlanContent) -> bool:
    return bool(aim.told and aim.told.in_every_case and aim.told.sentence and aim.is_offered(content.as_of))


def _sentences(told: list[Aim], served: dict[str, Served]) -> Iterator[ContextSentence]:
    for aim in told:
        numbers = _numbers(served[aim.code].items) if aim.code in served else ()
        if aim.told and aim.told.sentence:
            yield ContextSentence(text=aim.told.sentence, aims=(aim.name,), is_the_towns=True)
        if numbers and aim.kind != AimKind.GOAL:
            text = _("{aim} is served by {items}.").format(aim=called(aim), items=listed(numbers))
            yield ContextSentence(text=text, aims=(aim.name,), items=numbers)
    goals = [served[aim.code] for aim in told if aim.kind == AimKind.GOAL and aim.code in served]
    if goals:
        yield _of_goals(goals)


def called(aim: Aim) -> str:
    """The strategy with when and by whom it was adopted, as far as that is told."""
    adopted = " ".join(filter(None, (aim.told.adopted_by, aim.told.adopted))) if aim.told else ""
    return f"{aim.name} ({adopted})" if adopted else aim.name


def _of_goals(goals: list[Served]) -> ContextSentence:
    told = [
        _("{number} {goal} ({items})").format(
            number=one.aim.goal.number, goal=one.aim.goal.name, items=listed(_numbers(one.items))
        )
        for one in goals
        if one.aim.goal
    ]
    sentence = ngettext(
        "The items support the UN's goal {goals}.", "The items support the UN's goals {goals}.", len(told)
    )
    numbers = dict.fromkeys(number for one in goals for number in _numbers(one.items))
    return ContextSentence(
        text=sentence.format(goals=_and(told)), aims=tuple(one.aim.name for one in goals), items=tuple(numbers)
    )


def _numbers(items: Iterable[ItemContent]) -> tuple[str, ...]:
    return tuple(item.number for item in items)


def listed(numbers: tuple[str, ...]) -> str:
    """ "D501, H201 and H703", or the first ones "and 12 others"."""
    if len(numbers) <= MANY + 1:
        return _and(list(numbers))
    rest = len(numbers) - MANY
    others = ngettext("{n} other", "{n} others", rest).format(n=rest)
    return _and([*numbers[:MANY], others])


def _and(told: list[str]) -> str:
    *first, last = told
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last
