# SPDX-License-Identifier: MPL-2.0
"""Involvement as sheets: each with how it stands, the parties in counts, the answers of hearings, and who is missing."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from udmoent.documents.involvement_words import kind_word, standing_word, when
from udmoent.documents.sheets import Sheet
from udmoent.documents.words import Words
from udmoent.documents.write_xlsx import Value
from udmoent.editions.involvement import Involved, Missing, OfParty
from udmoent.plan.involvement_rules import Standing


def involvement_sheets(
    listed: Sequence[Involved], parties: Sequence[OfParty], missing: Sequence[Missing], words: Words
) -> tuple[Sheet, ...]:
    return _listed(listed, words), _answers(listed, words), _parties(parties), _missing(missing, words)


def _listed(listed: Iterable[Involved], words: Words) -> Sheet:
    columns = (
        (words.label("number"), 11),
        (words.label("title"), 40),
        (_("Who"), 28),
        (_("Kind"), 18),
        (_("How"), 16),
        (_("When"), 32),
        (_("How it stands"), 28),
        (_("Deadline"), 12),
        (_("Answers"), 10),
        (_("Result"), 60),
    )
    return Sheet(words.label("involvements"), columns, tuple(map(_row, listed)), frozen=2)


def _row(one: Involved) -> tuple[Value, ...]:
    told = one.involvement
    named = (one.item.number, one.item.title, told.party, kind_word(one.party.kind), told.form, when(told))
    return (*named, standing_word(one.standing), told.deadline, len(told.answers), told.result)


def _answers(listed: Iterable[Involved], words: Words) -> Sheet:
    columns = (
        (words.label("number"), 11),
        (_("Hearing of"), 28),
        (_("Who answered"), 28),
        (_("Came in on"), 12),
        (_("What the answer says"), 90),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.item.number, one.involvement.party, answer.sender, answer.received_on, answer.text)
        for one in listed
        for answer in one.involvement.answers
    )
    return Sheet(_("Answers"), columns, rows)


def _parties(parties: Iterable[OfParty]) -> Sheet:
    columns = ((_("Who"), 36), (_("Kind"), 18), *((standing_word(one), 16) for one in Standing), (_("Answers"), 10))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.party.name, kind_word(one.party.kind), *one.counts.values(), one.answers) for one in parties
    )
    return Sheet(_("Parties"), columns, rows)


def _missing(missing: Iterable[Missing], words: Words) -> Sheet:
    columns = (
        (words.label("number"), 11),
        (words.label("title"), 40),
        (words.label("responsible"), 24),
        (words.label("staff_consequences"), 60),
        (_("Not involved"), 18),
    )
    rows = tuple(
        (one.item.number, one.item.title, one.item.responsible, one.item.staff_consequences, kind_word(one.kind))
        for one in missing
    )
    return Sheet(_("Missing"), columns, rows)
