# SPDX-License-Identifier: MPL-2.0
"""When an import may be done, and when taken back; what may be written in the rows of a list; and whether anybody is at
work on a file. Pure.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.plan.facts import Facts, Source
from udmoent.plan.rules import why_not_name, why_not_say, why_not_write


class Matter(StrEnum):
    """What a file holds that is sent in: a plan, a body's minutes, or an extract of the finance system."""

    PLAN = "plan"
    MINUTES = "minutes"
    FINANCE = "finance"


LONGEST_NAME = 200
MOST_NAMED = 10
FIRST_YEAR, LAST_YEAR = 2000, 2100


def why_not_begin(name: str, names: Collection[str], budget_year: int | None = None) -> Refusal | None:
    """Why no plan of that name, and for that budget year where it is known, may be begun beside those there are."""
    if not name.strip() or len(name) > LONGEST_NAME:
        return Refusal(
            _("A plan needs a name of at most {longest} characters. Write one.").format(longest=LONGEST_NAME)
        )
    if budget_year is not None and not FIRST_YEAR <= budget_year <= LAST_YEAR:
        return Refusal(_("{year} is no budget year. Write it with four digits, such as 2025.").format(year=budget_year))
    if name.casefold() in {other.casefold() for other in names}:
        return Refusal(
            _("There is already a plan “{name}”. Bring the file into that one, or choose another name.").format(
                name=name
            )
        )
    return None


def why_not_undo(*, is_undone: bool, built_on: Collection[str], editions: Collection[str]) -> Refusal | None:
    """`built_on` are numbers of items changed since; `editions` the versions sealed with what it brought."""
    if is_undone:
        return Refusal(_("The import has already been taken back."))
    if built_on:
        return Refusal(
            _(
                "The import cannot be taken back whole: {numbers} have been changed since. Correct the items one by one."
            ).format(numbers=some(built_on))
        )
    if editions:
        return Refusal(
            _(
                "The import cannot be taken back: the version {names} has been sealed with it. Correct the items, and seal a version that replaces it."
            ).format(names=", ".join(f"“{name}”" for name in editions))
        )
    return None


def why_not_amend(before: Facts, after: Facts, told: Collection[str], bodies: Collection[str]) -> Iterator[Refusal]:
    """Every reason why somebody may not write the told facts in an item's row, so that it becomes `after`."""
    if refusal := why_not_write(before, told, after.stage):
        yield refusal
        return
    yield from why_not_say(before, after, Source.EDIT)
    yield from why_not_name(after, bodies)


def why_not_take_back(changed_since: Collection[str]) -> Refusal | None:
    """`changed_since` are numbers of the act's items of which something else was written later."""
    if not changed_since:
        return None
    return Refusal(
        _("This cannot be taken back: {numbers} have been changed since. Correct the items one by one.").format(
            numbers=some(changed_since)
        )
    )


def some(numbers: Collection[str]) -> str:
    """The first ten, and how many there are besides."""
    first = ", ".join(sorted(numbers)[:MOST_NAMED])
    more = len(numbers) - MOST_NAMED
    return _("{first} and {more} more").format(first=first, more=more) if more > 0 else first


class ReadingStage(StrEnum):
    """How far a file has come. What has FAILED did so by Udmønt's fault, not by the file's."""

    WAITING = "waiting"
    READING = "reading"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"


AT_WORK: Final = frozenset({ReadingStage.READING, ReadingStage.CHECKING})
TAKEN_WITHIN: Final = timedelta(seconds=15)
"""A file that nobody has taken up by then is waiting for a worker that is not there."""
HEARD_WITHIN: Final = timedelta(minutes=2)
"""Work that has given no sign of life for so long has stopped."""


def is_unattended(stage: ReadingStage, asked_at: datetime, now: datetime) -> bool:
    return stage == ReadingStage.WAITING and now - asked_at > TAKEN_WITHIN


def is_stopped(stage: ReadingStage, beat_at: datetime | None, now: datetime) -> bool:
    return stage in AT_WORK and (beat_at is None or now - beat_at > HEARD_WITHIN)
