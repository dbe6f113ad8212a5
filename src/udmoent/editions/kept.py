# SPDX-License-Identifier: MPL-2.0
"""Items of plan contents that this process has gathered, kept while there is room: what was recorded never changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

from udmoent.editions.content import ItemContent

MOST_ITEMS: Final = 20_000
"""Some 60 MB: five plans of the largest cities, or sixty of the usual size."""

Items = tuple[ItemContent, ...]


class Kept:
    """What was asked for last stays longest."""

    def __init__(self, most_items: int = MOST_ITEMS) -> None:
        self.most_items = most_items
        self._lock = Lock()
        self._by_key: OrderedDict[Hashable, Items] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Items]) -> Items:
        with self._lock:
            if key in self._by_key:
                self._by_key.move_to_end(key)
                return self._by_key[key]
        made = make()
        with self._lock:
            self._by_key[key] = made
            while sum(map(len, self._by_key.values())) > self.most_items:
                self._by_key.popitem(last=False)
        return made

    def forget(self) -> None:
        with self._lock:
            self._by_key.clear()
