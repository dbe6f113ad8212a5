# SPDX-License-Identifier: MPL-2.0
"""The fields that a template may hold, `{{ titel }}`: found and filled as plain text. Nothing in a template is ever run."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lxml import etree

from udmoent.documents.report import Report
from udmoent.documents.template.package import W
from udmoent.documents.write_docx import Lead

CONTENT: Final = "indhold"
MARKING: Final = "intern"
FIELDS: Final[Mapping[str, str | Promise]] = {
    CONTENT: _("The document itself. Once, in a paragraph of its own"),
    "kommune": _("The municipality's name"),
    "titel": _("The plan's name; of a case its title"),
    "undertitel": _("What the document is: the whole plan, whose excerpt, or what changed"),
    "udsnit": _("The body whose excerpt or case it is; empty for the whole plan"),
    "version": _("The version's name, or that it is not sealed"),
    "pr": _("The day that the plan is shown as of"),
    "fod": _("Udmønt's foot line: plan, version, day and the beginning of its fingerprint"),
    MARKING: _("INTERN in internal documents, LUKKET in closed cases; empty in what is public"),
}
OVER_THE_CONTENT: Final = {"kommune": Lead.OVER, "titel": Lead.TITLE, "undertitel": Lead.SUBTITLE}
"""What the document begins with by itself, unless the template's own text says it."""
_FIELD: Final = re.compile(r"\{\{([^{}]*)\}\}")


def in_brackets(name: str) -> str:
    """As a person writes the field: {{ titel }}."""
    return f"{{{{ {name} }}}}"


def name_in(told: str) -> str:
    """A field's name as it is known, however it was written between the brackets."""
    return told.strip().casefold()


def values_of(report: Report) -> dict[str, str]:
    """What each field says in this document."""
    return {
        "kommune": report.over,
        "titel": report.title,
        "undertitel": report.subtitle,
        "udsnit": report.excerpt,
        "version": report.version,
        "pr": report.as_of,
        "fod": report.foot,
        MARKING: report.marking,
    }


def texts_by_paragraph(root: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Each paragraph with its own texts; those of a text box inside it belong to the box's paragraphs."""
    for paragraph in root.iter(f"{W}p"):
        texts = [text for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph]
        if texts:
            yield paragraph, texts


def said(texts: list[etree._Element]) -> str:
    return "".join(text.text or "" for text in texts)


def names_in(text: str) -> list[str]:
    """Every field of a text, as it is written there."""
    return _FIELD.findall(text)


def fields_in(root: etree._Element) -> list[str]:
    """Those of a whole part."""
    return [name for _paragraph, texts in texts_by_paragraph(root) for name in names_in(said(texts))]


def without_fields(text: str) -> str:
    return _FIELD.sub("", text)


def fill(root: etree._Element, values: Mapping[str, str]) -> None:
    """Let each field say its value, in the look of the run it begins in; Word often parts one field among several runs."""
    for _paragraph, texts in texts_by_paragraph(root):
        for found in reversed(list(_FIELD.finditer(said(texts)))):
            _replace(texts, found.start(), found.end(), values.get(name_in(found[1]), ""))


def _replace(texts: list[etree._Element], start: int, end: int, value: str) -> None:
    at = 0
    for text in texts:
        told = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(told))
        if first < last:
            text.text = told[:first] + (value if at + first == start else "") + told[last:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(told)
