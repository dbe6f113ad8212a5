# SPDX-License-Identifier: MPL-2.0
"""Mending a text that lost its æ, ø and å. A text that has them is never touched."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from udmoent.documents.repair.channel import looks_broken, simple_readings
from udmoent.documents.repair.lost import has_lost_letters
from udmoent.documents.repair.names import NAME_ENDINGS, is_in_a_name, known_name
from udmoent.documents.repair.neighbours import fits, numeral_is_i
from udmoent.documents.repair.tokens import Token, tokens
from udmoent.documents.repair.words import Choice, DanishWords

_SURE: Final = 1.0
"""A word that can stand is changed only when another reading is likelier by this much (a factor of e)."""
_UNSURE: Final = 1.2
"""Nearer than this, and not told apart by their neighbours, two readings are left to a person."""
_EVEN: Final = 0.7
"""Nearer than this, two readings of a spoilt word are as likely as each other."""
_SURE_OF_COMPOUND: Final = 3.0
_LONG: Final = 8
_ABBREVIATION: Final = 4
_VERY_COMMON: Final = -7.0
_MIXED_CASE = re.compile(r"[a-zæøå][A-ZÆØÅ]|(?!AE|OE|AA)[A-ZÆØÅ]{2}[a-zæøå]")
_NUMBER_BEFORE = re.compile(r"[0-9][.,]?\s+$")


@dataclass(frozen=True, slots=True)
class Mended:
    """The text as it will have been printed, what was changed in it (from, to) → times, and words only a person can settle."""

    text: str
    repairs: dict[tuple[str, str], int] = field(default_factory=dict)
    doubtful: dict[str, tuple[str, ...]] = field(default_factory=dict)


_PARTY = re.compile(r"(?<=\w )\(([^\s()]{1,2})\)|(?<=\b[Ll]iste )(\S)(?=[\s.,])")
_ODD_PARTIES: Final = {"&": "Æ", "AE": "Æ", "Ae": "Æ", "/E": "Æ", "@": "Ø", "¢": "Ø", "0": "Ø", "4": "Å"}
_LIKE_PARTIES: Final = {"O": "Ø", "A": "Å", "E": "Æ"}
_WITHIN_A_WORD = re.compile(r"(?<=[a-z])\?(?=[a-z])")
_FOR_A_LETTER = re.compile(r"(?<![^\s(\"-])\?(?=[a-z])|(?<=[A-Za-z?])\?(?=[a-z?]|\s+[a-z])")
_FEWEST_MARKS: Final = 3
_PARTY_LETTERS: Final = {"&": "Æ", "AE": "Æ", "Ae": "Æ", "/E": "Æ", "@": "Ø", "¢": "Ø", "0": "Ø", "4": "Å"}


def mend(text: str, words: DanishWords) -> Mended:
    """Give the text its lost letters back; a text that lost none comes back as it is."""
    marked = _with_losses_marked(text)
    if not has_lost_letters(marked, words):
        return Mended(text)
    mended = _Mending(_PARTY.sub(lambda found: _party(found, words), marked), words).mended()
    words.answers.keep()
    parties = Counter((found.group(), _party(found, words)) for found in _PARTY.finditer(marked))
    return replace(
        mended, repairs={**mended.repairs, **{pair: times for pair, times in parties.items() if pair[0] != pair[1]}}
    )


def _with_losses_marked(text: str) -> str:
    """Where question marks stand in the midst of words, each such mark is a letter that a program could not write."""
    if len(_WITHIN_A_WORD.findall(text)) < _FEWEST_MARKS:
        return text
    return _FOR_A_LETTER.sub("\ufffd", text)


def _party(found: re.Match[str], words: DanishWords) -> str:
    """The party's letter as it will have been printed; a letter that the town has as a party stays."""
    read = found[1] or found[2]
    letter = _ODD_PARTIES.get(read) or (
        _LIKE_PARTIES.get(read) if words.parties and read not in words.parties else None
    )
    if letter is None or (words.parties and letter not in words.parties):
        return found.group()
    return found.group().replace(read, letter)


