# SPDX-License-Identifier: MPL-2.0
"""A plan's rules for accounts: kept, and taken away again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from udmoent.audit.actions import record
from udmoent.intake.finance.matching import Rule, RuleKind, in_order, read_value, why_not_rule
from udmoent.intake.models import AccountRule
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Person
from udmoent.plan.models import Plan


def rules_of(plan: Plan) -> list[Rule]:
    """In the order in which they are asked."""
    rows = plan.account_rules.values_list("kind", "value", "item__number", "pk")
    return in_order(Rule(RuleKind(kind), value, number or "", pk) for kind, value, number, pk in rows)


@transaction.atomic
def keep_rule(plan: Plan, kind: RuleKind, text: str, number: str, *, by: Person, now: datetime) -> AccountRule:
    """Let what fits belong to the item of that number, or with none to no item of the plan."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    rule = Rule(kind, read_value(kind, text), number)
    Refused.if_any([why_not_rule(rule, rules_of(plan))])
    item = plan.items.filter(number=number).first() if number else None
    if number and item is None:
        sentence = _("There is no item “{number}” in the plan. Look its number up in the plan's list.")
        raise Refused(sentence.format(number=number))
    kept = AccountRule.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        kind=kind.value,
        value=rule.value,
        item=item,
        made_at=now,
        made_by=by,
    )
    _record("keep_account_rule", kept, number, by, now)
    return kept


@transaction.atomic
def drop_rule(kept: AccountRule, *, by: Person, now: datetime) -> None:
    """From the next extract on; what was posted by it stays until then."""
    _record("drop_account_rule", kept, kept.item.number if kept.item else "", by, now)
    kept.delete()


def _record(act: str, kept: AccountRule, number: str, by: Person, now: datetime) -> None:
    told = {"kind": kept.kind, "value": kept.value, "item": number}
    record(act, kept, municipality_id=kept.municipality_id, by_id=by.pk, now=now, **told)
