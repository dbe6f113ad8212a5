# SPDX-License-Identifier: MPL-2.0
"""What an address asks the list for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Query:
    """Names and values in the order in which they stand; what is empty is not asked."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, told: QueryDict) -> Self:
        return cls(tuple((name, value) for name, values in told.lists() for value in values if value.strip()))

    def all(self, name: str) -> list[str]:
        return [value for told, value in self.pairs if told == name]

    def one(self, name: str) -> str:
        """The last value, as Django's own forms take it."""
        return next((value for told, value in reversed(self.pairs) if told == name), "")

    def but(self, changes: Mapping[str, str | Iterable[str]]) -> "Query":
        """The same with other values for these names; an empty one takes the name away."""
        kept = [pair for pair in self.pairs if pair[0] not in changes]
        for name, told in changes.items():
            kept += ((name, value) for value in ([told] if isinstance(told, str) else told) if value)
        return Query(tuple(kept))

    def without(self, pairs: Iterable[tuple[str, str]]) -> "Query":
        gone = set(pairs)
        return Query(tuple(pair for pair in self.pairs if pair not in gone))

    @property
    def href(self) -> str:
        """As a link on the list's own page."""
        return f"?{self}"

    def __str__(self) -> str:
        return urlencode(self.pairs)
