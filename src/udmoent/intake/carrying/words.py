# SPDX-License-Identifier: MPL-2.0
"""How it is told why an item goes on or is left, and what becomes of it."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from udmoent.intake.carrying.rules import Because, Choice

REASONS: Final = {
    Because.OPEN: gettext_noop("still open"),
    Because.NOT_IN_USE: gettext_noop("closed, but the project is not in use"),
    Because.ACCOUNTS: gettext_noop("closed, but the capital accounts are not approved"),
    Because.UNFILLED: gettext_noop("closed, but the saving is not realised in full"),
    Because.CLOSED: gettext_noop("closed"),
    Because.MERGED: gettext_noop("merged into {told}"),
    Because.WITHDRAWN: gettext_noop("withdrawn"),
    Because.GOES_ON: gettext_noop("goes on already as {told}"),
    Because.LIKE: gettext_noop("is like {told} of the new plan"),
}
CHOICES: Final = {
    Choice.ASKED: gettext_noop("Not answered"),
    Choice.CARRY: gettext_noop("Carried over"),
    Choice.LEAVE: gettext_noop("Left"),
    Choice.JOIN: gettext_noop("Is an item of the new plan"),
}


def reason(because: Because | str, told: str = "") -> str:
    """In small letters, to stand after what became of the item."""
    return _(REASONS[Because(because)]).format(told=told)


def choice_word(choice: Choice | str) -> str:
    return _(CHOICES[Choice(choice)])
