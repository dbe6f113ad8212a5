# SPDX-License-Identifier: MPL-2.0
"""A råderum catalogue as an Excel file, whose sums and nets are formulas that go on when somebody changes an amount."""

import io
from dataclasses import dataclass
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell as cell_name
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from udmoent.catalogue.content import ProposalContent, Sums, decided_of, sum_of
from udmoent.catalogue.facts import TAKEN
from udmoent.catalogue.told_targets import target_lines, targets_in_other_prices
from udmoent.catalogue.words import PARTS, STAGES
from udmoent.documents.catalogue_report import LAW, TEXTS, CatalogueDocument
from udmoent.documents.write_xlsx import ACCENT, LONGEST_CELL

BEFORE: Final = ("number", "title", "body", "stage")
WIDTHS: Final = (8, 44, 10, 18)
KINDS: Final = ("lasting", "one_off")


@dataclass(frozen=True)
class Looks:
    head: Format
    text: Format
    kroner: Format
    sum_text: Format
    sum_kroner: Format


def catalogue_xlsx_of(told: CatalogueDocument) -> bytes:
    """The same catalogue always gives the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties(
        {"title": told.catalogue.round, "author": told.municipality, "created": told.created.replace(tzinfo=None)}
    )
    looks = _looks(book)
    _economy(book.add_worksheet(_("Economy")), told, looks)
    _texts(book.add_worksheet(_("Texts")), told, looks)
    if told.answers:
        _answers(book.add_worksheet(_("Hearing answers")), told, looks)
    book.close()
    return file.getvalue()


def _looks(book: Workbook) -> Looks:
    look = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
    heading = {"bold": True, "font_color": "white", "bg_color": ACCENT, "text_wrap": True}
    total = {"bold": True, "top": 1}
    return Looks(
        head=book.add_format(look | heading),
        text=book.add_format(look | {"text_wrap": True, "num_format": "@"}),
        kroner=book.add_format(look | {"num_format": "#,##0"}),
        sum_text=book.add_format(look | total),
        sum_kroner=book.add_format(look | total | {"num_format": "#,##0"}),
    )


def _economy(sheet: Worksheet, told: CatalogueDocument, looks: Looks) -> None:
    years, proposals = told.catalogue.years, told.catalogue.proposals
    headings = [_("No."), _("Proposal"), _("Committee"), _("Stage")]
    headings += [f"{name} {year}" for year in years for name in (_("Lasting"), _("One-off"), _("Net"))]
    headings += [f"{_('Full-time equivalents')} {year}" for year in years]
    headings += [f"{_('Of which chosen')} {year}" for year in years]
    _head(sheet, headings, looks, widths=(*WIDTHS, *[13] * (len(headings) - len(WIDTHS))), told=told)
    sheet.freeze_panes(1, 2)
    for row, one in enumerate(proposals, start=1):
        _proposal(sheet, row, one, told, looks)
    _sums(sheet, len(proposals), told, looks)


def _head(
    sheet: Worksheet, headings: list[str], looks: Looks, *, widths: tuple[int, ...], told: CatalogueDocument
) -> None:
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, looks.head)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if told.notice:
        sheet.set_header(f"&C{told.notice}")
    sheet.set_footer(f"&L&8{told.municipality} · {told.catalogue.round}&R&8{told.marking}".replace("& ", "&& "))


def _proposal(sheet: Worksheet, row: int, one: ProposalContent, told: CatalogueDocument, looks: Looks) -> None:
    texts = (one.number, one.facts.title, one.facts.body, str(STAGES[one.stage]))
    for place, text in enumerate(texts):
        sheet.write_string(row, place, text, looks.text)
    of_year = {each.year: each for each in one.facts.economy}
    years = told.catalogue.years
    for place, year in enumerate(years):
        first = len(BEFORE) + 3 * place
        amounts = of_year.get(year)
        for offset, kind in enumerate(KINDS):
            sheet.write_number(row, first + offset, getattr(amounts, kind, 0), looks.kroner)
        formula = f"={cell_name(row, first)}+{cell_name(row, first + 1)}"
        sheet.write_formula(row, first + 2, formula, looks.kroner, amounts.net if amounts else 0)
        staff = float(amounts.staff) if amounts else 0.0
        sheet.write_number(row, len(BEFORE) + 3 * len(years) + place, staff, looks.text)
        if one.stage in TAKEN:
            sheet.write_number(row, _chosen_at(told, place), one.decided_kroner.get(year, 0), looks.kroner)


def _chosen_at(told: CatalogueDocument, place: int) -> int:
    """The column of what is chosen in the year that has that place."""
    return len(BEFORE) + 4 * len(told.catalogue.years) + place


def _sums(sheet: Worksheet, rows: int, told: CatalogueDocument, looks: Looks) -> None:
    """Sums of every column as formulas; below them what is chosen, the targets, and how these are reckoned."""
    catalogue, row = told.catalogue, rows + 1
    sheet.write_string(row, 1, _("All proposals"), looks.sum_text)
    for place, year in enumerate(catalogue.years):
        first = len(BEFORE) + 3 * place
        economies = [each for one in catalogue.proposals for each in one.facts.economy if each.year == year]
        for offset, kind in enumerate((*KINDS, "net")):
            _sum(sheet, rows, first + offset, sum(getattr(each, kind) for each in economies), looks)
    row += 1
    if decided := decided_of(catalogue):
        _chosen(sheet, rows, sum_of(decided), told, looks)
        row += 1
    for name, sums in target_lines(catalogue):
        sheet.write_string(row, 1, name, looks.sum_text)
        for place, year in enumerate(catalogue.years):
            if year in sums:
                sheet.write_number(row, len(BEFORE) + 3 * place + 2, sums[year], looks.sum_kroner)
        row += 1
    for note in targets_in_other_prices(catalogue):
        sheet.write_string(row, 1, note, looks.text)
        row += 1


def _sum(sheet: Worksheet, rows: int, column: int, whole: int, looks: Looks) -> None:
    cells = f"{cell_name(1, column)}:{cell_name(max(rows, 1), column)}"
    sheet.write_formula(rows + 1, column, f"=SUM({cells})", looks.sum_kroner, whole)


def _chosen(sheet: Worksheet, rows: int, sums: Sums, told: CatalogueDocument, looks: Looks) -> None:
    """Under the sum of all, in the net columns: the sums of the columns of what is chosen."""
    sheet.write_string(rows + 2, 1, _("Of which chosen"), looks.sum_text)
    for place, year in enumerate(told.catalogue.years):
        whole, column = sums.get(year, 0), _chosen_at(told, place)
        _sum(sheet, rows, column, whole, looks)
        formula = f"={cell_name(rows + 1, column)}"
        sheet.write_formula(rows + 2, len(BEFORE) + 3 * place + 2, formula, looks.sum_kroner, whole)


def _texts(sheet: Worksheet, told: CatalogueDocument, looks: Looks) -> None:
    names = ("unit", "post", "account", "case_number", *TEXTS, *LAW)
    headings = [_("No."), _("Proposal"), *(str(PARTS[name]) for name in names)]
    _head(sheet, headings, looks, widths=(8, 44, *[32] * len(names)), told=told)
    sheet.freeze_panes(1, 2)
    for row, one in enumerate(told.catalogue.proposals, start=1):
        texts = (one.number, one.facts.title, *(getattr(one.facts, name) for name in names))
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text[:LONGEST_CELL], looks.text)


def _answers(sheet: Worksheet, told: CatalogueDocument, looks: Looks) -> None:
    headings = [_("From"), _("Answer to"), _("Received on"), _("The answer")]
    _head(sheet, headings, looks, widths=(30, 16, 14, 100), told=told)
    for row, one in enumerate(told.answers, start=1):
        texts = (one.sender, one.proposal or _("the whole catalogue"), one.received_on.isoformat(), one.text)
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text[:LONGEST_CELL], looks.text)
