# SPDX-License-Identifier: MPL-2.0
"""Facts and amounts written in the rows of a list: of one item or of many, in one act that can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from udmoent.documents.forms import own_nature
from udmoent.economy.actions import AmountKey, set_amounts_all
from udmoent.economy.models import Posting
from udmoent.editions.amounts import amounts_of, kroner_by_key
from udmoent.editions.content import ItemContent
from udmoent.intake.rules import why_not_amend, why_not_take_back
from udmoent.intake.take_back import take_back_rows
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.models import Person
from udmoent.plan.actions import Act, change_all
from udmoent.plan.facts import Source
from udmoent.plan.models import ItemState, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What is to be changed of an item that says `before`: only what differs."""

    before: ItemContent
    facts: Mapping[str, object]
    amounts: Mapping[AmountKey, int]

    @classmethod
    def of(
        cls, before: ItemContent, facts: Mapping[str, object], amounts: Mapping[AmountKey, int] | None = None
    ) -> "Amendment":
        had = kroner_by_key(before)
        return cls(
            before=before,
            facts={name: value for name, value in facts.items() if getattr(before, name) != value},
            amounts={key: kroner for key, kroner in (amounts or {}).items() if had.get(key, key.untold) != kroner},
        )

    @property
    def after(self) -> ItemContent:
        amounts = {**kroner_by_key(self.before), **self.amounts}
        told = {key: kroner for key, kroner in amounts.items() if kroner != key.untold}
        return replace(self.before, **self.facts, amounts=amounts_of(told))  # type: ignore[arg-type]

    @property
    def says_something(self) -> bool:
        return bool(self.facts or self.amounts)

    def why_not(self, bodies: Iterable[str]) -> list[Refusal]:
        return list(why_not_amend(self.before, self.after, self.facts, set(bodies)))


def amount_key(
    item: ItemContent, year: int, *, price_level: str, phase: str = "adopted", nature: str = ""
) -> AmountKey:
    """Which of the item's amounts a column means: the one that is there, else one in `price_level`."""
    nature = nature or own_nature(item.kind)
    there = (year, phase, nature)
    levels = {one.price_level for one in item.amounts if (one.year, one.phase, one.nature) == there}
    return AmountKey(*there, levels.pop() if len(levels) == 1 else price_level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one act wrote, by the moments at which it did so. No two acts in a plan have a moment in common."""

    count: int
    applies_on: date
    moments: tuple[datetime, ...]


@transaction.atomic
def amend(plan: Plan, amendments: Sequence[Amendment], *, act: Act) -> Written:
    """Change all of these items, or none where one of them may not be."""
    bodies = set(plan.municipality.bodies.values_list("abbreviation", flat=True))
    Refused.if_any(refusal for one in amendments for refusal in one.why_not(bodies))
    items = {item.pk: item for item in plan.items.filter(pk__in=[one.before.id for one in amendments])}
    states = change_all(plan, {items[one.before.id]: one.facts for one in amendments if one.facts}, act=act)
    postings = set_amounts_all(plan, {items[one.before.id]: one.amounts for one in amendments if one.amounts}, act=act)
    rows: list[ItemState | Posting] = [*states, *postings]
    moments = tuple(sorted({row.recorded_at for row in rows}))
    return Written(count=len({row.item_id for row in rows}), applies_on=act.applies_on, moments=moments)


def changed_after(plan: Plan, items: Iterable[int], moment: datetime) -> set[str]:
    """Numbers of those items of which something was recorded after the moment."""
    later = Q(item__plan=plan, item__in=list(items), recorded_at__gt=moment)
    rows = (model.objects.filter(later).values_list("item__number", flat=True) for model in (ItemState, Posting))
    return {number for numbers in rows for number in numbers}


@transaction.atomic
def take_back(plan: Plan, written: Written, *, by: Person, now: datetime, why: str = "") -> int:
    """Make each item say again what it said before the act; how many they are."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    states = ItemState.objects.filter(item__plan=plan, recorded_at__in=written.moments)
    postings = Posting.objects.filter(item__plan=plan, recorded_at__in=written.moments)
    touched = {item for rows in (states, postings) for item in rows.values_list("item_id", flat=True)}
    Refused.if_any([why_not_take_back(changed_after(plan, touched, max(written.moments)))])
    act = Act(by=by, now=now, applies_on=written.applies_on, why=why, source=Source.UNDO)
    take_back_rows(plan, states, postings, act)
    return len(touched)
