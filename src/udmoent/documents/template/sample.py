# SPDX-License-Identifier: MPL-2.0
"""A template to begin from: Udmønt's own look with fields for what each document tells, to be made the town's own in Word."""

from datetime import UTC, datetime
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.report import Paragraph, Report, plain
from udmoent.documents.write_docx import docx_of

_BEGINNING: Final = datetime(2025, 1, 1, tzinfo=UTC)


def sample_template(language: str) -> bytes:
    """The bytes of a .docx file, always the same."""
    report = Report(
        over="{{ kommune }}",
        title="{{ titel }}",
        subtitle="{{ undertitel }}",
        language=language,
        created=_BEGINNING,
        blocks=(Paragraph(plain("{{ indhold }}")),),
        foot="{{ fod }}",
        page=_("Page {page} of {pages}"),
        marking="{{ intern }}",
    )
    return docx_of(report)
