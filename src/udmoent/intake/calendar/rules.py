# SPDX-License-Identifier: MPL-2.0
"""When meetings may be taken in from a file or a rule, and when that may be taken back. Pure."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refusal


def why_not_bring(chosen: Collection[object]) -> Refusal | None:
    if chosen:
        return None
    return Refusal(_("Nothing is chosen, so that nothing would change. Choose at least one meeting."))


def no_body(abbreviation: str) -> Refusal:
    return Refusal(_("There is no body “{body}” here any more.").format(body=abbreviation))


def why_not_take_back(*, is_undone: bool) -> Refusal | None:
    if not is_undone:
        return None
    return Refusal(_("It has been taken back already."))


def why_not_restore(body: str, day: date, *, is_there: bool, is_as_told: bool) -> Refusal | None:
    """`is_there`: the meeting is in the calendar still; `is_as_told`: nobody has moved it since."""
    if is_there and is_as_told:
        return None
    told = {"body": body, "day": short_date(day)}
    if not is_there:
        return Refusal(
            _("The meeting of {body} on {day} has been taken out since. Change the calendar by hand.").format(**told)
        )
    return Refusal(
        _("The meeting of {body} on {day} has been moved since. Change the calendar by hand.").format(**told)
    )
