# SPDX-License-Identifier: MPL-2.0
"""When a body may meet, and when a meeting may be moved or taken away. Pure."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refusal


def why_not_meet(body: str, on: date, *, is_in_force: bool, taken: bool) -> Refusal | None:
    """`is_in_force`: the town has the body that day; `taken`: it meets that day already."""
    if not is_in_force:
        return Refusal(
            _("{body} is not a body of the town on {day}. Choose another day, or the body that comes after it.").format(
                body=body, day=short_date(on)
            )
        )
    if taken:
        return Refusal(
            _("{body} meets on {day} already. Choose another day, or change that meeting.").format(
                body=body, day=short_date(on)
            )
        )
    return None


def why_not_move(*, decisions: int) -> Refusal | None:
    """What was decided was decided that day."""
    if not decisions:
        return None
    return Refusal(_("Decisions were made at the meeting, so its day stays. Add another meeting instead."))


def why_not_cancel(*, hangs_on: Collection[str]) -> Refusal | None:
    """`hangs_on`: decisions and versions that name the meeting."""
    if not hangs_on:
        return None
    return Refusal(
        _("The meeting cannot be removed, for these belong to it: {what}. Move it, or let it stand.").format(
            what=", ".join(hangs_on)
        )
    )


def why_not_decide(title: str, text: str, held_on: date, today: date) -> Refusal | None:
    """What was decided has a matter, words and a day that has come."""
    if not title or not text:
        return Refusal(_("A decision needs the matter it was about, and its words as in the minutes. Write both."))
    if held_on > today:
        return Refusal(_("The meeting is still to come, so that nothing is decided yet. Correct the date."))
    return None
