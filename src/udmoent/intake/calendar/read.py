# SPDX-License-Identifier: MPL-2.0
"""A calendar file read by what its name says it is, with each meeting as one of a body that there is that day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.endings import known_ending
from udmoent.documents.read_tables import file_content, read_tables
from udmoent.intake.calendar.draft import CalendarDraft, NotUnderstood, PeriodBody, Reading, Wanted, called_on
from udmoent.intake.calendar.read_ics import read_ics
from udmoent.intake.calendar.read_table import read_table_file
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.dates import short_date
from udmoent.organisation.models import Body, Municipality

CALENDAR_ENDINGS: Final = (".ics", ".xlsx", ".xls", ".ods", ".csv", ".docx")


def read_calendar(path: Path, municipality: Municipality, how: Reading) -> CalendarDraft:
    """What the file tells of meetings. Raises UnknownEnding, and Refused for what cannot be read."""
    ending = known_ending(path, CALENDAR_ENDINGS)
    vocabulary = Vocabulary(municipality.configuration, bodies_of(municipality))
    if ending == ".ics":
        return read_ics(file_content(path), path.name, vocabulary, how)
    return read_table_file(read_tables(path), vocabulary, how)


def bodies_of(municipality: Municipality) -> list[Body]:
    return list(Body.objects.filter(municipality=municipality).select_related("successor").order_by("valid_from"))


def of_bodies_that_are(
    wanted: Iterable[Wanted], bodies: Sequence[PeriodBody], *, may_keep: Callable[[str], bool]
) -> tuple[list[Wanted], list[Wanted], list[NotUnderstood]]:
    """Each meeting as one of the body in force that day: those that the person keeps, those that others do, and those that
    no body holds.
    """
    kept: list[Wanted] = []
    others: list[Wanted] = []
    missed: list[NotUnderstood] = []
    for one in wanted:
        body, told = called_on(bodies, one.body, one.held_on), {"body": one.body, "day": short_date(one.held_on)}
        text = f"{one.body} {short_date(one.held_on)}"
        if body is None:
            why = _("{body} is not a body of the town on {day}.").format(**told)
            missed.append(NotUnderstood(text=text, why=why, row=one.row))
        else:
            (kept if may_keep(body) else others).append(replace(one, body=body))
    return kept, others, missed
