# SPDX-License-Identifier: MPL-2.0
"""Cases with all that goes with them in one .zip file, a folder for each body."""

import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.cases.facts import Access
from udmoent.cases.gather import Asked, ground_of
from udmoent.cases.rules import why_not_leave_out
from udmoent.cases.writing import Head, case_on
from udmoent.cases.written import WrittenCase, without_confidential
from udmoent.documents.actions import templates_for
from udmoent.documents.case_folder import Folder
from udmoent.documents.case_papers import DOCUMENTS, CasePapers
from udmoent.documents.files import replace_file
from udmoent.lib.refusal import Refused

ENDING = ".zip"


def write_folder(asked: Sequence[Asked], head: Head, file: Path, *, only_open: bool) -> list[WrittenCase]:
    """All of the cases, or none where one is refused."""
    town, folder, written = asked[0].plan.municipality, Folder(), []
    templates = templates_for(town, DOCUMENTS, files=settings.UDMOENT_FILES)
    for place, one in enumerate(asked, start=1):
        body = one.body.abbreviation
        try:
            case, papers = _made(one, head, templates, only_open=only_open)
            files = folder.add(case, papers.all(), under=body if len(asked) > 1 else "", only_open=only_open)
        except Refused as refused:
            raise Refused(*(f"{body}: {refusal}" for refusal in refused.refusals)) from refused
        _say_progress(place, len(asked), body, files)
        written.append(case)
    replace_file(file, folder.content())
    return written


def _made(
    asked: Asked, head: Head, templates: dict[str, bytes | None], *, only_open: bool
) -> tuple[WrittenCase, CasePapers]:
    ground = ground_of(asked)
    case = case_on(ground, asked, head)
    if only_open:
        Refused.if_any([why_not_leave_out(Access(case.access))])
        case = without_confidential(case)
    return case, CasePapers(case=case, ground=ground, files=settings.UDMOENT_FILES, templates=templates)


def _say_progress(place: int, all_of_them: int, body: str, files: int) -> None:
    told = ngettext("{n} file", "{n} files", files).format(n=files)
    line = _("{number} of {all}").format(number=place, all=all_of_them)
    print(f"{line} · {body} · {told}", file=sys.stderr, flush=True)
