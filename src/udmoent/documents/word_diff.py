# SPDX-License-Identifier: MPL-2.0
"""Two wordings of a text, told word by word: what went out of the first, what came into the second."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from udmoent.documents.report import Mark, Run, Runs

_WORDS = re.compile(r"\s+|[^\s]+")
ALIKE = 0.3
"""Below this similarity the two share no sense, and are told as wholly removed and wholly added."""


def word_diff(before: str, after: str) -> tuple[Runs, Runs]:
    """The two texts as runs: words only in the first are removed, words only in the second are added."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _whole(before, Mark.REMOVED), _whole(after, Mark.ADDED)
    codes = matcher.get_opcodes()
    removed = _runs((old[a:b], Mark.PLAIN if code == "equal" else Mark.REMOVED) for code, a, b, _c, _d in codes)
    added = _runs((new[c:d], Mark.PLAIN if code == "equal" else Mark.ADDED) for code, _a, _b, c, d in codes)
    return removed, added


def marked(before: str, after: str) -> str:
    """Both wordings in one plain text: [-removed-] {+added+}."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    told: list[str] = []
    for code, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            told += old[a:b]
            continue
        told += [f"[-{gone}-]" for gone in ["".join(old[a:b])] if gone]
        told += [f"{{+{come}+}}" for come in ["".join(new[c:d])] if come]
    return "".join(told)


def _whole(text: str, mark: Mark) -> Runs:
    return (Run(text, mark),) if text else ()


def _runs(pieces: Iterator[tuple[list[str], Mark]]) -> Runs:
    return tuple(Run("".join(words), mark) for words, mark in pieces if words)
