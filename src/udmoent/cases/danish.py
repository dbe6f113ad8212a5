# SPDX-License-Identifier: MPL-2.0
"""Danish as cases write it: lists, genitives, dates. Pure."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from udmoent.lib.dates import MONTHS, danish_date

_SENTENCE_ENDS: Final = re.compile(r"(?<=\w{3}[.!?])[\"”]?\s+(?=[A-ZÆØÅ])")


def listed(parts: Iterable[str]) -> str:
    """ "a, b og c"."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} og {last}" if first else last


def genitive(name: str) -> str:
    """ "Økonomiudvalgets", and "Århus'" after s, x and z."""
    return f"{name}'" if name[-1:].lower() in ("s", "x", "z") else f"{name}s"


def counted(number: int, forms: Sequence[str]) -> str:
    """ "1 punkt", "12 punkter"."""
    return f"{grouped(number)} {forms[0] if number == 1 else forms[1]}"


def grouped(number: int) -> str:
    """ "1.500"."""
    return f"{number:,}".replace(",", ".")


def as_of(day: date) -> str:
    """ "ultimo maj 2025" for the last day of a month, else "11. december 2024"."""
    if day.day == monthrange(day.year, day.month)[1]:
        return f"ultimo {MONTHS['da'][day.month - 1]} {day.year}"
    return danish_date(day)


def day(on: date | None) -> str | None:
    """ "15. januar 2025"."""
    return danish_date(on) if on else None


def month(day: date) -> str:
    """ "januar 2025"."""
    return f"{MONTHS['da'][day.month - 1]} {day.year}"


def first_sentence(text: str) -> str:
    """The text's first sentence, ended by a mark."""
    first = _SENTENCE_ENDS.split(" ".join(text.split()), maxsplit=1)[0].strip()
    return first if not first or first[-1] in ".!?:" else f"{first}."


def capital(text: str) -> str:
    """With a large first letter."""
    return text[:1].upper() + text[1:]
