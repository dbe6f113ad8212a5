# SPDX-License-Identifier: MPL-2.0
"""A text as the words in it and what stands between them, so that it can be put together again unchanged."""

import re
from dataclasses import dataclass
from typing import Final

from udmoent.documents.repair.channel import looks_broken

_RUN = re.compile(r"\S+")
_EDGES: Final = ".,:;!?()[]{}\"'“”„»«’‘…–—-·•*|/+=<>_"
_PARTS = re.compile(r"[^-/’'‐–]+")
_SMALL_WITH_4 = re.compile(r"(?:[sf]|og?s)4")
_LEFT_ALONE = re.compile(r"\w+://|^www\.|@[\w-]+\.[a-z]{2,}|\.[a-z]{2,3}(/|$)", re.IGNORECASE)
_NUMERAL_I: Final = frozenset("1|l")
_SENTENCE_ENDS = re.compile(r"[.:!?][\"”»’')]*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text. `start` and `end` are its place; `opens` says that a sentence, bullet or paragraph begins with it."""

    text: str
    start: int
    end: int
    opens: bool
    starts_line: bool
    stands_free: bool
    """Whether nothing but blanks, or a mark that opens a quotation, stands beside it."""
    is_part: bool
    """Whether it is one of several words held together by a hyphen, a stroke or an apostrophe."""

    @property
    def small(self) -> str:
        return self.text.lower()

    @property
    def has_capital(self) -> bool:
        return self.text[:1].isupper()


def tokens(text: str) -> list[Token]:
    """The words of the text in order. Addresses, numbers and codes are not words."""
    found: list[Token] = []
    opens, ended_at = True, 0
    for run in _RUN.finditer(text):
        gap = text[ended_at : run.start()]
        opens = opens or gap.count("\n") > 1
        words = _words_of_run(run.group(), run.start(), opens, "\n" in gap or not ended_at)
        found.extend(words)
        is_mark = not words and len(run.group()) == 1
        opens = bool(_SENTENCE_ENDS.search(run.group())) or (is_mark and opens)
        ended_at = run.end()
    return found


def _words_of_run(run: str, offset: int, opens: bool, starts_line: bool) -> list[Token]:
    if _LEFT_ALONE.search(run):
        return []
    core = run.strip(_EDGES) if run not in _NUMERAL_I else run
    at = run.find(core)
    words: list[Token] = []
    for part in _PARTS.finditer(core) if core else ():
        start, end = at + part.start(), at + part.end()
        if _is_word(part.group()):
            first = not words and opens
            words.append(
                Token(
                    text=part.group(),
                    start=offset + start,
                    end=offset + end,
                    opens=first,
                    starts_line=starts_line and not words,
                    stands_free=not run[:start].strip('"“”„»«') and end == len(run),
                    is_part=part.group() != core,
                ),
            )
    return words


def _is_word(part: str) -> bool:
    if part in _NUMERAL_I:
        return True
    letters = sum(character.isalpha() for character in part)
    digits = sum(character.isdigit() for character in part)
    if _SMALL_WITH_4.fullmatch(part):
        return True
    if digits and (
        letters < 3 or digits > 2 or (part[-1].isdigit() and not (part.islower() and letters > 3)) or part[0].isdigit()
    ):
        return False
    return letters > 0 and (part.isalpha() or looks_broken(part))
