# SPDX-License-Identifier: MPL-2.0
"""What the directorate follows up with others, before those who go through it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.home.owed import Heap, Waiting
from udmoent.desk.mine.owing import Debts
from udmoent.editions.content import PlanContent
from udmoent.followup.meeting import open_follow_ups
from udmoent.lib.dates import short_date
from udmoent.organisation import rules
from udmoent.plan.models import Plan


def followed_up(content: PlanContent, debts: Debts, plan: Plan, visitor: Visitor) -> list[Heap]:
    """What the visitor is asked for stands among what the visitor owes."""
    if not visitor.may[rules.DIRECT]:
        return []
    titles = {item.id: item.title for item in content.items}
    mine = {one.follow_up.pk for followed in debts.followed.values() for one in followed if one.is_awaited}
    found = [one for one in open_follow_ups(plan, content.as_of) if one.item_id in titles and one.pk not in mine]
    waiting = []
    for one in found:
        about = " · ".join(filter(None, (one.who, _("raised {day}").format(day=short_date(one.raised_on)))))
        href = reverse("item", args=[plan.pk, one.item.number]) + "#follow-ups"
        waiting.append(Waiting(one.item.number, titles[one.item_id], href, "", [one.text, about]))
    return [Heap(_("The directorate follows up"), waiting)] if waiting else []
