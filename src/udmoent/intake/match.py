# SPDX-License-Identifier: MPL-2.0
"""Which item of the plan a row of a file tells of. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.intake.draft import DraftItem, Fault
from udmoent.lib.text import is_near, normalised


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row with the item it tells of, or seems to, as a fault then says; neither where it is a new one."""

    draft: DraftItem
    item: ItemContent | None = None
    fault: Fault | None = None


def match(rows: Iterable[DraftItem], now: PlanContent) -> Iterator[Match]:
    """By number, else by part, body and title. A title that is nearly the same is a question, not a new item."""
    rows = list(rows)
    by_number = {item.number: item for item in now.items}
    by_title: dict[tuple[str, str], list[ItemContent]] = defaultdict(list)
    for item in now.items:
        by_title[item.kind, normalised(item.title)].append(item)
    numbered = {row.number for row in rows if row.number}
    unmet = [item for item in now.items if item.number not in numbered]
    met: set[str] = set()
    for row in rows:
        found = by_number.get(row.number) or _of_that_title(row, by_title)
        if found is None:
            found_match = Match(draft=row, fault=_near(row, unmet) if not row.number else None)
        elif found.kind != row.kind:
            found_match = Match(draft=row, item=found, fault=_fault(row, found, _other_part()))
        elif row.number and found.number != row.number:
            found_match = Match(draft=row, item=found, fault=_fault(row, found, _other_number()))
        elif found.number in met:
            found_match = Match(draft=row, item=found, fault=_fault(row, found, _told_twice()))
        else:
            met.add(found.number)
            found_match = Match(draft=row, item=found)
        yield found_match


def _of_that_title(row: DraftItem, by_title: dict[tuple[str, str], list[ItemContent]]) -> ItemContent | None:
    body = row.told.get("body")
    same = [item for item in by_title[row.kind, normalised(row.title)] if not body or item.body == body]
    return same[0] if len(same) == 1 else None


def _near(row: DraftItem, unmet: list[ItemContent]) -> Fault | None:
    body = row.told.get("body")
    for item in unmet:
        if item.kind == row.kind and (not body or item.body == body) and is_near(item.title, row.title):
            return _fault(row, item, _nearly_the_same())
    return None


def _fault(row: DraftItem, item: ItemContent, sentence: str) -> Fault:
    return Fault(
        file=row.spot.file,
        place=row.spot.place,
        row=row.spot.row,
        value=row.title,
        message=sentence.format(number=item.number, title=item.title),
    )


def _nearly_the_same() -> str:
    return _(
        "This is nearly {number} “{title}”. Write the number {number} in the row if it is that item, or a number of its own if it is not."
    )


def _other_number() -> str:
    return _(
        "The plan has the same title as {number}. Write {number} in the row, or another title if it is another item."
    )


def _other_part() -> str:
    return _(
        "{number} “{title}” is in another part of the plan. An item never changes its part: correct the number or the part."
    )


def _told_twice() -> str:
    return _("{number} “{title}” is told of in two rows. Leave one of them out.")
