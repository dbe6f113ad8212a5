# SPDX-License-Identifier: MPL-2.0
"""What a file or a rule says of meetings, before it is held against the calendar. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Protocol

from udmoent.intake.vocabulary import NamedBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A meeting that is told of, and where. `body` is the abbreviation that the body goes by that day.

    `source_key` is what the calendar it comes from calls it. `row` is the row in the file, None where there are none.
    """

    body: str
    held_on: date
    starts_at: time | None = None
    title: str = ""
    place: str = ""
    source_key: str = ""
    is_cancelled: bool = False
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """What stands in the file and became no meeting, where, and why."""

    text: str
    why: str
    place: str = ""
    row: int | None = None


@dataclass(slots=True)
class CalendarDraft:
    """Collects what is read of one file."""

    wanted: list[Wanted] = field(default_factory=list)
    missed: list[NotUnderstood] = field(default_factory=list)

    def miss(self, text: str, why: str, *, place: str = "", row: int | None = None) -> None:
        self.missed.append(NotUnderstood(text=text, why=why, place=place, row=row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read: the body and the year that it may not tell, and the days between which what recurs is read."""

    body: str = ""
    year: int | None = None
    since: date = date.min
    until: date = date.max


class PeriodBody(NamedBody, Protocol):
    """A body of the town for a period, with the one that came after it."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...

    @property
    def successor(self) -> "PeriodBody | None": ...


def called_on(bodies: Sequence[PeriodBody], abbreviation: str, day: date) -> str | None:
    """The abbreviation by which the body, or the one that came after it, goes that day; None where there is none."""
    named = [body for body in bodies if body.abbreviation == abbreviation]
    passed: list[PeriodBody] = []
    for body in named:
        at: PeriodBody | None = body
        while at is not None and at not in passed:
            passed.append(at)
            if at.valid_from <= day and (at.valid_to is None or day <= at.valid_to):
                return at.abbreviation
            at = at.successor
    return None
