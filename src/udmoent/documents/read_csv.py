# SPDX-License-Identifier: MPL-2.0
"""Text files of cells: as Excel writes them on a Danish machine, and as everybody else does."""

import csv
import io
from collections import Counter
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.escapes import without_apostrophe
from udmoent.documents.stamp import NAME, Stamp
from udmoent.documents.tables import Row, Table, TableFile, Value
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean

_MARKED: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS: Final = ";\t,|"
_CHARACTERS_LOOKED_AT: Final = 50_000
_LONGEST_CELL: Final = 1_000_000


def read_csv(content: bytes, name: str) -> TableFile:
    """One table. Rows count as a spreadsheet counts them: a line break inside quotes begins no row."""
    text = decoded(content)
    if text is None:
        sentence = _("“{name}” is not text that can be read. Save it again as CSV (UTF-8), and try once more.")
        raise Refused(sentence.format(name=name))
    text, separator = without_hint(text)
    rows = records(text, separator or separator_of(text))
    stamp = _stamp(rows)
    if rows and rows[-1][:1] == [NAME]:
        rows = rows[:-1]
    width = max((len(row) for row in rows), default=0)
    filled = tuple(
        Row(number=number, cells=(*row, *[None] * (width - len(row))))
        for number, row in enumerate(rows, start=1)
        if any(cell is not None for cell in row)
    )
    return TableFile(name=name, tables=(Table(place=_("the file"), rows=filled),) if filled else (), stamp=stamp)


def decoded(content: bytes) -> str | None:
    """The text of bytes in UTF-8, UTF-16 or Windows-1252; None for what is no text."""
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return _decoded(content, encoding)
    zeros = content[:2000].count(0)
    if zeros:
        is_utf_16 = zeros * 4 >= len(content[:2000])
        return _decoded(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be") if is_utf_16 else None
    return _decoded(content, "utf-8") or _decoded(content, "cp1252") or content.decode("latin-1")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def without_hint(text: str) -> tuple[str, str | None]:
    """Excel's own first line “sep=;” tells the separator and is no row."""
    first, _end, rest = text.partition("\n")
    hint = first.strip()
    if hint.lower().startswith("sep=") and len(hint) == 5:
        return rest, hint[4]
    return text, None


def separator_of(text: str) -> str:
    """The first that parts at least half of the rows into one and the same number of cells; else what parts most."""
    start = text[:_CHARACTERS_LOOKED_AT]

    def regularity(separator: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in records(start, separator) if any(row))
        width, count = max(widths.items(), key=lambda told: told[::-1], default=(0, 0))
        return (count / widths.total(), width) if width > 1 else (0, 0)

    shares = {separator: regularity(separator) for separator in _SEPARATORS}
    regular = (separator for separator, (share, _width) in shares.items() if share >= 0.5)
    return next(regular, max(shares, key=lambda separator: shares[separator]))


def records(text: str, separator: str) -> list[list[Value]]:
    """The cells of each row; an empty row has none, or only empty ones."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as fault:
        # A quote that never ends would swallow every row after it: then each line is a row, quotes and all.
        never_ends = "unexpected end" in str(fault) or "field larger" in str(fault)
        plain = text.replace('"', "") if never_ends else text
        records = list(csv.reader(io.StringIO(plain, newline=""), delimiter=separator))
    return [[_value(cell) for cell in record] for record in records]


def _value(cell: str) -> Value:
    return without_apostrophe(clean(cell)) or None


def _stamp(rows: list[list[Value]]) -> Stamp | None:
    last = rows[-1] if rows else []
    return Stamp.read(str(last[1])) if len(last) > 1 and last[0] == NAME and last[1] else None
