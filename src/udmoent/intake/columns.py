# SPDX-License-Identifier: MPL-2.0
"""Which column of a table tells which fact, by the town's synonyms and Udmønt's English words. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from udmoent.documents.forms import EXTRA
from udmoent.documents.words import LABELS
from udmoent.intake.amount_headings import AmountHeading, amount_heading
from udmoent.intake.vocabulary import in_both_languages
from udmoent.lib.text import clean, normalised
from udmoent.organisation.configuration import TownConfiguration

TOGETHER: Final[frozenset[frozenset[str]]] = frozenset(
    map(
        frozenset,
        (
            {"number", "title"},
            {"title", "course"},
            {"body", "other_bodies", "is_cross_cutting"},
            {"coordination", "commitments"},
            {"course", "coordination", "commitments"},
            {"stage", "assessment"},
            {"status_text", "stage"},
            {"status_text", "assessment"},
            {"responsible", "unit"},
        ),
    )
)
"""The facts that one column may tell together."""

LONGEST_HEADING: Final = 80

_MORE_ENGLISH: Final = {
    "number": ("No", "Number", "#", "Id"),
    "title": ("Title", "Item", "Subject"),
    "body": ("Body",),
    "time": ("Indicative time", "When", "Deadline"),
    "assessment": ("Traffic light",),
    "commitments": ("Commitments",),
    "coordination_and_commitments": ("Coordination & commitment", "Coordination and commitments"),
    "kind": ("Kind", "Type"),
    "agreed_reference": ("Reference",),
}
_COMBINED: Final = {"coordination_and_commitments": ("coordination", "commitments")}
_NO_COLUMN: Final = ("amounts", "extra")
_BRACKETS = re.compile(r"\([^()]*\)")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_SINCE = re.compile(r" (?:pr|per|ultimo|medio|primo|opdateret)(?: .*)?$")
_LOOSE_END = re.compile(r"(?: (?:for|i|til|om|den|af|pr|per|aar))+$")
_HYPHEN = re.compile(r"(?<=\w)-\s*(?=[a-zæøå])")
_PARTS = re.compile(r"\s*(?:/|&|\+|,|;|\n|\bog\b|\band\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its heading as shown, the places of the grid it covers, and what it tells.

    One without fields or amount is not recognised: its text is kept as extra.
    """

    heading: str
    places: tuple[int, ...]
    fields: tuple[str, ...] = ()
    amount: AmountHeading | None = None


@dataclass(frozen=True, slots=True)
class _Sense:
    """One thing a heading may mean; the lower the rank, the nearer the town's own first word for it."""

    fields: tuple[str, ...]
    rank: int


