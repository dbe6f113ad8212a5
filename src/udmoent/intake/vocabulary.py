# SPDX-License-Identifier: MPL-2.0
"""The words by which plans name bodies, parts, stages and so on: the town's own, and Udmønt's in both languages. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import override

from udmoent.documents import words
from udmoent.lib.text import clean, normalised
from udmoent.organisation.configuration import TownConfiguration
from udmoent.plan.aims import Aims
from udmoent.plan.facts import Assessment, ClosingReason, Kind, Stage, Visibility

_FILLING: Final = frozenset(("og", "samt", "med", "and", "udvalg", "udvalget", "udvalgene", "for", "i", "under", "the"))
_MORE_CROSS_CUTTING: Final = ("tværgående punkter", "tværgående indsatser", "tværgående emner", "all committees")
_LONGEST_MARK: Final = 3
_NUMBER_LIKE = re.compile(r"[A-ZÆØÅ]{0,5}[ .-]?[0-9][\w.-]{0,12}")


class NamedBody(Protocol):
    """A body of the town, from its configuration or from the database."""

    @property
    def abbreviation(self) -> str: ...

    @property
    def name(self) -> str: ...


def in_both_languages(known: str) -> tuple[str, ...]:
    """Udmønt's own word, in English and in Danish."""
    with override("da"):
        danish = _(known)
    return (known, danish)


