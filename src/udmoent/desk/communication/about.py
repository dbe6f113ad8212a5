# SPDX-License-Identifier: MPL-2.0
"""Who is told what of one item or version, for its own page."""

from django.http import HttpRequest
from django.urls import reverse

from udmoent.desk.access import Visitor
from udmoent.desk.communication.shown import Showing
from udmoent.desk.where import AsOf, to_items
from udmoent.editions.communicating import communications_about
from udmoent.editions.content import ItemContent
from udmoent.editions.models import Edition
from udmoent.organisation import rules
from udmoent.plan.models import Item


def communication_of(
    request: HttpRequest, about: Item | Edition, content: ItemContent | None, moment: AsOf
) -> dict[str, object]:
    """Nothing for those who do not see the whole plan. `content` is the item's; None for a version."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    if not visitor.may[rules.READ_WHOLE]:
        return {}
    items = {content.number: content} if content else {}
    showing = Showing(about.plan, visitor, items, to_items(about.plan, moment), moment.is_today)
    found = communications_about(about, moment.day, moment.known_at)
    may = moment.is_today and visitor.why_not_communicate(content) is None
    return {
        "sees_communication": True,
        "communicated": showing.rows(found),
        "communicate_href": _address(about) if may else "",
    }


def _address(about: Item | Edition) -> str:
    if isinstance(about, Item):
        return reverse("communicate_item", args=[about.plan_id, about.number])
    return reverse("communicate_edition", args=[about.plan_id, about.pk])
