# SPDX-License-Identifier: MPL-2.0
"""What a catalogue says of one proposal, as plain immutable values. Knows no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final


class ProposalStage(StrEnum):
    """From an idea to what became of it, in the order of the way."""

    IDEA = "idea"
    QUALITY_CHECK = "quality_check"
    COMMITTEE = "committee"
    HEARING = "hearing"
    CHOSEN = "chosen"
    PARTLY_CHOSEN = "partly_chosen"
    RESERVE = "reserve"
    REJECTED = "rejected"


DECIDED: Final = frozenset(
    {ProposalStage.CHOSEN, ProposalStage.PARTLY_CHOSEN, ProposalStage.RESERVE, ProposalStage.REJECTED}
)
"""What a body has decided about."""
TAKEN: Final = frozenset({ProposalStage.CHOSEN, ProposalStage.PARTLY_CHOSEN})
"""What becomes items."""


class Openness(StrEnum):
    """To whom a proposal is open: the keepers and its own unit, the parties of the hearing too, or everybody."""

    CONFIDENTIAL = "confidential"
    IN_HEARING = "in_hearing"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEconomy:
    """Whole kroner of one year, a saving negative, and full-time equivalents, fewer negative."""

    year: int
    lasting: int = 0
    one_off: int = 0
    staff: Decimal = Decimal(0)

    @property
    def net(self) -> int:
        return self.lasting + self.one_off


Economy = tuple[YearEconomy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """Everything that a proposal says. `body` by its abbreviation, `post` by its title; a text that is missing is empty."""

    title: str
    body: str = ""
    unit: str = ""
    post: str = ""
    account: str = ""
    case_number: str = ""
    summary: str = ""
    description: str = ""
    economy: Economy = ()
    assumptions: str = ""
    citizens: str = ""
    staff: str = ""
    climate: str = ""
    risk: str = ""
    hearing: str = ""
    med: str = ""
    legal_basis: str = ""
    indicators: str = ""


FACTS: Final = tuple(fact.name for fact in fields(ProposalFacts))
TEXTS: Final = tuple(name for name in FACTS if name != "economy")


def kroner_by_year(economy: Iterable[YearEconomy]) -> dict[int, int]:
    """The net of each year."""
    return {one.year: one.net for one in economy}


def part_of(economy: Economy, share: Mapping[int, int]) -> Economy:
    """The economy of which `share` is taken, as net kroner by year: lasting, one-off and staff in the same proportion."""
    return tuple(_part_of_year(one, share.get(one.year, one.net)) for one in economy)


def _part_of_year(whole: YearEconomy, net: int) -> YearEconomy:
    if net == whole.net:
        return whole
    of_whole = Fraction(net, whole.net) if whole.net else Fraction(1)
    lasting = round(whole.lasting * of_whole)
    staff = Decimal(round(100 * Fraction(whole.staff) * of_whole)) / 100
    return YearEconomy(year=whole.year, lasting=lasting, one_off=net - lasting, staff=staff)
