# SPDX-License-Identifier: MPL-2.0
"""What the directorate follows up: before whoever is asked for it, and before those who go through it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.home.owed import Heap, Waiting
from udmoent.editions.content import PlanContent
from udmoent.followup.meeting import open_follow_ups
from udmoent.followup.models import FollowUp
from udmoent.lib.dates import short_date
from udmoent.organisation import rules
from udmoent.plan.models import Plan


def followed_up(content: PlanContent, plan: Plan, visitor: Visitor) -> list[Heap]:
    """Those heaps that have something in them. What the visitor is asked for stands in the first one alone."""
    titles = {item.id: item.title for item in content.items}
    found = [one for one in open_follow_ups(plan, content.as_of) if one.item_id in titles]
    mine = [one for one in found if visitor.is_named(one.who)]
    others = [one for one in found if one not in mine] if visitor.may[rules.DIRECT] else []
    heaps = [
        Heap(_("The directorate follows up with you"), list(_waiting(mine, plan, titles))),
        Heap(_("The directorate follows up"), list(_waiting(others, plan, titles))),
    ]
    return [heap for heap in heaps if heap.items]


def _waiting(found: Iterable[FollowUp], plan: Plan, titles: dict[int, str]) -> Iterable[Waiting]:
    for one in found:
        raised = _("raised {day}").format(day=short_date(one.raised_on))
        href = reverse("item", args=[plan.pk, one.item.number]) + "#follow-ups"
        about = " · ".join(filter(None, (one.who, raised)))
        yield Waiting(one.item.number, titles[one.item_id], href, "", [one.text, about])
