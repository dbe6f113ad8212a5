# SPDX-License-Identifier: MPL-2.0
"""The words by which documents call fields and values: in Danish the town's own, else Udmønt's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from udmoent.organisation.configuration import TownConfiguration

LANGUAGES: Final = ("da", "en")

LABELS: Final[Mapping[str, str]] = {
    "number": gettext_noop("No."),
    "kind": gettext_noop("Part"),
    "title": gettext_noop("Topic"),
    "body": gettext_noop("Committee"),
    "other_bodies": gettext_noop("Other committees"),
    "is_cross_cutting": gettext_noop("Cross-cutting"),
    "heading": gettext_noop("Heading"),
    "agreed_text": gettext_noop("Agreed text"),
    "agreed_reference": gettext_noop("Place in the agreement"),
    "case_number": gettext_noop("Case number"),
    "kle": gettext_noop("KLE"),
    "course": gettext_noop("Course"),
    "coordination": gettext_noop("Coordination"),
    "commitments": gettext_noop("Commitment"),
    "coordination_and_commitments": gettext_noop("Coordination and commitment"),
    "time": gettext_noop("Time"),
    "stage": gettext_noop("Stage"),
    "assessment": gettext_noop("Assessment"),
    "reason": gettext_noop("Reason"),
    "mitigation": gettext_noop("Mitigation"),
    "status_text": gettext_noop("Status"),
    "next_steps": gettext_noop("Next steps"),
    "responsible": gettext_noop("Responsible"),
    "contributors": gettext_noop("Contributors"),
    "unit": gettext_noop("Department"),
    "closed": gettext_noop("X"),
    "closed_on": gettext_noop("Closed on"),
    "closed_by": gettext_noop("Closed by"),
    "closing_reason": gettext_noop("Reason for closing"),
    "noted_on": gettext_noop("Taken note of on"),
    "withdrawn_reason": gettext_noop("Reason for withdrawal"),
    "follows": gettext_noop("Follows"),
    "derived_from": gettext_noop("Derived from"),
    "merged_into": gettext_noop("Merged into"),
    "fills": gettext_noop("Is part of"),
    "strategies": gettext_noop("Strategies"),
    "treatments": gettext_noop("Committee treatment"),
    "involvements": gettext_noop("Involvement"),
    "staff_consequences": gettext_noop("Consequences for staff"),
    "visibility": gettext_noop("Visibility"),
    "amounts": gettext_noop("Amounts"),
    "extra": gettext_noop("Other columns"),
}
"""What each field is called in English; files in English are read again by these words."""

KINDS: Final = {
    "operating": gettext_noop("Operating change"),
    "raaderum": gettext_noop("Råderum proposal"),
    "capital": gettext_noop("Capital project"),
    "intent": gettext_noop("Declaration of intent"),
}
PARTS: Final = {
    "operating": gettext_noop("Operating changes"),
    "raaderum": gettext_noop("Råderum proposals"),
    "capital": gettext_noop("Capital projects"),
    "intent": gettext_noop("Declarations of intent"),
}
STAGES: Final = {
    "not_started": gettext_noop("Not started"),
    "planned": gettext_noop("Planned"),
    "under_way": gettext_noop("Under way"),
    "awaiting_decision": gettext_noop("Awaiting decision"),
    "closed": gettext_noop("Closed"),
    "withdrawn": gettext_noop("Withdrawn"),
}
ASSESSMENTS: Final = {
    "green": gettext_noop("Green"),
    "yellow": gettext_noop("Yellow"),
    "red": gettext_noop("Red"),
    "not_assessed": gettext_noop("Not assessed"),
}
SYMBOLS: Final = {"green": "●", "yellow": "▲", "red": "■"}
"""Assessments differ by form too, never by colour alone."""
SMILEYS: Final = {"green": "🙂", "yellow": "😐", "red": "🙁"}
"""What a town may choose instead."""

CLOSING_REASONS: Final = {
    "implemented": gettext_noop("Implemented"),
    "daily_operation": gettext_noop("Part of daily operation"),
    "merged": gettext_noop("Merged"),
    "dropped": gettext_noop("Dropped"),
    "not_stated": gettext_noop("Not stated"),
}
VISIBILITIES: Final = {"internal": gettext_noop("Internal"), "public": gettext_noop("Public")}
PHASES: Final = {
    "adopted": gettext_noop("adopted"),
    "supplementary": gettext_noop("supplementary"),
    "reallocation": gettext_noop("reallocation"),
    "transfer": gettext_noop("transfer"),
    "expected": gettext_noop("expected"),
    "realised": gettext_noop("realised"),
    "spent": gettext_noop("spent"),
    "appropriated": gettext_noop("appropriation"),
    "released": gettext_noop("released"),
}
NATURES: Final = {"operating": gettext_noop("operating"), "capital": gettext_noop("capital")}
FLOWS: Final = {"expense": gettext_noop("expense"), "income": gettext_noop("income")}
EXPENDITURES: Final = {
    "service": gettext_noop("service expenditure"),
    "income_transfer": gettext_noop("income transfers"),
    "supply": gettext_noop("paid by users"),
    "capital": gettext_noop("capital expenditure"),
    "financing": gettext_noop("financing"),
}
"""What a posting counts as under the state's ceilings."""
AIM_KINDS: Final = {
    "strategy": gettext_noop("Strategy"),
    "policy": gettext_noop("Policy"),
    "plan": gettext_noop("Action plan"),
    "values": gettext_noop("Values"),
    "unknown": gettext_noop("Not in the set-up"),
    "goal": gettext_noop("UN goal"),
}
"""What items serve, by its kind."""
CROSS_CUTTING: Final = gettext_noop("Cross-cutting")
CONFIRMED: Final = gettext_noop("confirmed")
TREATED: Final = gettext_noop("treated")
INVOLVED: Final = {
    "opens_on": gettext_noop("opens"),
    "deadline": gettext_noop("deadline"),
    "held_on": gettext_noop("held"),
}
ANSWER_FROM: Final = gettext_noop("answer from")
RECEIVED: Final = gettext_noop("received")
"""How the days and answers of an involvement are told in a cell; files are read again by these words."""
PARTY_KINDS: Final = {
    "med": gettext_noop("MED"),
    "directorate": gettext_noop("Directorate"),
    "group_management": gettext_noop("Group management"),
    "advisory": gettext_noop("Advisory council"),
    "board": gettext_noop("Board"),
    "other": gettext_noop("Other"),
}
ADDRESSEES: Final = {
    "staff": gettext_noop("Staff"),
    "citizens": gettext_noop("Citizens"),
    "partners": gettext_noop("Partners"),
    "press": gettext_noop("The press"),
}
NO_HEADING: Final = gettext_noop("Without a heading")
"""Stands over declarations of intent that have no heading; no heading's name."""


