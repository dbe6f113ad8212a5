# SPDX-License-Identifier: MPL-2.0
"""Items by the unit and the post that answer for them, with who holds the post."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from udmoent.editions.content import ItemContent
from udmoent.lib.text import danish_order
from udmoent.organisation.models import Holding, Municipality


@dataclass(frozen=True)
class Post:
    """`title` is empty where nobody answers for the items; `holders` where nobody holds the post."""

    title: str
    holders: tuple[str, ...]
    items: tuple[ItemContent, ...]


@dataclass(frozen=True)
class UnitAsked:
    name: str
    posts: tuple[Post, ...]

    @property
    def number_of_items(self) -> int:
        return sum(len(post.items) for post in self.posts)


def holders_on(town: Municipality, day: date) -> dict[str, tuple[str, ...]]:
    """By the post's title, casefolded: who holds it, then who stands in."""
    held = Holding.objects.in_force(day).filter(municipality=town).order_by("is_deputy", "valid_from", "pk")
    found: dict[str, list[str]] = {}
    for holding in held.select_related("person", "position"):
        found.setdefault(holding.position.title.casefold(), []).append(str(holding.person))
    return {title: tuple(names) for title, names in found.items()}


def by_unit_and_post(items: Iterable[ItemContent], holders: Mapping[str, tuple[str, ...]]) -> list[UnitAsked]:
    """In the alphabet's order; those of no unit and of no post come last."""
    units: dict[str, dict[str, list[ItemContent]]] = {}
    for item in items:
        units.setdefault(item.unit, {}).setdefault(item.responsible, []).append(item)
    return [
        UnitAsked(unit, tuple(_post(title, posts[title], holders) for title in sorted(posts, key=_last_if_empty)))
        for unit, posts in sorted(units.items(), key=lambda pair: _last_if_empty(pair[0]))
    ]


def _post(title: str, items: list[ItemContent], holders: Mapping[str, tuple[str, ...]]) -> Post:
    return Post(title, holders.get(title.casefold(), ()), tuple(items))


def _last_if_empty(name: str) -> tuple[bool, object]:
    return not name, danish_order(name)
