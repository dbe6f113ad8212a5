# SPDX-License-Identifier: MPL-2.0
"""What a visitor may write in the rows of a plan: by the visitor's own deeds, then by the plan's rules."""

from collections.abc import Collection, Iterable

from udmoent.desk.access import Visitor
from udmoent.intake.amend import Amendment
from udmoent.lib.refusal import Refusal
from udmoent.organisation import rules
from udmoent.plan.facts import Facts
from udmoent.plan.rules import why_not_contribute


def why_not(visitor: Visitor, amendment: Amendment, bodies: Collection[str]) -> list[Refusal]:
    """Every reason why the visitor may not change the item so."""
    return _why_not_here(visitor, amendment) or amendment.why_not(bodies)


def why_not_facts(visitor: Visitor, before: Facts, told: Collection[str]) -> Refusal | None:
    """Why the visitor may not write these facts of the item, whatever they are to be."""
    if refusal := visitor.why_not_edit(before):
        return refusal
    return why_not_contribute(told) if visitor.why_not_close(before) else None


def _why_not_here(visitor: Visitor, amendment: Amendment) -> list[Refusal]:
    wanted: Iterable[Refusal | None] = (
        why_not_facts(visitor, amendment.before, amendment.facts) if amendment.facts else None,
        visitor.why_not(rules.SET_AMOUNTS) if amendment.amounts else None,
    )
    return [refusal for refusal in wanted if refusal]
