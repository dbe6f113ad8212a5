# SPDX-License-Identifier: MPL-2.0
"""Writes an agenda case to a file whose ending tells its form. It is written in the town's language, whatever the reader's."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.utils.translation import override

from udmoent.cases.sentences import LANGUAGE
from udmoent.cases.written import WrittenCase
from udmoent.documents.case_report import case_report, case_text
from udmoent.documents.endings import known_ending
from udmoent.documents.files import replace_file
from udmoent.documents.template.write import docx_in
from udmoent.documents.write import as_trial, word_of
from udmoent.documents.write_pdf import pdf_of

CASE_ENDINGS: Final = (".docx", ".pdf", ".txt")


def case_file(case: WrittenCase, ending: str, *, template: bytes | None = None) -> bytes:
    """The case as the bytes of a file of that ending; always the same for the same case and template."""
    writers: dict[str, Callable[[], bytes]] = {
        ".docx": lambda: word_of(case_report(case, LANGUAGE), template),
        ".pdf": lambda: pdf_of(case_report(case, LANGUAGE)),
        ".txt": lambda: case_text(case, LANGUAGE).encode(),
    }
    with override(LANGUAGE):
        return writers[ending]()


def write_case(case: WrittenCase, to: Path, *, template: bytes | None = None) -> None:
    """Raises UnknownEnding for the file's name; refused where it cannot be written."""
    replace_file(to, case_file(case, known_ending(to, CASE_ENDINGS), template=template))


def trial_of_case(case: WrittenCase, template: bytes) -> bytes:
    """The case in a template that is not in use yet; it says so."""
    with override(LANGUAGE):
        return docx_in(template, as_trial(case_report(case, LANGUAGE)))
