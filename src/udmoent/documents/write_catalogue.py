# SPDX-License-Identifier: MPL-2.0
"""Writes a råderum catalogue to a file whose ending tells its form."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from udmoent.documents.catalogue_report import CatalogueDocument, catalogue_report
from udmoent.documents.catalogue_sheet import catalogue_xlsx_of
from udmoent.documents.endings import known_ending
from udmoent.documents.files import replace_file
from udmoent.documents.template.write import docx_in
from udmoent.documents.words import speaking
from udmoent.documents.write import Written, as_trial, word_of
from udmoent.documents.write_pdf import pdf_of
from udmoent.organisation.configuration import TownConfiguration

CATALOGUE_ENDINGS: Final = (".docx", ".pdf", ".xlsx")


def write_catalogue(
    told: CatalogueDocument,
    to: Path,
    *,
    town: TownConfiguration,
    language: str = "da",
    template: bytes | None = None,
) -> Written:
    """Write what the catalogue tells; who may see what was decided before. Raises as `write_plan`."""
    ending = known_ending(to, CATALOGUE_ENDINGS)
    with speaking(town, language):
        writers: dict[str, Callable[[], bytes]] = {
            ".docx": lambda: word_of(catalogue_report(told, language), template),
            ".pdf": lambda: pdf_of(catalogue_report(told, language)),
            ".xlsx": lambda: catalogue_xlsx_of(told),
        }
        replace_file(to, writers[ending]())
    return Written(to, len(told.catalogue.proposals), None)


def trial_of_catalogue(told: CatalogueDocument, template: bytes, *, town: TownConfiguration, language: str) -> bytes:
    """The catalogue in a template that is not in use yet; it says so."""
    with speaking(town, language):
        return docx_in(template, as_trial(catalogue_report(told, language)))
