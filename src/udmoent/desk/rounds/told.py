# SPDX-License-Identifier: MPL-2.0
"""A round in words: where it stands, what it asks about, and when whom."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from udmoent.followup.actions import Asking
from udmoent.followup.facts import Asks, RoundStage, Scope
from udmoent.followup.models import Round
from udmoent.followup.rules import Days
from udmoent.lib.dates import short_date

STAGES: Final[dict[RoundStage, str | Promise]] = {
    RoundStage.PLANNED: pgettext_lazy("a round", "Planned"),
    RoundStage.OPEN: pgettext_lazy("a round", "Open"),
    RoundStage.CLOSED: pgettext_lazy("a round", "Closed"),
    RoundStage.SEALED: pgettext_lazy("a round", "Sealed"),
}
ASKS: Final[dict[Asks, str | Promise]] = {
    Asks.RESPONSIBLE: gettext_lazy("Whoever answers for the item"),
    Asks.CONTRIBUTORS: gettext_lazy("Whoever answers for the item, and those who contribute to it"),
}
STEPS: Final = (
    ("opens_on", gettext_lazy("Opens")),
    ("responsible_by", gettext_lazy("The responsible answer by")),
    ("chief_by", gettext_lazy("Then the unit's chief by")),
    ("coordinator_by", gettext_lazy("Then the plan coordinator by")),
)


@dataclass(frozen=True)
class Deadline:
    name: str
    on: date
    is_next: bool


def scope_told(asking: Asking | Round) -> str:
    match Scope(asking.scope):
        case Scope.CROSS_CUTTING:
            return _("All open cross-cutting items")
        case Scope.BODY:
            return _("The open items of {body}").format(body=asking.scope_body)
        case Scope.VIEW:
            return _("The open items in the view “{name}”, as it was when the round was planned").format(
                name=asking.view_name
            )
        case Scope.OPEN:
            return _("All open items")


def days_told(round: Round) -> Days:
    return Days(*(getattr(round, name) for name in Days.__slots__))


def deadlines(round: Round, today: date) -> list[Deadline]:
    """The round's days in their order; the next one is marked until the round is closed."""
    days = [(str(name), getattr(round, field)) for field, name in STEPS]
    is_running = round.stage in (RoundStage.PLANNED, RoundStage.OPEN)
    coming = next((at for at, (_name, on) in enumerate(days) if on >= today), None) if is_running else None
    return [Deadline(name, on, at == coming) for at, (name, on) in enumerate(days)]


def meeting_told(round: Round) -> str:
    """ "ØK 7.10.2025", or the body alone."""
    if round.meeting:
        return f"{round.meeting.body.abbreviation} {short_date(round.meeting.held_on)}"
    return round.body.abbreviation if round.body else ""
