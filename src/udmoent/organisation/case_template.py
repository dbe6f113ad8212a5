# SPDX-License-Identifier: MPL-2.0
"""What a town's file tells of its cases: their sections, sentences and verbs, and who recommends."""

import re
from typing import Annotated

import msgspec
from django.utils.translation import gettext as _

from udmoent.organisation.part import NAME, Part

MATTERS = ("summary", "theme", "presentation", "involvement", "context", "goals", "economy", "law", "recommendation")
"""What a section of a case may hold."""
MATTER = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(MATTERS)})$")]
CASE_KINDS = ("approval", "orientation", "half_year", "item", "release", "other")
CASE_KIND = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(CASE_KINDS)})$")]
CASE_FIELD = re.compile(r"\{([^{}]*)\}")
CASE_FIELDS = (
    *("kommune", "kommunens", "aftale", "plan", "periode", "år", "rundeår", "organ", "organets", "råd", "rådets"),
    *("godkendt", "forelagt", "mødedag", "mødemåned", "versionen", "fingeraftryk", "pr", "siden", "sidst"),
    *("ændringer", "punkter", "fordeling", "stadier", "vurderinger", "passerede", "eksempler", "dele"),
    *("dele_udvalg", "råderum", "udfylder", "afsluttede", "afledte", "behandles", "afvigelser", "nettoændringer"),
    *("indstiller", "sagen", "verber"),
    *("nummer", "titel", "aftaletekst", "kursen", "koordinering", "commitment", "tidspunkt", "stadie", "vurdering"),
    *("status", "ansvarlig", "frigives", "bevilget", "forbrugt", "beløbsår", "udvalg", "fra", "til"),
)
"""What may stand in braces in a sentence of a case, and is filled in when the case is composed."""


class Section(Part, frozen=True):
    """A section of the town's cases, in the order of its template. `holds` what is composed into it; left out, the
    heading tells.
    """

    heading: NAME
    aliases: tuple[str, ...] = ()
    holds: tuple[MATTER, ...] = ()


class Arrangement(Part, frozen=True):
    """Sections in another order, for the cases that are to have it."""

    name: NAME
    sections: Annotated[tuple[Section, ...], msgspec.Meta(min_length=1)]


class CaseTemplate(Part, frozen=True):
    """How a town's cases are arranged and what they say.

    `sentences` are by name, with the kind of case behind it where one kind says something else ("law_half_year");
    an empty one is left out. `verbs` are what a body may be asked to do, `asks` what each kind of case asks by itself,
    `recommends` who recommends to a body, by its abbreviation; `recommender` to all others.
    """

    sections: tuple[Section, ...]
    sentences: dict[str, str] = {}
    arrangements: dict[str, Arrangement] = {}
    verbs: tuple[NAME, ...] = ()
    asks: dict[CASE_KIND, tuple[NAME, ...]] = {}
    recommends: dict[str, str] = {}
    recommender: str = ""
    kle: str = ""


def unknown_case_fields(sentence: str) -> list[str]:
    """What stands in braces in a sentence of a case and is nothing that can be filled in."""
    return [field for field in CASE_FIELD.findall(sentence) if field not in CASE_FIELDS]


def look_at_sentences(sentences: dict[str, str]) -> None:
    for name, sentence in sentences.items():
        if unknown := unknown_case_fields(sentence):
            raise ValueError(f"case.sentences.{name}: {said_of_unknown_case_field(unknown[0])}")


def said_of_unknown_case_field(field: str) -> str:
    known = ", ".join(f"{{{one}}}" for one in CASE_FIELDS)
    sentence = _("nothing is known to put in {{{field}}}; a sentence of a case may have {known}")
    return sentence.format(field=field, known=known)
