# SPDX-License-Identifier: MPL-2.0
"""Who may do what: one table. What is not in it is not allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.lib.refusal import Refusal

READ = "read_plan"
"""Come in at all: what is released, and of the rest what one's roles let one see."""
READ_WHOLE = "read_whole_plan"
"""See every item with every field. Without it: one's own bodies' excerpts whole, of the rest what is public."""
EXPORT = "export_plan"
SAVE_VIEW = "save_view"
SHARE_VIEW = "share_view"
EDIT = "edit_item"
EDIT_OWN = "edit_own_item"
CONTRIBUTE = "contribute_to_item"
WRITE_ROWS = "write_in_rows"
"""Write in the rows of the list, and paste into them; in which ones, and which columns, the other deeds tell."""
RESTRUCTURE = "restructure_items"
"""Add, withdraw, merge and split items, and change many at once."""
SET_AMOUNTS = "set_amounts"
KEEP_INDICATORS = "keep_indicators"
"""Tell of indicators, and measure every one."""
MEASURE = "measure_indicators"
"""Measure the indicators that one answers for, by its post or by an item that it is linked to."""
READ_NOTES = "read_notes"
WRITE_NOTES = "write_notes"
DIRECT = "see_directorate_page"
REPORT = "report_status"
"""Tell the status of what one answers for or contributes to, when a round asks or between two."""
KEEP_ROUNDS = "keep_rounds"
"""Plan, open and close rounds of status, and answer on behalf of others."""
INVOLVE = "involve_parties"
"""Take an item to a party, and tell what came of it: the items that one may edit, and of the others what the next deed tells."""
SPEAK_FOR_STAFF = "speak_for_staff"
"""Do so of every item for the bodies in which employees have a say."""
COMMUNICATE = "plan_communication"
"""Plan who is told what, and tell that it is done: of the items that one may edit, and where one's own post is to tell it."""
IMPORT = "import_plan"
SEAL = "seal_edition"
KEEP_AGREEMENT = "keep_agreement"
KEEP_MEETINGS = "keep_meetings"
PLAN_TREATMENTS = "plan_treatments"
"""Tell when and how bodies treat items; which items and bodies, one's other deeds tell."""
READ_HEARING = "read_proposals_in_hearing"
"""Of a råderum catalogue also what is open to the hearing, from when a committee treats it. Without it: what is public."""
READ_CONFIDENTIAL = "read_confidential_proposals"
PROPOSE = "propose_savings"
"""Write råderum proposals of one's own unit or post while they are ideas."""
COMPOSE = "compose_packages"
KEEP_CATALOGUE = "keep_catalogue"
"""Keep råderum rounds: every proposal, its way to the decision, the hearing's answers and the items that come of it."""
WRITE_CASES = "write_cases"
"""Write agenda cases and put them before bodies; which ones, the body tells."""
SET_UP = "set_up_town"
APPOINT = "give_roles"
READ_LOG = "read_log"

DEEDS = (
    *(READ, READ_WHOLE, EXPORT, SAVE_VIEW, SHARE_VIEW, EDIT, EDIT_OWN, CONTRIBUTE, WRITE_ROWS),
    *(RESTRUCTURE, SET_AMOUNTS, KEEP_INDICATORS, MEASURE),
    *(
        READ_NOTES,
        WRITE_NOTES,
        DIRECT,
        REPORT,
        KEEP_ROUNDS,
        INVOLVE,
        SPEAK_FOR_STAFF,
        COMMUNICATE,
        IMPORT,
        SEAL,
        KEEP_AGREEMENT,
        KEEP_MEETINGS,
        PLAN_TREATMENTS,
        READ_HEARING,
        READ_CONFIDENTIAL,
        PROPOSE,
        COMPOSE,
        KEEP_CATALOGUE,
        WRITE_CASES,
        SET_UP,
        APPOINT,
        READ_LOG,
    ),
)

OF_A_BODY = frozenset({READ, EXPORT, SAVE_VIEW})
EVERYONE_INSIDE = OF_A_BODY | {READ_WHOLE, COMMUNICATE}

