# SPDX-License-Identifier: MPL-2.0
"""A table of kroner that screen, Excel and PDF share, so that they tell the same to the krone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from udmoent.documents import front
from udmoent.documents.report import (
    Align,
    Block,
    Column,
    Heading,
    Mark,
    Paragraph,
    Report,
    Row,
    Style,
    Table,
    Tone,
    plain,
)
from udmoent.documents.words import Words
from udmoent.documents.write_xlsx import Book, write_cell
from udmoent.editions.content import PlanContent
from udmoent.editions.public import Audience
from udmoent.lib.money import KR, in_unit

TEXT_WIDTH: Final = 30
MONEY_WIDTH: Final = 15
LONGEST_NAME: Final = 31
_NOT_IN_A_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

Across = tuple[tuple[int, int], ...]
"""Columns of kroner, each with a sign, that a column is made of."""


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Words, then whole kroner; None where nothing is told. `number` is the item's that the row is about."""

    texts: tuple[str, ...]
    kroner: tuple[int | None, ...]
    number: str = ""
    marks: tuple[str, ...] = ()

    @property
    def shown(self) -> list[str]:
        return ["" if one is None else in_unit(one, KR) for one in self.kroner]


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """`whole` is the sum of the rows in each column; `across` tells which columns are made of others in their row,
    and `floored` which of these are nothing where that is below zero.
    """

    name: str
    title: str
    text_heads: tuple[str, ...]
    money_heads: tuple[str, ...]
    rows: tuple[MoneyRow, ...]
    whole: MoneyRow | None = None
    caption: str = ""
    notes: tuple[str, ...] = ()
    across: Mapping[int, Across] = field(default_factory=dict)
    floored: frozenset[int] = frozenset()


def summed(rows: Sequence[MoneyRow], name: str, columns: int, texts: int = 1) -> MoneyRow:
    """The row under the others; nothing is told in a column where none of them tells anything."""
    told = ([kroner for row in rows if (kroner := row.kroner[place]) is not None] for place in range(columns))
    sums = tuple(sum(column) if column else None for column in told)
    return MoneyRow((name, *("" for _one in range(texts - 1))), sums)


def money_report(tables: Iterable[MoneyTable], content: PlanContent, words: Words, subtitle: str) -> Report:
    """Internal always: it tells what is expected and spent."""
    return front.report(content, words, Audience.INTERNAL, subtitle=subtitle, blocks=_blocks(tables))


def _blocks(tables: Iterable[MoneyTable]) -> Iterator[Block]:
    yield Paragraph(plain(_("A minus is a saving or an income; amounts without a sign are expenses.")))
    for table in tables:
        yield Heading(1, table.title)
        caption = ", ".join(filter(None, (_("Amounts in kr."), table.caption)))
        yield Paragraph(plain(caption), Style.CAPTION)
        heads = [Column(head, 2.2 if place == 0 else 1.6) for place, head in enumerate(table.text_heads)]
        kroner = [Column(head, 1.0, Align.RIGHT) for head in table.money_heads]
        rows = [_row(row, Tone.PLAIN) for row in table.rows]
        rows += [_row(table.whole, Tone.SUM)] if table.whole else []
        yield Table(table.title, (*heads, *kroner), tuple(rows))
        for note in table.notes:
            yield Paragraph(plain(note), Style.NOTE)


def _row(row: MoneyRow, tone: Tone) -> Row:
    first, *rest = row.texts
    told = "\n".join((first, *row.marks))
    return Row(
        (plain(told, Mark.STRONG if tone == Tone.SUM else Mark.PLAIN), *map(plain, rest), *map(plain, row.shown)), tone
    )


def money_xlsx_of(tables: Iterable[MoneyTable], content: PlanContent, words: Words) -> bytes:
    """A sheet for each table; sums are formulas that go on counting where a cell is written over."""
    book = Book(content, words, Audience.INTERNAL, None)
    names: set[str] = set()
    for table in tables:
        _sheet(book, table, _free(table.name, names))
    book.about(front.facts(content, words, Audience.INTERNAL))
    return book.finished()


def _free(name: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has."""
    bare = name.translate(_NOT_IN_A_NAME)[:LONGEST_NAME]
    free, number = bare, 1
    while free.casefold() in taken:
        number += 1
        free = f"{bare[: LONGEST_NAME - 3]} {number}"
    taken.add(free.casefold())
    return free


def _sheet(book: Book, table: MoneyTable, name: str) -> None:
    marks = _("Remarks")
    texts = len(table.text_heads)
    heads = (*table.text_heads, *(f"{head} (kr.)" for head in table.money_heads), marks)
    widths = [TEXT_WIDTH] * texts + [MONEY_WIDTH] * len(table.money_heads) + [2 * TEXT_WIDTH]
    sheet = book.sheet(name, heads, widths)
    sheet.freeze_panes(1, 1)
    for at, row in enumerate(table.rows, start=1):
        for place, text in enumerate((*row.texts, *(None for _one in row.kroner), "; ".join(row.marks))):
            write_cell(book, sheet, at, place, text, f"{row.texts[0]}, {heads[place]}")
        for place, kroner in enumerate(row.kroner):
            _kroner(book, sheet, at, texts, place, kroner, table)
    last = len(table.rows)
    if table.whole:
        _whole(book, sheet, table.whole, texts, last)
        last += 1
    for at, said in enumerate(filter(None, (table.caption, *table.notes)), start=last + 2):
        sheet.write_string(at, 0, said, book.name)


def _kroner(
    book: Book, sheet: Worksheet, at: int, texts: int, place: int, kroner: int | None, table: MoneyTable
) -> None:
    if kroner is None:
        return
    if made_of := table.across.get(place):
        parts = (f"{'+' if sign > 0 else '-'}{xl_rowcol_to_cell(at, texts + other)}" for sign, other in made_of)
        sum_of = "".join(parts).removeprefix("+")
        formula = f"=MAX(0,{sum_of})" if place in table.floored else f"={sum_of}"
        sheet.write_formula(at, texts + place, formula, book.kroner, kroner)
    else:
        sheet.write_number(at, texts + place, kroner, book.kroner)


def _whole(book: Book, sheet: Worksheet, whole: MoneyRow, texts: int, last: int) -> None:
    for place, text in enumerate(whole.texts):
        sheet.write_string(last + 1, place, text, book.strong_text)
    for place, kroner in enumerate(whole.kroner):
        if kroner is None:
            continue
        column = xl_col_to_name(texts + place)
        sheet.write_formula(last + 1, texts + place, f"=SUM({column}2:{column}{last + 1})", book.strong_kroner, kroner)
