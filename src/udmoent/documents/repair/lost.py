# SPDX-License-Identifier: MPL-2.0
"""Has this text lost its æ, ø and å at all? Decided first, for the whole text; a text that has them is left alone."""

from math import log
from typing import Final

from udmoent.documents.repair.channel import simple_readings
from udmoent.documents.repair.lexicon import frequencies
from udmoent.documents.repair.tokens import Token, tokens
from udmoent.documents.repair.words import DanishWords

_KEPT: Final = frozenset("æøåÆØÅ")
_FEWEST: Final = 2
_LEAST_SHARE: Final = 0.02
"""Of a hundred Danish words some twenty have æ, ø or å; a text that lost them shows many times this share."""
_SPOILT_PER_KEPT: Final = 3
_SHORT_NAME: Final = 4
_ABBREVIATION: Final = 5
_COMMON: Final = log(2e-5)
_DEAREST: Final = 2.0
"""Other scanners make other mistakes: what is rare in one is usual in another."""
_CLEARLY: Final = log(40)


def has_lost_letters(text: str, words: DanishWords) -> bool:
    """Whether so many words are no Danish words, but would be with æ, ø or å, that a scanner must have lost the letters."""
    every = tokens(text)
    kept = sum(1 for token in every if _KEPT & set(token.text))
    spoilt = sum(1 for token in every if not (_KEPT & set(token.text)) and _is_spoilt(token, words))
    return spoilt >= _FEWEST and spoilt >= _LEAST_SHARE * len(every) and spoilt >= _SPOILT_PER_KEPT * kept


def _is_spoilt(token: Token, words: DanishWords) -> bool:
    small = token.small
    is_maybe_short_name = token.has_capital and not token.opens and len(small) < _SHORT_NAME
    if len(small) < 2 or is_maybe_short_name or (token.text.isupper() and len(small) < _ABBREVIATION):
        return False
    own = frequencies().get(small, 1e-9)
    if own > 5e-5 or len(small) > 30:
        return False
    readings = simple_readings(small, most=200)
    likely = [words.log_share(made) - min(cost, _DEAREST) for made, cost in readings if words.is_in_use(made)]
    return any(weight > _COMMON and weight - log(own) > _CLEARLY for weight in likely)
