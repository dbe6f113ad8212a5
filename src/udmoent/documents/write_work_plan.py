# SPDX-License-Identifier: MPL-2.0
"""Writes a body's work plan to a file whose ending tells its form."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from udmoent.documents.endings import known_ending
from udmoent.documents.files import replace_file
from udmoent.documents.template.write import docx_in
from udmoent.documents.words import speaking
from udmoent.documents.work_plan_calendar import work_plan_ics_of
from udmoent.documents.work_plan_report import BodyYear, work_plan_report
from udmoent.documents.work_plan_sheet import work_plan_xlsx_of
from udmoent.documents.write import Written, as_trial, word_of
from udmoent.documents.write_pdf import pdf_of
from udmoent.organisation.configuration import TownConfiguration

WORK_PLAN_ENDINGS: Final = (".docx", ".pdf", ".xlsx", ".ics")


def write_work_plan(
    told: BodyYear,
    to: Path,
    *,
    town: TownConfiguration,
    site: str = "",
    language: str = "da",
    template: bytes | None = None,
) -> Written:
    """Write a body's work plan. `site` is Udmønt's address, by which a calendar tells its events apart. Raises as `write_plan`."""
    ending = known_ending(to, WORK_PLAN_ENDINGS)
    with speaking(town, language) as words:
        writers: dict[str, Callable[[], bytes]] = {
            ".docx": lambda: word_of(work_plan_report(told, words), template),
            ".pdf": lambda: pdf_of(work_plan_report(told, words)),
            ".xlsx": lambda: work_plan_xlsx_of(told, words),
            ".ics": lambda: work_plan_ics_of(told, words, site=site),
        }
        replace_file(to, writers[ending]())
    return Written(to, told.work.planned + told.work.treated, told.content.sha256)


def trial_of_work_plan(told: BodyYear, template: bytes, *, town: TownConfiguration, language: str) -> bytes:
    """The work plan in a template that is not in use yet; it says so."""
    with speaking(town, language) as words:
        return docx_in(template, as_trial(work_plan_report(told, words)))
