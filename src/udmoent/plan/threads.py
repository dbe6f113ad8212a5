# SPDX-License-Identifier: MPL-2.0
"""A topic through the years: items of several plans, each of which follows the one before it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Self

from django.db.models import QuerySet

from udmoent.organisation.models import Municipality
from udmoent.plan.models import Item


class Threads:
    """`follows` tells by an item's id which one it follows."""

    def __init__(self, follows: Mapping[int, int]) -> None:
        self.follows = follows
        self.followed: dict[int, list[int]] = defaultdict(list)
        for item, earlier in sorted(follows.items()):
            self.followed[earlier].append(item)

    @classmethod
    def of_town(cls, municipality: Municipality) -> Self:
        rows = municipality.items.values_list("pk", "follows")
        return cls({item: earlier for item, earlier in rows if earlier})

    def first(self, item: int) -> int:
        """The item that the thread begins with."""
        passed = {item}
        while (earlier := self.follows.get(item)) and earlier not in passed:
            passed.add(earlier)
            item = earlier
        return item

    def of(self, item: int) -> set[int]:
        """All items of the thread, that one among them."""
        return {item, *self._from(self.first(item))}

    def _from(self, item: int) -> Iterator[int]:
        found, latest = {item}, [item]
        while latest:
            latest = [one for earlier in latest for one in self.followed.get(earlier, ()) if one not in found]
            found.update(latest)
        yield from found


def thread_of(item: Item) -> QuerySet[Item]:
    """The items of its thread, those of the earliest budget year first."""
    ids = Threads.of_town(item.municipality).of(item.pk)
    rows = Item.objects.filter(pk__in=ids).select_related("plan__agreement", "plan__municipality")
    return rows.order_by("plan__agreement__budget_year", "pk")


def first_of(municipality: Municipality) -> dict[int, int]:
    """By the id of each item of the town's plans, the id of the first item of its thread."""
    threads = Threads.of_town(municipality)
    return {item: threads.first(item) for item in municipality.items.values_list("pk", flat=True)}
