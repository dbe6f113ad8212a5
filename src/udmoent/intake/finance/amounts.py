# SPDX-License-Identifier: MPL-2.0
"""Amounts as finance systems write them, to the øre. Pure."""

import re
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from udmoent.lib.money import NotAnAmount

_DROPPED: Final = str.maketrans(dict.fromkeys(" \u00a0\u202f\u2009'\t") | {"\u2212": "-", "\u2013": "-", "\u2010": "-"})
_PLAIN: Final = re.compile(r"-?[0-9]+(?:,[0-9]{1,2})?-?")
_NUMBER: Final = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<oere>[0-9]{1,2}))?"
    r"|(?P<english>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.(?P<cents>[0-9]{1,2})"
)
_FLOATS_ARE_OFF_BY: Final = Decimal("0.001")
_LARGEST_POWER: Final = 13


def read_oere(value: object) -> int | None:
    """Øre of a cell, None where it is empty: "1.234.567,00-", "(1 234,5)", "-1234,50", "1,234.50", 1234.5.

    Raises NotAnAmount.
    """
    if isinstance(value, bool):
        raise NotAnAmount(_no_amount(str(value)))
    if isinstance(value, int):
        return value * 100
    if isinstance(value, float):
        return _of_float(value)
    written = str(value or "").translate(_DROPPED)
    if written.strip("-") == "":
        return None
    if _PLAIN.fullmatch(written):
        return _of_plain(written)
    return _of_written(written, str(value))


def _of_float(value: float) -> int:
    exact = Decimal(repr(value)) * 100
    if not exact.is_finite() or exact.adjusted() > _LARGEST_POWER + 2:
        raise NotAnAmount(_no_amount(str(value)))
    whole = exact.to_integral_value()
    if abs(exact - whole) > _FLOATS_ARE_OFF_BY * 100:
        raise NotAnAmount(_("{amount} is not whole øre. Round it in the file.").format(amount=str(value)))
    return int(whole)


def _of_plain(written: str) -> int:
    is_negative = written[0] == "-" or written[-1] == "-"
    if written[0] == written[-1] == "-":
        raise NotAnAmount(_no_amount(written))
    whole, _comma, oere = written.strip("-").partition(",")
    return _signed(whole, oere, written, is_negative=is_negative)


def _of_written(written: str, told: str) -> int:
    bare = written.casefold().removesuffix("kr.").removesuffix("kr").removesuffix("dkk")
    in_brackets = bare[:1] == "(" and bare[-1:] == ")"
    bare = bare[1:-1] if in_brackets else bare
    before, after = bare[:1], bare[-1:]
    signs = (in_brackets, before == "-", after == "-" and len(bare) > 1)
    found = _NUMBER.fullmatch(_unsigned(bare))
    if found is None or sum(signs) > 1:
        raise NotAnAmount(_no_amount(told))
    whole = (found["whole"] or found["english"]).replace(".", "").replace(",", "")
    return _signed(whole, found["oere"] or found["cents"] or "", told, is_negative=any(signs))


def _unsigned(bare: str) -> str:
    return bare[1:] if bare[:1] in "+-" else bare.removesuffix("-")


def _signed(whole: str, oere: str, told: str, *, is_negative: bool) -> int:
    if len(whole) > _LARGEST_POWER:
        raise NotAnAmount(_no_amount(told))
    found = int(whole) * 100 + int(oere.ljust(2, "0") if oere else 0)
    return -found if is_negative else found


def _no_amount(written: str) -> str:
    return _("“{amount}” is no amount. Write it as 1.234.567,00 or 1234567,00-.").format(amount=written[:60])


def kroner_of(oere: int) -> int:
    """Whole kroner; a half is rounded away from zero."""
    whole = (abs(oere) + 50) // 100
    return whole if oere >= 0 else -whole
