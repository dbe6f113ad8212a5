# SPDX-License-Identifier: MPL-2.0
"""Which item a page is about, and what of it the visitor may see."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.item.history import content_of
from udmoent.desk.where import AsOf
from udmoent.economy.actions import amounts_as_of
from udmoent.editions.content import ItemContent
from udmoent.editions.gather import gather
from udmoent.organisation import rules
from udmoent.plan.models import Item, ItemState, Plan


@dataclass(frozen=True)
class Seen:
    """An item as of a moment, with the state in force. `content` is None where the item was not in the plan then.

    `is_whole`: every field is shown; `has_history`: with all that was ever said of it. `others` are the numbers of the
    items that may be seen beside it, None where that is all of them.
    """

    content: ItemContent | None
    is_whole: bool = True
    has_history: bool = True
    others: frozenset[str] | None = None
    state: ItemState | None = None


def the_item(plan: Plan, number: str) -> Item:
    item = plan.items.filter(number=number).first()
    if item is None:
        raise Http404(_("There is no such item in the plan."))
    return item


def state_on(item: Item, day: date, known_at: datetime | None = None) -> ItemState | None:
    """What the plan says of the item that day; None where the item was not in the plan."""
    state = item.states.up_to(day, known_at).first()
    return state if state and state.is_present else None


def seen(request: HttpRequest, item: Item, moment: AsOf) -> Seen:
    """What the visitor may see of the item. The whole plan is asked only where the visitor does not see all of it."""
    if not request.visitor.may[rules.READ_WHOLE]:  # type: ignore[attr-defined]
        return _seen_in_part(request, item, moment)
    state = state_on(item, moment.day, moment.known_at)
    amounts = amounts_as_of([item.pk], moment.day, moment.known_at).get(item.pk)
    return Seen(content_of(item, state.facts, amounts) if state else None, state=state)


def seen_today(request: HttpRequest, item: Item) -> Seen:
    today = clock.today()
    return seen(request, item, AsOf(today, is_today=True))


def _seen_in_part(request: HttpRequest, item: Item, moment: AsOf) -> Seen:
    """History tells what came later too, so that it is for those who see the item in full today as well."""
    visitor = request.visitor  # type: ignore[attr-defined]
    whole = gather(item.plan, moment.day, moment.known_at)
    items = {one.number: one for one in visitor.sees(whole).items}
    if item.number not in items:
        raise Http404(_("There is no such item in the plan."))
    content = items[item.number]
    is_whole = visitor.sees_in_full(whole, content)
    now = whole if moment.is_today else gather(item.plan, clock.today())
    has_history = is_whole and visitor.sees_in_full(now, content)
    state = state_on(item, moment.day, moment.known_at)
    return Seen(content, is_whole, has_history, frozenset(items), state)