@dataclass(frozen=True, slots=True)
class Words:
    """One town's words in one language. Asked for only while that language is the active one: see `speaking`."""

    town: TownConfiguration
    language: str = "da"

    def label(self, field: str) -> str:
        synonyms = self.town.columns.get(field) if self.language == "da" else None
        return synonyms[0] if synonyms else _(LABELS.get(field, field))

    def kind(self, code: str) -> str:
        return self._first(self.town.kinds, KINDS, code)

    def part(self, code: str) -> str:
        """A part's heading: the town's own plural where it is told next to the singular."""
        own = self.town.kinds.get(code, ()) if self.language == "da" else ()
        if not own:
            return _(PARTS.get(code, code))
        return own[1] if len(own) > 1 and own[1].startswith(own[0]) else own[0]

    def stage(self, code: str) -> str:
        return self._first(self.town.stages, STAGES, code)

    def assessment(self, code: str) -> str:
        return self._first(self.town.assessments, ASSESSMENTS, code)

    def symbol(self, assessment: str) -> str:
        """The picture beside the word: the town's choice of two sets. Empty for what is not assessed."""
        return (SMILEYS if self.town.symbols == "smileys" else SYMBOLS).get(assessment, "")

    def closing_reason(self, code: str) -> str:
        return _(CLOSING_REASONS.get(code, code))

    def visibility(self, code: str) -> str:
        return _(VISIBILITIES.get(code, code))

    def phase(self, code: str) -> str:
        return _(PHASES.get(code, code))

    def nature(self, code: str) -> str:
        return _(NATURES.get(code, code))

    def flow(self, code: str) -> str:
        return _(FLOWS[code]) if code else ""

    def expenditure(self, code: str) -> str:
        return _(EXPENDITURES[code]) if code else ""

    @property
    def cross_cutting(self) -> str:
        marks = self.town.cross_cutting_marks if self.language == "da" else ()
        return marks[0] if marks else _(CROSS_CUTTING)

    def _first(self, own: Mapping[str, tuple[str, ...]], known: Mapping[str, str], code: str) -> str:
        said = own.get(code) if self.language == "da" else None
        return said[0] if said else _(known.get(code, code))


@contextmanager
def speaking(town: TownConfiguration, language: str) -> Iterator[Words]:
    """The town's words, with the language active around them. Raises ValueError for one that is not in LANGUAGES."""
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r}: write one of {', '.join(LANGUAGES)}")
    with override(language):
        yield Words(town, language)
