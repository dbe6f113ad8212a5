# SPDX-License-Identifier: MPL-2.0
"""The steps of a capital project, and what may follow what. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from udmoent.lib.refusal import Refusal


class Step(StrEnum):
    """How far a project has come, from a thought to accounts that the council has approved."""

    IDEA = "idea"
    BUDGETED = "budgeted"
    APPROPRIATED = "appropriated"
    RELEASED = "released"
    TENDER = "tender"
    EXECUTION = "execution"
    IN_USE = "in_use"
    ACCOUNTS_APPROVED = "accounts_approved"


STEPS: Final[Mapping[Step, str]] = {
    Step.IDEA: gettext_noop("Idea"),
    Step.BUDGETED: gettext_noop("Budgeted"),
    Step.APPROPRIATED: gettext_noop("Appropriated"),
    Step.RELEASED: gettext_noop("Released"),
    Step.TENDER: gettext_noop("Tender"),
    Step.EXECUTION: gettext_noop("Execution"),
    Step.IN_USE: gettext_noop("In use"),
    Step.ACCOUNTS_APPROVED: gettext_noop("Accounts approved"),
}

# Appropriation and release may come in one decision; what is built by the town's own people has no tender. A step back
# is a correction, or a tender that is held again.
MAY_FOLLOW: Final[Mapping[Step, frozenset[Step]]] = {
    Step.IDEA: frozenset({Step.BUDGETED}),
    Step.BUDGETED: frozenset({Step.IDEA, Step.APPROPRIATED, Step.RELEASED}),
    Step.APPROPRIATED: frozenset({Step.BUDGETED, Step.RELEASED}),
    Step.RELEASED: frozenset({Step.APPROPRIATED, Step.TENDER, Step.EXECUTION}),
    Step.TENDER: frozenset({Step.RELEASED, Step.EXECUTION}),
    Step.EXECUTION: frozenset({Step.RELEASED, Step.TENDER, Step.IN_USE}),
    Step.IN_USE: frozenset({Step.EXECUTION, Step.ACCOUNTS_APPROVED}),
    Step.ACCOUNTS_APPROVED: frozenset({Step.IN_USE}),
}
ORDER: Final = tuple(Step)
DECIDED: Final = frozenset({Step.APPROPRIATED, Step.RELEASED, Step.ACCOUNTS_APPROVED})
"""Steps that the council takes, so that they need its decision."""


def step_name(step: str) -> str:
    return _(STEPS[Step(step)]) if step else _("Not told")


def why_not_step(before: Step | None, after: Step, *, why: str, has_decision: bool) -> list[Refusal]:
    """The first step told of a project may be any: it was under way before Udmønt knew of it."""
    found = []
    if before and after not in MAY_FOLLOW[before]:
        may = ", ".join(step_name(one) for one in ORDER if one in MAY_FOLLOW[before])
        sentence = _("After “{before}” comes {may}, not “{after}”.")
        found.append(Refusal(sentence.format(before=step_name(before), may=may, after=step_name(after))))
    elif before and ORDER.index(after) < ORDER.index(before) and not why:
        found.append(Refusal(_("Tell why the project goes a step back.")))
    is_forward = not before or ORDER.index(after) > ORDER.index(before)
    if before and is_forward and after in DECIDED and not has_decision:
        found.append(
            Refusal(_("“{step}” is the council's to decide. Choose the decision.").format(step=step_name(after)))
        )
    return found