class Vocabulary:
    """One town's words, ready for looking up. In a file of Udmønt's own, a heading is called what it is called."""

    def __init__(self, town: TownConfiguration, bodies: Sequence[NamedBody] = (), *, is_own: bool = False) -> None:
        self.town = town
        self._bodies = bodies or town.bodies
        self._is_own = is_own

    # Bodies

    @cached_property
    def _body_names(self) -> dict[str, str]:
        """Abbreviations by normalised name."""
        aliases = {body.abbreviation: body.aliases for body in self.town.bodies}
        names = {}
        for body in self._bodies:
            for name in (body.name, *aliases.get(body.abbreviation, ()), body.abbreviation):
                names[normalised(name)] = body.abbreviation
        return {name: abbreviation for name, abbreviation in names.items() if name}

    @cached_property
    def _body_pattern(self) -> re.Pattern[str]:
        names = sorted(self._body_names, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_any_ending, names))})(?!\w)") if names else re.compile("(?!)")

    @property
    def known_bodies(self) -> str:
        return ", ".join(dict.fromkeys(body.abbreviation for body in self._bodies))

    def bodies_in(self, text: str) -> tuple[tuple[str, ...], str]:
        """The bodies that the text names, in their order, and its other words, normalised."""
        text = normalised(text)
        found = dict.fromkeys(self._body_called(name[0]) for name in self._body_pattern.finditer(text))
        return tuple(found), " ".join(self._body_pattern.sub(" ", text).split())

    def without_bodies(self, text: str) -> str:
        """The text as written, without the names of bodies in it."""
        for name in sorted(self._written_names, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}s?(?!\w)", " ", text, flags=re.IGNORECASE)
        return " ".join(text.split())

    @cached_property
    def _written_names(self) -> tuple[str, ...]:
        aliases = [name for body in self.town.bodies for name in body.aliases]
        return (*aliases, *(name for body in self._bodies for name in (body.name, body.abbreviation)))

    def _body_called(self, name: str) -> str:
        if name in self._body_names:
            return self._body_names[name]
        return next(body for known, body in self._body_names.items() if re.fullmatch(_any_ending(known), name))

    def abbreviation(self, text: str) -> str | None:
        """The body whose name or abbreviation is the whole text."""
        return self._body_names.get(normalised(text))

    def body_of_digit(self, text: str) -> str | None:
        return next((body.abbreviation for body in self.town.bodies if body.digit and body.digit == text.strip()), None)

    def writes_bodies_in_capitals(self, text: str) -> bool:
        """Whether abbreviations in it are written as such, so that small words are not taken for them."""
        short = [name for name in re.findall(r"\w+", text) if len(name) <= 4 and normalised(name) in self._body_names]
        return all(name == name.upper() for name in short)

    @cached_property
    def _cross_cutting(self) -> re.Pattern[str]:
        marks = {*self.town.cross_cutting_marks, *_MORE_CROSS_CUTTING, *in_both_languages(words.CROSS_CUTTING)}
        return _any_of(normalised(mark) for mark in marks)

    def without_cross_cutting(self, text: str, *, alone: bool = True) -> tuple[bool, str]:
        """Whether normalised text says that something is for all committees, and what else it says.

        A bare “alle” says so only where the text stands `alone`, in a cell for committees.
        """
        text = normalised(text)
        found = [mark for mark in self._cross_cutting.findall(text) if alone or mark != "alle"]
        rest = " ".join(self._cross_cutting.sub(" ", text).split()) if found else text
        return rest != text, " ".join(word for word in rest.split() if word not in _FILLING)

    # Strategies and goals

    @cached_property
    def aims(self) -> Aims:
        return Aims.of_town(self.town)

    # Parts, stages and the like

    @cached_property
    def kinds(self) -> "Codes":
        known = [(Kind(code), *said) for code, said in self.town.kinds.items()]
        known += [(Kind(code), *in_both_languages(word)) for code, word in words.KINDS.items()]
        known += [(Kind(code), *in_both_languages(word)) for code, word in words.PARTS.items()]
        return Codes(known)

    @cached_property
    def kind_letters(self) -> dict[str, Kind]:
        return {letter.casefold(): Kind(code) for code, letter in self.town.numbers.letters.items()}

    @cached_property
    def stages(self) -> "Codes":
        known = [(Stage(code), *said) for code, said in self.town.stages.items()]
        return Codes([*known, *((Stage(code), *in_both_languages(word)) for code, word in words.STAGES.items())])

    @cached_property
    def assessments(self) -> "Codes":
        known = [(Assessment(code), *said) for code, said in self.town.assessments.items()]
        known += [(Assessment(code), *in_both_languages(word)) for code, word in words.ASSESSMENTS.items()]
        known += [(Assessment(code), symbol) for code, symbol in (*words.SYMBOLS.items(), *words.SMILEYS.items())]
        return Codes([*known, (Assessment.NOT_ASSESSED, "-", "–")])

    @cached_property
    def closing_reasons(self) -> "Codes":
        known = [(ClosingReason(code), *in_both_languages(word)) for code, word in words.CLOSING_REASONS.items()]
        return Codes(known)

    @cached_property
    def visibilities(self) -> "Codes":
        return Codes([(Visibility(code), *in_both_languages(word)) for code, word in words.VISIBILITIES.items()])

    @cached_property
    def closing_marks(self) -> frozenset[str]:
        return frozenset(mark.casefold().strip() for mark in (*self.town.closing_marks, "x", "yes", "true"))

    def is_closing_word(self, text: str) -> bool:
        """Whether the whole text is a word for being done, such as Gennemført; a mark like X or ja is none."""
        said = text.casefold().strip(" .")
        return self.stages.of(text) == Stage.CLOSED or (len(said) > _LONGEST_MARK and said in self.closing_marks)

    # Numbers

    def is_number(self, text: str) -> bool:
        """Whether the text can be an item's number: the town's own form, or figures with letters and marks around."""
        return bool(_NUMBER_LIKE.fullmatch(text)) or self.town.numbers.proper(text) != text.strip()

    def kind_of_number(self, number: str) -> Kind | None:
        """The part that the number's letter stands for, where the number is one of the town's."""
        if not number or not re.fullmatch(self.town.numbers.accepts, number) or not self._has_own_form:
            return None
        letters = sorted(self.town.numbers.letters.items(), key=lambda told: -len(told[1]))
        return next((Kind(code) for code, letter in letters if letter and number.startswith(letter)), None)

    @property
    def _has_own_form(self) -> bool:
        return not re.fullmatch(self.town.numbers.accepts, "§ no number at all §")

    def number_and_title(self, text: str) -> tuple[str, str]:
        """The two parts of “A301 Ny daginstitution”; no number where none of the town's stands in front."""
        if self._has_own_form:
            accepts = self.town.numbers.accepts
            found = re.match(rf"(?:{accepts})(?:\s*[:.–-]\s*|\s+)(?=\S)", text)
            if found:
                return self.town.numbers.proper(found["number"]), text[found.end() :]
        return "", text

    # Headings of the declarations of intent

    @cached_property
    def _headings(self) -> dict[str, str]:
        own = {
            normalised(name): heading.name
            for heading in self.town.headings
            for name in (heading.name, *(() if self._is_own else heading.aliases))
        }
        return own | {normalised(word): "" for word in in_both_languages(words.NO_HEADING)}

    def heading(self, text: str) -> str | None:
        """The town's heading that the text means, "" for “without a heading”; None for no heading that is known."""
        said = without_numbering(text)
        for written in (normalised(text), normalised(said)):
            if written in self._headings:
                return self._headings[written]
        cut = normalised(text)
        is_cut_off = len(text) >= 31  # Excel's longest sheet name
        return next((name for key, name in self._headings.items() if is_cut_off and key.startswith(cut)), None)


