# SPDX-License-Identifier: MPL-2.0
"""The rules by which extracts of the finance system find their items go along with the items."""

from collections.abc import Mapping

from django.db.models import QuerySet

from udmoent.intake.models import AccountRule, CarryOver
from udmoent.plan.models import Item


def carry_account_rules(kept: CarryOver, goes_on: Mapping[int, Item]) -> None:
    """Those of items that go on, told by the old item's id, and of none; where the new plan has no such rule itself."""
    there = set(AccountRule.objects.filter(plan=kept.plan_id).values_list("kind", "value"))
    AccountRule.objects.bulk_create(
        AccountRule(
            municipality_id=kept.municipality_id,
            plan_id=kept.plan_id,
            kind=rule.kind,
            value=rule.value,
            item=goes_on[rule.item_id] if rule.item_id else None,
            made_at=kept.made_at,
            made_by_id=kept.made_by_id,
        )
        for rule in AccountRule.objects.filter(plan=kept.source_id)
        if (rule.kind, rule.value) not in there and (rule.item_id is None or rule.item_id in goes_on)
    )


def account_rules_of(kept: CarryOver) -> QuerySet[AccountRule]:
    return AccountRule.objects.filter(plan=kept.plan_id, made_at=kept.made_at)
