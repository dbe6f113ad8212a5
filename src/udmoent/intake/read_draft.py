# SPDX-License-Identifier: MPL-2.0
"""A file becomes a draft: what it says of a plan, read but not yet held against it. Pure but for reading the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.endings import known_ending
from udmoent.documents.read_json import read_json, stamp_of
from udmoent.documents.read_tables import ENDINGS as TABLE_ENDINGS
from udmoent.documents.read_tables import file_content, read_tables
from udmoent.documents.tables import Table, TableFile
from udmoent.editions.amounts import kroner_by_key
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.public import WHITELIST, is_in_part
from udmoent.intake.cells import as_text
from udmoent.intake.columns import Column, Columns
from udmoent.intake.draft import Draft, DraftItem, Fault, Spot
from udmoent.intake.findings import Findings
from udmoent.intake.found_columns import found_columns
from udmoent.intake.headers import Header
from udmoent.intake.lines import Line, TableReading, width_of
from udmoent.intake.merging import to_items
from udmoent.intake.row_facts import RowReader, shows_sharing
from udmoent.intake.surroundings import Told, told_by
from udmoent.intake.vocabulary import NamedBody, Vocabulary
from udmoent.lib.refusal import Refused
from udmoent.lib.time import IndicativeTime
from udmoent.organisation.configuration import TownConfiguration
from udmoent.plan.facts import FACTS, Kind

ENDINGS: Final = (*TABLE_ENDINGS, ".json")
TOLD_AFTER: Final = 100
"""How many rows are read before the next word of how far it is."""

Progress = Callable[[int, int], None]


def silently(_read: int, _rows: int) -> None:
    """Tells nobody how far it is."""


def read_draft(
    path: Path,
    *,
    town: TownConfiguration,
    year: int,
    unit: int | None = None,
    bodies: Sequence[NamedBody] = (),
    plan_items: Mapping[str, Kind] | None = None,
    progress: Progress = silently,
) -> Draft:
    """What the file says. `year` is the plan's budget year; `unit` counts where the file tells none; `bodies` are the
    town's own where not given; `plan_items` tells the part of numbers that the plan has. `progress` is told how many
    rows have been read, of how many, once a hundred of them.

    Raises UnknownEnding, and Refused for a file that cannot be read at all; other faults are in the draft.
    """
    if known_ending(path, ENDINGS) == ".json":
        return _of_content(read_json(file_content(path), path.name), path.name)
    file = read_tables(path)
    if not file.tables:
        raise Refused(
            _("“{name}” holds no table. Choose a file in which the plan is set in a table.").format(name=path.name)
        )
    return draft_of(file, town=town, year=year, unit=unit, bodies=bodies, plan_items=plan_items, progress=progress)


def draft_of(
    file: TableFile,
    *,
    town: TownConfiguration,
    year: int,
    unit: int | None = None,
    bodies: Sequence[NamedBody] = (),
    plan_items: Mapping[str, Kind] | None = None,
    progress: Progress = silently,
) -> Draft:
    """As `read_draft`, of a file that is read already."""
    return _reading(file, town, year, bodies).draft(year, unit, plan_items or {}, progress)


def budget_year_in(path: Path, town: TownConfiguration) -> int | None:
    """The first year that the file has a column of adopted amounts for; None where it has none."""
    if known_ending(path, ENDINGS) == ".json":
        return read_json(file_content(path), path.name).budget_year
    reading = _reading(read_tables(path), town, None, ())
    reading.lines()
    amounts = [column.amount for header in reading.headers for column in header.columns if column.amount]
    return min((amount.year for amount in amounts if amount.phase == "adopted"), default=None)


def _reading(file: TableFile, town: TownConfiguration, year: int | None, bodies: Sequence[NamedBody]) -> "_FileReading":
    is_own = file.stamp is not None
    vocabulary = Vocabulary(town, bodies, is_own=is_own)
    return _FileReading(file, vocabulary, Columns(town, year, is_own=is_own), Findings(file.name))


@dataclass(slots=True)
class _FileReading:
    """Reads all tables of one file."""

    file: TableFile
    vocabulary: Vocabulary
    columns: Columns
    findings: Findings
    headers: list[Header] = field(default_factory=list)
    unread: list[Table] = field(default_factory=list)
    levels: set[str] = field(default_factory=set)

    def draft(self, year: int, unit: int | None, plan_items: Mapping[str, Kind], progress: Progress) -> Draft:
        lines = self.lines()
        if not any(header.tells("title") for header in self.headers):
            return Draft(file=self.file.name, stamp=self.file.stamp, faults=(self._no_titles(),))
        self._note_unread()
        extra = self._extra_names(lines)
        shows_others, shows_cross_cutting = shows_sharing(lines, self.vocabulary, is_own=self.file.stamp is not None)
        reader = RowReader(
            vocabulary=self.vocabulary,
            findings=self.findings,
            year=year,
            unit=unit,
            is_own=self.file.stamp is not None,
            shows_others=shows_others,
            shows_cross_cutting=shows_cross_cutting,
            extra_names=extra,
        )
        rows = [reader.read(line) for line in _telling(lines, progress)]
        items = to_items(rows, self.vocabulary, plan_items, self.findings)
        draft = self._draft(items, tuple(dict.fromkeys(extra.values())))
        return replace(draft, found_columns=found_columns(lines, extra))

    def _draft(self, items: tuple[DraftItem, ...], extra: tuple[str, ...]) -> Draft:
        levels = {key.price_level for item in items for key in item.amounts if key.price_level}
        headings = (str(item.told["heading"]) for item in items if item.told.get("heading"))
        amounts = {"amounts"} if any(item.amounts for item in items) else set()
        stamp = self.file.stamp
        return Draft(
            file=self.file.name,
            stamp=stamp,
            items=items,
            columns=frozenset(name for item in items for name in item.told) | amounts,
            extra_columns=extra,
            headings=tuple(dict.fromkeys(headings)),
            price_level=levels.pop() if len(levels) == 1 else "",
            excerpt_of=stamp.excerpt_of if stamp else None,
            faults=tuple(self.findings.faults),
            warnings=tuple(self.findings.cautions),
            as_of=stamp.as_of if stamp else None,
        )

    def lines(self) -> list[Line]:
        """The rows of items in all tables."""
        lines: list[Line] = []
        before: tuple[Table, Header] | None = None
        for table in self.file.tables:
            reading = TableReading(table, self._outer(table), self.vocabulary, self.columns, self.findings)
            read = [] if table.is_hidden else reading.read(_continued(table, before))
            if reading.header is None or table.is_hidden:
                self.unread.append(table)
                continue
            lines += read
            self._note_header(table, reading)
            self.headers += [header for header in reading.headers or [reading.header] if header not in self.headers]
            before = (table, reading.header)
        return lines

    def _note_header(self, table: Table, reading: TableReading) -> None:
        """What a person should know of how the columns were understood."""
        if not reading.headers:
            message = _("The table has no headings of its own. It is read as the rest of the table before it.")
            self.findings.caution(message, place=table.place, row=table.rows[0].number)
        for column in (column for header in reading.headers for column in header.columns):
            if column.amount and column.amount.is_assumed:
                message = _("The column gives no year. It is read as {year}.").format(year=column.amount.year)
                self.findings.caution(message, place=table.place, column=column.heading)

    def _outer(self, table: Table) -> Told:
        """What the headings and captions above the table tell, the nearest first to be believed."""
        told = Told()
        for at, text in enumerate((*table.above, *table.captions)):
            new = told_by(text, self.vocabulary)
            is_unknown_heading = told.kind == Kind.INTENT and not new.says_something and at < len(table.above)
            told = (Told(heading=text) if is_unknown_heading else new).within(told)
        return told

    # What could not be placed

    def _note_unread(self) -> None:
        """Files from Udmønt hold tables that are there to be looked at; those of others may have been meant."""
        if self.file.stamp:
            return
        for table in self.unread:
            if table.is_hidden:
                self.findings.caution(_("The sheet is hidden, and is not read."), place=table.place)
            elif len(table.rows) > 1 and width_of(table.rows) > 1:
                message = _("The table has no row of headings that are known, and is not read.")
                self.findings.caution(message, place=table.place, row=table.rows[0].number)

    def _no_titles(self) -> Fault:
        headings = [heading for table in self.file.tables if not table.is_hidden for heading in _headings_like(table)]
        found = ", ".join(f"“{heading}”" for heading in dict.fromkeys(headings)) or _("none")
        known = ", ".join(self.vocabulary.town.columns.get("title", ())[:6])
        message = _(
            "No column tells what the items are about. Columns found: {found}."
            " Call the column one of {known}, or add its name to the town's configuration under [columns]."
        )
        self.findings.fault(message.format(found=found, known=known), place=self._only_place())
        return self.findings.faults[-1]

    def _only_place(self) -> str:
        return self.file.tables[0].place if len(self.file.tables) == 1 else ""

    def _extra_names(self, lines: list[Line]) -> dict[tuple[str, int], str]:
        """What to call each unknown column that something stands in, by its heading and place."""
        names: dict[tuple[str, int], str] = {}
        for line in lines:
            for at, column in enumerate(line.header.columns):
                key = (column.heading, column.places[0])
                if column.fields or column.amount or key in names:
                    continue
                own = self.columns.extra_name(column.heading)
                if own is not None or column.heading or line.values[at] is not None:
                    names[key] = own or _extra_name(column, names.values())
        return names


def _telling(lines: Sequence[Line], progress: Progress) -> Iterator[Line]:
    for at, line in enumerate(lines):
        if at % TOLD_AFTER == 0:
            progress(at, len(lines))
        yield line
    progress(len(lines), len(lines))


def _extra_name(column: Column, taken: Iterable[str]) -> str:
    """The column's heading, with its letter where another column has the same."""
    by_letter = _("Column {letter}").format(letter=_letter(column.places[0]))
    if not column.heading:
        return by_letter
    return f"{column.heading} ({by_letter})" if column.heading in taken else column.heading


