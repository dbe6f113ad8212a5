# SPDX-License-Identifier: MPL-2.0
"""Who must act together with whom, and what each has promised. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open
from udmoent.plan.facts import Commitment


@dataclass(frozen=True, slots=True)
class Promise:
    """What one party has promised of an item, and with whom it must act."""

    item: ItemContent
    commitment: Commitment
    together_with: tuple[str, ...]

    @property
    def place(self) -> tuple[bool, date]:
        """Those that nobody has confirmed come first, then those confirmed longest ago."""
        confirmed_on = self.commitment.confirmed_on
        return confirmed_on is not None, confirmed_on or date.min


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    promises: tuple[Promise, ...]

    @property
    def unconfirmed(self) -> int:
        return sum(one.commitment.confirmed_on is None for one in self.promises)


def promises_by_party(items: Iterable[ItemContent]) -> list[Party]:
    """Open items' promises; parties in the order of the first promise of each, which is the one that is most due."""
    found = sorted((promise for item in items if is_open(item) for promise in _of(item)), key=lambda one: one.place)
    by_party: dict[str, list[Promise]] = {}
    for promise in found:
        by_party.setdefault(promise.commitment.party.casefold(), []).append(promise)
    parties = [Party(members[0].commitment.party, tuple(members)) for members in by_party.values()]
    return sorted(parties, key=lambda party: (party.promises[0].place, -party.unconfirmed))


def _of(item: ItemContent) -> Iterator[Promise]:
    for one in item.commitments:
        others = (party for party in parties_of(item) if party.casefold() != one.party.casefold())
        yield Promise(item, one, tuple(others))


def parties_of(item: ItemContent) -> list[str]:
    """Everybody who coordinates or has promised something, once each, as the item first writes them."""
    found: dict[str, str] = {}
    for name in filter(None, (*item.coordination, *(one.party for one in item.commitments))):
        found.setdefault(name.casefold(), name)
    return list(found.values())
