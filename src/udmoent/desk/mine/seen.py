# SPDX-License-Identifier: MPL-2.0
"""Which state of an item, and which answer, a page was made from: so that a form knows when others came meanwhile."""

from collections.abc import Iterable

from django.db.models import Max

from udmoent import clock
from udmoent.followup.facts import Seen
from udmoent.followup.models import StatusReport
from udmoent.plan.models import Item, ItemState, Plan


def marks(plan: Plan, items: Iterable[int]) -> dict[int, str]:
    """By item id, of those that are in the plan today."""
    wanted = list(items)
    reports = StatusReport.objects.filter(item__in=wanted).order_by().values_list("item_id").annotate(Max("pk"))
    newest = dict(reports)
    states = plan.items.filter(pk__in=wanted).as_of(clock.today()).present().values_list("item_id", "pk")
    return {item_id: str(Seen(state, newest.get(item_id, 0))) for item_id, state in states}


def state_seen(item: Item, mark: str) -> ItemState | None:
    """The state that the page showed; None for a mark that tells none of this item's."""
    seen = Seen.read(mark)
    return item.states.filter(pk=seen.state).first() if seen else None


def answered_since(item: Item, mark: str) -> StatusReport | None:
    """The newest answer that came after what the page showed."""
    seen = Seen.read(mark)
    later = item.reports.filter(pk__gt=seen.report) if seen else item.reports.all()
    return later.select_related("recorded_by", "round").order_by("pk").last()
