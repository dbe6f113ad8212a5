# SPDX-License-Identifier: MPL-2.0
"""What a Word file must be to serve as a template, each lack with what to do about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from udmoent.documents.read_tables import why_not_office
from udmoent.documents.template import fields
from udmoent.documents.template.fields import in_brackets
from udmoent.documents.template.package import DOCUMENT, MAIN_TYPE, Damaged, Package, W
from udmoent.documents.template.sections import NARROWEST, Section
from udmoent.lib.refusal import Refusal, Refused

MEGABYTE: Final = 2**20
LARGEST: Final = 10
"""In MB."""
LARGEST_UNPACKED: Final = 60
MOST_PARTS: Final = 1000
ENDINGS: Final = (".docx", ".dotx")
TWIPS_PER_CM: Final = 567
_TYPES: Final = (MAIN_TYPE, MAIN_TYPE.replace(".document.", ".template."))
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HARMLESS: Final = frozenset(
    "xml rels png jpg jpeg gif bmp tif tiff emf wmf svg wdp odttf fntdata ttf otf".split()  # text, pictures, fonts
)
_FETCHING: Final = re.compile(
    r"^\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|MACROBUTTON|RD)\b", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Template:
    """A Word file that documents can be written in. It is changed by writing, and so read anew for each document."""

    package: Package
    place: etree._Element
    """The paragraph whose place the document's body takes."""

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(
            fields.name_in(name) for part in written_parts(self.package) for name in fields.fields_in(part)
        )


def read_template(content: bytes, name: str) -> Template:
    """The template. Refused with everything that is wrong with it."""
    package = _opened(content, name)
    Refused.if_any(_why_not_package(package, name))
    Refused.if_any(_why_not_fields(package))
    place = next(p for p, texts in fields.texts_by_paragraph(package.tree(DOCUMENT)) if _is_place(texts))
    Refused.if_any([_why_not_place(place)])
    return Template(package, place)


def written_parts(package: Package) -> list[etree._Element]:
    """The parts in which fields are filled: the text, the headers and the footers."""
    names = dict.fromkeys([DOCUMENT, *package.related("header"), *package.related("footer")])
    return [package.tree(name) for name in names]


def why_not_size(size: int) -> Refusal | None:
    """`size` in bytes."""
    if size <= LARGEST * MEGABYTE:
        return None
    sentence = _(
        "The template is {size} MB, and at most {limit} MB can be used. Make its pictures smaller: “Compress Pictures” in Word."
    )
    return Refusal(sentence.format(size=round(size / MEGABYTE, 1), limit=LARGEST))


def _opened(content: bytes, name: str) -> Package:
    if not name.lower().endswith(ENDINGS):
        raise Refused(_why_not_ending(name))
    Refused.if_any([why_not_size(len(content))])
    most = LARGEST_UNPACKED * MEGABYTE
    Refused.if_any([why_not_office(content, name, ".docx", most_unpacked=most, most_parts=MOST_PARTS)])
    try:
        return Package.read(content)
    except Damaged as fault:
        sentence = _("“{name}” is damaged and cannot be read. Open it in Word, save it again, and try once more.")
        raise Refused(sentence.format(name=name)) from fault


def _why_not_ending(name: str) -> Refusal:
    if name.lower().endswith((".docm", ".dotm")):
        return _macros(name)
    if name.lower().endswith((".doc", ".dot")):
        sentence = _("“{name}” is in Word's old form. Open it in Word and save it as “Word document (.docx)”.")
    else:
        sentence = _("“{name}” is no Word file. A template is a Word document (.docx) or a Word template (.dotx).")
    return Refusal(sentence.format(name=name))


def _macros(name: str) -> Refusal:
    sentence = _(
        "“{name}” has macros, and they are not let in. Open it in Word and save it as “Word document (.docx)”, which has none."
    )
    return Refusal(sentence.format(name=name))


def _why_not_package(package: Package, name: str) -> Iterator[Refusal]:
    """What the file is, and what it would bring along or fetch."""
    if "macroEnabled" in package.content_type(DOCUMENT) or any("vbaProject" in part for part in package.names()):
        yield _macros(name)
    elif package.tree(DOCUMENT).tag.startswith(_STRICT):
        yield Refusal(
            _("The file is a “Strict Open XML Document”. Save it in Word as “Word document (.docx)”, without Strict.")
        )
    elif package.content_type(DOCUMENT) not in _TYPES:
        yield Refusal(_("The file holds no Word document. Open it in Word and save it as “Word document (.docx)”."))
    else:
        yield from _why_not_parts(package)
        yield from _why_not_links(package)
        yield from _why_not_unfinished(package)


def _why_not_parts(package: Package) -> Iterator[Refusal]:
    for name in package.names():
        if name.rpartition(".")[2].lower() not in _HARMLESS:
            sentence = _(
                "The template holds “{part}”, which is neither text, picture nor font: an embedded file or a control. "
                "Remove it in Word, and save the template again."
            )
            yield Refusal(sentence.format(part=name.rpartition("/")[2]))
    if package.related("aFChunk"):
        yield Refusal(_("The template brings in another file as it is opened. Paste that file's text in instead."))