class Codes:
    """Codes by the words that stand for them."""

    def __init__(self, said: Iterable[tuple[str, ...]]) -> None:
        self._words: dict[str, str] = {}
        self._signs: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        for code, *names in said:
            for name in names:
                self._words.setdefault(normalised(name), code)
                self._signs.setdefault(clean(name).casefold(), code)
                self.shown.setdefault(code, name)
        self._words.pop("", None)
        self._pattern = _any_of(self._words)

    @property
    def known(self) -> str:
        """The words as a list for people."""
        return ", ".join(dict.fromkeys(self.shown.values()))

    def of(self, text: str) -> str | None:
        """The code when the whole text is a word or sign for it."""
        return self._signs.get(clean(text).casefold()) or self._words.get(normalised(text))

    def inside(self, text: str) -> list[str]:
        """The codes that the text names among other words, each once, in their order."""
        return list(dict.fromkeys(self._words[found[0]] for found in self._pattern.finditer(normalised(text))))

    def at_start(self, text: str) -> str | None:
        found = self._pattern.match(normalised(text))
        return self._words[found[0]] if found else None

    def without(self, text: str) -> str:
        """Normalised text without the words."""
        return " ".join(self._pattern.sub(" ", normalised(text)).split())

    def by_sign(self, text: str) -> list[str]:
        """The codes whose pictures, such as 🟢 or ●, stand in the text."""
        signs = {sign: code for sign, code in self._signs.items() if sign not in "-–" and not normalised(sign)}
        return list(dict.fromkeys(code for sign, code in signs.items() if sign in text))

    def beginning_with(self, text: str) -> list[str]:
        """The codes with a word that begins so."""
        start = normalised(text)
        return list(dict.fromkeys(code for word, code in self._words.items() if start and word.startswith(start)))


def without_numbering(text: str) -> str:
    """A heading without the “2.1” or “b)” in front of it."""
    return re.sub(r"^\s*(?:[0-9]+(?:\.[0-9]+)*[.)]?|[a-zA-Z]\))\s+", "", text)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    found = sorted({phrase for phrase in phrases if phrase}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)") if found else re.compile("(?!)")


def _any_ending(name: str) -> str:
    """A body's name in a pattern: “udvalget” may be “udvalg”, and the genitive is the body too."""
    stem = re.escape(name.removesuffix("et")) + "(?:et)?" if name.endswith("udvalget") else re.escape(name)
    return stem + "s?" if len(name) > 4 else stem
