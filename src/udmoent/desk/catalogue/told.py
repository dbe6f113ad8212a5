# SPDX-License-Identifier: MPL-2.0
"""How a catalogue is told on pages: tables of kroner by year, badges and rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from udmoent.catalogue.content import Catalogue, ProposalContent, Sums, decided_of, sum_of
from udmoent.catalogue.facts import Openness, ProposalStage
from udmoent.catalogue.told_targets import target_lines
from udmoent.catalogue.words import OPENNESS, STAGES
from udmoent.desk.where import language
from udmoent.lib.money import KR, in_unit


def kr(kroner: int) -> str:
    return in_unit(kroner, KR, language())


def by_years(sums: Mapping[int, int], years: Iterable[int]) -> list[str]:
    return [kr(sums.get(year, 0)) for year in years]


@dataclass(frozen=True)
class Row:
    """A proposal in the list, with its net by year and, where it is taken in part, what was decided."""

    proposal: ProposalContent
    stage: str
    openness: str
    by_year: list[tuple[int, str]]
    decided_by_year: list[tuple[int, str]]

    @property
    def is_over(self) -> bool:
        return self.proposal.stage == ProposalStage.REJECTED

    @property
    def is_closed_to_others(self) -> bool:
        return self.proposal.openness == Openness.CONFIDENTIAL


def row(one: ProposalContent, years: Iterable[int]) -> Row:
    years = list(years)
    decided = one.decided_kroner if one.stage == ProposalStage.PARTLY_CHOSEN else {}
    return Row(
        one,
        str(STAGES[one.stage]),
        str(OPENNESS[one.openness]),
        list(zip(years, by_years(one.kroner, years), strict=True)),
        list(zip(years, by_years(decided, years), strict=True)) if decided else [],
    )


@dataclass(frozen=True)
class SumRow:
    """A line of sums by year."""

    label: str
    kroner: list[str]


def sum_rows(catalogue: Catalogue, names: Mapping[str, str]) -> list[SumRow]:
    """What is shown, what is chosen of it, and the targets; `names` are the words for the lines."""
    years = catalogue.years
    shown = SumRow(names["all"], by_years(sum_of(one.kroner for one in catalogue.proposals), years))
    chosen = SumRow(names["chosen"], by_years(sum_of(decided_of(catalogue)), years))
    return [shown, chosen, *(SumRow(name, _of_target(sums, years)) for name, sums in target_lines(catalogue))]


def _of_target(sums: Sums, years: Iterable[int]) -> list[str]:
    """A year without one has a dash."""
    return [kr(sums[year]) if year in sums else "–" for year in years]


def gap(sums: Sums, target: Sums, year: int) -> int:
    """How much is still to be found: positive where the savings are too small."""
    return max(0, sums.get(year, 0) - target.get(year, 0)) if target.get(year) else 0