def _why_not_links(package: Package) -> Iterator[Refusal]:
    for name in package.names():
        for one in package.relations(name):
            if not one.is_external or one.kind == "attachedTemplate":
                continue
            if one.kind == "hyperlink" and _ADDRESS.match(one.target):
                continue
            sentence = _(
                "The template leads to “{target}”, outside the file. Put the picture or the text into the template itself "
                "(in Word: “Break Link”), or write a link as https:// or mailto:."
            )
            yield Refusal(sentence.format(target=one.target[:100]))
    for part in written_parts(package):
        codes = [code.text or "" for code in part.iter(f"{W}instrText")]
        codes += [one.get(f"{W}instr", "") for one in part.iter(f"{W}fldSimple")]
        for found in filter(None, map(_FETCHING.match, codes)):
            sentence = _(
                "The template has the Word field {name}, which fetches something from elsewhere as it is opened. Remove the field: "
                "put the cursor in it and press Ctrl+Shift+F9."
            )
            yield Refusal(sentence.format(name=found[1].upper()))


def _why_not_unfinished(package: Package) -> Iterator[Refusal]:
    if any(
        part.find(f".//{W}ins") is not None or part.find(f".//{W}del") is not None for part in written_parts(package)
    ):
        yield Refusal(_("The template has tracked changes. Accept or reject them in Word, and save it again."))
    if any(package.tree(name).find(f"{W}comment") is not None for name in package.related("comments")):
        yield Refusal(
            _(
                "The template has comments, which would follow along in every document. Delete them in Word, and save it again."
            )
        )


def _why_not_fields(package: Package) -> Iterator[Refusal]:
    known = ", ".join(map(in_brackets, fields.FIELDS))
    for part in written_parts(package):
        for _paragraph, texts in fields.texts_by_paragraph(part):
            yield from _why_not_text(fields.said(texts), known)
    yield from _why_not_content(package)


def _why_not_text(text: str, known: str) -> Iterator[Refusal]:
    left = fields.without_fields(text)
    if "{%" in left or "%}" in left:
        sentence = _(
            "“{text}” is code. A template has fields alone, and runs nothing. Remove the code; the fields are: {known}."
        )
        yield Refusal(sentence.format(text=text.strip()[:60], known=known))
    elif "{{" in left or "}}" in left:
        sentence = _(
            "“{text}” has a field that is not begun or not ended. Write it whole in one paragraph, as {field}."
        )
        yield Refusal(sentence.format(text=text.strip()[:60], field=in_brackets("titel")))
    for name in fields.names_in(text):
        if fields.name_in(name) not in fields.FIELDS:
            sentence = _("{field} is no field that Udmønt knows. The fields are: {known}.")
            yield Refusal(sentence.format(field=f"{{{{{name}}}}}", known=known))


def _why_not_content(package: Package) -> Iterator[Refusal]:
    field = in_brackets(fields.CONTENT)
    main, *others = written_parts(package)
    here = [name for name in fields.fields_in(main) if fields.name_in(name) == fields.CONTENT]
    if any(fields.name_in(name) == fields.CONTENT for part in others for name in fields.fields_in(part)):
        sentence = _("{field} stands in a header or a footer. Put it in the text, where the document is to begin.")
        yield Refusal(sentence.format(field=field))
    elif not here:
        sentence = _(
            "The template does not say where the document goes. Write {field} in a paragraph of its own in the text."
        )
        yield Refusal(sentence.format(field=field))
    elif len(here) > 1:
        sentence = _("{field} stands {count} times in the template, and the document goes in once. Remove the others.")
        yield Refusal(sentence.format(field=field, count=len(here)))
    elif not any(
        _is_place(texts) for paragraph, texts in fields.texts_by_paragraph(main) if _is_in_the_text(paragraph)
    ):
        sentence = _(
            "{field} must stand alone in its paragraph, and not in a table, a text box or a content control. Move it."
        )
        yield Refusal(sentence.format(field=field))


def _is_place(texts: list[etree._Element]) -> bool:
    told = fields.said(texts)
    return not fields.without_fields(told).strip() and fields.name_in(told.strip().strip("{}")) == fields.CONTENT


def _is_in_the_text(paragraph: etree._Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and parent.tag == f"{W}body"


def _why_not_place(place: etree._Element) -> Refusal | None:
    width = Section.around(place).width(landscape=True)
    if width >= NARROWEST:
        return None
    sentence = _(
        "The margins where {field} stands leave {width} cm for the tables, and they need {needed} cm. Make the left and right margin smaller."
    )
    cm = {"width": round(width / TWIPS_PER_CM, 1), "needed": round(NARROWEST / TWIPS_PER_CM, 1)}
    return Refusal(sentence.format(field=in_brackets(fields.CONTENT), **cm))
