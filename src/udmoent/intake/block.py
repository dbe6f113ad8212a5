# SPDX-License-Identifier: MPL-2.0
"""A block of cells copied from a spreadsheet: which item each row is about, and what it says of it. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from udmoent.documents.forms import show
from udmoent.documents.read_csv import records
from udmoent.documents.tables import Value
from udmoent.documents.words import LANGUAGES
from udmoent.economy.actions import AmountKey
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.intake.amend import Amendment, amount_key
from udmoent.intake.cells import Cell, Unreadable, as_text, read_cell
from udmoent.intake.columns import Column, Columns
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.money import TKR, NotAnAmount, NoUnit, read_amount
from udmoent.lib.refusal import Refused
from udmoent.plan.facts import FACTS
from udmoent.plan.rules import BY_OTHER_ACTS

WRITABLE: Final = tuple(fact for fact in FACTS if fact not in BY_OTHER_ACTS)
"""The facts that may be written in a row."""
_ALSO: Final = {"body": ("other_bodies", "is_cross_cutting")}
"""What a cell may tell beside its own fact."""
_FINDS: Final = ("number",)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """A cell that cannot be read; the message says what to write."""

    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """What a row says of an item; `amendment` is None where no item is found. `row` counts the block's rows from 1."""

    row: int
    number: str
    amendment: Amendment | None = None
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`passed_over` are the headings of columns that are not written in rows."""

    rows: tuple[BlockRow, ...]
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reading a block takes. `price_level` is of amounts that have none; `unit` of those whose column tells none."""

    content: PlanContent
    vocabulary: Vocabulary
    price_level: str
    unit: int | None = TKR
    known: Mapping[str, ItemContent] = field(default_factory=dict)

    @classmethod
    def of(cls, content: PlanContent, vocabulary: Vocabulary, price_level: str) -> "Reader":
        known = {item.number: item for item in content.items}
        return cls(content=content, vocabulary=vocabulary, price_level=price_level, known=known)

    def headed(self, text: str) -> Block:
        """A block whose first row names its columns, one of them the items' numbers."""
        rows = records(text, "\t")
        headings = [as_text(cell) for cell in rows[0]] if rows else []
        names = Columns(self.vocabulary.town, self.content.budget_year)
        columns = names.assign([(heading, (at,), names.amount(heading)) for at, heading in enumerate(headings)])
        at = next((at for at, column in enumerate(columns) if column.fields == _FINDS), None)
        if at is None:
            raise Refused(_no_numbers(self.vocabulary))
        numbered = [(as_text(row[at]) if at < len(row) else "", row) for row in rows[1:]]
        return self._block(columns, [(self._proper(number), row) for number, row in numbered])

    def placed(self, text: str, numbers: Sequence[str], columns: Sequence[Column]) -> Block:
        """A block laid over the rows of these items and these columns, from its upper left corner on."""
        rows = records(text, "\t")
        if len(rows) > len(numbers) or any(len(row) > len(columns) for row in rows):
            raise Refused(_too_large(len(rows), max(map(len, rows)), len(numbers), len(columns)))
        return self._block(columns[: max(map(len, rows), default=0)], list(zip(numbers, rows, strict=False)))

    def _proper(self, written: str) -> str:
        return self.vocabulary.town.numbers.proper(" ".join(written.split()))

    def _block(self, columns: Sequence[Column], rows: Sequence[tuple[str, list[Value]]]) -> Block:
        told = [column for column in columns if _is_written(column)]
        passed_over = [column.heading for column in columns if column not in told and column.fields != _FINDS]
        read = [
            self._row(at, number, list(zip_longest(columns, cells))[: len(columns)])
            for at, (number, cells) in enumerate(rows, start=1)
            if any(cell is not None for cell in cells)
        ]
        return Block(rows=tuple(_once_each(read)), passed_over=tuple(filter(None, passed_over)))

    def _row(self, at: int, number: str, cells: list[tuple[Column, Value]]) -> BlockRow:
        item = self.known.get(number)
        if item is None:
            return BlockRow(row=at, number=number)
        facts: dict[str, object] = {}
        amounts: dict[AmountKey, int] = {}
        faults: list[CellFault] = []
        for column, value in cells:
            if not _is_written(column):
                continue
            try:
                if column.amount:
                    amounts |= self._amount(column, value, item)
                else:
                    facts |= self._facts(column, value, item)
            except (Unreadable, NotAnAmount, NoUnit) as fault:
                faults.append(CellFault(column=column.heading, value=as_text(value), message=str(fault)))
        return BlockRow(row=at, number=number, amendment=Amendment.of(item, facts, amounts), faults=tuple(faults))

    def _facts(self, column: Column, value: Value, item: ItemContent) -> Mapping[str, object]:
        """What the cell says anew: one that says just what the plan prints there says nothing."""
        spoken = get_language() or ""
        language = spoken if spoken in LANGUAGES else LANGUAGES[0]
        if as_text(value) in (show(one, item, self.vocabulary.town, language) for one in column.fields):
            return {}
        year = self.content.budget_year
        told = read_cell(column.fields, Cell(value=value, vocabulary=self.vocabulary, year=year, body=item.body))
        meant = {name for one in column.fields for name in (one, *_ALSO.get(one, ()))}
        return {name: said for name, said in told.items() if name in meant}

    def _amount(self, column: Column, value: Value, item: ItemContent) -> Mapping[AmountKey, int]:
        heading = column.amount
        assert heading
        level = heading.price_level or self.price_level
        key = amount_key(item, heading.year, price_level=level, phase=heading.phase, nature=heading.nature)
        return {key: read_amount(as_text(value), heading.unit or self.unit) or 0}


def _once_each(rows: Iterable[BlockRow]) -> Iterator[BlockRow]:
    """The rows; one about an item that an earlier row is about too says nothing but that."""
    met: set[str] = set()
    for row in rows:
        if row.amendment and row.number in met:
            message = _("{number} “{title}” is told of in two rows. Leave one of them out.")
            title = row.amendment.before.title
            fault = CellFault(column="", value=row.number, message=message.format(number=row.number, title=title))
            row = replace(row, amendment=Amendment.of(row.amendment.before, {}), faults=(fault,))
        met.add(row.number)
        yield row


def _is_written(column: Column) -> bool:
    return column.amount is not None or (bool(column.fields) and set(column.fields) <= set(WRITABLE))


def _no_numbers(vocabulary: Vocabulary) -> str:
    called: Iterable[str] = vocabulary.town.columns.get("number", ("number",))[:1]
    return _(
        "The first row must name the columns, and one of them must be “{number}”, by which items are found."
    ).format(number=next(iter(called)))


def _too_large(rows: int, columns: int, rows_here: int, columns_here: int) -> str:
    return _(
        "The block has {rows} rows and {columns} columns, but from that cell on there are only {rows_here} rows and"
        " {columns_here} columns. Choose a cell further up or to the left, or copy less."
    ).format(rows=rows, columns=columns, rows_here=rows_here, columns_here=columns_here)
