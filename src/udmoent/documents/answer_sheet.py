# SPDX-License-Identifier: MPL-2.0
"""Some items of the plan as a file in which their status is told: in Excel with lists to choose from, or as a table in
Word. It carries the plan's stamp, so that it can be read again.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from udmoent.documents import forms, front
from udmoent.documents.columns import FileColumn, Value
from udmoent.documents.narrowed import Narrowed
from udmoent.documents.report import Column, Paragraph, Report, Row, Run, Style, Table
from udmoent.documents.stamp import Stamp
from udmoent.documents.words import LANGUAGES, Words
from udmoent.documents.write_docx import docx_of
from udmoent.documents.write_xlsx import OTHER_WIDTH, SPARE_ROWS, WIDTHS, Book, choices_of, offer, write_cell
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.public import Audience
from udmoent.plan.facts import Kind

UNCHANGED: Final = gettext_noop("Unchanged (x)")
MOVED: Final = gettext_noop("Why moved")
HOLDS: Final = gettext_noop("Promises hold (x)")
"""Headings of what only such a file tells: nothing is new; why the time is another; each promise is confirmed."""

GIVEN: Final = ("number", "title", "responsible", "commitments")
"""The columns that are only there to be read."""
TOLD: Final = ("stage", "assessment", "status_text", "next_steps", "reason", "mitigation", "time")
X: Final = "x"
SHARES: Final = {
    "number": 0.6,
    "status_text": 2.0,
    "next_steps": 1.6,
    "title": 1.4,
    "commitments": 1.6,
    "unchanged": 0.7,
}


def headings_of(heading: str) -> frozenset[str]:
    """One of the headings above, in each of the languages that such a file may be in."""
    found = set()
    for language in LANGUAGES:
        with override(language):
            found.add(_(heading))
    return frozenset(found)


def answer_columns(items: Iterable[ItemContent], words: Words, *, year: int, price_level: str) -> Iterator[FileColumn]:
    """In the order in which they are filled in; amounts of the one year are realised, or spent for capital projects."""
    items = list(items)

    def fact(field: str) -> FileColumn:
        return FileColumn(words.label(field), field, lambda item: forms.cell((field,), item, words))

    yield from map(fact, ("number", "title", "responsible"))
    yield FileColumn(_(UNCHANGED), "unchanged", _nothing)
    yield from map(fact, ("assessment", "stage", "status_text", "next_steps", "reason", "mitigation", "time"))
    yield FileColumn(_(MOVED), "moved_because", _nothing)
    if any(item.commitments for item in items):
        yield fact("commitments")
        yield FileColumn(_(HOLDS), "holds", _nothing)
    yield fact("closing_reason")
    for phase, is_of in (("realised", _is_operating), ("spent", _is_capital)):
        if any(map(is_of, items)):
            column = forms.AmountColumn.at(year, phase, "", price_level)
            yield FileColumn(forms.amount_heading(column, words, unit=_("kr.")), "amount", _amount(column, is_of))


def _nothing(_item: ItemContent) -> Value:
    return ""


def _is_capital(item: ItemContent) -> bool:
    return item.kind == Kind.CAPITAL


def _is_operating(item: ItemContent) -> bool:
    return item.kind in (Kind.OPERATING, Kind.RAADERUM)


def _amount(column: forms.AmountColumn, is_of: Callable[[ItemContent], bool]) -> Callable[[ItemContent], Value]:
    return lambda item: forms.amount_at(item, column) if is_of(item) else None


def answers_xlsx_of(content: PlanContent, words: Words, stamp: Stamp, *, year: int, price_level: str) -> bytes:
    """The sheet is locked but for the cells in which status is told; there is no password."""
    asked = Narrowed((_("Status to be told"),))
    book = Book(content, words, Audience.INTERNAL, stamp, asked)
    told = list(answer_columns(content.items, words, year=year, price_level=price_level))
    widths = [WIDTHS.get(column.field, OTHER_WIDTH) for column in told]
    sheet = book.sheet(_("Status"), [column.heading for column in told], widths)
    sheet.freeze_panes(1, 2)
    for row, item in enumerate(content.items, start=1):
        for place, column in enumerate(told):
            spot = f"{item.number}, {column.heading}"
            write_cell(book, sheet, row, place, column.of(item), spot, is_open=column.field not in GIVEN)
    choices = choices_of(content, words) | {"unchanged": [X], "holds": [X]}
    offer(sheet, told, choices, last=len(content.items) + SPARE_ROWS)
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
    book.about([("", _how()), *front.facts(content, words, Audience.INTERNAL, asked)])
    return book.finished()


def answers_docx_of(content: PlanContent, words: Words, stamp: Stamp, *, year: int, price_level: str) -> bytes:
    """The same rows as a table in Word."""
    asked = Narrowed((_("Status to be told"),))
    told = list(answer_columns(content.items, words, year=year, price_level=price_level))
    columns = tuple(Column(column.heading, SHARES.get(column.field, 1.0)) for column in told)
    rows = tuple(Row(tuple(_runs(column.of(item)) for column in told)) for item in content.items)
    report = Report(
        title=_("Status to be told"),
        over=content.municipality,
        subtitle=content.plan,
        language=words.language,
        created=front.created(content),
        blocks=(Paragraph((Run(_how()),), Style.NOTE), Table(_("Status to be told"), columns, rows)),
        foot=front.foot(content, asked),
        page=_("Page {page} of {pages}"),
        notice=front.notice(content),
        marking=front.marking(Audience.INTERNAL),
        stamp=stamp,
    )
    return docx_of(report)


def _runs(value: Value) -> tuple[Run, ...]:
    return (Run("" if value is None else str(value)),)


def _how() -> str:
    return _(
        "Write what is new, or an x under unchanged. A row in which nothing is written is not answered."
        " Save the file, and upload it under My items, or send it to the plan coordinator."
    )