class Columns:
    """The town's names of columns, ready for looking up."""

    def __init__(self, town: TownConfiguration, year: int | None = None, *, is_own: bool = False) -> None:
        """`is_own` is for files from Udmønt, whose columns are called exactly what Udmønt calls them."""
        self.first_year = year
        self._is_own = is_own
        self._senses: dict[str, list[_Sense]] = {}
        self._seen: dict[str, list[_Sense]] = {}
        for field, names in town.columns.items():
            self._learn(_COMBINED.get(field, (field,)), names[:1] if is_own else names)
        for layout in town.layouts.values():
            for column in layout.columns:
                if frozenset(column.fields) in TOGETHER or len(column.fields) == 1:
                    self._learn(column.fields, (column.heading,))
        for field, label in LABELS.items():
            if field not in _NO_COLUMN:
                self._learn(_COMBINED.get(field, (field,)), (label,), rank=50)
        for field, names in () if is_own else _MORE_ENGLISH.items():
            self._learn(_COMBINED.get(field, (field,)), names, rank=51)

    def _learn(self, fields: tuple[str, ...], names: Iterable[str], rank: int = 0) -> None:
        for at, name in enumerate(names):
            for key in dict.fromkeys(_keys(name)):
                known = self._senses.setdefault(key, [])
                if all(sense.fields != fields for sense in known):
                    known.append(_Sense(fields, rank + at))

    def extra_name(self, heading: str) -> str | None:
        """What Udmønt's own file calls an extra column; None for other columns, and in files of others."""
        marks = tuple(f"{word}: " for word in in_both_languages(EXTRA)) if self._is_own else ()
        return next((heading.removeprefix(mark) for mark in marks if heading.startswith(mark)), None)

    def senses(self, heading: str) -> list[_Sense]:
        """What the heading may mean, best first; nothing for headings that nobody knows."""
        if heading not in self._seen:
            self._seen[heading] = self._find(heading)
        return self._seen[heading]

    def _find(self, heading: str) -> list[_Sense]:
        if not heading or len(heading) > LONGEST_HEADING or self.extra_name(heading) is not None:
            return []
        keys = _keys(heading)
        for key in keys[:1] if self._is_own else keys:
            if key in self._senses:
                return sorted(self._senses[key], key=lambda sense: sense.rank)
        return self._find_together(heading)

    def _find_together(self, heading: str) -> list[_Sense]:
        """ "Stadie og vurdering" tells two facts, "Frist/deadline" one in two words."""
        parts = [part for part in _PARTS.split(clean(heading)) if part]
        if not 2 <= len(parts) <= 3:
            return []
        found = [sense[0].fields for part in parts if (sense := self._known(part))]
        if len(found) < len(parts):
            return []
        fields = tuple(dict.fromkeys(field for one in found for field in one))
        return [_Sense(fields, 30)] if len(fields) == 1 or frozenset(fields) in TOGETHER else []

    def _known(self, part: str) -> list[_Sense]:
        keys = _keys(part)[:1] if self._is_own else _keys(part)
        return next((self._senses[key] for key in keys if key in self._senses), [])

    def amount(self, heading: str) -> AmountHeading | None:
        return None if self.extra_name(heading) is not None else amount_heading(heading, self.first_year)

    def assign(self, headings: Sequence[tuple[str, tuple[int, ...], AmountHeading | None]]) -> tuple[Column, ...]:
        """What each column of a header row tells. The title is found first; of two columns for one fact, the one that
        is called so more plainly; the other one is extra, as is a second column for the same amounts.
        """
        fields: dict[int, tuple[str, ...]] = {}
        taken: set[str] = set()
        wishes = [
            ("title" not in sense.fields, sense.rank, at, sense.fields)
            for at, (heading, _places, amount) in enumerate(headings)
            if amount is None
            for sense in self.senses(heading)
        ]
        for _later, _rank, at, wish in sorted(wishes):
            if at not in fields and taken.isdisjoint(wish):
                fields[at] = wish
                taken.update(wish)
        amounts = {
            replace(amount, unit=None): at for at, (*_rest, amount) in reversed(list(enumerate(headings))) if amount
        }
        return tuple(
            Column(
                heading=heading,
                places=places,
                fields=fields.get(at, ()),
                amount=amount if amount and amounts[replace(amount, unit=None)] == at else None,
            )
            for at, (heading, places, amount) in enumerate(headings)
        )


def _keys(heading: str) -> list[str]:
    """Forms of a heading, nearest first: as it is, without hyphens at the end of lines, without brackets, without years, without “pr. ultimo maj”."""
    plain = clean(heading)
    whole = normalised(plain) or plain.casefold()
    unbroken = normalised(_HYPHEN.sub("", plain))
    bare = normalised(_BRACKETS.sub(" ", plain)) or whole
    timeless = _LOOSE_END.sub("", " ".join(_YEARS.sub(" ", bare).split())) if _YEARS.search(bare) else ""
    undated = _LOOSE_END.sub("", _SINCE.sub("", timeless or bare)) if _SINCE.search(timeless or bare) else ""
    return [key for key in (whole, unbroken, bare, timeless, undated) if key]