ANSWERING = EVERYONE_INSIDE | {
    *(INVOLVE, EDIT_OWN, CONTRIBUTE, WRITE_ROWS, REPORT, READ_NOTES, PLAN_TREATMENTS, READ_HEARING, PROPOSE, MEASURE),
}
CATALOGUE = frozenset({READ_HEARING, READ_CONFIDENTIAL, COMPOSE})

ROLES: dict[str, frozenset[str]] = {
    "reader": EVERYONE_INSIDE,
    "responsible": ANSWERING,
    "deputy": ANSWERING,
    "contributor": EVERYONE_INSIDE | {INVOLVE, CONTRIBUTE, WRITE_ROWS, REPORT, PLAN_TREATMENTS},
    "committee_secretary": EVERYONE_INSIDE | {SHARE_VIEW, KEEP_MEETINGS, PLAN_TREATMENTS, WRITE_CASES, READ_HEARING},
    "committee_member": OF_A_BODY | {READ_HEARING},
    "med_representative": EVERYONE_INSIDE | {INVOLVE, SPEAK_FOR_STAFF, READ_HEARING},
    "economist": EVERYONE_INSIDE
    | CATALOGUE
    | {SET_AMOUNTS, WRITE_ROWS, PROPOSE, KEEP_CATALOGUE, KEEP_INDICATORS, MEASURE},
    "directorate": EVERYONE_INSIDE | CATALOGUE | {READ_NOTES, WRITE_NOTES, DIRECT},
    "plan_coordinator": frozenset(DEEDS),
    "administrator": EVERYONE_INSIDE | {SET_UP, APPOINT, READ_LOG},
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

DEED_NAMES = {
    READ: gettext_lazy("Come in and read what is released"),
    READ_WHOLE: gettext_lazy("Read every item with every field"),
    EXPORT: gettext_lazy("Download files"),
    SAVE_VIEW: gettext_lazy("Save views of one's own"),
    SHARE_VIEW: gettext_lazy("Share views with others"),
    EDIT: gettext_lazy("Edit every item"),
    EDIT_OWN: gettext_lazy("Edit the items that one answers for"),
    CONTRIBUTE: gettext_lazy("Edit the items that one contributes to"),
    RESTRUCTURE: gettext_lazy("Add, withdraw, merge and split items, and change many at once"),
    WRITE_ROWS: gettext_lazy("Write in the rows of the list"),
    SET_AMOUNTS: gettext_lazy("Set amounts"),
    KEEP_INDICATORS: gettext_lazy("Keep indicators, and measure every one"),
    MEASURE: gettext_lazy("Measure the indicators that one answers for"),
    READ_NOTES: gettext_lazy("Read the directorate's notes"),
    WRITE_NOTES: gettext_lazy("Write the directorate's notes"),
    DIRECT: gettext_lazy("See the directorate's page"),
    REPORT: gettext_lazy("Tell the status of one's own items"),
    KEEP_ROUNDS: gettext_lazy("Keep rounds of status, and answer on behalf of others"),
    INVOLVE: gettext_lazy("Take items to parties, and tell what came of it"),
    SPEAK_FOR_STAFF: gettext_lazy("Tell of every item how the employees' own bodies are involved"),
    COMMUNICATE: gettext_lazy("Tell others of one's own items, and where one's post is to do it"),
    IMPORT: gettext_lazy("Import files, and undo an import"),
    SEAL: gettext_lazy("Seal versions"),
    KEEP_AGREEMENT: gettext_lazy("Keep the agreement"),
    KEEP_MEETINGS: gettext_lazy("Keep meetings and decisions"),
    PLAN_TREATMENTS: gettext_lazy("Plan when items are treated"),
    READ_HEARING: gettext_lazy("Read råderum proposals that are open to the hearing"),
    READ_CONFIDENTIAL: gettext_lazy("Read confidential råderum proposals"),
    PROPOSE: gettext_lazy("Write råderum proposals of one's own unit"),
    COMPOSE: gettext_lazy("Compose packages of råderum proposals"),
    KEEP_CATALOGUE: gettext_lazy("Keep råderum catalogues"),
    WRITE_CASES: gettext_lazy("Write agenda cases, and send them"),
    SET_UP: gettext_lazy("Set the town up"),
    APPOINT: gettext_lazy("Put people in posts, and give roles"),
    READ_LOG: gettext_lazy("Read the log"),
}


@dataclass(frozen=True)
class ClaimRule:
    """Whoever another organisation's sign-in says this about is given a role here, where needed for one body or unit.

    `value`: what the claim says, or is one of the values it lists; "*" for anything. `body`: an abbreviation.
    """

    claim: str
    value: str
    role: str
    body: str = ""
    unit: str = ""

    def holds(self, claims: Mapping[str, object]) -> bool:
        said = claims.get(self.claim) or ()
        values = [str(value) for value in said] if isinstance(said, list | tuple) else [str(said)]
        return bool(values) if self.value == "*" else self.value in values


def roles_by_claims(rules: Iterable[ClaimRule], claims: Mapping[str, object]) -> list[ClaimRule]:
    """Of the rules those that hold, each role once."""
    return list({(rule.role, rule.body, rule.unit): rule for rule in rules if rule.holds(claims)}.values())


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


def why_not_by_one_factor(roles: Iterable[str], required_of: Iterable[str]) -> Refusal | None:
    """Why somebody with these roles does not come in by a password or a mail alone. `required_of`: the town's choice."""
    named = [str(ROLE_NAMES[role]) for role in dict.fromkeys(roles) if role in set(required_of)]
    if not named:
        return None
    return Refusal(
        _(
            "The municipality has decided that your role ({roles}) signs in with two factors. Set up an app or a passkey here; then the rest opens."
        ).format(roles=", ".join(named))
    )


def why_not_edit(roles: Iterable[str], *, is_own: bool, is_contributor: bool = False) -> Refusal | None:
    """`is_own`: the person holds, or stands in for, the post that answers for the item, or its unit is theirs.
    `is_contributor`: the item names one of the person's posts among those that contribute.
    """
    roles = list(roles)
    if may(roles, EDIT) or (is_own and may(roles, EDIT_OWN)) or (is_contributor and may(roles, CONTRIBUTE)):
        return None
    if may(roles, EDIT_OWN) or may(roles, CONTRIBUTE):
        return Refusal(
            _("You may edit the items that you answer for or contribute to. Ask the plan coordinator about the others.")
        )
    return why_not(roles, EDIT)


def why_not_involve(
    roles: Iterable[str], *, is_own: bool, is_contributor: bool = False, is_of_staff: bool = False
) -> Refusal | None:
    """Whoever may edit the item, and for the employees' own bodies (`is_of_staff`) whoever speaks for them."""
    roles = list(roles)
    refusal = why_not_edit(roles, is_own=is_own, is_contributor=is_contributor)
    if refusal is None or (is_of_staff and may(roles, SPEAK_FOR_STAFF)):
        return None
    if may(roles, SPEAK_FOR_STAFF):
        return Refusal(
            _("You tell how the employees' own bodies are involved. Ask the plan coordinator about the others.")
        )
    return refusal


def why_not_communicate(
    roles: Iterable[str], *, is_own: bool, is_contributor: bool = False, is_named: bool = False
) -> Refusal | None:
    """Whoever may edit the item, and whoever's post is to tell it (`is_named`). A version is nobody's own."""
    roles = list(roles)
    if is_named and may(roles, COMMUNICATE):
        return None
    return why_not_edit(roles, is_own=is_own, is_contributor=is_contributor)


def why_not_close(roles: Iterable[str], *, is_own: bool) -> Refusal | None:
    """Closing and reopening is for whoever answers for the item; contributing is not enough."""
    roles = list(roles)
    if may(roles, EDIT) or (is_own and may(roles, EDIT_OWN)):
        return None
    if may(roles, EDIT_OWN) or may(roles, CONTRIBUTE):
        return Refusal(_("Only whoever answers for the item closes or reopens it. Ask the plan coordinator."))
    return why_not(roles, EDIT)


def why_not_report(roles: Iterable[str], *, is_own: bool, is_contributor: bool = False) -> Refusal | None:
    """Status is told by whoever answers for the item or contributes to it; on behalf of others by whoever keeps rounds."""
    roles = list(roles)
    if may(roles, KEEP_ROUNDS) or ((is_own or is_contributor) and may(roles, REPORT)):
        return None
    if may(roles, REPORT):
        return Refusal(
            _("You tell the status of the items that you answer for or contribute to. Ask the plan coordinator.")
        )
    return why_not(roles, REPORT)


def why_not_measure(roles: Iterable[str], *, is_own: bool) -> Refusal | None:
    """`is_own`: the person answers for the indicator, or for an item that it is linked to."""
    roles = list(roles)
    if may(roles, KEEP_INDICATORS) or (is_own and may(roles, MEASURE)):
        return None
    if may(roles, MEASURE):
        return Refusal(_("You measure the indicators that you answer for. Ask the plan coordinator about the others."))
    return why_not(roles, MEASURE)


def why_not_keep_meetings(roles: Iterable[str], *, is_own_body: bool) -> Refusal | None:
    """Whoever keeps the plan keeps every body's meetings; a secretary those of the body that the role is for."""
    roles = list(roles)
    if may(roles, EDIT) or not may(roles, KEEP_MEETINGS):
        return why_not(roles, KEEP_MEETINGS)
    if is_own_body:
        return None
    return Refusal(_("You keep the meetings of your own committee. Ask the plan coordinator about the others."))


def why_not_plan_treatment(
    roles: Iterable[str], *, is_own: bool, is_contributor: bool, is_own_body: bool
) -> Refusal | None:
    """Whoever edits the item tells where and when it is treated; a secretary, what is treated in the own body."""
    roles = list(roles)
    if why_not_edit(roles, is_own=is_own, is_contributor=is_contributor) is None:
        return None
    if why_not_keep_meetings(roles, is_own_body=is_own_body) is None:
        return None
    if may(roles, KEEP_MEETINGS):
        return Refusal(_("You plan what is treated in your own committee. Ask the plan coordinator about the others."))
    return why_not_edit(roles, is_own=is_own, is_contributor=is_contributor)


def why_not_propose(roles: Iterable[str], *, is_own: bool) -> Refusal | None:
    """Whoever keeps the catalogue writes proposals of every unit; a leader those of the own one."""
    roles = list(roles)
    if may(roles, KEEP_CATALOGUE) or (is_own and may(roles, PROPOSE)):
        return None
    if may(roles, PROPOSE):
        return Refusal(_("You write proposals of your own post or department. Choose it, or ask the economist."))
    return why_not(roles, PROPOSE)


def why_not_write_proposal(roles: Iterable[str], *, is_own: bool, is_idea: bool) -> Refusal | None:
    """A leader changes the own proposal while it is an idea; from then on it is the keeper's."""
    roles = list(roles)
    refusal = why_not_propose(roles, is_own=is_own)
    if refusal or is_idea or may(roles, KEEP_CATALOGUE):
        return refusal
    return Refusal(_("The proposal is no longer an idea, and is kept by the economist. Ask there for a change."))


def why_not_write_case(roles: Iterable[str], *, is_own_body: bool) -> Refusal | None:
    """Whoever keeps the plan writes every body's cases; a secretary those that pass the own body."""
    roles = list(roles)
    if may(roles, EDIT) or not may(roles, WRITE_CASES):
        return why_not(roles, WRITE_CASES)
    if is_own_body:
        return None
    return Refusal(_("You write the cases of your own committee. Ask the plan coordinator about the others."))


NEEDS_BODY = frozenset({"committee_secretary", "committee_member"})
"""Roles that are nothing without a body."""


def why_not_give(role: str, *, has_body: bool) -> Refusal | None:
    if role in NEEDS_BODY and not has_body:
        return Refusal(_("This role is for one committee. Choose which."))
    return None
