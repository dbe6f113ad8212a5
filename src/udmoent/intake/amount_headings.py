# SPDX-License-Identifier: MPL-2.0
"""Column headings that announce amounts: "2025", "BO2026", "2025 forventet (1.000 kr., 2025-priser)". Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from udmoent.documents import words
from udmoent.intake.vocabulary import in_both_languages
from udmoent.lib.dates import full_year
from udmoent.lib.money import read_price_level, read_unit
from udmoent.lib.text import clean, normalised

_PHASE_WORDS: Final = {
    "adopted": "b bo budget vedtaget vedtagne oprindeligt overslag overslagsår budgetoverslag rådighedsbeløb",
    "supplementary": "tb tillæg tillægsbevilling tillægsbevillinger",
    "reallocation": "omplacering omplaceringer",
    "transfer": "overførsel overførsler",
    "expected": "forventet forventning skøn fr prognose",
    "realised": "realiseret realiserede opnået",
    "spent": "r regnskab forbrug forbrugt",
    "appropriated": "anlægsbevilling anlægsbevillinger bevilget",
    "released": "frigivet frigivelse frigivelser",
}
_NATURE_WORDS: Final = {"operating": "drift driften", "capital": "anlæg"}
_STRONGEST_FIRST: Final = (
    *("expected", "appropriated", "released", "supplementary", "reallocation", "transfer", "realised", "spent"),
)
_FILLING: Final = frozenset(
    normalised("år i for beløb netto ændring budgetår kr kroner tkr mio t priser pris pl p l").split()
)
_BRACKETS = re.compile(r"\([^()]*\)")
_UNITS = re.compile(
    r"\b1[. ]?000(?:[. ]?000)? ?kr\b\.?|\bmio\b\.?(?: ?kr\b\.?)?|\bt\.? ?kr\b\.?|\bkr\b\.?"
    r"|\b\d{2,4}[- ](?:priser|pl|p/l|niveau)\b|\b(?:pl|p/l) ?\d{2,4}\b",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_LEADS_A_SHORT_YEAR: Final = ("b", "bo", "r", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountHeading:
    """`nature` is empty for the part's own; `unit` and `price_level` where the heading tells them.

    `is_assumed` says that the heading tells no year.
    """

    year: int
    phase: str = "adopted"
    nature: str = ""
    unit: int | None = None
    price_level: str = ""
    is_assumed: bool = False


@lru_cache(maxsize=4)
def _phases() -> dict[str, str]:
    own = {normalised(word): code for code, said in words.PHASES.items() for word in in_both_languages(said)}
    return own | {normalised(word): code for code, said in _PHASE_WORDS.items() for word in said.split()}


@lru_cache(maxsize=4)
def _natures() -> dict[str, str]:
    own = {normalised(word): code for code, said in words.NATURES.items() for word in in_both_languages(said)}
    return own | {normalised(word): code for code, said in _NATURE_WORDS.items() for word in said.split()}


@lru_cache(maxsize=4096)
def amount_heading(text: str, first_year: int | None = None) -> AmountHeading | None:
    """What the heading announces; None for one that announces no amounts. `first_year` counts in "Overslagsår 1"."""
    if len(text) > 80:
        return None
    bare = _UNITS.sub(" ", _BRACKETS.sub(" ", clean(text)))
    pieces = _PIECES.findall(bare.casefold())
    numbers = [piece for piece in pieces if piece.isdecimal()]
    said = [normalised(piece) for piece in pieces if not piece.isdecimal()]
    year = _year(numbers, said, first_year)
    phases, natures = _phases(), _natures()
    if year is None or any(word not in phases and word not in natures and word not in _FILLING for word in said):
        return None
    told = {phases[word] for word in said if word in phases}
    return AmountHeading(
        year=year,
        phase=_phase(told),
        nature=next((natures[word] for word in said if word in natures), ""),
        unit=read_unit(text),
        price_level=read_price_level(text) or "",
    )


def _year(numbers: list[str], said: list[str], first_year: int | None) -> int | None:
    if len(numbers) != 1:
        return None
    figures = numbers[0]
    if len(figures) == 4:
        return int(figures) if 1990 <= int(figures) <= 2099 else None
    if len(figures) == 2 and said and said[0] in _LEADS_A_SHORT_YEAR:
        return full_year(figures)
    is_forecast = bool(said) and said[0].startswith(("overslag", "budgetoverslag", "bo"))
    return first_year + int(figures) if first_year and is_forecast and figures in ("1", "2", "3") else None


def _phase(told: set[str]) -> str:
    """Expected spending is expected, not spent; spending of a budget is spent."""
    return next((code for code in _STRONGEST_FIRST if code in told), "adopted")
