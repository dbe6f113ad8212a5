# SPDX-License-Identifier: MPL-2.0
"""A plan or a comparison as an Excel file: one sheet to work in, one that tells what the file is."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from udmoent.documents import front
from udmoent.documents.changes import counted
from udmoent.documents.columns import FileColumn, Value, columns
from udmoent.documents.comparison_report import comparison_rows, facts
from udmoent.documents.forms import X
from udmoent.documents.narrowed import Narrowed
from udmoent.documents.stamp import Stamp
from udmoent.documents.word_package import stamp_parts
from udmoent.documents.words import Words
from udmoent.editions.compare import Comparison
from udmoent.editions.content import PlanContent
from udmoent.editions.public import Audience
from udmoent.lib.refusal import Refused
from udmoent.plan.facts import Assessment, ClosingReason, Kind, Stage, Visibility

LONGEST_CELL: Final = 32_767
LONGEST_LIST: Final = 255
SPARE_ROWS: Final = 500
FIRST_DAY: Final = date(1900, 3, 1)  # Excel believes that 1900 was a leap year; days before this come out wrong
ACCENT: Final = "#12496B"
OPEN: Final = {"locked": False, "bg_color": "#FFFBEB", "border": 1, "border_color": "#D9DDE2"}
"""How a cell looks that is there to be written in."""
WIDTHS: Final = {
    "closed": 5,
    **dict.fromkeys(("number", "visibility", "body", "kle", "derived_from", "merged_into", "fills"), 11),
    **dict.fromkeys(
        ("kind", "time", "stage", "assessment", "closed_on", "noted_on", "other_bodies", "is_cross_cutting"), 16
    ),
    **dict.fromkeys(("title", "heading", "coordination", "treatments", "reason", "mitigation", "withdrawn_reason"), 32),
    **dict.fromkeys(
        ("course", "commitments", "status_text", "next_steps", "agreed_text", "involvements", "staff_consequences"), 52
    ),
    "amount": 14,
}
OTHER_WIDTH: Final = 22


class Book:
    """A workbook being written, with its looks."""

    def __init__(
        self,
        content: PlanContent,
        words: Words,
        audience: Audience,
        stamp: Stamp | None,
        narrowed: Narrowed | None = None,
    ) -> None:
        self.content, self.words, self.audience, self.foot = content, words, audience, front.foot(content, narrowed)
        self._file = io.BytesIO()
        self.book: Workbook = xlsxwriter.Workbook(self._file, {"in_memory": True})
        self.book.set_properties(
            {
                "title": content.plan,
                "author": content.municipality,
                "comments": " ".join(filter(None, (front.notice(content), front.marking(audience)))),
                "created": front.created(content).replace(tzinfo=None),
            }
        )
        for name, text in stamp_parts(stamp) if stamp else ():
            self.book.set_custom_property(name, text, "text")
        look = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
        self.head: Format = self.book.add_format(
            look | {"bold": True, "font_color": "white", "bg_color": ACCENT, "text_wrap": True, "valign": "bottom"}
        )
        self.text: Format = self.book.add_format(look | {"text_wrap": True, "num_format": "@"})
        self.day: Format = self.book.add_format(look | {"num_format": "d.m.yyyy", "align": "left"})
        # Excel shows the comma by the machine's own language: a point on a Danish one.
        self.kroner: Format = self.book.add_format(look | {"num_format": "#,##0"})
        self.number: Format = self.book.add_format(look | {"num_format": "#,##0.####"})
        self._look = look
        self.title: Format = self.book.add_format(look | {"bold": True, "font_size": 16, "font_color": ACCENT})
        self.name: Format = self.book.add_format(look | {"font_color": "#55606A"})

    @cached_property
    def open_text(self) -> Format:
        return self.book.add_format(self._look | OPEN | {"text_wrap": True, "num_format": "@"})

    @cached_property
    def open_kroner(self) -> Format:
        return self.book.add_format(self._look | OPEN | {"num_format": "#,##0"})

    @cached_property
    def strong_text(self) -> Format:
        return self.book.add_format(self._look | {"bold": True, "top": 1, "num_format": "@"})

    @cached_property
    def strong_kroner(self) -> Format:
        return self.book.add_format(self._look | {"bold": True, "top": 1, "num_format": "#,##0"})

    def sheet(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """A sheet with a frozen row of headings, ready to print on wide paper."""
        sheet = self.book.add_worksheet(name)
        sheet.set_row(0, 32)
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, self.head)
        sheet.repeat_rows(0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._for_paper(sheet)
        return sheet

    def _for_paper(self, sheet: Worksheet) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        notice, foot = front.notice(self.content).replace("&", "&&"), self.foot.replace("&", "&&")
        if notice:
            sheet.set_header(f"&C{notice}")
        page = _("Page {page} of {pages}").format(page="&P", pages="&N")
        sheet.set_footer(f"&L&8{foot[:150]}&R&8{front.marking(self.audience)} {page}")

    def about(self, pairs: Iterable[tuple[str, str]]) -> None:
        """The sheet that tells what the file is. Not a table of items: its first cell says so."""
        sheet = self.book.add_worksheet(_("About"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, _("About this document"), self.title)
        said = (front.notice(self.content), front.marking(self.audience))
        rows = [*(("", text) for text in said if text), *pairs]
        for place, (name, value) in enumerate(rows, start=2):
            sheet.write_string(place, 0, name, self.name)
            sheet.write_string(place, 1, value, self.text)
        self._for_paper(sheet)

    def finished(self) -> bytes:
        self.book.close()
        return self._file.getvalue()


def xlsx_of(
    content: PlanContent, words: Words, audience: Audience, stamp: Stamp | None, narrowed: Narrowed | None = None
) -> bytes:
    """The same content always gives the same bytes. Refused where a text is longer than Excel's cells."""
    book = Book(content, words, audience, stamp, narrowed)
    told = columns(content.items, words, is_public=audience == Audience.PUBLIC, narrowed=narrowed)
    widths = [WIDTHS.get(column.field, OTHER_WIDTH) for column in told]
    sheet = book.sheet(_("Plan"), [column.heading for column in told], widths)
    sheet.freeze_panes(1, 1)
    if front.notice(content):
        sheet.write_comment(0, 0, front.notice(content), {"author": content.municipality})
    for row, item in enumerate(content.items, start=1):
        for place, column in enumerate(told):
            write_cell(book, sheet, row, place, column.of(item), f"{item.number}, {column.heading}")
    sheet.autofilter(0, 0, max(len(content.items), 1), len(told) - 1)
    offer(sheet, told, choices_of(content, words), last=len(content.items) + SPARE_ROWS)
    book.about(front.facts(content, words, audience, narrowed))
    return book.finished()


