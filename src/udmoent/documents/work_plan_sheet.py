# SPDX-License-Identifier: MPL-2.0
"""A body's work plan as a spreadsheet: a row for each treatment, and for each meeting without one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from udmoent.documents import front
from udmoent.documents.meeting_words import needs_told
from udmoent.documents.words import Words
from udmoent.documents.work_plan_report import BodyYear
from udmoent.documents.write_xlsx import Book, write_cell
from udmoent.editions.public import Audience
from udmoent.editions.work_plan import Treated
from udmoent.editions.year_plan import Sitting
from udmoent.lib.dates import clock_words

WIDTHS: Final = (14, 10, 22, 14, 14, 11, 40, 26, 16, 40, 20, 26)
OF_ITEM: Final = 6
Cells = tuple[str | date | None, ...]


def work_plan_xlsx_of(told: BodyYear, words: Words) -> bytes:
    """The same work plan always gives the same bytes."""
    book = Book(told.content, words, Audience.INTERNAL, None)
    headings = (
        *(_("Meeting"), _("Begins at"), _("Place"), _("The agenda goes out"), _("Cases ready")),
        *(
            words.label("number"),
            words.label("title"),
            pgettext("a column", "Plan"),
            _("Treatment"),
            _("What the body is to do"),
            words.label("time"),
        ),
        _("State"),
    )
    sheet = book.sheet(_("Work plan"), headings, WIDTHS)
    sheet.freeze_panes(1, 1)
    rows = list(_rows(told, words))
    for row, cells in enumerate(rows, start=1):
        for place, value in enumerate(cells):
            write_cell(book, sheet, row, place, value, f"{row}, {headings[place]}")
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
    own = ((_("Work plan"), told.title),)
    content = replace(told.content, excerpt_of=told.body)
    book.about((*own, *front.facts(content, words, Audience.INTERNAL)))
    return book.finished()


def _rows(told: BodyYear, words: Words) -> Iterator[Cells]:
    work = told.work
    for sitting in work.sittings:
        of_meeting = _meeting(sitting, told, words)
        for one in sitting.treated:
            yield (*of_meeting, *_treated(one, _("treated") if one.treatment.held_on else _("planned")))
        if not sitting.treated:
            yield (*of_meeting, *[None] * OF_ITEM, _("nothing planned") if not sitting.is_over else None)
    lists = (
        (work.lacking, _("lacks a day")),
        (work.without_meeting, _("the body does not meet then")),
        (work.passed, _("passed, and not told that it was treated")),
        (work.running, _("all the time")),
    )
    for treated, state in lists:
        for one in treated:
            yield (*[None] * 5, *_treated(one, state))
    for need in work.unplanned:
        yield (*[None] * 5, need.item.number, need.item.title, need.plan, None, None, None, needs_told(need.needs))


def _meeting(sitting: Sitting, told: BodyYear, words: Words) -> Cells:
    meeting = told.meetings.get(sitting.held_on)
    if meeting is None:
        return sitting.held_on, None, None, None, None
    due, hour = meeting.deadlines(words.town), clock_words(meeting.starts_at) if meeting.starts_at else None
    return sitting.held_on, hour, meeting.place, due.agenda_on, due.cases_on


def _treated(one: Treated, state: str) -> Cells:
    treatment = one.treatment
    return one.item.number, one.item.title, one.plan, treatment.form, treatment.task, one.time.text, state