class _Mending:
    """One text under repair: its words, and for each what it may have been."""

    def __init__(self, text: str, words: DanishWords) -> None:
        self._text = text
        self._words = words
        self._tokens = tokens(text)
        self._best = [self._alone(token) for token in self._tokens]
        self._repairs: Counter[tuple[str, str]] = Counter()
        self._doubtful: dict[str, tuple[str, ...]] = {}

    def mended(self) -> Mended:
        pieces, at = [], 0
        for place, token in enumerate(self._tokens):
            wanted = self._settled(place)
            self._best[place] = wanted.lower()
            if wanted != token.text:
                self._repairs[token.text, wanted] += 1
            pieces += [self._text[at : token.start], wanted]
            at = token.end
        return Mended("".join([*pieces, self._text[at:]]), dict(self._repairs), self._doubtful)

    def _alone(self, token: Token) -> str:
        """The likeliest reading of the word, its neighbours not looked at."""
        return max(self._words.choices(token.small), key=lambda choice: choice.weight).word

    def _settled(self, place: int) -> str:
        token = self._tokens[place]
        if token.text in ("1", "|", "l"):
            return self._settled_i(place)
        if _MIXED_CASE.search(token.text):
            return token.text
        if token.text.isupper() and 1 < len(token.text) <= _ABBREVIATION and not self._is_among_capitals(place):
            return self._abbreviation(token)
        if is_in_a_name(self._tokens, place, self._text, self._words):
            return self._settled_name(token, place)
        return self._in_its_sentence(token, place)

    def _settled_i(self, place: int) -> str:
        token, after = self._tokens[place], self._tokens[place + 1 : place + 2]
        before = self._best[place - 1] if place else ""
        follows = self._text[token.end : token.end + 40].split()
        is_i = numeral_is_i(token, before, follows[0] if follows else "", self._best[place + 1] if after else "")
        return ("I" if token.opens and token.text != "1" else "i") if is_i else token.text

    def _is_among_capitals(self, place: int) -> bool:
        """Whether the line is set in capitals throughout, so that a short word in it need not be an abbreviation."""
        beside = self._tokens[max(0, place - 1) : place] + self._tokens[place + 1 : place + 2]
        return any(other.text.isupper() and len(other.text) > _ABBREVIATION for other in beside)

    def _abbreviation(self, token: Token) -> str:
        """An abbreviation is changed to one of the town's only, and only when the town has no such abbreviation itself."""
        small = token.small
        if self._words.town.get(small) == token.text:
            return token.text
        made = [word for word, _cost in simple_readings(small)]
        likely = [word for word in made if self._words.town.get(word) == word.upper()]
        if likely:
            return likely[0].upper()
        opening = [word for word in made if self._words.log_share(word) > _VERY_COMMON] if token.opens else []
        return opening[0].capitalize() if opening else token.text

    def _settled_name(self, token: Token, place: int) -> str:
        if known := known_name(self._tokens, place, self._words):
            return known
        if suggestions := likely_names(token.small, self._words):
            self._doubtful[token.text] = suggestions
        return token.text

    def _in_its_sentence(self, token: Token, place: int) -> str:
        before, after = self._beside(place)
        choices = [
            choice._replace(weight=choice.weight + fits(before, choice.word, after))
            for choice in self._words.choices(token.small)
        ]
        own = choices[0]
        best = max(choices, key=lambda choice: choice.weight)
        gain = best.weight - own.weight
        if best.word == own.word or self._is_better_left(token, own, best):
            self._note_near(token, own, choices)
            return token.text
        if gain < _needed_gain(own, best):
            self._doubtful.setdefault(token.text, (self._cased(token, best.word),))
            return token.text
        self._note_runner_up(token, best, choices)
        return self._cased(token, best.word)

    def _note_runner_up(self, token: Token, best: Choice, choices: list[Choice]) -> None:
        """A word that was mended is listed too, when another reading was as likely."""
        others = [choice for choice in choices if choice.word not in (best.word, token.small) and choice.is_in_use]
        near = sorted(
            (other for other in others if best.weight - other.weight < _EVEN), key=lambda other: -other.weight
        )
        if near and best.is_in_use:
            self._doubtful.setdefault(token.text, tuple(self._cased(token, each.word) for each in (best, *near[:2])))

    def _beside(self, place: int) -> tuple[str, str]:
        """The words before and after in the same sentence; "#" stands for a number."""
        token = self._tokens[place]
        before, after = "", ""
        if not token.opens:
            before = (
                "#"
                if _NUMBER_BEFORE.search(self._text[: token.start][-12:])
                else self._best[place - 1]
                if place
                else ""
            )
        if place + 1 < len(self._tokens) and not self._tokens[place + 1].opens:
            after = self._best[place + 1]
        return before, after

    def _is_better_left(self, token: Token, own: Choice, best: Choice) -> bool:
        """A capital letter within a sentence may begin a name that no list holds; only a word in use is put there."""
        if best.is_in_use or looks_broken(token.text):
            return False
        is_maybe_name = token.has_capital and not token.opens and len(token.text) < _LONG
        return is_maybe_name or token.is_part

    def _note_near(self, token: Token, own: Choice, choices: list[Choice]) -> None:
        """List a word that stays, when it is no word, or when another word could as well stand here."""
        near = [
            choice
            for choice in choices[1:]
            if own.weight - choice.weight < (_UNSURE if choice.is_in_use else _UNSURE / 2)
        ]
        near = near if own.weight < _VERY_COMMON else []
        near.sort(key=lambda choice: -choice.weight)
        if near or (looks_broken(token.text) and not self._words.is_word(token.small)):
            self._doubtful.setdefault(token.text, tuple(self._cased(token, choice.word) for choice in near[:3]))

    def _cased(self, token: Token, made: str) -> str:
        own_way = self._words.town.get(made, made)
        if token.text.isupper() and len(token.text) > 1:
            return made.upper()
        if token.small[0] in "i1" and made[0] == "l":
            return made[:1].upper() + made[1:] if token.opens else made
        is_first_lost = token.opens and (not token.text[0].isalpha() or made[1:] == token.small)
        is_maybe_capital = not token.text[0].isalpha() and not self._words.is_common(made)
        if token.has_capital or is_first_lost or is_maybe_capital:
            return made[:1].upper() + made[1:]
        return own_way if not token.text[0].isalpha() else made


def _needed_gain(own: Choice, best: Choice) -> float:
    if not best.is_in_use:
        return _SURE_OF_COMPOUND
    return _SURE if own.is_in_use else _SURE / 4


def likely_names(small: str, words: DanishWords) -> tuple[str, ...]:
    """Names that the spoilt word may have been; none when it is a name as it stands."""
    if words.answers.accepts(small.capitalize()) and not looks_broken(small):
        return ()
    made = [word for word, _cost in simple_readings(small) if not looks_broken(word)]
    known = [word for word in made if words.answers.accepts(word.capitalize())]
    ended = [word for word in made if word.endswith(NAME_ENDINGS) and not small.endswith(NAME_ENDINGS)]
    return tuple(dict.fromkeys(word.capitalize() for word in [*known, *ended[:1]]))[:2]
