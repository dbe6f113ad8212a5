# SPDX-License-Identifier: MPL-2.0
"""Who may do what: one table. What is not in it is not allowed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.lib.refusal import Refusal

READ = "read_plan"
EDIT = "edit_item"
EDIT_OWN = "edit_own_item"
IMPORT = "import_plan"
SEAL = "seal_edition"
EXPORT = "export_plan"

DEEDS = (READ, EDIT, EDIT_OWN, IMPORT, SEAL, EXPORT)

EVERYONE_INSIDE = frozenset({READ, EXPORT})

ROLES: dict[str, frozenset[str]] = {
    "reader": EVERYONE_INSIDE,
    "responsible": EVERYONE_INSIDE | {EDIT_OWN},
    "deputy": EVERYONE_INSIDE | {EDIT_OWN},
    "contributor": EVERYONE_INSIDE,
    "committee_secretary": EVERYONE_INSIDE,
    "committee_member": EVERYONE_INSIDE,
    "med_representative": EVERYONE_INSIDE,
    "economist": EVERYONE_INSIDE,
    "directorate": EVERYONE_INSIDE,
    "plan_coordinator": EVERYONE_INSIDE | {EDIT, EDIT_OWN, IMPORT, SEAL},
    "administrator": EVERYONE_INSIDE,
}

ROLE_NAMES = {
    "reader": gettext_lazy("reader"),
    "responsible": gettext_lazy("responsible"),
    "deputy": gettext_lazy("deputy"),
    "contributor": gettext_lazy("contributor"),
    "committee_secretary": gettext_lazy("committee secretary"),
    "committee_member": gettext_lazy("committee member"),
    "med_representative": gettext_lazy("MED representative"),
    "economist": gettext_lazy("economist"),
    "directorate": gettext_lazy("directorate"),
    "plan_coordinator": gettext_lazy("plan coordinator"),
    "administrator": gettext_lazy("administrator"),
}


def may(roles: Iterable[str], doing: str) -> bool:
    return any(doing in ROLES[role] for role in roles)


def why_not(roles: Iterable[str], doing: str) -> Refusal | None:
    """The refusal for somebody with these roles, or None where they may."""
    roles = list(roles)
    if may(roles, doing):
        return None
    if not roles:
        return Refusal(_("Your sign-in has no role here today. Ask the plan coordinator to give you one."))
    return Refusal(_("Your role does not allow this. Ask the plan coordinator."))


def why_not_edit(roles: Iterable[str], *, is_own: bool) -> Refusal | None:
    """`is_own`: the person holds the post that answers for the item."""
    roles = list(roles)
    if may(roles, EDIT) or (is_own and may(roles, EDIT_OWN)):
        return None
    if may(roles, EDIT_OWN):
        return Refusal(_("You may edit the items that you answer for. Ask the plan coordinator about the others."))
    return why_not(roles, EDIT)
