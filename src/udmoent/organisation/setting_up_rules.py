# SPDX-License-Identifier: MPL-2.0
"""What may be done with roles, periods, names and the town's file."""

from datetime import date

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.organisation.rules import APPOINT, ROLES


def why_not_end_role(
    role: str, *, others_who_appoint: int, is_oneself: bool = False, other_administrators: int = 0
) -> Refusal | None:
    """`others_who_appoint`, `other_administrators`: roles besides this one that last when it has ended, by which
    somebody may give roles, and by which somebody is administrator. `is_oneself`: it is one's own role that one ends.
    """
    if APPOINT in ROLES[role] and not others_who_appoint:
        return Refusal(
            _(
                "Nobody would be left who may give roles. Give another person the role of plan coordinator or administrator first."
            )
        )
    if role == "administrator" and is_oneself and not other_administrators:
        return Refusal(_("You are the only administrator. Give another person the role of administrator first."))
    return None


def why_not_end(valid_from: date, valid_to: date) -> Refusal | None:
    """A period that is over before it begins has never been."""
    if valid_to >= valid_from:
        return None
    return Refusal(
        _("The last day cannot be before the first one, {day:%d.%m.%Y}. Choose that day or a later one.").format(
            day=valid_from
        )
    )


def why_not_time_cases(cases_days: int | None, agenda_days: int | None) -> Refusal | None:
    """Both counted back from the meeting: a case is ready when the agenda that holds it goes out."""
    if cases_days is None or cases_days >= (agenda_days or 0):
        return None
    return Refusal(
        _(
            "The cases must be ready no later than the agenda goes out, {days} working days before the meeting. Write {days} or more."
        ).format(days=agenda_days)
    )


def why_not_take_back(valid_from: date, today: date) -> Refusal | None:
    """What has begun is ended, not taken back: it was so."""
    if valid_from > today:
        return None
    return Refusal(
        _("It has begun, on {day:%d.%m.%Y}, and so it stays in the record. End it instead.").format(day=valid_from)
    )


def why_not_rename(*, has_successor: bool, valid_from: date, on: date) -> Refusal | None:
    """A body or unit goes on under a new name from a day `on`, which is after the day it began itself."""
    if has_successor:
        return Refusal(_("It has been renamed already. Rename the one that came after it."))
    if on <= valid_from:
        return Refusal(
            _("The new name must begin after {day:%d.%m.%Y}, when this one began. Correct the name instead.").format(
                day=valid_from
            )
        )
    return None


def why_not_erase(*, why: str, is_oneself: bool, has_post_or_role: bool) -> Refusal | None:
    if not why:
        return Refusal(_("An erasure needs a reason. Write why the name is erased."))
    if is_oneself:
        return Refusal(_("You cannot erase your own name. Ask another administrator or plan coordinator."))
    if has_post_or_role:
        return Refusal(
            _("The person still has a post or a role. Hand the posts over and end the roles, then erase the name.")
        )
    return None


def why_not_overwrite(town: str, changed_on: date, *, is_new: bool) -> Refusal | None:
    """`is_new`: the file says something else than the one that the town was set up from."""
    if not is_new:
        return None
    sentence = _(
        "{town}'s set-up was changed on its pages, latest on {day:%d.%m.%Y}, and the file would overwrite that. Download the file there, mend it and upload it."
    )
    return Refusal(sentence.format(town=town, day=changed_on))
