# SPDX-License-Identifier: MPL-2.0
"""Long files of plain rows, read row by row as they stand: neither colours nor merged cells, and nothing cleaned."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from udmoent.documents.endings import known_ending
from udmoent.documents.read_csv import decoded, separator_of, without_hint
from udmoent.documents.read_tables import file_content, why_not_office
from udmoent.lib.refusal import Refused

ENDINGS: Final = (".xlsx", ".csv")

Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are each row's number, as a spreadsheet counts, and its cells; they can be gone through once. `height` is
    about how many there are.
    """

    place: str
    height: int
    rows: Iterator[tuple[int, Cells]]


def read_rows(path: Path) -> list[Sheet]:
    """The sheets that are shown. Raises UnknownEnding, and Refused for what cannot be read."""
    ending = known_ending(path, ENDINGS)
    content = file_content(path)
    Refused.if_any([why_not_office(content, path.name, ending)])
    return [_text(content, path.name)] if ending == ".csv" else _sheets(content, path.name)


def _text(content: bytes, name: str) -> Sheet:
    text = decoded(content)
    if text is None:
        sentence = _("“{name}” is not text that can be read. Save it again as CSV (UTF-8), and try once more.")
        raise Refused(sentence.format(name=name))
    text, separator = without_hint(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or separator_of(text))
    return Sheet(_("the file"), text.count("\n"), enumerate(reader, start=1))


def _sheets(content: bytes, name: str) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [at for at, told in enumerate(book.sheets_metadata) if told.visible == SheetVisibleEnum.Visible]
        return [_sheet(book, at) for at in shown]
    except PasswordError as fault:
        sentence = _("“{name}” is protected by a password. Open it, remove the password, save it, and try again.")
        raise Refused(sentence.format(name=name)) from fault
    except (CalamineError, ValueError, OSError, KeyError) as fault:
        sentence = _(
            "“{name}” is damaged and cannot be read. Open it in its own program, save it again, and try once more."
        )
        raise Refused(sentence.format(name=name)) from fault


def _sheet(book: CalamineWorkbook, at: int) -> Sheet:
    sheet = book.get_sheet_by_index(at)
    first = (sheet.start or (0, 0))[0] + 1
    return Sheet(_("sheet {name}").format(name=sheet.name), sheet.height, enumerate(sheet.iter_rows(), start=first))
