# SPDX-License-Identifier: MPL-2.0
"""What the tables of the sample's files are made of, and those about meetings: see `udmoent.demo.sample`."""

from datetime import date, time
from typing import Final

import msgspec

COORDINATOR: Final = "plankoordinator"


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a file. A misspelt name in it is an error, not silence."""


class SampleDecision(Part, frozen=True):
    """Made by the body on the day of the act that it stands behind."""

    body: str
    title: str
    text: str


class Dated(Part, frozen=True, kw_only=True):
    """An act of a person: `on` is the day it applies from, `recorded` the later day it was told, if it was back-dated."""

    on: date
    why: str
    by: str = COORDINATOR
    recorded: date | None = None
    decision: SampleDecision | None = None

    @property
    def recorded_on(self) -> date:
        return self.recorded or self.on


class SampleCalendar(Part, frozen=True):
    """A body's meetings, as they were put into the calendar on the day `called_on`."""

    body: str
    called_on: date
    place: str
    on: tuple[date, ...]
    starts_at: time | None = None


class SampleTreated(Dated, frozen=True, kw_only=True):
    """At its meeting that day the body treated the items, as was planned for about then."""

    body: str
    items: tuple[str, ...]
    why: str = "Behandlet på mødet"


class SamplePlanned(Dated, frozen=True, kw_only=True):
    """An item's treatment is planned, or, where it was planned as `was`, told otherwise."""

    item: str
    body: str
    was: str = ""
    form: str = ""
    time: str = ""
    task: str = ""
    why: str = "Arbejdsplan"
