# SPDX-License-Identifier: MPL-2.0
"""Measured numbers as they are written in Danish: 1.234,5. Pure."""

import re
from decimal import Decimal
from typing import Final

DECIMALS: Final = 4
FIGURES: Final = 15
"""Figures in all that a database keeps exactly."""
_WRITTEN: Final = re.compile(r"(?P<sign>[-−–]?)(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<decimals>[0-9]+))?")
_PLAIN: Final = re.compile(r"(?P<sign>[-−–]?)(?P<whole>[0-9]+)\.(?P<decimals>[0-9]{1,2}|[0-9]{4})")


def read_number(written: object) -> Decimal | None:
    """The number; None where it is none, or has more figures than are kept.

    A point parts thousands, a comma the decimals. “5.5”, where no thousands can be meant, is five and a half.
    """
    if isinstance(written, bool) or written is None:
        return None
    if isinstance(written, int | float | Decimal):
        return _kept(Decimal(str(written)))
    text = re.sub(r"[\s%]", "", str(written))
    found = _WRITTEN.fullmatch(text) or _PLAIN.fullmatch(text)
    if found is None:
        return None
    whole, decimals = found["whole"].replace(".", ""), found["decimals"] or "0"
    return _kept(Decimal(f"{'-' if found['sign'] else ''}{whole}.{decimals}"))


def _kept(number: Decimal) -> Decimal | None:
    if not number.is_finite() or abs(number) >= 10 ** (FIGURES - DECIMALS):
        return None
    kept = number.quantize(Decimal(1).scaleb(-DECIMALS))
    return kept if kept == number else None


def shown(number: Decimal, language: str = "da") -> str:
    """With a comma and points between thousands in Danish, and no more decimals than it has."""
    plain = f"{number:,.{DECIMALS}f}".rstrip("0").rstrip(".")
    plain = "0" if plain == "-0" else plain
    return plain.translate(str.maketrans(",.", ".,")) if language == "da" else plain
