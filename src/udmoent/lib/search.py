# SPDX-License-Identifier: MPL-2.0
"""Finding Danish words in text: in any of their forms, inside longer words, and however æ, ø and å are written."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

import snowballstemmer  # type: ignore[import-untyped]

_DANISH: Final = snowballstemmer.stemmer("danish")
_SPELLINGS: Final = (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("ä", "ae"), ("ö", "oe"))
_SHORT: Final = 3
"""A stem this short is looked for at the beginning of words only, as it stands inside so many others."""


def folded(text: str) -> str:
    """Small letters, æ as ae, ø as oe, å as aa; words parted by whatever parted them."""
    small = text.casefold()
    for letter, spelling in _SPELLINGS:
        small = small.replace(letter, spelling)
    return small


@lru_cache(maxsize=1024)
def stem(word: str) -> str:
    """What the word's forms begin with, folded: "skol" of skolerne."""
    return folded(_DANISH.stemWord(word.casefold()))


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for: every word of it must be found."""

    inside: tuple[str, ...]
    in_front: tuple[str, ...]

    @classmethod
    def of(cls, written: str) -> Self:
        stems = [stem(word) for word in written.split()]
        return cls(
            inside=tuple(one for one in stems if len(one) > _SHORT),
            in_front=tuple(one for one in stems if len(one) <= _SHORT),
        )

    def finds(self, text: str) -> bool:
        """Whether every word is in a text that is folded already."""
        return all(word in text for word in self.inside) and all(_begins(word, text) for word in self.in_front)


def _begins(start: str, text: str) -> bool:
    """Whether a word of the text begins like that."""
    at = text.find(start)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(start, at + 1)
    return at >= 0
