# SPDX-License-Identifier: MPL-2.0
"""Writes a plan or a comparison to a file whose ending tells its form. The file is replaced whole, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents import comparison_report
from udmoent.documents.directorate_report import directorate_report
from udmoent.documents.endings import UnknownEnding, known_ending
from udmoent.documents.files import replace_file
from udmoent.documents.money import MoneyTable, money_report, money_xlsx_of
from udmoent.documents.narrowed import Narrowed
from udmoent.documents.plan_report import layout_named, plan_report
from udmoent.documents.report import Report
from udmoent.documents.sheets import Sheet, sheet_csv_of, sheets_xlsx_of
from udmoent.documents.stamp import Stamp
from udmoent.documents.template.write import docx_in
from udmoent.documents.words import Words, speaking
from udmoent.documents.write_csv import csv_of
from udmoent.documents.write_docx import docx_of
from udmoent.documents.write_pdf import pdf_of
from udmoent.documents.write_xlsx import comparison_xlsx_of, xlsx_of
from udmoent.editions.agenda import Agenda
from udmoent.editions.communicating import Communicated
from udmoent.editions.compare import Comparison
from udmoent.editions.content import PlanContent, to_json
from udmoent.editions.public import Audience, public, public_comparison, why_not_publish
from udmoent.editions.trends import Point
from udmoent.lib.refusal import Refused
from udmoent.organisation.configuration import TownConfiguration

__all__ = ["UnknownEnding", "Written", "comparison_text", "write_comparison", "write_plan"]

PLAN_ENDINGS: Final = (".docx", ".pdf", ".xlsx", ".csv", ".json")
COMPARISON_ENDINGS: Final = (".docx", ".pdf", ".xlsx", ".txt")
AGENDA_ENDINGS: Final = (".docx", ".pdf")
SHEET_ENDINGS: Final = (".xlsx",)
MONEY_ENDINGS: Final = (".xlsx", ".pdf")


@dataclass(frozen=True, slots=True)
class Written:
    """`items` are those that the file shows; `sha256` is the sealed plan's, None where it is not sealed."""

    file: Path
    items: int
    sha256: str | None


def write_plan(
    content: PlanContent,
    to: Path,
    *,
    whole: PlanContent,
    town: TownConfiguration,
    audience: Audience = Audience.INTERNAL,
    layout: str = "standard",
    since: Comparison | None = None,
    language: str = "da",
    narrowed: Narrowed | None = None,
    template: bytes | None = None,
    over_time: Callable[[], Sequence[Point]] = tuple,
    communicated: Callable[[], Sequence[Communicated]] = tuple,
) -> Written:
    """Write a whole plan, or an excerpt of `whole`; `narrowed` tells what more `content` was narrowed by. The public sees what `editions.public` lets through.

    `template` is the Word file that a Word document is written in, where the town has its own; `over_time` tells how the
    items went (`editions.trends`), where the file shows it in pictures, and `communicated` who is told what.
    Raises UnknownEnding for the file's name. Refused: an unknown layout, what may be a CPR number in what is to be
    published, text too long for Excel, a file that cannot be written.
    """
    ending = known_ending(to, PLAN_ENDINGS)
    chosen, stamp = layout_named(layout, town), None
    if audience == Audience.PUBLIC:
        content, since = public(content, whole), since and public_comparison(since)
        Refused.if_any(why_not_publish(content))
    else:
        stamp = Stamp.of(whole, content.excerpt_of, is_narrowed=narrowed is not None)
    with speaking(town, language) as words:
        report = partial(
            plan_report, content, words, audience, layout=chosen, since=since, stamp=stamp, narrowed=narrowed
        )
        writers: dict[str, Callable[[], bytes]] = {
            ".json": lambda: to_json(content),
            ".csv": lambda: csv_of(content, words, audience, stamp, narrowed),
            ".xlsx": lambda: xlsx_of(content, words, audience, stamp, narrowed),
            ".docx": lambda: word_of(report(over_time=over_time(), communicated=communicated()), template),
            ".pdf": lambda: pdf_of(report(over_time=over_time(), communicated=communicated())),
        }
        replace_file(to, writers[ending]())
    return Written(to, len(content.items), content.sha256)


def word_of(report: Report, template: bytes | None) -> bytes:
    """In the town's template, or in Udmønt's own look."""
    return docx_in(template, report) if template else docx_of(report)


