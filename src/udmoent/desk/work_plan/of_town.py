# SPDX-License-Identifier: MPL-2.0
"""What a body treats is told in all of the town's plans: a visitor's view of them, and the way to an item of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from udmoent.desk.access import Visitor
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.gather import gather
from udmoent.editions.work_plan import Treated
from udmoent.plan.facts import Treatment
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Linked:
    """An item to be treated, and where it stands; `other_plan` names its plan where that is not the page's own."""

    item: ItemContent
    treatment: Treatment
    href: str
    other_plan: str


def contents_of_town(
    content: PlanContent, plan: Plan, visitor: Visitor, known_at: datetime | None = None
) -> list[PlanContent]:
    """`content`, which is the visitor's view of the plan, and then what the visitor sees of the town's other ones that day."""
    others = plan.municipality.plans.exclude(pk=plan.pk).select_related("agreement", "municipality")
    seen = (
        visitor.sees(gather(one, content.as_of, known_at)) for one in others.order_by("agreement__budget_year", "pk")
    )
    return [content, *seen]


class Linking:
    """Leads to the items of any of the town's plans from a page of one."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.ids = plan, dict(plan.municipality.plans.values_list("name", "pk"))

    def linked(self, treated: Iterable[Treated]) -> list[Linked]:
        return list(map(self._linked, treated))

    def href(self, one: Treated) -> str:
        return reverse("item", args=[self.ids[one.plan], one.item.number])

    def _linked(self, one: Treated) -> Linked:
        return Linked(one.item, one.treatment, self.href(one), "" if one.plan == self.plan.name else one.plan)
