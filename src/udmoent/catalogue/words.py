# SPDX-License-Identifier: MPL-2.0
"""What people call the stages, the degrees of openness and the parts of a proposal."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from udmoent.catalogue.facts import Openness, ProposalStage

Words = Mapping[str, str | Promise]

STAGES: Final[Words] = {
    ProposalStage.IDEA: _("Idea"),
    ProposalStage.QUALITY_CHECK: _("Quality check"),
    ProposalStage.COMMITTEE: _("In committee"),
    ProposalStage.HEARING: pgettext_lazy("a proposal", "In hearing"),
    ProposalStage.CHOSEN: _("Chosen"),
    ProposalStage.PARTLY_CHOSEN: _("Partly chosen"),
    ProposalStage.RESERVE: pgettext_lazy("a proposal", "Reserve"),
    ProposalStage.REJECTED: pgettext_lazy("a proposal", "Rejected"),
}
OPENNESS: Final[Words] = {
    Openness.CONFIDENTIAL: _("Confidential"),
    Openness.IN_HEARING: _("Open to the hearing"),
    Openness.PUBLIC: pgettext_lazy("a proposal", "Public"),
}
PARTS: Final[Words] = {
    "title": _("Title"),
    "body": _("Committee"),
    "unit": _("Department"),
    "post": _("Responsible post"),
    "account": _("Account string"),
    "case_number": _("Case number"),
    "summary": _("Summary"),
    "description": _("Description"),
    "economy": _("Economy"),
    "assumptions": _("What the amounts rest on"),
    "citizens": _("Consequences for citizens"),
    "staff": _("Consequences for employees"),
    "climate": _("Consequences for climate"),
    "risk": _("Risk"),
    "hearing": _("Who is heard"),
    "med": _("MED"),
    "legal_basis": _("Legal basis"),
    "indicators": _("How the effect is seen"),
}
