# SPDX-License-Identifier: MPL-2.0
"""What a round is, and what is told of an item in one answer, as plain values. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self

from udmoent.lib.time import EMPTY, IndicativeTime
from udmoent.plan.facts import Assessment, ClosingReason, Facts, Stage


class RoundStage(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    SEALED = "sealed"


class Scope(StrEnum):
    """Which items a round asks about; of those that are open when it opens."""

    CROSS_CUTTING = "cross_cutting"
    OPEN = "open"
    BODY = "body"
    VIEW = "view"


class Asks(StrEnum):
    """Whom a round asks besides the one who answers for the item."""

    RESPONSIBLE = "responsible"
    CONTRIBUTORS = "contributors"


class Capacity(StrEnum):
    """As what an answer is given: by whoever answers for the item, by one who contributes to it, or in another's place."""

    RESPONSIBLE = "responsible"
    CONTRIBUTOR = "contributor"
    ON_BEHALF = "on_behalf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """As what somebody gives an answer. `posts` are those of the item's posts that the giver holds or stands in for, as
    the plan writes them; `on_behalf_of` is the post in whose place another answers.
    """

    capacity: Capacity = Capacity.RESPONSIBLE
    posts: tuple[str, ...] = ()
    on_behalf_of: str = ""

    @classmethod
    def instead_of(cls, post: str, posts: tuple[str, ...] = ()) -> Self:
        return cls(capacity=Capacity.ON_BEHALF, posts=posts, on_behalf_of=post)


HOLDER: Final = Giver()
"""Whoever answers for the item."""

TOLD: Final = ("stage", "assessment", "status_text", "next_steps", "reason", "mitigation", "time")
"""The facts of an item that an answer tells anew."""


@dataclass(frozen=True, slots=True)
class Newest:
    """Of an item: the id of its newest answer, 0 for none, and the latest day from which anything was said of it."""

    report: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody had before them who tells of an item: the ids of the state in force and of the newest answer."""

    state: int
    report: int

    def __str__(self) -> str:
        return f"{self.state}-{self.report}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From the words of a form; None for what tells of none."""
        state, _dash, report = text.partition("-")
        return cls(int(state), int(report)) if state.isdecimal() and report.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`confirmed` are the parties that still stand by what they promised; `realised` is in whole kroner of one year.

    `moved_because` tells why the time is another, `closing_reason` why the stage is closed.
    """

    stage: Stage
    assessment: Assessment
    status_text: str = ""
    next_steps: str = ""
    reason: str = ""
    mitigation: str = ""
    time: IndicativeTime = EMPTY
    moved_because: str = ""
    confirmed: tuple[str, ...] = ()
    realised: int | None = None
    closing_reason: ClosingReason | None = None

    @classmethod
    def unchanged(cls, facts: Facts) -> Self:
        """The answer that tells nothing new."""
        return cls(**{name: getattr(facts, name) for name in TOLD})

    def changes(self, before: Facts, on: date) -> dict[str, object]:
        """The facts that the answer tells otherwise, but for closing, which is an act of its own."""
        told = {name: getattr(self, name) for name in TOLD if name != "stage" or self.stage != Stage.CLOSED}
        confirmed = {party.casefold() for party in self.confirmed}
        told["commitments"] = tuple(
            replace(one, confirmed_on=on) if one.party.casefold() in confirmed else one for one in before.commitments
        )
        return {name: value for name, value in told.items() if value != getattr(before, name)}
