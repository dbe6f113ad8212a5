# SPDX-License-Identifier: MPL-2.0
"""Two wordings of a text, told word by word: what went out of the first, what came into the second."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from udmoent.documents.report import Mark, Run, Runs

_WORDS = re.compile(r"\s+|\S+")
ALIKE: Final = 0.3
"""Below this likeness two wordings have nothing to do with each other, and are told as wholly removed and added."""

SHORT: Final = 40
"""Values up to this length are told whole: “I gang” became “Afsluttet”, “1. halvår 2025” became “oktober 2025”."""

Piece = tuple[str, str]


def word_diff(before: str, after: str) -> tuple[Runs, Runs]:
    """The two texts as runs: words only in the first are removed, words only in the second are added."""
    removed: list[Run] = []
    added: list[Run] = []
    for old, new in _pieces(before, after):
        same = old == new
        removed += [Run(old, Mark.PLAIN if same else Mark.REMOVED)] if old else []
        added += [Run(new, Mark.PLAIN if same else Mark.ADDED)] if new else []
    return tuple(removed), tuple(added)


def marked(before: str, after: str) -> str:
    """Both wordings in one plain text: [-removed-]{+added+}."""
    told: list[str] = []
    for old, new in _pieces(before, after):
        told += [old] if old == new else [f"[-{old}-]" if old else "", f"{{+{new}+}}" if new else ""]
    return "".join(told)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """Pieces of both that follow each other, in turn the same and different. A blank alone is no common ground."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if before != after and (max(len(before), len(after)) <= SHORT or _likeness(matcher, old, new) < ALIKE):
        yield before, after
        return
    gone, came = "", ""
    for code, a, b, c, d in matcher.get_opcodes():
        first, second = "".join(old[a:b]), "".join(new[c:d])
        if code == "equal" and (first.strip() or not (gone or came)):
            if gone or came:
                yield gone, came
            yield first, second
            gone, came = "", ""
        else:
            gone, came = gone + first, came + second
    if gone or came:
        yield gone, came


def _likeness(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> float:
    """The share of words, blanks left out, that stand in both."""
    same = sum(
        bool(old[at].strip()) for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)
    )
    words = sum(bool(word.strip()) for word in (*old, *new))
    return 2 * same / words if words else 1.0
