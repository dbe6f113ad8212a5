# SPDX-License-Identifier: MPL-2.0
"""The plan content: the whole plan at a moment, as an immutable tree. Everything that is shown starts from it.

Its JSON is described by docs/reference/plan-content.schema.json.
"""

import hashlib
import inspect
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

import msgspec

from udmoent.plan.facts import Facts, Kind, Origin

FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyContent:
    """A body as it was called then."""

    abbreviation: str
    name: str
    digit: str
    valid_from: date
    valid_to: date | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Amount:
    """Whole kroner, net: expense positive, saving and income negative. Several of one key are never in one item."""

    year: int
    phase: str
    nature: str
    price_level: str
    kroner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent(Facts):
    """One item with its identity, its facts on that day and its amounts."""

    id: int
    number: str
    kind: Kind
    origin: Origin = Origin.AGREEMENT
    follows: str | None = None
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Total:
    """A sum of one nature, phase, year and price level; these are never added to one another."""

    nature: str
    phase: str
    price_level: str
    year: int
    kroner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Three lines that are never added: a body's own items, the cross-cutting ones, and the whole plan.

    `own` is empty for a whole plan.
    """

    own: tuple[Total, ...] = ()
    cross_cutting: tuple[Total, ...] = ()
    whole: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """An item of which nobody told the status when asked, and the post that answers for it."""

    number: str
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundContent:
    """The round of status that a version came from: of how many items it asked, and which did not answer."""

    name: str
    asked: int
    unanswered: tuple[Unanswered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """The plan as of a day, as known at a moment. `excerpt_of` is a body's abbreviation where it is an excerpt.

    `sha256` is that of the sealed whole plan, printed on its excerpts too; None where nothing is sealed.
    """

    format: Literal[1] = FORMAT
    municipality: str
    plan: str
    budget_year: int
    as_of: date
    known_at: datetime | None = None
    edition: str | None = None
    sha256: str | None = None
    excerpt_of: str | None = None
    is_sample: bool = False
    bodies: tuple[BodyContent, ...] = ()
    headings: tuple[str, ...] = ()
    items: tuple[ItemContent, ...] = ()
    totals: Totals = Totals()
    round: RoundContent | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """The budget year and the three forecast years."""
        return tuple(range(self.budget_year, self.budget_year + 4))


class UnreadableContent(ValueError):
    """JSON that is not plan content; says where."""


def to_json(content: PlanContent) -> bytes:
    """UTF-8, NFC, keys sorted, no blanks: the same content always gives the same bytes."""
    return canonical(content)


def fingerprint(content: PlanContent) -> str:
    """The sha256 of the content's JSON without that field."""
    return sha256_of(msgspec.to_builtins(content))


def sha256_of(whole: Mapping[str, object]) -> str:
    """The sha256 of plan content's JSON tree of any format, leaving out the field that tells it."""
    return hashlib.sha256(canonical({key: part for key, part in whole.items() if key != "sha256"})).hexdigest()


def canonical(tree: object) -> bytes:
    """A tree as JSON in the one form in which it is hashed."""
    encoded = msgspec.json.encode(tree, order="sorted")
    if unicodedata.is_normalized("NFC", encoded.decode()):
        return encoded
    # Not the JSON itself: the n of an escaped line end would take up an accent that follows it.
    return msgspec.json.encode(_composed(msgspec.json.decode(encoded)), order="sorted")


def _composed(tree: Any) -> Any:
    """Every text in a tree of JSON in NFC."""
    if isinstance(tree, str):
        return unicodedata.normalize("NFC", tree)
    if isinstance(tree, list):
        return [_composed(part) for part in tree]
    if isinstance(tree, dict):
        return {_composed(key): _composed(part) for key, part in tree.items()}
    return tree


def from_json(text: bytes | str) -> PlanContent:
    """Read plan content of any format there has been."""
    try:
        return msgspec.json.decode(text, type=PlanContent)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise UnreadableContent(str(fault)) from fault


def schema() -> dict[str, object]:
    """JSON Schema (2020-12) of plan content."""
    (root,), parts = msgspec.json.schema_components([PlanContent], ref_template="#/$defs/{name}")
    for part in parts.values():
        if "description" in part:
            part["description"] = inspect.cleandoc(part["description"])  # as Python 3.13 does by itself
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "$defs": parts}
