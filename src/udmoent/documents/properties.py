# SPDX-License-Identifier: MPL-2.0
"""The stamp in a Word or Excel file's custom properties."""

import io
import re
import zipfile

from lxml import etree

from udmoent.documents.stamp import NAME, Stamp

_PART = "docProps/custom.xml"
_NAMED = re.compile(rf"{NAME}(?P<at>\d*)")


def stamp_in(content: bytes) -> Stamp | None:
    """The stamp of a file from Udmønt, put together again where it was split; None where there is none."""
    package = zipfile.ZipFile(io.BytesIO(content))
    if _PART not in package.namelist():
        return None
    root = etree.fromstring(package.read(_PART), etree.XMLParser(resolve_entities=False, no_network=True))
    parts = {
        int(found["at"] or "0"): "".join(str(text) for text in element.itertext())
        for element in root
        if (found := _NAMED.fullmatch(element.get("name", "")))
    }
    return Stamp.read("".join(parts[at] for at in sorted(parts))) if parts else None
