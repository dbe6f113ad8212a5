# SPDX-License-Identifier: MPL-2.0
"""Who is involved in a plan's items, how it stands with each, and who is missing. Pure.

`missing_before_case` tells what is wanting before a case about some items is sent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.plan.facts import Involvement
from udmoent.plan.involvement_rules import Standing, missing_involvement, standing
from udmoent.plan.parties import Parties, Party, PartyKind

WAITING: Final = (Standing.OVERDUE, Standing.PASSED, Standing.HEARING, Standing.PLANNED)


@dataclass(frozen=True, slots=True)
class Involved:
    """An involvement of an item, which stands at that place among the item's, counted from 1."""

    item: ItemContent
    involvement: Involvement
    place: int
    party: Party
    standing: Standing

    @property
    def is_waiting(self) -> bool:
        """It is told neither to be held nor what came of it, and the item goes on."""
        return self.standing in WAITING and is_open(self.item)


@dataclass(frozen=True, slots=True)
class Missing:
    """An item with consequences for employees that names no party of this kind."""

    item: ItemContent
    kind: PartyKind


@dataclass(frozen=True, slots=True)
class OfParty:
    """A party with its involvements, the most urgent first."""

    party: Party
    involved: tuple[Involved, ...]

    @property
    def counts(self) -> Mapping[Standing, int]:
        return counted(self.involved)

    @property
    def answers(self) -> int:
        return sum(len(one.involvement.answers) for one in self.involved)


def involvements(items: Iterable[ItemContent], parties: Parties, on: date, budget_year: int) -> tuple[Involved, ...]:
    """Every involvement of these items, in their order."""
    return tuple(_of_items(items, parties, on, budget_year))


def _of_items(items: Iterable[ItemContent], parties: Parties, on: date, year: int) -> Iterator[Involved]:
    for item in items:
        for place, one in enumerate(item.involvements, start=1):
            yield Involved(item, one, place, parties.named(one.party), standing(one, on, year))


def of_content(content: PlanContent, parties: Parties) -> tuple[Involved, ...]:
    return involvements(content.items, parties, content.as_of, content.budget_year)


def counted(involved: Iterable[Involved]) -> Mapping[Standing, int]:
    """How many there are of each; of items that are over only those that were held."""
    told = Counter(one.standing for one in involved if one.is_waiting or one.standing == Standing.HELD)
    return {standing: told[standing] for standing in Standing}


def by_party(involved: Iterable[Involved]) -> list[OfParty]:
    """The parties that are named, in the order in which they are shown."""
    found: dict[str, list[Involved]] = {}
    for one in involved:
        found.setdefault(one.party.code, []).append(one)
    of_party = [OfParty(of_one[0].party, in_turn(of_one)) for of_one in found.values()]
    return sorted(of_party, key=lambda one: one.party.place)


def in_turn(involved: Iterable[Involved]) -> tuple[Involved, ...]:
    """What calls for somebody first; of the same standing the earliest deadline."""
    order = tuple(Standing)
    return tuple(
        sorted(
            involved, key=lambda one: (order.index(one.standing), one.involvement.deadline or date.max, one.item.number)
        )
    )


HeardBefore = Mapping[int, tuple[Involvement, ...]]
"""By an item's id what was held on its thread in earlier plans."""
NOBODY: Final[HeardBefore] = {}


def missing(
    items: Iterable[ItemContent], parties: Parties, on: date, before: HeardBefore = NOBODY
) -> tuple[Missing, ...]:
    """Open items with consequences for employees that nobody plans to take to those who speak for them, or did so in vain,
    and that were not taken to them before.
    """
    return tuple(
        Missing(item, kind)
        for item in items
        if is_open(item)
        for kind in missing_involvement(_with(item, before.get(item.id, ())), parties, on)
    )


def _with(item: ItemContent, before: tuple[Involvement, ...]) -> ItemContent:
    return replace(item, involvements=(*before, *item.involvements))


@dataclass(frozen=True, slots=True)
class NotReady:
    """What is wanting of an item before a case about it is sent: a party that is not involved, or not heard yet, or a hearing
    whose deadline has not passed. `involved` is None where nobody of that kind is named.
    """

    item: ItemContent
    kind: PartyKind
    involved: Involved | None = None


def missing_before_case(content: PlanContent, parties: Parties, on: date) -> tuple[NotReady, ...]:
    """For a case about this content's items that is sent on that day."""
    return tuple(_not_ready(content, parties, on))


def _not_ready(content: PlanContent, parties: Parties, on: date) -> Iterator[NotReady]:
    for item in filter(is_open, content.items):
        found = involvements([item], parties, on, content.budget_year)
        named = {one.party.kind for one in found}
        yield from (NotReady(item, kind) for kind in missing_involvement(item, parties, on) if kind not in named)
        not_held = missing_involvement(item, parties, on, are_held=True)
        for one in found:
            if one.standing != Standing.HELD and (one.party.kind in not_held or one.standing in LATE_OR_OPEN):
                yield NotReady(item, one.party.kind, one)


LATE_OR_OPEN: Final = (Standing.OVERDUE, Standing.HEARING)