def _continued(table: Table, before: tuple[Table, Header] | None) -> Header | None:
    """The header of the table before, where this one looks like its second half."""
    if before is None or before[0].above != table.above or table.captions:
        return None
    return before[1] if width_of(table.rows) == width_of(before[0].rows) else None


def _headings_like(table: Table) -> list[str]:
    """The texts of the row that is most like a header: the first with the most texts among the first rows."""
    rows = [[as_text(cell) for cell in row.cells if isinstance(cell, str)] for row in table.rows[:20]]
    fullest = max(rows, key=len, default=[])
    return [text if len(text) <= 40 else f"{text[:39]}…" for text in fullest]


def _letter(place: int) -> str:
    """A column's letters in a spreadsheet: "A" for 0, "AB" for 27."""
    place, rest = divmod(place, 26)
    return (_letter(place - 1) if place else "") + chr(65 + rest)


def _of_content(content: PlanContent, file: str) -> Draft:
    """A plan's own content tells everything."""
    items = tuple(_items_of(content, file))
    return Draft(
        file=file,
        stamp=stamp_of(content),
        items=items,
        columns=frozenset((*FACTS, "amounts")),
        headings=content.headings,
        excerpt_of=content.excerpt_of,
        as_of=content.as_of,
    )


def _items_of(content: PlanContent, file: str) -> Iterator[DraftItem]:
    for at, item in enumerate(content.items, start=1):
        yield DraftItem(
            spot=Spot(file=file, place=_("item {number}").format(number=item.number), row=at),
            number=item.number,
            kind=Kind(item.kind),
            told=_facts_of(item, content.budget_year),
            amounts=kroner_by_key(item),
        )


def _facts_of(item: ItemContent, year: int) -> dict[str, object]:
    """Every fact that was shown when the file was made. The days of a time are those that its text means, whatever the
    file says of them.
    """
    told = item.told()
    if is_in_part(item):
        told = {name: value for name, value in told.items() if name in WHITELIST}
    return told | {"time": IndicativeTime.read(item.time.text, year)}
