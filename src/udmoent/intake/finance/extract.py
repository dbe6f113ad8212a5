# SPDX-License-Identifier: MPL-2.0
"""An extract of a finance system, read and summed, but not yet held against anything. Pure but for the file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents.read_rows import Cells, Sheet, read_rows
from udmoent.economy.account import LENGTH, digits_of, read_account
from udmoent.intake.draft import Caution, Fault
from udmoent.intake.finance.amounts import read_oere
from udmoent.intake.finance.headings import Columns, Figure, columns_in
from udmoent.intake.findings import Findings
from udmoent.lib.money import NotAnAmount, in_unit, read_unit
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean

Progress = Callable[[int, int], None]

HEADING_WITHIN: Final = 60
"""Rows of a sheet among which the one with the headings is looked for."""
TOLD_EVERY: Final = 10_000
LOOKED_AT: Final = 200
"""Rows among which numbers are looked for in columns that are not read."""
MOST_FAULTS: Final = 500
_TOTAL: Final = re.compile(
    r"\b(?:i ?alt|sub)?total(?:er|t)?\b|\bi ?alt\b|\bsum\b|\bhovedtotal\b|\bresultat\b", re.IGNORECASE
)
_GRAND: Final = re.compile(
    r"(?:i ?alt|total|totalt|sum|hovedtotal|sum i alt|total i alt|alle konti i alt)[ .:]*", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9]{3})")
_YEAR_ABOVE: Final = re.compile(
    r"(?:år|periode|pr\.|ultimo)\D{0,40}?(?:[0-9]{1,2}[.-][0-9]{1,2}[.-])?(20[0-9]{2})\b", re.IGNORECASE
)


class Source(NamedTuple):
    """What rows have in common that are summed together. `account` is sixteen digits, or empty where the file has none."""

    account: str
    centre: str
    text: str


class SumKey(NamedTuple):
    source: Source
    year: int
    figure: Figure


@dataclass(slots=True)
class Rows:
    """Of a source: how many rows there are, and where the first one stands."""

    first: int
    place: str
    count: int = 0


@dataclass(slots=True)
class Extract:
    """`sums` are øre. `unread` are columns of numbers that are not read. `left_out` is what the rows in fault tell, as far
    as they can be read, by figure; `totals` what the file's own last line of totals says.
    """

    file: str
    sums: dict[SumKey, int] = field(default_factory=dict)
    rows: dict[Source, Rows] = field(default_factory=dict)
    figures: frozenset[Figure] = frozenset()
    columns: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    row_count: int = 0
    fault_count: int = 0
    left_out: dict[Figure, int] = field(default_factory=dict)
    totals: dict[Figure, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)

    def whole(self, figure: Figure) -> int:
        """Øre of all rows, those in fault as well."""
        read = sum(oere for key, oere in self.sums.items() if key.figure == figure)
        return read + self.left_out.get(figure, 0)


def silently(_read: int, _rows: int) -> None:
    """For whoever does not wait to be told how far it is."""


def read_extract(file: Path, *, year: int, progress: Progress = silently) -> Extract:
    """`year` counts where neither row, heading nor the lines above tell one. Refused where no extract can be found."""
    sheets = read_rows(file)
    found = Extract(file.name)
    findings = Findings(file.name)
    begun = [started for sheet in sheets if (started := _begun(sheet))]
    if not begun:
        raise Refused(_no_heading(file.name))
    height = sum(sheet.height for sheet, *_rest in begun)
    for sheet, columns, told_year, rows in begun:
        reader = _Reader(found, findings, columns, sheet.place, told_year or year)
        reader.read(rows, progress, height)
    progress(found.row_count, found.row_count)
    found.faults, found.cautions = findings.faults[:MOST_FAULTS], findings.cautions
    _tell_totals(found, findings)
    _tell_unread(found, findings)
    return found


def _no_heading(name: str) -> str:
    sentence = _(
        "“{name}” has no row of headings that names both an account (such as Konto, or Funktion, Dranst … in columns of"
        " their own) and an amount (Budget, Korrigeret budget or Forbrug). Add the headings and send it again."
    )
    return sentence.format(name=name)


Begun = tuple[Sheet, Columns, int, Iterator[tuple[int, Cells]]]


def _begun(sheet: Sheet) -> Begun | None:
    """The sheet from the row after its headings on; None where it has none."""
    above: list[str] = []
    first = list(islice(sheet.rows, HEADING_WITHIN))
    for place, (_number, cells) in enumerate(first):
        columns = columns_in(cells, read_unit(" ".join(above)))
        if columns.is_whole:
            year = next((int(found[1]) for line in above if (found := _YEAR_ABOVE.search(line))), 0)
            return sheet, columns, year, chain(first[place + 1 :], sheet.rows)
        above.append(" ".join(str(cell) for cell in cells if cell not in ("", None)))
    return None


class _Reader:
    """One sheet's rows into the extract."""

    def __init__(self, found: Extract, findings: Findings, columns: Columns, place: str, year: int) -> None:
        self.found, self.findings, self.columns, self.place, self.year = found, findings, columns, place, year
        self.accounts: dict[object, str] = {}
        self.texts: dict[str, str] = {}
        self.lengthened = 0
        self.rounded = 0
        self.unread = {place: one for place, one in enumerate(columns.headings) if one in columns.passed_over}
        self.left = LOOKED_AT
        found.figures |= columns.figures
        found.columns = tuple(dict.fromkeys((*found.columns, *filter(None, columns.headings))))
        found.passed_over = tuple(dict.fromkeys((*found.passed_over, *columns.passed_over)))

    def read(self, rows: Iterator[tuple[int, Cells]], progress: Progress, height: int) -> None:
        for number, cells in rows:
            self._row(number, cells)
            if not number % TOLD_EVERY:
                progress(self.found.row_count, max(height, self.found.row_count + 1))
        self._tell_excel()

    def _row(self, number: int, cells: Cells) -> None:
        columns = self.columns
        width = len(cells)
        written = self._written_account(cells)
        text = self._text(columns.text, cells)
        centre = self._text(columns.centre, cells)
        if not written and (not centre or _GRAND.fullmatch(centre)):
            self._without_account(number, cells, text)
            return
        if written and written == columns.headings[columns.account or 0] and columns.account is not None:
            return
        amounts, fault = self._amounts(cells, width)
        if not amounts and not fault:
            return
        account = self.accounts.get(written)
        if account is None and not fault:
            account, fault = self._account(written, text)
            if fault == "total":
                self._total(str(written), amounts)
                return
        self.found.row_count += 1
        if self.left:
            self._look_at_unread(cells)
        if fault:
            self._fault(number, fault, written, amounts)
            return
        self._add(number, Source(account or "", centre, text), self._year(cells, width), amounts)

    def _add(self, number: int, source: Source, year: int, amounts: list[tuple[int, Figure, int]]) -> None:
        sums = self.found.sums
        rows = self.found.rows.get(source)
        if rows is None:
            rows = self.found.rows[source] = Rows(number, self.place)
        rows.count += 1
        for told_year, figure, oere in amounts:
            key = SumKey(source, told_year or year, figure)
            sums[key] = sums.get(key, 0) + oere

    def _look_at_unread(self, cells: Cells) -> None:
        """What is not read, and holds amounts all the same, is told."""
        self.left -= 1
        with_numbers = [place for place in self.unread if place < len(cells) and _is_amount(cells[place])]
        self.found.unread = tuple(
            dict.fromkeys((*self.found.unread, *(self.unread.pop(place) for place in with_numbers)))
        )

    def _written_account(self, cells: Cells) -> object:
        """As it stands in the cell; parts are put together."""
        columns, width = self.columns, len(cells)
        if columns.account is not None:
            return cells[columns.account] if columns.account < width else ""
        if not columns.parts:
            return ""
        told = [_digits(cells[place]) if place < width else "" for place, _many in columns.parts]
        if not any(told):
            return ""
        if not all(digits_of(one).isdecimal() for one in told if one):
            return " ".join(filter(None, told))
        return "".join(one.zfill(many) for one, (_place, many) in zip(told, columns.parts, strict=True))

    def _account(self, written: object, text: str) -> tuple[str | None, str]:
        """The account's digits, or the fault that is told of the row."""
        if not written:
            return "", ""
        digits = digits_of(_digits(written))
        if len(digits) == LENGTH - 1 and digits.isdecimal():
            digits = f"0{digits}"
            self.lengthened += 1
        elif isinstance(written, float | int) and len(digits) == LENGTH:
            self.rounded += 1
        try:
            account = read_account(digits).digits
        except Refused as refused:
            is_total = _TOTAL.search(str(written)) or _TOTAL.search(text)
            return None, "total" if is_total else str(refused)
        self.accounts[written] = account
        return account, ""

    def _text(self, place: int | None, cells: Cells) -> str:
        if place is None or place >= len(cells) or not cells[place]:
            return ""
        written = _digits(cells[place])
        known = self.texts.get(written)
        if known is None:
            known = self.texts[written] = clean(written)
        return known

    def _amounts(self, cells: Cells, width: int) -> tuple[list[tuple[int, Figure, int]], str]:
        found, fault = [], ""
        for column in self.columns.amounts:
            if column.place >= width:
                continue
            try:
                oere = read_oere(cells[column.place])
            except NotAnAmount as wrong:
                fault = str(wrong)
                continue
            if oere is not None:
                found.append((column.year, column.figure, oere * column.unit))
        return found, fault

    def _year(self, cells: Cells, width: int) -> int:
        for place in (self.columns.year, self.columns.period):
            if place is not None and place < width:
                found = _YEAR.search(_digits(cells[place]))
                if found:
                    return int(found[1])
        return self.year

    def _without_account(self, number: int, cells: Cells, text: str) -> None:
        """An empty line, a heading, a line of totals; or a row that lacks its account."""
        amounts, _fault = self._amounts(cells, len(cells))
        if not amounts or all(not oere for _year, _figure, oere in amounts):
            return
        label = next((str(cell) for cell in cells if isinstance(cell, str) and cell.strip()), "")
        if _TOTAL.search(text) or _TOTAL.search(label):
            self._total(text or label, amounts)
            return
        self.found.row_count += 1
        self._fault(number, _("The row has amounts and no account. Write the account, or delete the row."), "", amounts)

    def _total(self, label: str, amounts: list[tuple[int, Figure, int]]) -> None:
        if _GRAND.fullmatch(clean(label)):
            totals: dict[Figure, int] = {}
            for _year, figure, oere in amounts:
                totals[figure] = totals.get(figure, 0) + oere
            self.found.totals = totals

    def _fault(self, number: int, message: str, written: object, amounts: list[tuple[int, Figure, int]]) -> None:
        self.found.fault_count += 1
        for _year, figure, oere in amounts:
            self.found.left_out[figure] = self.found.left_out.get(figure, 0) + oere
        if self.found.fault_count <= MOST_FAULTS:
            self.findings.fault(message, place=self.place, row=number, value=_digits(written))

    def _tell_excel(self) -> None:
        if self.lengthened:
            sentence = _(
                "The first digit, 0, of accounts was lost, as Excel does with numbers. It has been put back in front."
            )
            self.findings.caution(sentence, place=self.place)
        if self.rounded:
            sentence = _(
                "Accounts stand as numbers, of which Excel keeps fifteen digits: the last one may be lost. Format the column"
                " as text in the finance system's extract."
            )
            self.findings.caution(sentence, place=self.place)


