# SPDX-License-Identifier: MPL-2.0
"""Which documents may be written in a template of the town's own, and what may be done with one."""

from collections.abc import Collection
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.lib.refusal import Refusal

PLAN: Final = "plan"
COMPARISON: Final = "comparison"
DIRECTORATE: Final = "directorate"
WORK_PLAN: Final = "work_plan"
CASE: Final = "case"
CATALOGUE: Final = "catalogue"
DOCUMENTS: Final[dict[str, str | Promise]] = {
    PLAN: gettext_lazy("The plan and its excerpts"),
    COMPARISON: gettext_lazy("Comparisons"),
    DIRECTORATE: gettext_lazy("The directorate's monthly list"),
    WORK_PLAN: gettext_lazy("Committees' work plans"),
    CASE: gettext_lazy("Agenda cases"),
    CATALOGUE: gettext_lazy("Råderum catalogues"),
}
"""The kinds of Word documents that each may have a template of their own."""


def why_not_use(documents: Collection[str], *, in_use_for: Collection[str]) -> Refusal | None:
    """`in_use_for`: the kinds of documents that are written in this template already."""
    if not documents:
        return Refusal(_("Choose which documents are to be written in the template."))
    if set(documents) <= set(in_use_for):
        return Refusal(_("These documents are written in this template already. Choose others, or another template."))
    return None


def why_not_leave(*, has_template: bool) -> Refusal | None:
    if has_template:
        return None
    return Refusal(_("These documents are written in Udmønt's own look already. There is nothing to go back from."))
