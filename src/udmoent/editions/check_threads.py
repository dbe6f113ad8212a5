# SPDX-License-Identifier: MPL-2.0
"""Topics through the years, proved over the whole database: see `editions.check`."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _

from udmoent.editions.violation import Violation, violation
from udmoent.organisation.models import Municipality
from udmoent.plan.facts import ENDED
from udmoent.plan.models import Item
from udmoent.plan.threads import Threads


def _follow_earlier_plans() -> Iterator[Violation]:
    """From a later budget year to an earlier one, so that no thread comes round to itself."""
    message = _("Item {number} follows {followed}, which is not of an earlier budget year.")
    late = Item.objects.filter(follows__plan__agreement__budget_year__gte=F("plan__agreement__budget_year"))
    for pk, number, followed in late.order_by("pk").values_list("pk", "number", "follows__number"):
        yield violation("follows_an_earlier_plan", Item, pk, message.format(number=number, followed=followed))


def _follow_what_was_there() -> Iterator[Violation]:
    message = _("Item {number} follows {followed}, which was never in its plan.")
    there = Item.objects.filter(states__is_present=True).values("pk")
    strange = Item.objects.exclude(follows=None).exclude(follows__in=there)
    for pk, number, followed in strange.order_by("pk").values_list("pk", "number", "follows__number"):
        yield violation("followed_item_was_in_its_plan", Item, pk, message.format(number=number, followed=followed))


def _one_open_item_in_a_plan() -> Iterator[Violation]:
    """What is split off an item has a thread of its own."""
    message = _("Item {number} is on the same thread as {others} in the same plan, and both are open.")
    for town in Municipality.objects.order_by("pk"):
        threads = Threads.of_town(town)
        on_threads = Item.objects.filter(pk__in={*threads.follows, *threads.followed})
        still = on_threads.as_of(date.max).present().exclude(stage__in=ENDED)
        found: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
        for item, plan, number in still.order_by("item").values_list("item", "item__plan", "item__number"):
            found[plan, threads.first(item)].append((item, number))
        for (_plan, _first), items in found.items():
            for pk, number in items[1:]:
                told = message.format(number=number, others=items[0][1])
                yield violation("thread_has_one_open_item_in_a_plan", Item, pk, told)


CHECKS_OF_THREADS: Final = (_follow_earlier_plans, _follow_what_was_there, _one_open_item_in_a_plan)
