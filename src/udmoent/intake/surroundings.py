# SPDX-License-Identifier: MPL-2.0
"""What a heading, caption, sheet's name or row across a table tells of the rows below it. Pure."""

import re
from dataclasses import dataclass, fields, replace
from typing import Final

from udmoent.intake.vocabulary import Vocabulary, without_numbering
from udmoent.lib.money import read_price_level, read_unit
from udmoent.lib.text import normalised
from udmoent.plan.facts import Kind

_LONGEST_TOLD: Final = 160
_MOST_OTHER_WORDS: Final = 3
_ABOUT_A_MEETING = re.compile(
    r"\b(?:til|godkendt|vedtaget|besluttet|behandlet|behandles|moede|dagsorden|indstiller|orientering|den)\b"
)
_WEIGHTLESS = re.compile(
    r"\b(?:[0-9]+|kr|tkr|mio|t|priser|pl|ark|tabel|del|bilag|punkter|emner|udvalg|udvalget|hovedpunkt)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What surroundings tell; None where they say nothing of it. `heading` "" is “without a heading”."""

    kind: Kind | None = None
    body: str | None = None
    is_cross_cutting: bool | None = None
    heading: str | None = None
    unit: int | None = None
    price_level: str | None = None

    @property
    def says_something(self) -> bool:
        return self != Told()

    @property
    def groups(self) -> frozenset[str]:
        """By what it groups the rows below: part, body or heading."""
        names = {"kind": self.kind, "body": self.body or self.is_cross_cutting, "heading": self.heading}
        return frozenset(name for name, told in names.items() if told is not None)

    def within(self, outer: "Told") -> "Told":
        """This, completed by what stands further out. A body named nearer by takes the place of “for all”."""
        own = {name.name: getattr(self, name.name) for name in fields(self)}
        told = {name: value for name, value in own.items() if value is not None}
        if self.body and self.is_cross_cutting is None:
            told["is_cross_cutting"] = None
        return replace(outer, **told)


def told_by(text: str, vocabulary: Vocabulary, *, is_strict: bool = False) -> Told:
    """What the text tells. A sentence that merely mentions a committee or a part tells nothing of them; with
    `is_strict`, nor does a text that says anything else.
    """
    unit, price_level = read_unit(text), read_price_level(text)
    if len(text) > _LONGEST_TOLD:
        return Told(unit=unit, price_level=price_level)
    kind = _kind(text, vocabulary)
    bodies, rest = vocabulary.bodies_in(vocabulary.kinds.without(without_numbering(text)))
    is_cross_cutting, rest = vocabulary.without_cross_cutting(rest, alone=False)
    is_plain = _is_plain(text, rest, 0 if is_strict else _MOST_OTHER_WORDS)
    body = bodies[0] if len(bodies) == 1 and is_plain and vocabulary.writes_bodies_in_capitals(text) else None
    return Told(
        kind=kind if is_plain else None,
        body=body,
        is_cross_cutting=True if is_cross_cutting and is_plain else None,
        heading=_heading(text, vocabulary),
        unit=unit,
        price_level=price_level,
    )


def _kind(text: str, vocabulary: Vocabulary) -> Kind | None:
    found = set(vocabulary.kinds.inside(text))
    if found == {Kind.RAADERUM, Kind.OPERATING}:
        return Kind.RAADERUM
    return Kind(found.pop()) if len(found) == 1 else None


def _is_plain(text: str, rest: str, most: int) -> bool:
    """Whether hardly anything else is said."""
    weighty = _WEIGHTLESS.sub(" ", rest).split()
    return len(weighty) <= most and not _ABOUT_A_MEETING.search(normalised(text))


def _heading(text: str, vocabulary: Vocabulary) -> str | None:
    """The town's heading, alone or behind “Hensigtserklæringer:”."""
    behind = re.split(r":| [–-] ", text, maxsplit=1)
    return next((found for part in (text, behind[-1]) if (found := vocabulary.heading(part)) is not None), None)


class Surroundings:
    """What holds for the next row: rows across a table group what is below them, the first kind outermost."""

    def __init__(self, outer: Told) -> None:
        self._outer = outer
        self._groups: list[Told] = []

    @property
    def told(self) -> Told:
        told = self._outer
        for group in self._groups:
            told = group.within(told)
        return told

    def enter(self, group: Told) -> None:
        """A new group takes the place of the last one of its sort, and of all within that."""
        for at, known in enumerate(self._groups):
            if known.groups & group.groups:
                del self._groups[at:]
                break
        self._groups.append(group)
