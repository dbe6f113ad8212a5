# SPDX-License-Identifier: MPL-2.0
"""Cases with their files as a folder for an agenda system: what is open, what is closed, and a manifest that tells which.

What is closed lies in a folder of its own, and the manifest in the open folder names nothing of it.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec
from lxml import etree

from udmoent.cases.facts import Access, Holds
from udmoent.cases.rules import access_with
from udmoent.cases.written import WrittenCase, closed_with, fingerprint, without_confidential
from udmoent.documents.case_papers import Paper

FOLDERS: Final = {Access.OPEN: "aaben", Access.CONFIDENTIAL: "lukket"}
FORMAT: Final = "udmoent-sag/1"
_MOMENT: Final = (2025, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Filed:
    """A file in the folder."""

    path: str
    content: bytes


class Folder:
    """A .zip file that takes in one case after the other; the same cases and files always give the same bytes."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._archive = zipfile.ZipFile(self._buffer, "w", zipfile.ZIP_DEFLATED)

    def add(self, case: WrittenCase, papers: Iterable[Paper], *, under: str = "", only_open: bool = False) -> int:
        """The case with its files, in a folder of its own where one is named by `under`; how many files there are."""
        papers = list(papers)
        for one in _filed(case, papers, only_open=only_open):
            told = zipfile.ZipInfo(f"{under}/{one.path}" if under else one.path, _MOMENT)
            told.compress_type = zipfile.ZIP_DEFLATED
            self._archive.writestr(told, one.content)
        return len(papers)

    def content(self) -> bytes:
        self._archive.close()
        return self._buffer.getvalue()


def case_folder(case: WrittenCase, papers: Iterable[Paper], *, only_open: bool = False) -> bytes:
    """The folder of one case as the bytes of a .zip file."""
    folder = Folder()
    folder.add(case, papers, only_open=only_open)
    return folder.content()


def _filed(case: WrittenCase, papers: Sequence[Paper], *, only_open: bool) -> Iterator[Filed]:
    """The open folder with its own manifest; the closed one, where there is one, with the manifest of all."""
    case, papers = closed_with(case), [replace(one, access=access_with(case.access, one.access)) for one in papers]
    open_papers = [one for one in papers if one.access == Access.OPEN]
    if case.access == Access.OPEN:
        yield from _folder(without_confidential(case), open_papers, Access.OPEN)
    closed = [one for one in papers if one.access == Access.CONFIDENTIAL]
    if closed and not only_open:
        yield from _folder(case, papers, Access.CONFIDENTIAL, closed)


def _folder(
    case: WrittenCase, listed: Sequence[Paper], access: Access, held: Sequence[Paper] | None = None
) -> Iterator[Filed]:
    """`listed` are the files that the manifest names, `held` those that lie here."""
    folder = FOLDERS[access]
    told = manifest(case, listed)
    yield Filed(f"{folder}/manifest.json", msgspec.json.format(msgspec.json.encode(told), indent=2))
    yield Filed(f"{folder}/manifest.xml", _xml(told))
    for paper in listed if held is None else held:
        yield Filed(f"{folder}/{paper.file_name}", paper.content)


def manifest(case: WrittenCase, papers: Sequence[Paper]) -> dict[str, Any]:
    """What an agenda system needs to take the case in: its head, its sections, its decisions, and each file with its openness."""
    head = {
        "format": FORMAT,
        "municipality": case.municipality,
        "kind": case.kind.value,
        "title": case.title,
        "case_number": case.case_number,
        "kle": case.kle,
        "access": case.access.value,
        "ground": case.ground,
        "body": case.body_abbreviation,
        "body_name": case.body,
        "meeting_on": case.meeting_on.isoformat() if case.meeting_on else None,
        "agenda_number": case.agenda_number,
        "route": list(case.route),
        "edition": case.edition,
        "edition_as_of": case.as_of.isoformat() if case.as_of else None,
        "edition_sha256": case.sha256,
        "sha256": fingerprint(case),
        "is_sample": case.is_sample,
    }
    sections = [{"heading": one.heading, "text": one.text} for one in case.sections]
    return head | {"sections": sections, "attachments": _attachments(case), "files": [_file(one) for one in papers]}


def _attachments(case: WrittenCase) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "title": one.title,
            "access": one.access.value,
            "role": one.role,
            "document_id": one.document_id,
            "record_number": one.record_number,
            "edition_sha256": one.sha256,
            "address": one.address if one.holds == Holds.ADDRESS else "",
        }
        for one in case.attachments
    ]


def _file(paper: Paper) -> dict[str, Any]:
    return {
        "path": f"{FOLDERS[paper.access]}/{paper.file_name}",
        "title": paper.title,
        "access": paper.access.value,
        "attachment": paper.number,
        "bytes": len(paper.content),
        "sha256": hashlib.sha256(paper.content).hexdigest(),
    }


def _xml(told: dict[str, Any]) -> bytes:
    """The same as XML: a list is an element with one child for each entry."""
    root = etree.Element("case")
    for name, value in told.items():
        _add(root, name, value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


ENTRIES: Final = {"sections": "section", "attachments": "attachment", "files": "file", "route": "body"}


def _add(parent: etree._Element, name: str, value: Any) -> None:
    element = etree.SubElement(parent, name)
    if isinstance(value, list):
        for entry in value:
            _add(element, ENTRIES[name], entry)
    elif isinstance(value, dict):
        for inner, told in value.items():
            _add(element, inner, told)
    elif value is not None:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)
