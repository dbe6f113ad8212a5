# SPDX-License-Identifier: MPL-2.0
"""An item's amounts: a table of years × phases, and a picture of the same beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from udmoent.documents.forms import prices
from udmoent.documents.words import Words
from udmoent.economy.rules import CORRECTED
from udmoent.editions.content import Amount, ItemContent
from udmoent.editions.totals import corrected
from udmoent.lib.money import KR, in_unit
from udmoent.ui.svg import Series, bars

Kind = tuple[str, str, str]
"""Nature, phase and price level of amounts."""
PICTURED = 4
"""As many kinds as a picture tells apart."""


@dataclass(frozen=True)
class AmountRow:
    """A phase and nature, with the kroner of each year; `is_sum`: it is made of rows above it."""

    label: str
    kroner: list[str]
    is_sum: bool = False


@dataclass(frozen=True)
class AmountTable:
    years: list[int]
    rows: list[AmountRow]
    picture: SafeString | str = ""


def amount_table(content: ItemContent, words: Words) -> AmountTable:
    """A column for each year, a row for each phase, nature and price level, and the corrected budget where it differs."""
    years = sorted({amount.year for amount in content.amounts})
    told = kinds(content.amounts)
    rows = [AmountRow(label(kind, words), _in_years(of, years, words)) for kind, of in told.items()]
    rows += [
        AmountRow(_corrected_label(kind, words), _in_years(of, years, words), is_sum=True)
        for kind, of in _corrected(content.amounts).items()
    ]
    return AmountTable(years, rows, _picture(content, told, years, words) if years else "")


def kinds(amounts: Iterable[Amount]) -> dict[Kind, dict[int, int]]:
    """Kroner by year, of each kind of amount there is."""
    told: dict[Kind, dict[int, int]] = {}
    for one in amounts:
        told.setdefault((one.nature, one.phase, one.price_level), {})[one.year] = one.kroner
    return told


def _corrected(amounts: Sequence[Amount]) -> dict[Kind, dict[int, int]]:
    """The corrected budget of each nature and price level that has more than what was adopted."""
    more = {(one.nature, one.price_level) for one in amounts if one.phase in CORRECTED and one.phase != "adopted"}
    found: dict[Kind, dict[int, int]] = {}
    for (nature, level, year), kroner in corrected(amounts).items():
        if (nature, level) in more:
            found.setdefault((nature, "corrected", level), {})[year] = kroner
    return found


def label(kind: Kind, words: Words) -> str:
    nature, phase, level = kind
    return f"{words.nature(nature).capitalize()}, {words.phase(phase)}, {prices(level)}"


def _corrected_label(kind: Kind, words: Words) -> str:
    told = _("{nature}, corrected budget, {prices}")
    return told.format(nature=words.nature(kind[0]).capitalize(), prices=prices(kind[2]))


def _in_years(told: Mapping[int, int], years: list[int], words: Words) -> list[str]:
    return [in_unit(told[year], KR, words.language) if year in told else "" for year in years]


def _picture(
    content: ItemContent, told: Mapping[Kind, Mapping[int, int]], years: list[int], words: Words
) -> SafeString:
    """The first kinds, in kr. as in the table beside it, which tells them all."""
    shown = list(told.items())[:PICTURED]
    return bars(
        "amounts-picture",
        [str(year) for year in years],
        [Series(label(kind, words), [of.get(year) for year in years]) for kind, of in shown],
        title=_("Amounts of {number} in kr.").format(number=content.number),
        told=_(
            "A bar for each year, above the line for an expense and below it for a saving. The table tells the same."
        ),
        shown=lambda kroner: in_unit(kroner, KR, words.language),
    )
