# SPDX-License-Identifier: MPL-2.0
"""Files of tables, read by what their names and contents say they are."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.endings import known_ending
from udmoent.documents.read_csv import read_csv
from udmoent.documents.read_docx import read_docx
from udmoent.documents.read_xlsx import read_spreadsheet
from udmoent.documents.tables import TableFile
from udmoent.lib.refusal import Refusal, Refused

LARGEST: Final = 100 * 1024 * 1024
"""Bytes of a file that is read at all."""

LARGEST_UNPACKED: Final = 5 * LARGEST
"""Bytes of all parts of an Office file together."""

MOST_PARTS: Final = 20_000

_READERS: Final[dict[str, Callable[[bytes, str], TableFile]]] = {
    ".xlsx": read_spreadsheet,
    ".xls": read_spreadsheet,
    ".ods": read_spreadsheet,
    ".docx": read_docx,
    ".csv": read_csv,
}
ENDINGS: Final = tuple(_READERS)

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS: Final = {".xlsx": "Excel", ".xls": "Excel", ".ods": "LibreOffice", ".docx": "Word"}


def read_tables(path: Path) -> TableFile:
    """The file's tables. Raises UnknownEnding, and Refused for what cannot be read."""
    ending = known_ending(path, ENDINGS)
    content = file_content(path)
    Refused.if_any([why_not_office(content, path.name, ending)])
    return _READERS[ending](content, path.name)


def why_not_office(
    content: bytes, name: str, ending: str, *, most_unpacked: int = LARGEST_UNPACKED, most_parts: int = MOST_PARTS
) -> Refusal | None:
    """Whether the bytes are what the ending says; they are not where they would unpack to more than may be read."""
    found = _kind_of(content, most_unpacked, most_parts)
    if found == "locked":
        return Refusal(_locked(name))
    return None if found == _expected(ending) else Refusal(_other_content(name, ending))


def file_content(path: Path) -> bytes:
    """The file's bytes; refused when it is missing, unreadable, empty or too large."""
    if not path.exists():
        raise Refused(_("There is no file “{name}”. Check the name and the folder.").format(name=path))
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise Refused(_("“{name}” is too large. Choose another file.").format(name=path.name))
        content = path.read_bytes()
    except OSError as fault:
        sentence = _("“{name}” cannot be opened. Choose a file that you may read, and close it in other programs.")
        raise Refused(sentence.format(name=path.name)) from fault
    if not content.strip():
        raise Refused(_("“{name}” is empty. Choose another file.").format(name=path.name))
    return content


def _kind_of(content: bytes, most_unpacked: int, most_parts: int) -> str:
    if content.startswith(_OLD_OFFICE):
        return "locked" if _LOCKED in content else ".xls"
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "other" if content.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")) else "text"
    return _kind_of_package(content, most_unpacked, most_parts)


def _kind_of_package(content: bytes, most_unpacked: int, most_parts: int) -> str:
    """Which program's file a zip is; one too damaged to tell is left for its reader to refuse."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return "package"
    names = {part.filename for part in parts}
    if len(parts) > most_parts or sum(part.file_size for part in parts) > most_unpacked:
        return "other"
    if any(name.startswith("word/") for name in names):
        return ".docx"
    if any(name.startswith("xl/") for name in names):
        return ".xlsx"
    return ".ods" if "content.xml" in names else "other"


def _expected(ending: str) -> str:
    return "text" if ending == ".csv" else ending


def _locked(name: str) -> str:
    return _("“{name}” is protected by a password. Open it, remove the password, save it, and try again.").format(
        name=name
    )


def _other_content(name: str, ending: str) -> str:
    if ending == ".csv":
        sentence = _("“{name}” is not a text file as its ending says. Give it the ending it was saved with.")
    else:
        sentence = _(
            "“{name}” is damaged, or is not a {program} file as its ending says. Open it in {program} and save it as {ending}."
        )
    return sentence.format(name=name, program=_PROGRAMS.get(ending, ""), ending=ending)
