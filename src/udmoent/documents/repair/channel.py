# SPDX-License-Identifier: MPL-2.0
"""What a scanner that reads with an English eye makes of æ, ø and å, and what a spoilt word may therefore have been.

The shares were counted on some 17,000 printed Danish words read by Tesseract's English model, in four typefaces, three
sizes and three resolutions; a few that other scanners are known for (ö, oe, aa, lost altogether) are added with small shares.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import log
from typing import Final


def _shares(told: str, *, lost: float = 0.0) -> dict[str, float]:
    """Shares as a table reads them: "ee 0.35  e 0.25"; `lost` is the share of which nothing is read at all."""
    words = told.split()
    shares = dict(zip(words[::2], map(float, words[1::2]), strict=True))
    return {**shares, "": lost} if lost else shares


SPOILT_AS: Final[dict[str, dict[str, float]]] = {
    "æ": _shares(
        """
        ee 0.35  e 0.25  ae 0.19  ze 0.11  a 0.045  z 0.015  ea 0.004  zx 0.004  x 0.002  eze 0.003
        aze 0.003  zee 0.002  aee 0.002  ce 0.002  aé 0.002  ez 0.002  eé 0.001  é 0.003  @ 0.006
        & 0.003  2 0.001  2e 0.001  ä 0.003  ie 0.0005  we 0.001
        """,
        lost=0.001,
    ),
    "ø": _shares(
        """
        o 0.42  g 0.2  e 0.15  a 0.15  @ 0.015  6 0.012  ¢ 0.006  é 0.005  0 0.004  g@ 0.003  e@ 0.002
        a@ 0.001  s 0.002  d 0.002  ge 0.003  eg 0.001  og 0.001  ga 0.001  ag 0.001  oa 0.001  gj 0.0005
        # 0.001  8 0.002  9 0.001  ö 0.003  oe 0.01  ¢o 0.001  o@ 0.001  ó 0.002  $ 0.001
        """,
        lost=0.001,
    ),
    "å": _shares(
        """
        a 0.88  é 0.03  d 0.02  & 0.006  4 0.008  ad 0.006  aé 0.006  éd 0.003  da 0.002  i 0.002
        ia 0.002  gd 0.002  éa 0.001  aa 0.015  á 0.004  à 0.004  â 0.003  ä 0.002  @ 0.002  € 0.001
        a& 0.001  &8 0.001  3 0.001  2 0.0005
        """,
        lost=0.001,
    ),
    "l": _shares("i 0.004  1 0.002  | 0.002  ! 0.0005"),
    "h": _shares("n 0.0015"),
    "e": _shares("é 0.002"),
}
"""P(what is read | the letter that was printed)."""

_READ_AS_NOTHING: Final = "\ufffd"
"""A character that a decoder gave up on can have been any of the three."""

_SIMPLE: Final = 6.5
_ODD: Final = frozenset("@&¢6480239#$€éáàâäöó\ufffd")


def looks_broken(word: str) -> bool:
    """Whether the word holds characters that no Danish word has within it."""
    return any(character in _ODD for character in word) and any(character.isalpha() for character in word)


@lru_cache(maxsize=1)
def _printed_as() -> dict[str, tuple[tuple[str, float], ...]]:
    """From what is read to the letters it may have been, with their costs (−log of the share)."""
    table: dict[str, list[tuple[str, float]]] = {_READ_AS_NOTHING: [(letter, 1.1) for letter in "æøå"]}
    for letter, readings in SPOILT_AS.items():
        for reading, share in readings.items():
            table.setdefault(reading, []).append((letter, -log(share)))
    return {reading: tuple(sorted(letters, key=lambda pair: pair[1])) for reading, letters in table.items()}


def continuations(word: str, at: int, may_insert: bool) -> Iterator[tuple[int, str, float, bool]]:
    """What else may stand at this place: (next place, letter, cost, whether it was put in where nothing was read)."""
    table = _printed_as()
    for length in (1, 2, 3):
        for letter, cost in table.get(word[at : at + length], ()) if at + length <= len(word) else ():
            yield at + length, letter, cost, False
    if may_insert:
        for letter, cost in table[""]:
            yield at, letter, cost, True


def simple_readings(word: str, *, most: int = 60) -> list[tuple[str, float]]:
    """What a small-lettered word may have been by up to two of the scanner's commonest mistakes, whatever the dictionary says."""
    found = {word: 0.0}
    for _round in range(2):
        for made, cost in list(found.items()):
            for at in range(len(made)):
                for after, letter, price, _inserted in continuations(made, at, may_insert=False):
                    if price < _SIMPLE:
                        changed = made[:at] + letter + made[after:]
                        found[changed] = min(found.get(changed, cost + price), cost + price)
    del found[word]
    return sorted(found.items(), key=lambda pair: pair[1])[:most]
