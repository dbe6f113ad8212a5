# SPDX-License-Identifier: MPL-2.0
"""What a file says of a plan, read but not yet held against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from udmoent.documents.stamp import Stamp
from udmoent.economy.actions import AmountKey
from udmoent.intake.amount_headings import AmountHeading
from udmoent.plan.facts import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in the file something stands, as the person sees it; `row` counts from 1."""

    file: str
    place: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Spot):
    """Something that cannot be read. `message` is a sentence that tells what to do."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution(Spot):
    """Something that was read, and that a person should know about."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """`fields` are the facts that the column tells, or `amount` what its amounts are of; neither where it was not
    understood, and its text is kept as an extra field called `kept_as`. `place` is the first table that has it.
    """

    heading: str
    place: str
    fields: tuple[str, ...] = ()
    amount: AmountHeading | None = None
    kept_as: str = ""
    sample: str = ""

    @property
    def is_understood(self) -> bool:
        return bool(self.fields or self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """One row. `told` holds the facts of the columns that the file has, an empty cell being an empty fact;
    `amounts` likewise, None being an empty cell. A fact that the file does not show is not there.
    """

    spot: Spot
    number: str = ""
    kind: Kind
    told: Mapping[str, object]
    amounts: Mapping[AmountKey, int | None] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.told["title"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`columns` are the content fields that the file shows. `found_columns` tell how each of its columns was understood.
    `headings` are those met, in order. `extra_columns` were not recognised.
    """

    file: str
    stamp: Stamp | None = None
    items: tuple[DraftItem, ...] = ()
    columns: frozenset[str] = frozenset()
    found_columns: tuple[FoundColumn, ...] = ()
    extra_columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    price_level: str = ""
    excerpt_of: str | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Caution, ...] = ()
    as_of: date | None = None
