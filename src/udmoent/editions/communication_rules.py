# SPDX-License-Identifier: MPL-2.0
"""Who is told what of an item or a version: how it stands on a day, and what may be said of it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.lib.text import find_cpr_numbers

SOON: Final = timedelta(days=14)
"""Within so many days it is due."""


class Addressee(StrEnum):
    STAFF = "staff"
    CITIZENS = "citizens"
    PARTNERS = "partners"
    PRESS = "press"


class Telling(StrEnum):
    """How it stands, in the order in which it calls for somebody."""

    OVERDUE = "overdue"
    DUE = "due"
    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


WAITING: Final = frozenset({Telling.OVERDUE, Telling.DUE, Telling.PLANNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is told what, by which channel, when, and by which post; whether it is done, or why it is dropped."""

    addressee: Addressee
    message: str
    planned_on: date
    channel: str = ""
    post: str = ""
    done_on: date | None = None
    dropped_because: str = ""


def telling(told: Told, on: date) -> Telling:
    if told.dropped_because:
        return Telling.DROPPED
    if told.done_on and told.done_on <= on:
        return Telling.DONE
    if told.planned_on < on:
        return Telling.OVERDUE
    return Telling.DUE if told.planned_on <= on + SOON else Telling.PLANNED


def why_not_tell(told: Told, today: date) -> Iterator[Refusal]:
    """Every reason why it may not be said so."""
    if not told.message:
        yield Refusal(_("Write what they are told."))
    if find_cpr_numbers(told.message):
        yield Refusal(_("What is told to others holds what may be a CPR number. Take the number out."))
    if told.done_on and told.done_on > today:
        yield Refusal(_("It cannot have been told on a day to come. Choose today or an earlier day."))
    if told.done_on and told.dropped_because:
        yield Refusal(_("Either they were told, or it is dropped: not both."))


def why_not_change(*, is_latest: bool) -> Refusal | None:
    """`is_latest`: what the person saw is still what is said of it."""
    if is_latest:
        return None
    return Refusal(
        _("The communication has been changed since it was shown to you. Nothing is lost: look at it again.")
    )
