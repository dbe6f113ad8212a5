# SPDX-License-Identifier: MPL-2.0
"""Which words are Danish, and how common they are: frequencies, the town's own words, and the dictionary with its compounds."""

import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from udmoent.documents.repair.lexicon import DICTIONARIES, Lexicon, Reading, frequencies

UNKNOWN: Final = -45.0
"""The log-probability of a word that nothing vouches for."""
_ACCEPTED: Final = -30.0
_NAME: Final = -23.0
_VOUCHED: Final = 4.0
_RARER_THAN_IN_USE: Final = -15.0
_FAR_BELOW: Final = 6.0
_ASKED: Final = 8
_LONG: Final = 10
_LONGEST: Final = 40
_SHORTEST_INSERTED: Final = 4
_EDGES: Final = ".,:;()[]\"'"


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    if not (DICTIONARIES / "da.aff").is_file():
        return None
    from hunspell import Hunspell

    return Hunspell("da", hunspell_data_dir=str(DICTIONARIES))


def default_cache() -> Path:
    """Where the dictionary's answers are remembered from one run to the next."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "udmoent"


class Answers:
    """The dictionary's answers, kept on disk: a compound costs up to 80 ms to look up. Works as well where nothing can be written."""

    FILE: Final = "words-da-1.json"

    def __init__(self, directory: Path | None) -> None:
        self._file = directory / self.FILE if directory else None
        self._known: dict[str, bool] = self._remembered()
        self._is_changed = False

    def _remembered(self) -> dict[str, bool]:
        with suppress(OSError, ValueError, RuntimeError):
            if self._file and isinstance(kept := json.loads(self._file.read_text(encoding="utf-8")), dict):
                return {str(word): bool(answer) for word, answer in kept.items()}
        return {}

    def accepts(self, word: str) -> bool:
        """Whether the dictionary takes this for a Danish word, written like this."""
        if word not in self._known:
            dictionary = _dictionary()
            self._known[word] = bool(dictionary and dictionary.spell(word))
            self._is_changed = True
        return self._known[word]

    def keep(self) -> None:
        """Write down what was learnt, replacing the file in one move; a directory that cannot be written to is no fault."""
        if not self._file or not self._is_changed:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, suffix=".json")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._known, file, ensure_ascii=False)
            Path(name).replace(self._file)
            self._is_changed = False


class Choice(NamedTuple):
    """A word that may have been printed and its weight, a log-probability; `is_in_use` says that it is no mere possible compound."""

    word: str
    weight: float
    is_in_use: bool


class DanishWords:
    """What is known about words when one text is mended: Danish in general and the town's own."""

    def __init__(
        self,
        domain: Iterable[str] = (),
        people: Iterable[str] = (),
        parties: Iterable[str] = (),
        cache: Path | None = None,
    ) -> None:
        written = [word.strip(_EDGES) for phrase in domain for word in phrase.replace("/", " ").split()]
        parts = [part for word in written for part in word.split("-") if len(part) > 1]
        self.town: dict[str, str] = {word.lower(): word for word in parts}
        self.people: tuple[tuple[str, ...], ...] = tuple(tuple(person.split()) for person in people)
        self.parties = frozenset(parties)
        self.answers = Answers(cache)
        self._lexicon = Lexicon(self.town)
        self._choices: dict[str, list[Choice]] = {}

    def is_in_use(self, small: str) -> bool:
        """Whether the small-lettered word is the town's own or common enough to have a frequency."""
        return small in self.town or small in frequencies()

    def log_share(self, small: str) -> float:
        """How likely the small-lettered word is by itself, a log-probability."""
        share = self._lexicon.log_share(small)
        return UNKNOWN if share is None else share

    def is_word(self, small: str) -> bool:
        """Whether the small-lettered word is in use or taken by the dictionary."""
        return self.is_in_use(small) or self.answers.accepts(small)

    def is_common(self, small: str) -> bool:
        """Whether the word is written with a small letter: it is the town's own, or in the dictionary like that."""
        return self.town.get(small) == small or self.answers.accepts(small)

    def is_only_a_name(self, word: str) -> bool:
        """Whether the word is Danish with a capital letter only, such as a surname."""
        small = word.lower()
        return small not in self.town and not self.answers.accepts(small) and self.answers.accepts(small.capitalize())

    def choices(self, small: str) -> list[Choice]:
        """What a small-lettered word may have been; itself always among them."""
        if small not in self._choices:
            self._choices[small] = self._weighed(small)
        return self._choices[small]

    def _weighed(self, small: str) -> list[Choice]:
        if len(small) > _LONGEST:
            return [Choice(small, 0.0, True)]
        readings = self._lexicon.readings(small)
        own = self._own(small, readings)
        found = self._vouched_for(small, readings)
        if not found and own.weight <= UNKNOWN and len(small) > _SHORTEST_INSERTED:
            lacking = self._vouched_for(small, self._lexicon.readings(small, insert=True))
            found = [choice for choice in lacking if choice.is_in_use]
        return [own, *found]

    def _own(self, small: str, readings: list[Reading]) -> Choice:
        if self.is_in_use(small):
            return Choice(small, self._lexicon.log_share(small) or _ACCEPTED, True)
        prior = max((each.parts_prior for each in readings if each.word == small), default=UNKNOWN)
        if self.answers.accepts(small):
            return Choice(small, _vouched(prior), False)
        if self.answers.accepts(small.capitalize()):
            return Choice(small, _NAME, False)
        return Choice(small, prior if len(small) >= _LONG else UNKNOWN, False)

    def _vouched_for(self, small: str, every: list[Reading]) -> list[Choice]:
        readings = [each for each in every if each.word != small]
        in_use = [
            Choice(each.word, (self._lexicon.log_share(each.word) or _ACCEPTED) - each.cost, True)
            for each in readings
            if self.is_in_use(each.word)
        ]
        best = max((choice.weight for choice in in_use), default=UNKNOWN)
        others = sorted(
            (each for each in readings if not self.is_in_use(each.word)), key=lambda each: each.cost - each.parts_prior
        )
        likely = [each for each in others[:_ASKED] if each.parts_prior + _VOUCHED - each.cost > best - _FAR_BELOW]
        return in_use + [choice for each in likely if (choice := self._compound(each))]

    def _compound(self, reading: Reading) -> Choice | None:
        if self.answers.accepts(reading.word):
            return Choice(reading.word, _vouched(reading.parts_prior) - reading.cost, False)
        if len(reading.word) >= _LONG and reading.parts_prior > UNKNOWN:
            return Choice(reading.word, reading.parts_prior - reading.cost, False)
        return None


def _vouched(parts_prior: float) -> float:
    """The weight of a word that the dictionary takes: rarer than any that has a frequency, and never wholly unlikely."""
    return min(max(parts_prior + _VOUCHED, _ACCEPTED), _RARER_THAN_IN_USE)