def write_cell(
    book: Book, sheet: Worksheet, row: int, place: int, value: Value, spot: str, *, is_open: bool = False
) -> None:
    """Text is written as text, whatever it begins with. `is_open`: it may be written in where the sheet is locked."""
    text, kroner = (book.open_text, book.open_kroner) if is_open else (book.text, book.kroner)
    if value is None or value == "":
        sheet.write_blank(row, place, None, text)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, kroner)
    elif isinstance(value, Decimal):
        sheet.write_number(row, place, float(value), book.number)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, place, value, book.day)
    else:
        said = str(value)
        if len(said) > LONGEST_CELL:
            sentence = _(
                "The text in {spot} is too long for Excel, which has {most} characters in a cell. "
                "Write a .docx, .csv or .json file instead."
            )
            raise Refused(sentence.format(spot=spot, most=LONGEST_CELL))
        sheet.write_string(row, place, said, text)


def choices_of(content: PlanContent, words: Words) -> dict[str, list[str]]:
    """What may be chosen from, by column."""
    return {
        "kind": [words.kind(kind) for kind in Kind],
        "body": list(dict.fromkeys(body.abbreviation for body in content.bodies)),
        "is_cross_cutting": [words.cross_cutting],
        "heading": list(content.headings),
        "stage": [words.stage(stage) for stage in Stage],
        "assessment": [words.assessment(one) for one in Assessment],
        "closed": [X],
        "closing_reason": [words.closing_reason(one) for one in ClosingReason],
        "visibility": [words.visibility(one) for one in Visibility],
    }


def offer(sheet: Worksheet, told: Sequence[FileColumn], choices: Mapping[str, Sequence[str]], *, last: int) -> None:
    """Lists to choose from, down to the row `last`. What is not on them is allowed after a warning where the reader
    understands more.
    """
    for place, column in enumerate(told):
        source = choices.get(column.field)
        # A comma inside a choice would part it in two: Excel keeps such a list as one text.
        if source and len(",".join(source)) <= LONGEST_LIST and not any("," in choice for choice in source):
            sheet.data_validation(
                1,
                place,
                last,
                place,
                {
                    "validate": "list",
                    "source": source,
                    "error_type": "warning",
                    "error_title": column.heading[:32],
                    "error_message": _("Choose from the list, or keep what you wrote if you are sure."),
                },
            )


def comparison_xlsx_of(comparison: Comparison, words: Words, audience: Audience, *, since: str, until: str) -> bytes:
    """A row for each thing that happened; words removed and added are struck through and underlined."""
    book = Book(comparison.until, words, audience, None)
    headings = (words.label("number"), words.label("title"), _("Change"), _("Field"), _("Before"), _("Now"))
    sheet = book.sheet(_("Changes"), headings, (11, 36, 28, 22, 60, 60))
    sheet.freeze_panes(1, 2)
    rows = list(comparison_rows(comparison, words))
    for row, cells in enumerate(rows, start=1):
        for place, text in enumerate(cells):
            write_cell(book, sheet, row, place, text, f"{cells[0]}, {headings[place]}")
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
    told = (*facts(comparison, words, since, until), (_("Counts"), counted(comparison)))
    book.about((*told, *front.facts(comparison.until, words, audience)))
    return book.finished()
