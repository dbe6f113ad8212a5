# SPDX-License-Identifier: MPL-2.0
"""A topic through the years: an item, the one that it follows, and so on back to the first."""

from collections.abc import Mapping

from udmoent.organisation.models import Municipality
from udmoent.plan.models import Item


def first_of(municipality: Municipality) -> dict[int, int]:
    """By the id of each item of the town's plans, the id of the first item of its thread."""
    follows = dict(Item.objects.filter(municipality=municipality).values_list("pk", "follows"))
    return {item: _first(item, follows) for item in follows}


def _first(item: int, follows: Mapping[int, int | None]) -> int:
    met = {item}
    while (earlier := follows.get(item)) is not None and earlier not in met:
        met.add(earlier)
        item = earlier
    return item
