# SPDX-License-Identifier: MPL-2.0
"""What came of a case, as the words of minutes tell it. Pure."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What came of a body's treatment of a case. What was recommended is another thing."""

    APPROVED = "approved"
    ENDORSED = "endorsed"
    NOTED = "noted"
    RECOMMENDED = "recommended"
    CHANGED = "changed"
    POSTPONED = "postponed"
    FORWARDED = "forwarded"
    SENT_BACK = "sent_back"
    REJECTED = "rejected"


_SAID: Final = {
    Outcome.POSTPONED: r"udsat|udsættes|udskudt|udskydes",
    Outcome.SENT_BACK: r"sendt tilbage|sendes tilbage|tilbagesendt|tilbagesendes|hjemvist|hjemvises",
    Outcome.REJECTED: r"afvist|afvises|forkastet|forkastes|nedstemt|(?:ikke|kan ikke) (?:godkendt|godkendes|tiltrædes|tiltrådt|vedtaget)",
    Outcome.FORWARDED: r"oversendt|oversendes|videresendt|videresendes",
    Outcome.RECOMMENDED: r"anbefal\w*",
    Outcome.CHANGED: (
        r"ændret|(?:godkendt|tiltrådt|vedtaget|anbefalet|godkendes|tiltrædes|vedtages|anbefales)[^.]{0,30} med (?:\w+ ){0,3}"
        r"(?:ændring\w*|tilføjelse\w*|præcisering\w*|rettelse\w*)"
    ),
    Outcome.NOTED: r"til (?:efterretning|orientering)",
    Outcome.ENDORSED: r"tiltrådt|tiltrædes|tiltræder",
    Outcome.APPROVED: r"godkendt|godkendes|godkender|vedtaget|vedtages|vedtager|bevilget|bevilges|frigivet|frigives",
}
_SHAPES: Final = {outcome: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for outcome, words in _SAID.items()}
_HIDES: Final = {
    Outcome.REJECTED: {Outcome.APPROVED, Outcome.ENDORSED},
    Outcome.CHANGED: {Outcome.APPROVED, Outcome.ENDORSED, Outcome.RECOMMENDED},
    Outcome.RECOMMENDED: {Outcome.APPROVED},
}
"""What says the first in full says the others in part: "anbefales godkendt" approves nothing."""

_CARRY_NOTHING: Final = frozenset(
    {Outcome.POSTPONED, Outcome.SENT_BACK, Outcome.REJECTED, Outcome.FORWARDED, Outcome.RECOMMENDED}
)


def outcome_of(text: str) -> Outcome | None:
    """The outcome that the decision tells; None where it tells none, or several at once."""
    told = _outcomes_in(text)
    return next(iter(told)) if len(told) == 1 else None


def carries(text: str) -> bool:
    """Whether something may be done by the decision: it is not only put off, refused, recommended or sent on."""
    told = _outcomes_in(text)
    return not told or not told <= _CARRY_NOTHING


def _outcomes_in(text: str) -> set[Outcome]:
    told = set(_told(text))
    for outcome in tuple(told):
        told -= _HIDES.get(outcome, set())
    return told


def _told(text: str) -> Iterator[Outcome]:
    return (outcome for outcome, shape in _SHAPES.items() if shape.search(text))
