# SPDX-License-Identifier: MPL-2.0
"""What people call the kinds, outcomes and sources of cases."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from udmoent.cases.facts import Access, CaseKind, Holds, Outcome
from udmoent.cases.written import Source

Words = Mapping[str, str | Promise]

KINDS: Final[Words] = {
    CaseKind.APPROVAL: _("Approval of the plan"),
    CaseKind.ORIENTATION: _("Orientation of a committee"),
    CaseKind.HALF_YEAR: _("Half-yearly status"),
    CaseKind.ITEM: _("A single item"),
    CaseKind.RELEASE: _("Release of a capital appropriation"),
    CaseKind.OTHER: _("Another case"),
}
ACCESS: Final[Words] = {Access.OPEN: _("Open case"), Access.CONFIDENTIAL: _("Closed case")}
FILE_ACCESS: Final[Words] = {
    Access.OPEN: pgettext_lazy("an attachment", "Open"),
    Access.CONFIDENTIAL: pgettext_lazy("an attachment", "Closed"),
}
OUTCOMES: Final[Words] = {
    Outcome.APPROVED: _("Approved"),
    Outcome.ENDORSED: _("Endorsed"),
    Outcome.NOTED: _("Taken note of"),
    Outcome.RECOMMENDED: _("Recommended"),
    Outcome.CHANGED: pgettext_lazy("a decision", "Changed"),
    Outcome.POSTPONED: _("Postponed"),
    Outcome.FORWARDED: _("Forwarded"),
    Outcome.SENT_BACK: _("Sent back"),
    Outcome.REJECTED: pgettext_lazy("a decision", "Rejected"),
}
HOLDS: Final[Words] = {
    Holds.PLAN: _("The sealed plan"),
    Holds.EXCERPT: _("The body's excerpt"),
    Holds.COMPARISON: _("What changed"),
    Holds.FILE: _("A file"),
    Holds.ADDRESS: _("An address"),
}
SOURCES: Final[Words] = {
    Source.AGREEMENT: _("the agreement"),
    Source.PLAN: _("the plan"),
    Source.COUNTS: _("the counts"),
    Source.COMPARISON: _("the comparison"),
    Source.ECONOMY: _("the amounts"),
    Source.MEETINGS: _("the meetings"),
    Source.STANDARD: _("Udmønt's standard sentence"),
    Source.TOWN: _("the town's standard sentence"),
    Source.PERSON: _("a person"),
}
MATTERS: Final[Words] = {
    "summary": pgettext_lazy("a section of a case", "Summary"),
    "theme": _("What is to be decided"),
    "presentation": _("The presentation"),
    "involvement": _("Involvement"),
    "context": _("Strategies and values"),
    "goals": _("The UN's goals"),
    "economy": _("Economic consequences"),
    "law": _("The law"),
    "recommendation": pgettext_lazy("a section of a case", "Recommendation"),
}
"""What a section of a case may hold."""
OWN: Final[Words] = {
    "assessment": _("the overall assessment"),
    "purpose": _("what the money is for"),
    "remark": _("a remark of one's own"),
}
"""The sentences that are a person's."""


def own_words(names: tuple[str, ...]) -> list[str]:
    return [str(OWN[name]) for name in names]
