# SPDX-License-Identifier: MPL-2.0
"""A template's sections: the page that the document is written on, and what must be said at the top or foot of each."""

import re
from collections.abc import Collection
from typing import Final, Literal

from lxml import etree

from udmoent.documents.template.package import DOCUMENT, MAIN_TYPE, Package, R, W
from udmoent.documents.write_docx import LONG_SIDE, MARGIN, SHORT_SIDE

NARROWEST: Final = 9072
"""Twips: 16 cm, the text's width on an A4 page with Word's own margins. Below it, eleven columns cannot be read."""
Edge = Literal["header", "footer"]
_BEFORE_THE_PAGE: Final = tuple(
    f"{W}{name}" for name in "headerReference footerReference footnotePr endnotePr type".split()
)


class Section:
    """The pages that one sectPr of the text describes."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    @classmethod
    def around(cls, paragraph: etree._Element) -> "Section":
        """The section that a paragraph of the text is in: the first that ends with it or after it."""
        for one in (paragraph, *paragraph.itersiblings()):
            found = one if one.tag == f"{W}sectPr" else one.find(f"{W}pPr/{W}sectPr")
            if found is not None:
                return cls(found)
        last = etree.Element(f"{W}sectPr")
        [paragraph, *paragraph.itersiblings()][-1].addnext(last)
        return cls(last)

    @property
    def is_landscape(self) -> bool:
        wide, high = self._sides()
        return wide > high

    def width(self, *, landscape: bool) -> int:
        """Of the text, in twips, when the page lies that way."""
        side = max(self._sides()) if landscape else min(self._sides())
        return side - sum(self._margin(name, otherwise) for name, otherwise in _SIDE_MARGINS)

    def lay(self, *, landscape: bool) -> None:
        """Turn the page where the document lies the other way; columns give way, for tables need the whole width."""
        wide, high = sorted(self._sides(), reverse=landscape)
        page = self._child("pgSz")
        page.set(f"{W}w", str(wide))
        page.set(f"{W}h", str(high))
        page.set(f"{W}orient", "landscape" if landscape else "portrait")
        columns = self._element.find(f"{W}cols")
        if columns is not None:
            self._element.remove(columns)

    def _sides(self) -> tuple[int, int]:
        page = self._element.find(f"{W}pgSz")
        return _twips(page, "w", SHORT_SIDE), _twips(page, "h", LONG_SIDE)

    def _margin(self, name: str, otherwise: int) -> int:
        return _twips(self._element.find(f"{W}pgMar"), name, otherwise)

    def _child(self, name: str) -> etree._Element:
        found = self._element.find(f"{W}{name}")
        if found is None:
            found = etree.Element(f"{W}{name}")
            self._element.insert(sum(one.tag in _BEFORE_THE_PAGE for one in self._element), found)
        return found


_SIDE_MARGINS: Final = (("left", MARGIN), ("right", MARGIN), ("gutter", 0))


def _twips(element: etree._Element | None, name: str, otherwise: int) -> int:
    told = "" if element is None else element.get(f"{W}{name}", "")
    return int(told) if re.fullmatch(r"-?\d+", told) else otherwise


def edges(package: Package, edge: Edge) -> list[str]:
    """The parts that stand at the top or foot of some page."""
    sections = list(package.tree(DOCUMENT).iter(f"{W}sectPr"))
    named = [one.get(f"{R}id", "") for section in sections for one in section.iter(f"{W}{edge}Reference")]
    return list(dict.fromkeys(part for part in map(package.part_of, named) if part))


def missing_edges(package: Package, edge: Edge) -> list[str]:
    """The kinds of pages that have nothing there: default, first, even. What the first section lacks, no page has for sure."""
    sections = list(package.tree(DOCUMENT).iter(f"{W}sectPr"))
    has = {one.get(f"{W}type", "default") for one in sections[0].iter(f"{W}{edge}Reference")}
    kinds = ["default"]
    if any(_is_on(section.find(f"{W}titlePg")) for section in sections):
        kinds.append("first")
    settings = [package.tree(name) for name in package.related("settings")]
    if any(_is_on(one.find(f"{W}evenAndOddHeaders")) for one in settings):
        kinds.append("even")
    return [kind for kind in kinds if kind not in has]


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "true") not in ("0", "false", "off")


def say_on_each_page(package: Package, edge: Edge, paragraph: str, *, but_not_in: Collection[str] = ()) -> None:
    """Put a paragraph at the top or foot of every page, but for the parts in which it is said already."""
    for name in edges(package, edge):
        if name not in but_not_in:
            package.tree(name).append(etree.fromstring(paragraph))
    first = next(package.tree(DOCUMENT).iter(f"{W}sectPr"))
    for kind in missing_edges(package, edge):
        name = f"word/udmoent-{edge}-{kind}.xml"
        root = etree.Element(f"{W}{'hdr' if edge == 'header' else 'ftr'}", nsmap={"w": W[1:-1]})
        root.append(etree.fromstring(paragraph))
        package.add(name, etree.tostring(root), MAIN_TYPE.replace("document.main", edge))
        reference = etree.Element(f"{W}{edge}Reference", {f"{W}type": kind, f"{R}id": package.relate(name, edge)})
        first.insert(0, reference)
