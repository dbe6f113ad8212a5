# SPDX-License-Identifier: MPL-2.0
"""Who is told what, in words: what a page, a sheet and a document say of it."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from udmoent.documents.words import ADDRESSEES
from udmoent.editions.communicating import Communicated
from udmoent.editions.communication_rules import Addressee, Telling
from udmoent.lib.dates import short_date

TELLINGS: Final[Mapping[Telling, str]] = {
    Telling.OVERDUE: gettext_noop("overdue"),
    Telling.DUE: gettext_noop("due soon"),
    Telling.PLANNED: gettext_noop("planned"),
    Telling.DONE: gettext_noop("done"),
    Telling.DROPPED: gettext_noop("dropped"),
}


def telling_word(telling: Telling) -> str:
    return _(TELLINGS[telling])


def addressee_word(addressee: Addressee) -> str:
    return _(ADDRESSEES[addressee])


def when(one: Communicated) -> str:
    """When it was told, else when it is planned."""
    if one.told.done_on:
        return pgettext("a communication", "told {day}").format(day=short_date(one.told.done_on))
    return short_date(one.told.planned_on)


def about(one: Communicated) -> str:
    """The item's number, or the version."""
    return one.item or _("The version “{name}”").format(name=one.edition_name)


def told_in_line(one: Communicated) -> str:
    """Whom, by which channel, when and by which post."""
    told = one.told
    return " · ".join(filter(None, (addressee_word(told.addressee), told.channel, when(one), told.post)))
