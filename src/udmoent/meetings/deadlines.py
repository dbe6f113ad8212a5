# SPDX-License-Identifier: MPL-2.0
"""When a meeting's agenda goes out, and when its cases are to be ready: working days counted backwards. Pure."""

from dataclasses import dataclass
from datetime import date

from udmoent.lib.working_days import working_days_before
from udmoent.organisation.configuration import TownBody


@dataclass(frozen=True, slots=True)
class Deadlines:
    """None where the body has no rule."""

    agenda_on: date | None = None
    cases_on: date | None = None

    def are_passed(self, on: date) -> bool:
        """Whether the cases ought to have been ready before that day; where no rule tells of them, the agenda gone out."""
        last = self.cases_on or self.agenda_on
        return last is not None and last < on


def deadlines(body: TownBody | None, held_on: date) -> Deadlines:
    """`body` is as the town's file tells it on the day of the meeting; nothing is known of one that the file has left."""
    if body is None:
        return Deadlines()
    return Deadlines(_before(held_on, body.agenda_goes_out), _before(held_on, body.cases_days))


def _before(held_on: date, days: int | None) -> date | None:
    return None if days is None else working_days_before(held_on, days)
