# SPDX-License-Identifier: MPL-2.0
"""Which words are parts of a person's name: those are changed only when the town knows the person."""

import re
from typing import Final

from udmoent.documents.repair.channel import simple_readings
from udmoent.documents.repair.tokens import Token
from udmoent.documents.repair.words import DanishWords

_BEFORE_NAMES: Final = frozenset(
    "borgmester viceborgmester direktør formand næstformand rådmand medlem udvalgsformand sagsbehandler "
    "konsulent chefkonsulent advokat fru hr frk ved v kontaktperson udvalgsmedlem byrådsmedlem".split()
)
NAME_ENDINGS: Final = (
    "sen",
    "gård",
    "bøl",
    "kær",
    "kjær",
    "høj",
    "bæk",
    "bjerg",
    "strup",
    "holm",
    "ø",
    "ås",
    "skjold",
    "strøm",
)
_SURNAME = re.compile(r"[a-zæøå@¢é]+(sen|gaard|g[aå]rd|strup|holm|lund|gren|bjerg)$", re.IGNORECASE)
_PARTY_FOLLOWS = re.compile(r"[^\S\n]*(?:[^\W\d_]+[^\S\n]+){0,3}\([^\s)]{1,2}\)")


def is_in_a_name(every: list[Token], place: int, text: str, words: DanishWords) -> bool:
    """Whether the word is part of a person's name, by its capital letter, its neighbours and what may follow a name."""
    token = every[place]
    if not token.has_capital or token.text.isupper():
        return False
    if known_name(every, place, words):
        return True
    if any(choice.word in words.town for choice in words.choices(token.small)):
        return False
    if not token.opens and "aa" in token.small:
        return True  # a name's own spelling of å
    if not token.opens and words.is_only_a_name(token.text):
        return True
    if _PARTY_FOLLOWS.match(text, token.end):
        return True
    return _reads_only_as_a_name(token, words) and _stands_like_a_person(every, place, text, words)


def known_name(every: list[Token], place: int, words: DanishWords) -> str | None:
    """The part of a known person's name that the word must be: another part of the same name stands beside it."""
    beside = [every[at] for at in range(max(0, place - 2), min(len(every), place + 3)) if at != place]
    for person in words.people:
        part = _part_meant(every[place].small, person)
        if part and (len(person) == 1 or any(_part_meant(other.small, person) not in (None, part) for other in beside)):
            return part
    return None


def _part_meant(small: str, person: tuple[str, ...]) -> str | None:
    made = {small, *(word for word, _cost in simple_readings(small, most=200))}
    return next((part for part in person if part.lower() in made), None)


def _reads_only_as_a_name(token: Token, words: DanishWords) -> bool:
    """Whether no reading of the word is a common Danish word."""
    return not any(words.is_word(choice.word) for choice in words.choices(token.small))


def _stands_like_a_person(every: list[Token], place: int, text: str, words: DanishWords) -> bool:
    token = every[place]
    if _SURNAME.search(token.text) and len(token.text) > 4:
        return True
    beside = [every[at] for at in (place - 1, place + 1) if 0 <= at < len(every)]
    return any(_is_beside(token, other, text, words) for other in beside)


def _is_beside(token: Token, other: Token, text: str, words: DanishWords) -> bool:
    first, second = sorted((token, other), key=lambda each: each.start)
    if text[first.end : second.start].strip(" .") or "\n" in text[first.end : second.start]:
        return False
    if other is first and other.small in _BEFORE_NAMES:
        return True
    return other.has_capital and not other.opens and words.is_only_a_name(other.small)
