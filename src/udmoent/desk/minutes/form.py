# SPDX-License-Identifier: MPL-2.0
"""A case of minutes as a person confirms it: which of the town's cases it is, and what was decided."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.cases.actions import Attendance
from udmoent.cases.facts import Outcome
from udmoent.cases.words import OUTCOMES
from udmoent.desk.fields import LinesField, LongTextField
from udmoent.documents.case.tree import Attendee
from udmoent.intake.minutes import Awaited, Proposal
from udmoent.lib.dates import short_date

PARTY: Final = re.compile(r"(?P<name>.+?)\s*\((?P<party>[^()]{1,3})\)")


def _people_field(label: Any) -> LinesField:
    return LinesField(label=label, required=False, help_text=gettext_lazy("One on each line"))


class DecisionForm(forms.Form):
    """What a body decided of a case, and who was not there."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"))
    text = LongTextField(label=gettext_lazy("The decision"), help_text=gettext_lazy("In the words of the minutes"))
    absent = _people_field(gettext_lazy("Absent"))
    apologies = _people_field(gettext_lazy("Apologies"))

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, **options)  # type: ignore[arg-type]
        self.fields["outcome"].choices = [("", _("Choose …")), *((one.value, OUTCOMES[one]) for one in Outcome)]  # type: ignore[attr-defined]

    @property
    def attendance(self) -> Attendance:
        told = self.cleaned_data
        return Attendance(absent=_people(told["absent"]), apologies=_people(told["apologies"]))


class TypedForm(DecisionForm):
    """With all that minutes may tell: who came in whose place, who was disqualified, and what a minority wanted noted."""

    deputies = LinesField(
        label=gettext_lazy("Deputies"),
        required=False,
        help_text=gettext_lazy("One on each line: the deputy for the member"),
    )
    disqualified = _people_field(gettext_lazy("Disqualified"))
    minority = LongTextField(
        label=gettext_lazy("Minority statement"), required=False, help_text=gettext_lazy("Who, a colon, and the words")
    )

    @property
    def attendance(self) -> Attendance:
        told = self.cleaned_data
        return replace(
            super().attendance,
            deputies=[_deputy(line) for line in told["deputies"]],
            disqualified=_people(told["disqualified"]),
            minority=[_statement(told["minority"])] if told["minority"] else [],
        )


class DecidedForm(DecisionForm):
    """A case of minutes. Nothing is written down of it unless it is ticked."""

    take = forms.BooleanField(label=gettext_lazy("Write this decision down"), required=False)
    treatment = forms.ChoiceField(label=gettext_lazy("The case"), required=False)

    def __init__(self, told: object = None, *, proposal: Proposal, place: int) -> None:
        super().__init__(told, auto_id=f"sag-{place}-%s", prefix=f"sag-{place}", initial=_initial(proposal))
        self.proposal = proposal
        for name in ("outcome", "text"):
            self.fields[name].required = False
        cases = [(str(one.treatment), said_of(one)) for one in proposal.candidates]
        only = len(cases) == 1
        self.fields["treatment"].choices = cases if only else [("", _("Choose …")), *cases]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("take"):
            lacking = {
                "treatment": _("Choose which case it is."),
                "outcome": _("Choose what the body decided."),
                "text": _("Write the decision in the words of the minutes."),
            }
            for name, sentence in lacking.items():
                if name in told and not told[name]:
                    self.add_error(name, sentence)
        return told

    @property
    def is_taken(self) -> bool:
        return bool(self.cleaned_data.get("take"))

    @property
    def chosen(self) -> Awaited:
        wanted = self.cleaned_data["treatment"]
        return next(one for one in self.proposal.candidates if str(one.treatment) == wanted)


def said_of(one: Awaited) -> str:
    """ "BUU 15.1.2025: Udmøntningsplan 2025-2028"."""
    when = short_date(one.held_on) if one.held_on else _("no meeting yet")
    number = f" ({one.case_number})" if one.case_number else ""
    return f"{one.body} {when}: {one.title}{number}"


def _initial(proposal: Proposal) -> dict[str, object]:
    read = proposal.read
    return {
        "treatment": str(proposal.chosen.treatment) if proposal.chosen else "",
        "outcome": proposal.outcome.value if proposal.outcome else "",
        "text": read.decision.text if read.decision else "",
        "absent": [_told(one) for one in read.absent],
        "apologies": [_told(one) for one in read.apologies],
        "take": proposal.chosen is not None and not proposal.questions,
    }


def _told(one: Attendee) -> str:
    return f"{one.name} ({one.party})" if one.party else one.name


def _people(lines: Iterable[str]) -> list[dict[str, str]]:
    found = [(line, PARTY.fullmatch(line)) for line in lines]
    return [
        {"name": shape["name"], "party": shape["party"]} if shape else {"name": line, "party": ""}
        for line, shape in found
    ]


def _deputy(line: str) -> dict[str, str]:
    """ "Bo Stedfortræder (A) for Anne Eksempel (A)"."""
    deputy, _for, member = line.partition(" for ")
    (person,) = _people([deputy.strip()])
    return person | {"for": member.strip()}


def _statement(text: str) -> dict[str, str]:
    by, colon, words = text.partition(":")
    return {"by": by.strip(), "text": words.strip()} if colon else {"by": "", "text": text}
