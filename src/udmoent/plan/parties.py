# SPDX-License-Identifier: MPL-2.0
"""Whom items are taken to besides the political bodies: MED bodies, the directorate, the group management, councils. Pure.

An item names a party as text. Which one is meant is found by its name, its abbreviation or another name of it; one that the
town's file does not tell of is a party too, of staff where its name says MED.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final

from udmoent.lib.text import code_of, danish_order, normalised
from udmoent.organisation.configuration import Involving, TownBody, TownConfiguration, TownParty


class PartyKind(StrEnum):
    """In the order in which they are shown."""

    MED = "med"
    DIRECTORATE = "directorate"
    GROUP_MANAGEMENT = "group_management"
    ADVISORY = "advisory"
    BOARD = "board"
    OTHER = "other"


KINDS: Final = tuple(PartyKind)
_OF_STAFF = re.compile(r"(?<!\w)MED(?!\w)|\w-?MED(?!\w)|Hovedudvalg|MED-?udvalg", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """`code` stands in addresses. `names` are all that it goes by, normalised; `is_told` in the town's file."""

    kind: PartyKind
    name: str
    code: str
    names: frozenset[str] = frozenset()
    valid_to: date | None = None
    is_told: bool = False

    @property
    def place(self) -> tuple[int, str]:
        return KINDS.index(self.kind), danish_order(self.name)


class Parties:
    """Every party of a town by its name of that day, and when which kind of them is to be involved."""

    def __init__(
        self,
        parties: Iterable[TownParty] = (),
        bodies: Iterable[TownBody] = (),
        involving: Involving | None = None,
        on: date = date.max,
    ) -> None:
        self.involving = involving or Involving()
        self._named: dict[str, Party] = {}
        found = [*(_of_bodies(periods, on) for periods in _by_body(bodies)), *map(_of_file, parties)]
        for party in found:
            if not party.names & self._named.keys():
                self._named |= dict.fromkeys(party.names, party)
        self.known: tuple[Party, ...] = tuple(sorted(set(self._named.values()), key=lambda one: one.place))

    @classmethod
    def of_town(cls, town: TownConfiguration, on: date) -> "Parties":
        return cls(town.parties, town.bodies, town.involving, on)

    def named(self, name: str) -> Party:
        """Whom an item means by that name."""
        found = self._named.get(normalised(name))
        return found or Party(PartyKind.MED if _OF_STAFF.search(name) else PartyKind.OTHER, name, code_of(name))

    def knows(self, name: str) -> bool:
        return self.named(name).kind != PartyKind.OTHER or normalised(name) in self._named

    def offered(self, on: date) -> tuple[Party, ...]:
        return tuple(party for party in self.known if party.valid_to is None or party.valid_to >= on)

    @property
    def when_staff(self) -> tuple[PartyKind, ...]:
        """The kinds that an item is taken to when it has consequences for employees."""
        return tuple(PartyKind(kind) for kind in self.involving.when_staff)


def _by_body(bodies: Iterable[TownBody]) -> list[list[TownBody]]:
    """The periods of each body that is a party, under all names that it has gone by; the earliest first."""
    told = sorted((one for one in bodies if one.kind in set(KINDS)), key=lambda one: one.valid_from)
    goes_on = {one.abbreviation: one.successor for one in told if one.successor and one.successor != one.abbreviation}

    def latest(one: TownBody) -> str:
        abbreviation, passed = one.abbreviation, {one.abbreviation}
        while (successor := goes_on.get(abbreviation)) and successor not in passed:
            abbreviation = successor
            passed.add(successor)
        return abbreviation

    return [list(periods) for _abbreviation, periods in groupby(sorted(told, key=latest), key=latest)]


def _of_bodies(periods: list[TownBody], on: date) -> Party:
    first, last = periods[0], periods[-1]
    then = next((one for one in reversed(periods) if one.valid_from <= on), first)
    names = frozenset(normalised(name) for one in periods for name in (one.name, one.abbreviation, *one.aliases))
    return Party(PartyKind(last.kind), then.name, code_of(first.abbreviation), names, last.valid_to, is_told=True)


def _of_file(told: TownParty) -> Party:
    names = frozenset(map(normalised, (told.name, *told.aliases)))
    return Party(PartyKind(told.kind), told.name, code_of(told.name), names, is_told=True)
