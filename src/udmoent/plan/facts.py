# SPDX-License-Identifier: MPL-2.0
"""What the plan says of one item, as plain immutable values. Knows no database."""

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from udmoent.lib.time import EMPTY, IndicativeTime


class Kind(StrEnum):
    """The four parts of a plan, in the order in which a plan prints them."""

    OPERATING = "operating"
    RAADERUM = "raaderum"
    CAPITAL = "capital"
    INTENT = "intent"


class Stage(StrEnum):
    NOT_STARTED = "not_started"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    AWAITING_DECISION = "awaiting_decision"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


ENDED = frozenset({Stage.CLOSED, Stage.WITHDRAWN})


class Assessment(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NOT_ASSESSED = "not_assessed"


class ClosingReason(StrEnum):
    IMPLEMENTED = "implemented"
    DAILY_OPERATION = "daily_operation"
    MERGED = "merged"
    DROPPED = "dropped"
    NOT_STATED = "not_stated"


class Visibility(StrEnum):
    INTERNAL = "internal"
    PUBLIC = "public"


class Origin(StrEnum):
    """Whether the agreement named the item, or it came to the plan later."""

    AGREEMENT = "agreement"
    ADDED = "added"


class Source(StrEnum):
    """Through what a state came about."""

    IMPORT = "import"
    EDIT = "edit"
    REPORT = "report"
    DECISION = "decision"
    UNDO = "undo"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What one party has promised, and when it last said so."""

    party: str
    promise: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """A body's treatment of the item, held on a day or planned. Several stand in the order of the item's route.

    `body` is an abbreviation; `form` is what kind of treatment, `task` what the body is to do. A `time` that is a day is
    a meeting's.
    """

    body: str
    form: str = ""
    time: str = ""
    task: str = ""
    held_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAnswer:
    """What came in at a hearing. `sender` is an organisation or a role, never a person."""

    sender: str
    text: str = ""
    received_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement:
    """Whom the item was or will be taken to besides the political bodies: planned, held on a day, and with what result.

    A hearing opens on a day and has a deadline, by which answers come in.
    """

    party: str
    form: str = ""
    time: str = ""
    result: str = ""
    opens_on: date | None = None
    deadline: date | None = None
    held_on: date | None = None
    answers: tuple[HearingAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the plan says of an item on a day. Bodies are told by abbreviation, posts by title, items by number.

    Text that is missing is empty; dates and numbers of other items that are missing are None.
    `agreed_text` is the agreement's own wording, locked once it is there. `staff_consequences` are what the item means for
    employees; empty where it means nothing, or nobody has told.
    """

    title: str
    body: str
    other_bodies: tuple[str, ...] = ()
    is_cross_cutting: bool = False
    heading: str = ""
    agreed_text: str = ""
    agreed_reference: str = ""
    case_number: str = ""
    kle: str = ""
    course: str = ""
    coordination: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    time: IndicativeTime = EMPTY
    stage: Stage = Stage.NOT_STARTED
    assessment: Assessment = Assessment.NOT_ASSESSED
    reason: str = ""
    mitigation: str = ""
    status_text: str = ""
    next_steps: str = ""
    responsible: str = ""
    contributors: tuple[str, ...] = ()
    unit: str = ""
    closed_on: date | None = None
    closed_by: str = ""
    closing_reason: ClosingReason | None = None
    noted_on: date | None = None
    withdrawn_reason: str = ""
    derived_from: str | None = None
    merged_into: str | None = None
    fills: str | None = None
    strategies: tuple[str, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    staff_consequences: str = ""
    visibility: Visibility = Visibility.INTERNAL
    extra: dict[str, str] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Every fact by its name, also of what is more than its facts."""
        return {fact: getattr(self, fact) for fact in FACTS}


FACTS = tuple(fact.name for fact in fields(Facts))