def _is_amount(cell: object) -> bool:
    try:
        return bool(read_oere(cell))
    except NotAnAmount:
        return False


def _digits(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return "" if cell is None else str(cell).strip()


def _tell_totals(found: Extract, findings: Findings) -> None:
    if found.fault_count > MOST_FAULTS:
        more = found.fault_count - MOST_FAULTS
        sentence = ngettext("And {n} more row with a fault.", "And {n} more rows with faults.", more)
        findings.caution(sentence.format(n=in_unit(more, 1)))
    for figure, oere in found.totals.items():
        if oere != found.whole(figure):
            sentence = _(
                "The file's own total is {told}, and its rows are together {whole}. Was a part of it left out?"
            )
            findings.caution(sentence.format(told=kroner_and_oere(oere), whole=kroner_and_oere(found.whole(figure))))


def _tell_unread(found: Extract, findings: Findings) -> None:
    if found.unread:
        sentence = ngettext(
            "This column holds numbers and is not read: {names}. If it is one of the amounts, give it its usual heading.",
            "These columns hold numbers and are not read: {names}. If one is one of the amounts, give it its usual heading.",
            len(found.unread),
        )
        findings.caution(sentence.format(names=", ".join(f"“{one}”" for one in found.unread)))


def kroner_and_oere(oere: int) -> str:
    """As "1.234.567,00"."""
    whole, _comma, rest = in_unit(oere, 100).partition(",")
    return f"{whole},{rest.ljust(2, '0')}"