def write_comparison(
    comparison: Comparison,
    to: Path,
    *,
    town: TownConfiguration,
    since: str,
    until: str,
    language: str = "da",
    audience: Audience = Audience.INTERNAL,
    template: bytes | None = None,
) -> Written:
    """Write what changed; `since` and `until` are the two moments as the person named them. Raises as `write_plan`."""
    ending = known_ending(to, COMPARISON_ENDINGS)
    if audience == Audience.PUBLIC:
        comparison = public_comparison(comparison)
        Refused.if_any((*why_not_publish(comparison.since), *why_not_publish(comparison.until)))
    with speaking(town, language) as words:
        writers: dict[str, Callable[[], bytes]] = {
            ".txt": lambda: comparison_report.comparison_text(comparison, words, since=since, until=until).encode(),
            ".xlsx": lambda: comparison_xlsx_of(comparison, words, audience, since=since, until=until),
            ".docx": lambda: word_of(_report(comparison, words, audience, since, until), template),
            ".pdf": lambda: pdf_of(_report(comparison, words, audience, since, until)),
        }
        replace_file(to, writers[ending]())
    return Written(to, len(comparison.until.items), comparison.until.sha256)


def _report(comparison: Comparison, words: Words, audience: Audience, since: str, until: str) -> Report:
    return comparison_report.comparison_report(comparison, words, audience, since=since, until=until)


def write_agenda(
    agenda: Agenda, to: Path, *, town: TownConfiguration, language: str = "da", template: bytes | None = None
) -> Written:
    """Write the directorate's monthly list. Raises as `write_plan`."""
    ending = known_ending(to, AGENDA_ENDINGS)
    with speaking(town, language) as words:
        report = directorate_report(agenda, words)
        replace_file(to, word_of(report, template) if ending == ".docx" else pdf_of(report))
    return Written(to, len(agenda.matters), agenda.content.sha256)


def write_sheets(
    sheets: Callable[[Words], Sequence[Sheet]],
    content: PlanContent,
    to: Path,
    *,
    town: TownConfiguration,
    language: str = "da",
) -> Written:
    """Write tables about the content, in the town's words. Raises as `write_plan`."""
    known_ending(to, SHEET_ENDINGS)
    with speaking(town, language) as words:
        replace_file(to, sheets_xlsx_of(sheets(words), content, words))
    return Written(to, len(content.items), content.sha256)


def write_sheet_csv(sheet: Callable[[], Sheet], to: Path, *, town: TownConfiguration, language: str = "da") -> Path:
    """Write one table as .csv, in the town's words."""
    with speaking(town, language):
        replace_file(to, sheet_csv_of(sheet()))
    return to


def write_money(
    tables: Callable[[Words], Sequence[MoneyTable]],
    content: PlanContent,
    to: Path,
    *,
    subtitle: str,
    town: TownConfiguration,
    language: str = "da",
) -> Written:
    """Write tables of kroner about the content, in the town's words. Raises as `write_plan`."""
    ending = known_ending(to, MONEY_ENDINGS)
    with speaking(town, language) as words:
        told = tables(words)
        is_pdf = ending == ".pdf"
        made = pdf_of(money_report(told, content, words, subtitle)) if is_pdf else money_xlsx_of(told, content, words)
        replace_file(to, made)
    return Written(to, len(content.items), content.sha256)


def trial_of_plan(content: PlanContent, template: bytes, *, town: TownConfiguration, language: str) -> bytes:
    """The whole plan in a template that is not in use yet; it says so, and cannot be brought back in."""
    with speaking(town, language) as words:
        layout = layout_named("standard", town)
        report = plan_report(content, words, Audience.INTERNAL, layout=layout, since=None, stamp=None)
        return docx_in(template, as_trial(report))


def trial_of_comparison(
    comparison: Comparison, template: bytes, *, town: TownConfiguration, since: str, until: str, language: str
) -> bytes:
    """As `trial_of_plan`, of what changed."""
    with speaking(town, language) as words:
        return docx_in(template, as_trial(_report(comparison, words, Audience.INTERNAL, since, until)))


def trial_of_agenda(agenda: Agenda, template: bytes, *, town: TownConfiguration, language: str) -> bytes:
    """As `trial_of_plan`, of the directorate's monthly list."""
    with speaking(town, language) as words:
        return docx_in(template, as_trial(directorate_report(agenda, words)))


def as_trial(report: Report) -> Report:
    told = (_("TRIAL of a template"), report.notice)
    return replace(report, notice=" · ".join(filter(None, told)))


def comparison_text(
    comparison: Comparison, *, town: TownConfiguration, since: str, until: str, language: str = "da"
) -> str:
    """What changed, for a terminal."""
    with speaking(town, language) as words:
        return comparison_report.comparison_text(comparison, words, since=since, until=until)
