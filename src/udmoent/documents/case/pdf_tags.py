# SPDX-License-Identifier: MPL-2.0
"""What the tags of a PDF tell that its print does not (ISO 32000-1, 14.7 and 14.8.2.2)."""

from collections.abc import Iterator
from ctypes import POINTER, c_ulong, c_ushort, cast, create_string_buffer
from typing import Any, Final

from pypdfium2 import raw

_ARTIFACT: Final = "Artifact"
_LONGEST_NAME: Final = 64


def is_artifact(textpage: Any, index: int) -> bool:
    """Whether the character at the index is marked as no content, as the head and foot of a page are."""
    written = raw.FPDFText_GetTextObject(textpage, index)
    return bool(written) and any(
        _name(raw.FPDFPageObj_GetMark(written, at)) == _ARTIFACT for at in range(raw.FPDFPageObj_CountMarks(written))
    )


def begins_a_paragraph(page: Any, textpage: Any, index: int) -> bool:
    """Whether the character at the index is told to stand first in its paragraph; false also where nothing is told."""
    place = raw.FPDFPageObj_GetMarkedContentID(raw.FPDFText_GetTextObject(textpage, index))
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
        held = next((places for root in roots for places in _places(root) if place in places), [])
        return place >= 0 and held[:1] == [place]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _places(element: Any) -> Iterator[list[int]]:
    """The marked contents of the element and of all below it, each element's in their order."""
    yield [
        raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at)
        for at in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element))
    ]
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
            yield from _places(child)


def _name(mark: Any) -> str:
    letters, length = create_string_buffer(_LONGEST_NAME), c_ulong()
    if not raw.FPDFPageObjMark_GetName(mark, cast(letters, POINTER(c_ushort)), _LONGEST_NAME, length):
        return ""
    return letters.raw[: length.value].decode("utf-16-le").rstrip("\0")
