# SPDX-License-Identifier: MPL-2.0
"""Which rows the visitor may edit, and what state each of them shows."""

from collections.abc import Iterable
from datetime import date

from udmoent.desk.access import Visitor
from udmoent.editions.content import ItemContent
from udmoent.organisation import rules
from udmoent.plan.models import Plan


def states_to_edit(visitor: Visitor, plan: Plan, items: Iterable[ItemContent], on: date) -> dict[str, int]:
    """By number, of the items that the visitor may edit, the state in force that day."""
    if not any(visitor.may[doing] for doing in (rules.EDIT, rules.EDIT_OWN, rules.CONTRIBUTE)):
        return {}
    numbers = {item.number for item in items if visitor.may[rules.EDIT] or not visitor.why_not_edit(item)}
    states = plan.items.as_of(on).present().values_list("item__number", "pk")
    return {number: state for number, state in states if number in numbers} if numbers else {}
