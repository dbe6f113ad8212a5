# SPDX-License-Identifier: MPL-2.0
"""Communication as a sheet: who is told what, when and by whom."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from udmoent.documents.communication_words import about, addressee_word, telling_word
from udmoent.documents.sheets import Sheet
from udmoent.documents.words import Words
from udmoent.documents.write_xlsx import Value
from udmoent.editions.communicating import Communicated


def communication_sheets(listed: Sequence[Communicated], titles: Mapping[str, str], words: Words) -> tuple[Sheet, ...]:
    """`titles` are the items' by number."""
    columns = (
        (_("About"), 22),
        (words.label("title"), 40),
        (_("Who is told"), 16),
        (_("Channel"), 18),
        (_("What they are told"), 70),
        (_("By"), 24),
        (_("Planned on"), 12),
        (_("Done on"), 12),
        (_("How it stands"), 14),
        (_("Why it is dropped"), 40),
    )
    return (Sheet(_("Communication"), columns, tuple(_row(one, titles) for one in listed), frozen=2),)


def _row(one: Communicated, titles: Mapping[str, str]) -> tuple[Value, ...]:
    told = one.told
    return (
        about(one),
        titles.get(one.item, ""),
        addressee_word(told.addressee),
        told.channel,
        told.message,
        told.post,
        told.planned_on,
        told.done_on,
        telling_word(one.telling),
        told.dropped_because,
    )
