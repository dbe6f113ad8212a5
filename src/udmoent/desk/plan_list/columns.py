# SPDX-License-Identifier: MPL-2.0
"""What the list may show of an item: every field is a column, and by the same word in an address a filter and an order."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.words import Words
from udmoent.plan.facts import Origin


class Asking(StrEnum):
    """How a field is asked for."""

    CHOICE = "choice"
    TEXT = "text"
    DAYS = "days"
    YES = "yes"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """`fact` is a field of an item's content, or when that was changed; `code` is its word in addresses."""

    fact: str
    code: str
    asking: Asking = Asking.TEXT


COLUMNS: Final = (
    Column("number", "nr"),
    Column("title", "emne"),
    Column("kind", "part", Asking.CHOICE),
    Column("body", "udvalg", Asking.NONE),
    Column("other_bodies", "andre-udvalg", Asking.CHOICE),
    Column("is_cross_cutting", "tvaergaaende", Asking.YES),
    Column("heading", "hovedpunkt", Asking.CHOICE),
    Column("time", "tid", Asking.DAYS),
    Column("responsible", "ansvarlig", Asking.CHOICE),
    Column("unit", "afdeling", Asking.CHOICE),
    Column("contributors", "bidragydere", Asking.CHOICE),
    Column("stage", "stadie", Asking.CHOICE),
    Column("assessment", "vurdering", Asking.CHOICE),
    Column("status_text", "status"),
    Column("next_steps", "naeste-skridt"),
    Column("reason", "begrundelse"),
    Column("mitigation", "afhjaelpning"),
    Column("course", "kursen"),
    Column("coordination", "koordinering"),
    Column("commitments", "commitment"),
    Column("treatments", "behandling"),
    Column("involvements", "inddragelse"),
    Column("staff_consequences", "personale"),
    Column("strategies", "strategi", Asking.CHOICE),
    Column("agreed_text", "aftaletekst"),
    Column("agreed_reference", "aftalested"),
    Column("origin", "oprindelse", Asking.CHOICE),
    Column("case_number", "sagsnummer"),
    Column("kle", "kle"),
    Column("closed_on", "afsluttet", Asking.DAYS),
    Column("closed_by", "afsluttet-af"),
    Column("closing_reason", "afslutningsgrund", Asking.CHOICE),
    Column("noted_on", "efterretning", Asking.DAYS),
    Column("withdrawn_reason", "udgaar-fordi"),
    Column("follows", "foelger"),
    Column("derived_from", "afledt-af"),
    Column("merged_into", "lagt-ind-i"),
    Column("fills", "del-af"),
    Column("visibility", "synlighed", Asking.CHOICE),
    Column("extra", "ekstra"),
    Column("changed_at", "sidst-aendret", Asking.NONE),
    Column("amounts", "beloeb", Asking.NONE),
)
BY_CODE: Final = {column.code: column for column in COLUMNS}
BY_FACT: Final = {column.fact: column for column in COLUMNS}

CHANGED: Final = BY_FACT["changed_at"]

ALWAYS: Final = (BY_FACT["number"], BY_FACT["title"])
"""An item's name: never left out."""
USUAL: Final = tuple(
    BY_FACT[fact] for fact in ("number", "title", "body", "time", "responsible", "stage", "assessment", "amounts")
)


def label(column: Column, words: Words) -> str:
    """The town's word for the field; of what files do not tell, towns have none."""
    own = {"origin": _("Origin"), "changed_at": _("Last changed")}
    return own.get(column.fact) or words.label(column.fact)


def origins() -> dict[str, str]:
    return {Origin.AGREEMENT.value: _("The agreement"), Origin.ADDED.value: _("Added later")}
