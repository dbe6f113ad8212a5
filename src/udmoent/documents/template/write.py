# SPDX-License-Identifier: MPL-2.0
"""A report as a Word document in the town's own template. The same report in the same template always gives the same bytes."""

import re
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from udmoent.documents.report import Report
from udmoent.documents.stamp import NAME, Stamp
from udmoent.documents.template.check import read_template, written_parts
from udmoent.documents.template.fields import MARKING, OVER_THE_CONTENT, fields_in, fill, name_in, values_of
from udmoent.documents.template.package import DOCUMENT, MAIN_TYPE, Package
from udmoent.documents.template.package import W as OF_WORD
from udmoent.documents.template.sections import Section, edges, say_on_each_page
from udmoent.documents.template.styles import bring_styles
from udmoent.documents.word_package import APP, OF_PACKAGE, TYPES, R, W, core_xml, custom_xml
from udmoent.documents.word_pictures import media_of
from udmoent.documents.write_docx import body_xml

_OWN_PROPERTY: Final = re.compile(rf"{NAME}\d*")
_CUSTOM: Final = "docProps/custom.xml"


def docx_in(content: bytes, report: Report) -> bytes:
    """The report in the template that `content` is. Refused where it cannot serve as one."""
    template = read_template(content, "skabelon.docx")
    package = template.package
    above = {name_in(name) for name in fields_in(package.tree(DOCUMENT))}
    marked = [name for name in edges(package, "footer") if _says_marking(package, name)]
    section = Section.around(template.place)
    section.lay(landscape=report.landscape)
    without = {lead for name, lead in OVER_THE_CONTENT.items() if name in above}
    body = _elements(body_xml(report, section.width(landscape=report.landscape), without=without))
    for part in written_parts(package):
        fill(part, values_of(report))
    bring_styles(package, body, report.language)
    _put(body, template.place)
    for medium in media_of(report):
        package.add(medium.name, medium.content, medium.content_type)
        package.relate_as(medium.id, medium.name, "image")
    if report.marking:
        say_on_each_page(package, "footer", _bold(report.marking), but_not_in=marked)
    if report.notice:
        say_on_each_page(package, "header", _bold(report.notice))
    _let_go_of_templates(package)
    return _with_properties(package, report)


def _says_marking(package: Package, name: str) -> bool:
    return MARKING in map(name_in, fields_in(package.tree(name)))


def _elements(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<w:body {W} {R}>{xml}</w:body>", etree.XMLParser(huge_tree=True)))


def _put(body: list[etree._Element], place: etree._Element) -> None:
    """Into the paragraph's place; one that ends a section stays behind the body, empty, as the section's end."""
    for one in body:
        place.addprevious(one)
    if place.find(f"{OF_WORD}pPr/{OF_WORD}sectPr") is None:
        _remove(place)
    else:
        for one in place.findall("*")[1:]:
            place.remove(one)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _bold(text: str) -> str:
    return f"<w:p {W}><w:r><w:rPr><w:b/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def _let_go_of_templates(package: Package) -> None:
    """A document knows nothing of the file on somebody's disk that its template was once made from."""
    for name in package.related("settings"):
        package.cut(name, "attachedTemplate")
        for one in package.tree(name).findall(f"{OF_WORD}attachedTemplate"):
            _remove(one)


def _with_properties(package: Package, report: Report) -> bytes:
    """The document's own properties for the template's; what the town added of its own stays."""
    package.tell_type(DOCUMENT, MAIN_TYPE)
    custom = _custom(package, report.stamp)
    for name, content in (("docProps/core.xml", core_xml(report)), ("docProps/app.xml", APP), (_CUSTOM, custom)):
        package.add(name, content.encode(), TYPES[f"/{name}"])
    return package.file({name: kind for name, kind in OF_PACKAGE.items() if name != DOCUMENT})


def _custom(package: Package, stamp: Stamp | None) -> str:
    """The stamp first; never one that came with the template, as one made from a document of Udmønt has."""
    root = etree.fromstring(custom_xml(stamp).encode())
    for name in (one.target for one in package.relations() if one.kind == "custom-properties"):
        for told in package.tree(name) if name in package.names() else ():
            if not _OWN_PROPERTY.fullmatch(told.get("name", "")):
                told.set("pid", str(len(root) + 2))
                root.append(told)
    return etree.tostring(root, encoding="unicode")
