# SPDX-License-Identifier: MPL-2.0
"""An answer in words: who gave it, as what, and what it came to."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from udmoent.followup.models import StatusReport
from udmoent.lib.dates import short_date


def given_by(answer: StatusReport) -> str:
    """ "Karen, on behalf of skolechef"; a contributor's says so too."""
    if answer.on_behalf_of:
        return _("{who}, on behalf of {post}").format(who=answer.recorded_by, post=answer.on_behalf_of)
    return (
        _("{who}, as a contributor").format(who=answer.recorded_by)
        if answer.is_contribution
        else str(answer.recorded_by)
    )


def told_since(answer: StatusReport) -> str:
    """What was answered after something had been asked for: "Told 29.9.2025 by Karen: ..."."""
    said = pgettext("an answer", "unchanged") if answer.is_unchanged else answer.status_text
    told = _("Told {day} by {who}").format(day=short_date(localdate(answer.recorded_at)), who=given_by(answer))
    return f"{told}: {said}" if said else told
