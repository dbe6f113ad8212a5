# SPDX-License-Identifier: MPL-2.0
"""What a case is, as plain immutable values. Knows no database."""

from enum import StrEnum

from udmoent.meetings.outcomes import Outcome as Outcome


class CaseKind(StrEnum):
    """What a case asks of a body. All but OTHER are written from the plan."""

    APPROVAL = "approval"
    ORIENTATION = "orientation"
    HALF_YEAR = "half_year"
    ITEM = "item"
    RELEASE = "release"
    OTHER = "other"


OF_AN_EDITION = frozenset({CaseKind.APPROVAL, CaseKind.ORIENTATION, CaseKind.HALF_YEAR})
OF_AN_ITEM = frozenset({CaseKind.ITEM, CaseKind.RELEASE})


class Access(StrEnum):
    """Who may read a case or a file: everybody, or only those who treat it."""

    OPEN = "open"
    CONFIDENTIAL = "confidential"


class Holds(StrEnum):
    """What an attachment is: made from the sealed plan, or a file or an address that somebody attached."""

    PLAN = "plan"
    EXCERPT = "excerpt"
    COMPARISON = "comparison"
    FILE = "file"
    ADDRESS = "address"


MADE = frozenset({Holds.PLAN, Holds.EXCERPT, Holds.COMPARISON})
MAIN = "H"
"""The mark of a case's main document."""
