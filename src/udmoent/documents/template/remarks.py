# SPDX-License-Identifier: MPL-2.0
"""What documents in a template will be like, told to whoever is about to use it."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from udmoent.documents.template.check import Template
from udmoent.documents.template.fields import MARKING, OVER_THE_CONTENT, fields_in, in_brackets, name_in
from udmoent.documents.template.package import DOCUMENT, Package
from udmoent.documents.template.sections import Section, edges, missing_edges
from udmoent.documents.template.styles import own_styles

STYLES: Final[Mapping[str, Promise]] = {
    "title": pgettext_lazy("a style in Word", "Title"),
    "subtitle": pgettext_lazy("a style in Word", "Subtitle"),
    "caption": pgettext_lazy("a style in Word", "Caption"),
    "list bullet": pgettext_lazy("a style in Word", "List Bullet"),
    "strong": pgettext_lazy("a style in Word", "Strong"),
}


def remarks(template: Template) -> Iterator[str]:
    """A sentence each."""
    package = template.package
    told = {name_in(name) for name in fields_in(package.tree(DOCUMENT))} & set(OVER_THE_CONTENT)
    if told:
        names = ", ".join(in_brackets(name) for name in OVER_THE_CONTENT if name in told)
        yield _("The template itself says {names}, so the document does not say it again.").format(names=names)
    if not _marks_every_foot(package):
        yield _("{field} is not in every foot, so INTERN is put there in internal documents.").format(
            field=in_brackets(MARKING)
        )
    if not Section.around(template.place).is_landscape:
        yield _(
            "The page where the document stands is turned to landscape, as its tables need. The others stay as they are."
        )
    if any(one.kind == "attachedTemplate" for name in package.related("settings") for one in package.relations(name)):
        yield _("The template is tied to another file on somebody's disk. The documents are not.")
    styles = own_styles(package)
    if styles:
        yield _(
            "These styles are the template's own: {names}. The others are Udmønt's, in the template's font."
        ).format(names=", ".join(map(_word_for, styles)))
    else:
        yield _("The template has none of the styles that documents use. They are Udmønt's, in the template's font.")


def _word_for(style: str) -> str:
    """What Word calls one of its own styles on the screen, where the file has another name."""
    kind, _blank, number = style.casefold().rpartition(" ")
    if kind == "heading":
        return _("Heading {n}").format(n=number)
    return str(STYLES.get(style.casefold(), style))


def _marks_every_foot(package: Package) -> bool:
    feet = [package.tree(name) for name in edges(package, "footer")]
    marked = all(MARKING in map(name_in, fields_in(foot)) for foot in feet)
    return marked and not missing_edges(package, "footer")
