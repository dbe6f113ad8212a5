# SPDX-License-Identifier: MPL-2.0
"""When a version may be sealed. Pure."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from udmoent.lib.dates import parse_date
from udmoent.lib.refusal import Refusal

LAST_SEEN = "sidst"
"""Asks, where a version's name stands, for the version that the committee saw last."""

# As much as the database takes.
LONGEST_VIEW_NAME = 100


def why_not_seal(name: str, as_of: date, *, today: date, names: Collection[str], items: int) -> Refusal | None:
    """Why the plan may not be sealed under this name as of this day."""
    if not name.strip():
        return Refusal(_("A version needs a name, such as “ultimo maj 2025”. Write one."))
    if name.casefold() in {other.casefold() for other in names}:
        return Refusal(_("There is already a version “{name}”. Choose another name.").format(name=name))
    if parse_date(name) or name.strip().casefold() == LAST_SEEN:
        sentence = _("“{name}” is not a name: it would be read as a day. Choose one such as “ultimo maj 2025”.")
        return Refusal(sentence.format(name=name))
    if as_of > today:
        return Refusal(_("A version cannot be sealed as of a day to come. Choose today or an earlier day."))
    if not items:
        return Refusal(_("The plan has no items as of that day. Choose a later day, or bring items in first."))
    return None


def why_not_replace(*, replaces: bool, why: str) -> Refusal | None:
    if replaces == bool(why):
        return None
    return Refusal(_("A version that replaces another one tells which one and why. Write both, or neither."))


def why_not_present(*, body: bool, meeting: bool) -> Refusal | None:
    if body or not meeting:
        return None
    return Refusal(_("A meeting is a body's. Name the body that the version goes to."))


def why_not_save(name: str, *, names: Collection[str]) -> Refusal | None:
    """Why somebody may not keep a view of the list under this name; `names` are those of their other views."""
    if not name.strip():
        return Refusal(_("A view needs a name. Write one."))
    if len(name) > LONGEST_VIEW_NAME:
        return Refusal(
            _("A view's name is at most {longest} characters long. Write a shorter one.").format(
                longest=LONGEST_VIEW_NAME
            )
        )
    if name.casefold() in {other.casefold() for other in names}:
        return Refusal(_("You have a view with this name already. Choose another name."))
    return None
