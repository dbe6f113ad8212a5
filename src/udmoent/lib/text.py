# SPDX-License-Identifier: MPL-2.0
"""Text as it is kept, compared and checked before it is published."""

import re
import unicodedata
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from django.utils.text import slugify

NEAR: Final = 0.85
"""From this similarity on, a person is asked whether two titles are the same topic.

Tried on pairs of topics (tests/rooms/lib/test_text.py): misspellings and small rewordings lie above, others below.
"""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
_NOT_IN_XML: Final = frozenset("\ufffe\uffff")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"[0-9]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ONE_SPELLING: Final = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe"})
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_BLANK: Final = "[ \\t\\xa0\\u202f]?"
_CPR = re.compile(
    rf"(?<![0-9])(?=(([0-9]{{2}})([0-9]{{2}})([0-9]{{2}}){_BLANK}[0-9]{{4}})(?![0-9]))"
    rf"|(?<![0-9])(?=(([0-9]{{2}}){_BLANK}([0-9]{{2}}){_BLANK}([0-9]{{2}})\s?[{_DASHES}]\s?[0-9]{{4}})(?![0-9]))"
)
"""With a dash before the last four digits there may be blanks between the others."""


_E_MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\W\d_]{2,}")
_TELEPHONE = re.compile(
    r"\b(?:tlf|telefon\w*|mobil\w*|ring)\b[^\w\n]{0,4}(?:(?:på|til|nr)\b[^\w\n]{0,3})?(?:\+45 ?)?(?:[0-9] ?){8}(?![0-9])",
    re.IGNORECASE,
)


class _Kept(dict[int, str]):
    """What each character is kept as, for str.translate; filled in as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Zs" or character == "\t":
            character = " "
        elif character != "\n" and (category in _INVISIBLE or character in _NOT_IN_XML):
            character = ""
        self[code] = character
        return character


_KEPT: Final = _Kept()


def clean(text: str) -> str:
    """The text in the one form in which it is kept: NFC, lines ended by \\n, no blanks after lines or around all.

    Every kind of blank becomes a space. Control characters, soft hyphens, zero-width characters and what else cannot
    stand in a Word or Excel file are dropped. Cleaning twice changes nothing.
    """
    visible = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).translate(_KEPT))
    return "\n".join(line.rstrip(" ") for line in visible.split("\n")).strip(" \n")


@lru_cache(maxsize=16384)
def normalised(title: str) -> str:
    """The title for matching: small letters, words parted by single spaces, no punctuation; å is aa, æ is ae, ø is oe.

    A title of nothing but punctuation becomes "".
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean(title)).casefold())
    return _BETWEEN_WORDS.sub(" ", folded.translate(_ONE_SPELLING)).strip()


def code_of(name: str) -> str:
    """What stands for a name in an address: plain letters and figures, joined by hyphens."""
    return slugify(normalised(name)) or "uden-navn"


def similarity(one: str, other: str) -> float:
    """How alike two titles are when normalised: 0.0 nothing in common, 1.0 the same; the order does not matter."""
    return _matcher(one, other).ratio()


def is_near(one: str, other: str) -> bool:
    """Whether two titles may well be the same topic, written differently; the same title is near too.

    Titles with different figures ("Etape 1" and "Etape 2") never are; one that only adds a bracket to the other is.
    """
    if _figures(one) and _figures(other) and _figures(one) != _figures(other):
        return False
    if normalised(_IN_BRACKETS.sub(" ", one)) == normalised(other) or normalised(one) == normalised(
        _IN_BRACKETS.sub(" ", other)
    ):
        return True
    matcher = _matcher(one, other)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _figures(title: str) -> list[str]:
    return _FIGURES.findall(normalised(title))


def _matcher(one: str, other: str) -> SequenceMatcher[str]:
    first, second = sorted((normalised(one), normalised(other)))
    return SequenceMatcher(None, first, second, autojunk=False)


def find_cpr_numbers(text: str) -> list[str]:
    """What may be CPR numbers: DDMMYY-NNNN, DD MM YY-NNNN, DDMMYY NNNN or DDMMYYNNNN with a valid date, as written, in
    their order.

    Modulus 11 is not asked: since 2007 numbers are given that do not satisfy it. A longer row of digits holds none.
    """
    found = (tuple(filter(None, one.groups())) for one in _CPR.finditer(text))
    return [written for written, day, month, year in found if _is_birth_date(day, month, year)]


def tells_how_to_reach_somebody(text: str) -> bool:
    """Whether an e-mail address stands in it, or a Danish telephone number that is called one."""
    return bool(_E_MAIL.search(text) or _TELEPHONE.search(text))


def _is_birth_date(day: str, month: str, year: str) -> bool:
    try:
        date(
            2000 + int(year), int(month), int(day)
        )  # 2000 was a leap year: no birth date of any century is passed over
    except ValueError:
        return False
    return True


_AFTER_Z: Final = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|", "ü": "y", "é": "e"})


def danish_order(text: str) -> str:
    """What texts are sorted by in the Danish alphabet: small and large letters alike, æ, ø and å after z."""
    return text.casefold().translate(_AFTER_Z)
