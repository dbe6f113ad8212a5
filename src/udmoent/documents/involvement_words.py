# SPDX-License-Identifier: MPL-2.0
"""How parties are involved, in words: what a page, a sheet and a document say of it."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from udmoent.documents.words import PARTY_KINDS
from udmoent.editions.involvement import Involved, NotReady
from udmoent.lib.dates import short_date
from udmoent.plan.facts import Involvement
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.parties import PartyKind

STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.OVERDUE: gettext_noop("deadline passed, no result told"),
    Standing.PASSED: gettext_noop("time passed, no result told"),
    Standing.HEARING: gettext_noop("in hearing"),
    Standing.PLANNED: gettext_noop("planned"),
    Standing.HELD: gettext_noop("held"),
}


def standing_word(standing: Standing) -> str:
    return _(STANDINGS[standing])


def kind_word(kind: PartyKind) -> str:
    return _(PARTY_KINDS[kind])


def when(one: Involvement) -> str:
    """Its time, its days as a hearing, and the day on which it was held."""
    told = [one.time]
    if one.opens_on and one.deadline:
        told.append(_("open {first} – {last}").format(first=short_date(one.opens_on), last=short_date(one.deadline)))
    elif one.deadline:
        told.append(_("deadline {day}").format(day=short_date(one.deadline)))
    elif one.opens_on:
        told.append(_("open from {day}").format(day=short_date(one.opens_on)))
    if one.held_on:
        told.append(pgettext("an involvement", "held {day}").format(day=short_date(one.held_on)))
    return ", ".join(filter(None, told))


def answers_word(one: Involvement) -> str:
    """How many answers have come in; empty for what is no hearing and has none."""
    n = len(one.answers)
    return ngettext("{n} answer", "{n} answers", n).format(n=n) if n or one.deadline else ""


def told_in_line(one: Involved) -> str:
    """Party, form, when, and how it stands."""
    told = one.involvement
    return " · ".join(filter(None, (told.party, told.form, when(told), standing_word(one.standing))))


def not_ready_word(one: NotReady) -> str:
    """What is wanting of an item before a case about it is sent."""
    if one.involved is None:
        return _("{number}: consequences for staff, and {party} is not involved.").format(
            number=one.item.number, party=kind_word(one.kind)
        )
    return _("{number}: {involvement}.").format(number=one.item.number, involvement=told_in_line(one.involved))
