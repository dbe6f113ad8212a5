# SPDX-License-Identifier: MPL-2.0
"""The styles a document is written with, found in the template by name; those it lacks are brought along.

A style's id is not its name: in a Danish Word “heading 1” has the id Overskrift1.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from udmoent.documents.template.package import MAIN_TYPE, Package, W
from udmoent.documents.word_package import NUMBERING, styles_xml
from udmoent.documents.word_package import W as W_OF_XML

_NAMED_BY: Final = ("pStyle", "rStyle", "tblStyle")
_AT_THE_EDGES: Final = ("Header", "Footer")
"""Styles of Udmønt's own header and footer, which no document in a template has."""
_LEADS_TO: Final = ("basedOn", "next", "link")


def bring_styles(package: Package, body: list[etree._Element], language: str) -> None:
    """Let the body name the template's own styles, and bring along those that the template lacks."""
    ours = etree.fromstring(styles_xml(language, text_width=0).encode())
    if not package.related("styles"):
        package.add("word/styles.xml", etree.tostring(ours), MAIN_TYPE.replace("document.main", "styles"))
        package.relate("word/styles.xml", "styles")
    settled = _Settled(package, ours)
    for one in body:
        for named in one.iter(*(f"{W}{name}" for name in _NAMED_BY)):
            named.set(f"{W}val", settled.id_of(named.get(f"{W}val", "")))


def own_styles(package: Package) -> list[str]:
    """Of the styles that documents are written with those that the template has, by Word's own names."""
    ours = etree.fromstring(styles_xml("da", text_width=0).encode())
    theirs = {_name(style) for part in package.related("styles") for style in package.tree(part).iter(f"{W}style")}
    told = [style for style in ours.iter(f"{W}style") if _name(style) in theirs and not _is_default(style)]
    return [style.find(f"{W}name").get(f"{W}val", "") for style in told if _id(style) not in _AT_THE_EDGES]  # type: ignore[union-attr]


class _Settled:
    """Which of the template's styles each of ours has become."""

    def __init__(self, package: Package, ours: etree._Element) -> None:
        self._package = package
        self._theirs = package.tree(package.related("styles")[0])
        self._ours = {_id(style): style for style in ours.iter(f"{W}style")}
        self._by_name = {_name(style): _id(style) for style in self._theirs.iter(f"{W}style")}
        self._default = {_type(style): _id(style) for style in self._theirs.iter(f"{W}style") if _is_default(style)}
        self._ids: dict[str, str] = {}

    def id_of(self, own: str) -> str:
        if own not in self._ids:
            style = self._ours[own]
            usual = self._default.get(_type(style)) if _is_default(style) else None
            known = usual or self._by_name.get(_name(style))
            self._ids[own] = known or self._free_id(own)
            if not known:
                self._bring(own, style)
        return self._ids[own]

    def _free_id(self, own: str) -> str:
        taken = set(self._by_name.values())
        return next(id_ for id_ in _candidates(own) if id_ not in taken)

    def _bring(self, own: str, style: etree._Element) -> None:
        new = deepcopy(style)
        new.tail = None
        new.set(f"{W}styleId", self._ids[own])
        self._theirs.append(new)
        self._by_name[_name(new)] = self._ids[own]
        for name in _LEADS_TO:
            led = new.find(f"{W}{name}")
            if led is not None:
                led.set(f"{W}val", self.id_of(led.get(f"{W}val", "")))
        for numbered in new.iter(f"{W}numId"):
            numbered.set(f"{W}val", _bring_list(self._package, self._ids[own]))


def _candidates(own: str) -> Iterator[str]:
    yield own
    yield from (f"Udmoent{own}{at or ''}" for at in range(1000))


def _id(style: etree._Element) -> str:
    return style.get(f"{W}styleId", "")


def _type(style: etree._Element) -> str:
    return style.get(f"{W}type", "paragraph")


def _name(style: etree._Element) -> tuple[str, str]:
    named = style.find(f"{W}name")
    return _type(style), "" if named is None else named.get(f"{W}val", "").casefold()


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}default", "0") in ("1", "true", "on")


def _bring_list(package: Package, style_id: str) -> str:
    """Our bullets, under numbers that the template does not use; gives the list's number."""
    ours = etree.fromstring(NUMBERING.encode())
    if not package.related("numbering"):
        package.add(
            "word/numbering.xml", f"<w:numbering {W_OF_XML}/>".encode(), MAIN_TYPE.replace("document.main", "numbering")
        )
        package.relate("word/numbering.xml", "numbering")
    theirs = package.tree(package.related("numbering")[0])
    kinds, lists = theirs.findall(f"{W}abstractNum"), theirs.findall(f"{W}num")
    kind, one = ours.find(f"{W}abstractNum"), ours.find(f"{W}num")
    assert kind is not None and one is not None
    kind.set(f"{W}abstractNumId", _next(kinds, "abstractNumId"))
    for named in kind.iter(f"{W}pStyle"):
        named.set(f"{W}val", style_id)
    one.set(f"{W}numId", _next(lists, "numId", first=1))
    one[0].set(f"{W}val", kind.get(f"{W}abstractNumId", ""))
    theirs.insert(theirs.index(kinds[-1]) + 1 if kinds else len(theirs.findall(f"{W}numPicBullet")), kind)
    theirs.insert(theirs.index(lists[-1]) + 1 if lists else theirs.index(kind) + 1, one)
    return one.get(f"{W}numId", "")


def _next(found: list[etree._Element], name: str, first: int = 0) -> str:
    return str(max((int(one.get(f"{W}{name}", "0")) for one in found), default=first - 1) + 1)
