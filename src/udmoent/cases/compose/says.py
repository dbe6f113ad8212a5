# SPDX-License-Identifier: MPL-2.0
"""What each kind of case says, and in which order. A table: one line is a paragraph of sentences by their names.

Names told apart by “|” are alternatives, of which the first that can be told is. “: name” at a line's end is the list that
follows it; a line whose list is empty is left out with it. “* name” are paragraphs composed as a whole.
"""

from collections.abc import Mapping
from typing import Final

from udmoent.cases.facts import CaseKind

APPROVAL, ORIENTATION, HALF_YEAR = CaseKind.APPROVAL, CaseKind.ORIENTATION, CaseKind.HALF_YEAR
ITEM, RELEASE, OTHER = CaseKind.ITEM, CaseKind.RELEASE, CaseKind.OTHER

Lines = tuple[str, ...]

PARTS: Final = ("parts_by_heading|only_intents : headings", "parts_without_headings")
RAADERUM: Final = "raaderum raaderum_may_fill raaderum_fills raaderum_next"
CLOSED: Final = "closed closed_derived|closed_for_example treated treated_here"
INVOLVED: Final = "communication followed"
TAKEN_TO: Final = ("involved", "involved_each : involvements")
ABOUT_ITEM: Final = (
    "agreed",
    "course",
    "coordination commitment",
    "when|stage_only assessed status_told answers",
    "since_item",
    "item_treated",
)

SAYS: Final[Mapping[str, Mapping[CaseKind, Lines]]] = {
    "presentation": {
        APPROVAL: (
            "prepared for_approval",
            "topics|topics_lacking attached",
            *PARTS,
            "counts counts_hidden",
            "many group_management directorate",
            "efforts_chosen|efforts : efforts",
            RAADERUM,
            CLOSED,
            "dynamic then",
            "remark",
            INVOLVED,
        ),
        ORIENTATION: (
            "approved|presented|prepared use told|told_undated",
            "topics|topics_lacking attached|attached_alone",
            "counts counts_hidden",
            "changed_since : changes",
            *PARTS,
            "many group_management directorate",
            "efforts_chosen|efforts : efforts",
            RAADERUM,
            CLOSED,
            "dynamic",
            "remark",
            INVOLVED,
        ),
        HALF_YEAR: (
            "status attached dynamic asked",
            "topics|topics_lacking",
            "parts",
            "counts counts_hidden assessments passed",
            "changed_since : changes",
            "many group_management directorate",
            "efforts_chosen|efforts : efforts",
            INVOLVED,
            CLOSED,
            "remark",
            "assessment",
        ),
        ITEM: ("item_about", *ABOUT_ITEM, "remark", "assessment"),
        RELEASE: ("release_about|item_about", *ABOUT_ITEM, "remark", "purpose"),
    },
    "summary": dict.fromkeys((APPROVAL, ORIENTATION, HALF_YEAR, ITEM, RELEASE), ("theme",)),
    "theme": dict.fromkeys((APPROVAL, ORIENTATION, HALF_YEAR, ITEM, RELEASE), ("theme",)),
    "involvement": {
        **dict.fromkeys((APPROVAL, ORIENTATION, HALF_YEAR), (INVOLVED, *TAKEN_TO)),
        **dict.fromkeys((ITEM, RELEASE), (*TAKEN_TO, "?involved_none")),
    },
    "context": {
        **dict.fromkeys((APPROVAL, ORIENTATION, HALF_YEAR), ("* context", "leadership", "?context_none")),
        **dict.fromkeys((ITEM, RELEASE), ("* context", "?context_none")),
    },
    "goals": dict.fromkeys((APPROVAL, ORIENTATION, HALF_YEAR, ITEM, RELEASE), ("goals : goals", "?goals_none")),
    "economy": {
        **dict.fromkeys(
            (APPROVAL, ORIENTATION, HALF_YEAR),
            ("economy_deviations : deviations", "economy_changes", "?economy_none"),
        ),
        ITEM: ("economy_item : amounts", "derived_operation : derived_operation", "?economy_none"),
        RELEASE: (
            "economy_release|economy_budgeted|economy_release_none economy_spent",
            "economy_released|economy_appropriated economy_to_appropriate",
            "economy_item : amounts",
            "derived_operation : derived_operation",
        ),
    },
    "law": dict.fromkeys((APPROVAL, ORIENTATION, HALF_YEAR, ITEM, RELEASE), ("law",)),
    "recommendation": {**dict.fromkeys(CaseKind, ("recommended",)), RELEASE: ("appropriated", "recommended")},
}
"""By matter and kind. “?” begins a line that is told only where the section would else say nothing."""

ELSEWHERE: Final[Mapping[str, str]] = {"communication": "involvement", "followed": "involvement"}
"""Sentences that are left out where another section of the arrangement holds their matter."""

PERSONS: Final[Mapping[CaseKind, tuple[str, ...]]] = {
    APPROVAL: (),
    ORIENTATION: (),
    HALF_YEAR: ("assessment",),
    ITEM: ("assessment",),
    RELEASE: ("purpose",),
    OTHER: (),
}
"""The sentences that are a person's: never composed, only replaced by the town's standard one until somebody writes them."""

MAY_WRITE: Final[Mapping[CaseKind, tuple[str, ...]]] = {**dict.fromkeys(CaseKind, ("remark",)), OTHER: ()}
"""What a person may add besides. Of another case all is written by people."""
