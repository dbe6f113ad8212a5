# SPDX-License-Identifier: MPL-2.0
"""Amounts: whole kroner inside, kr., 1.000 kr. or mio. kr. outside. Expense is positive, saving and income negative."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from udmoent.lib.text import clean

KR: Final = 1
TKR: Final = 1_000
MIO: Final = 1_000_000
MIA: Final = 1_000_000_000

UNITS: Final = {"kr": KR, "tkr": TKR, "mio": MIO}
"""The units a person can choose, by the word for it."""

_BY_GROUP: Final = {"mia": MIA, "mio": MIO, "tkr": TKR, "kr": KR}

_LARGEST_POWER: Final = 15  # sums of thousands of such amounts still fit the database's 64-bit integers
_SHOWN_CHARACTERS: Final = 60
_FLOATS_ARE_OFF_BY: Final = Fraction(1, 1000)  # of a krone: what formulas leave even of thousands of millions

_SAME_SIGN: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"))

_KRONER: Final = r"(?:kr(?:oner)?\b\.?|dkk\b)"
_MIO: Final = rf"(?:mio|mill|million(?:er)?)\b\.? ?{_KRONER}?|m\.? ?kr\b\.?"
_UNIT_AT_END = re.compile(
    rf" ?(?:(?P<mia>(?:mia|milliard(?:er)?)\b\.? ?{_KRONER}?)|(?P<mio>{_MIO})"
    rf"|(?P<tkr>t\.? ?{_KRONER}|(?:tus|tusinde?)\b\.? ?{_KRONER}?|(?<=[0-9] \()1[. ]?000 ?{_KRONER})"
    rf"|(?P<kr>{_KRONER}))(?=\)?$)"
)
_KRONER_IN_FRONT = re.compile(rf"(?P<sign>[(+-]?) ?{_KRONER} ?(?=[(+\-0-9])")

_GROUPED: Final = r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)"
_FIGURES = re.compile(
    rf"(?P<sign>[+-]?) ?(?P<number>(?:{_GROUPED}|[0-9]+)(?:,[0-9]+)?)(?P<no_oere>[,.]-{{1,2}})?(?P<behind> ?-)?"
)
_DECIMAL_POINT = re.compile(r"[(+-]* ?[0-9]+\.[0-9]+[ )-]*")

_THOUSAND: Final = r"1[. ]?000"
_UNIT_IN_HEADING = re.compile(
    rf"(?P<mia>\bmia\b\.? ?{_KRONER}|\bi (?:mia|milliarder)\b\.?(?: ?{_KRONER})?|\(mia\.?\))"
    rf"|(?P<mio>\b{_THOUSAND}[. ]?000 ?-?{_KRONER}|\b(?:mio|mill)\b\.?(?: ?{_KRONER})?|\bm\.? ?kr\b\.?"
    rf"|\bmillion(?:er)? {_KRONER}|\bi millioner\b(?: {_KRONER})?)"
    rf"|(?P<tkr>(?<![0-9.,])\b{_THOUSAND} ?-?{_KRONER}|\bi (?:hele )?{_THOUSAND}\b(?!\.?[0-9])(?: ?-?{_KRONER})?"
    rf"|\bt\.? ?{_KRONER}|\btusinde?r? {_KRONER}|\bi (?:hele )?tusinde?r?\b(?: {_KRONER})?"
    rf"|\b{_KRONER} ?{_THOUSAND}\b(?!\.?[0-9]))"
    rf"|(?P<kr>\b{_KRONER})"
)
_AMOUNT_IN_FRONT = re.compile(r"(?<!\w)[+-]?(?!(?:19|20)[0-9]{2} ?$)[0-9][0-9.]*(?:,[0-9]+)?(?:,-)? ?$")
_AMOUNT_BEHIND = re.compile(r"\.? ?[+-]?(?!(?:19|20)[0-9]{2}\b(?!\.[0-9]))[0-9]")

_PRICES: Final = r"(?:priser|pris- og løn(?:niveau|skøn)?|pris(?:[- ]?niveau)?|p/l|pl)"
_PRICE_LEVEL = re.compile(
    rf"(?<![0-9.,])(?:(?P<before>20[0-9]{{2}})[- ]*|(?P<short_before>[0-9]{{2}})-)(?:{_PRICES}|niveau)\b"
    rf"|\b{_PRICES}\b\.?[-: ]*(?:i )?(?:(?P<behind>20[0-9]{{2}})|(?P<short_behind>[0-9]{{2}}))(?![0-9.,]*[0-9])"
)


class NotAnAmount(ValueError):
    """The text or number is no amount in whole kroner; the message says why and what to write."""


class NoUnit(ValueError):
    """An amount, but neither it nor its surroundings say in which unit."""


def read_amount(text: str, unit: int | None) -> int | None:
    """Kroner; None for an empty cell or a dash.

    Reads "1.500", "1 500", "-1,5 mio. kr.", "(450)", "450-", "+2.000 t.kr.", "1.500,-". A unit in the text wins over
    `unit`; ",-" counts as kroner where no unit is known; zero needs none.
    Raises NoUnit, or NotAnAmount: no number, a point where a comma is meant, parts of a krone, too large.
    """
    written = " ".join(clean(text).translate(_SAME_SIGN).lower().split())
    if not written.strip("-"):
        return None
    rest, unit_in_text = _without_unit(written)
    negative, figures, no_oere = _without_sign(rest, text)
    number = Decimal(figures.replace(".", "").replace(" ", "").replace(",", "."))
    known_unit = unit_in_text or unit or (KR if no_oere or number == 0 else None)
    return _whole_kroner(number.copy_negate() if negative else number, known_unit, text, tolerance=Fraction(0))


def amount_of(number: int | float | Decimal, unit: int | None) -> int:
    """Kroner for a number from a spreadsheet's cell; the thousandths of a krone that formulas leave are rounded away.

    Raises NoUnit and NotAnAmount as `read_amount`.
    """
    if isinstance(number, bool):
        raise NotAnAmount(_no_amount(str(number)))
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        raise NotAnAmount(_no_amount(str(number)))
    known_unit = KR if exact == 0 else unit
    return _whole_kroner(exact, known_unit, str(number).replace(".", ","), tolerance=_FLOATS_ARE_OFF_BY)


def _whole_kroner(number: Decimal, unit: int | None, written: str, *, tolerance: Fraction) -> int:
    if unit is None:
        raise NoUnit(
            _shown(
                _(
                    "The amount “{amount}” has no unit. Write kr., t.kr. or mio. kr. in the cell, in the column's"
                    " heading or above the table, or give the unit with the import."
                ),
                written,
            )
        )
    if number and number.adjusted() + len(str(unit)) > _LARGEST_POWER:
        raise NotAnAmount(_shown(_("“{amount}” is too large an amount. Correct the amount or its unit."), written))
    kroner = Fraction(number) * unit
    whole = round(kroner)
    if abs(kroner - whole) > tolerance:
        raise NotAnAmount(_shown(_("“{amount}” is not whole kroner. Round the amount, or correct its unit."), written))
    return whole


def _without_unit(written: str) -> tuple[str, int | None]:
    unit = None
    if found := _UNIT_AT_END.search(written):
        unit = _BY_GROUP[str(found.lastgroup)]
        written = (written[: found.start()] + written[found.end() :]).replace("()", "").strip()
    if found := _KRONER_IN_FRONT.match(written):
        unit = unit or KR
        written = found["sign"] + written[found.end() :]
    return written, unit


def _without_sign(rest: str, written: str) -> tuple[bool, str, bool]:
    """Whether the amount is negative, its figures, and whether ",-" stood behind them."""
    in_brackets = rest.startswith("(") and rest.endswith(")")
    found = _FIGURES.fullmatch(rest[1:-1].strip() if in_brackets else rest)
    if not found or _is_grouped_from_zero(found["number"]):
        raise NotAnAmount(_misplaced_point(written) if _DECIMAL_POINT.fullmatch(rest) else _no_amount(written))
    signs = [bool(found["sign"]), bool(found["behind"])]
    if sum(signs) > 1 or (in_brackets and (found["sign"] == "+" or found["behind"])):
        raise NotAnAmount(_no_amount(written))
    return in_brackets or found["sign"] == "-" or bool(found["behind"]), found["number"], bool(found["no_oere"])


def _is_grouped_from_zero(number: str) -> bool:
    return number.startswith("0") and "." in number


def _no_amount(written: str) -> str:
    return _shown(_("“{amount}” is not an amount. Write it like 1.500, -1,5 mio. kr. or (450)."), written)


def _misplaced_point(written: str) -> str:
    return _shown(_("The point in “{amount}” can be misread. Write thousands as 1.500 and decimals as 1,5."), written)


def _shown(message: str, written: str) -> str:
    return message.format(amount=" ".join(written.split())[:_SHOWN_CHARACTERS])


def read_unit(text: str) -> int | None:
    """The unit that a heading, caption or sheet name gives its amounts: 1000 for "1.000 kr., 2025-priser".

    None where no unit stands, where two different ones do, or where the unit belongs to an amount ("pulje på 500 kr.").
    """
    written = " ".join(clean(text).lower().split())
    units = {
        _BY_GROUP[str(found.lastgroup)]
        for found in _UNIT_IN_HEADING.finditer(written)
        if not _AMOUNT_IN_FRONT.search(written, max(0, found.start() - _SHOWN_CHARACTERS), found.start())
        and not _AMOUNT_BEHIND.match(written, found.end())
    }
    return units.pop() if len(units) == 1 else None


def read_price_level(text: str) -> str | None:
    """The year in whose prices amounts are: "2025" for "2025-priser", "p/l 2025", "2025-pl", "25-priser"; else None."""
    found = _PRICE_LEVEL.search(" ".join(clean(text).lower().split()))
    if not found:
        return None
    return found["before"] or found["behind"] or f"20{found['short_before'] or found['short_behind']}"


def in_unit(kroner: int, unit: int, language: str = "da") -> str:
    """The amount in units of 1, 1000 or 1000000 kroner, with as many decimals as lose no krone: "-1.500,25"."""
    whole, decimals = _parts(kroner, unit)
    point, comma = _separators(language)
    return _joined(kroner, f"{whole:,}".replace(",", point), decimals, comma)


def plain_decimals(kroner: int, unit: int, language: str = "da") -> str:
    """As `in_unit`, without points for thousands, for files that are read again: "-1500,25", in English "-1500.25"."""
    whole, decimals = _parts(kroner, unit)
    return _joined(kroner, str(whole), decimals, _separators(language)[1])


def _parts(kroner: int, unit: int) -> tuple[int, str]:
    whole, rest = divmod(abs(kroner), unit)
    return whole, str(rest).zfill(len(str(unit)) - 1).rstrip("0")


def _separators(language: str) -> tuple[str, str]:
    return (".", ",") if language == "da" else (",", ".")


def _joined(kroner: int, whole: str, decimals: str, comma: str) -> str:
    sign = "-" if kroner < 0 else ""
    return f"{sign}{whole}{comma}{decimals}" if decimals else f"{sign}{whole}"
