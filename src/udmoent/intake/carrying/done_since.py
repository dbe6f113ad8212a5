# SPDX-License-Identifier: MPL-2.0
"""What was done since with the items that a carrying over brought: what would be lost, were it taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, QuerySet, Sum

from udmoent.economy.actions import KEY, MARKS
from udmoent.economy.models import Posting
from udmoent.intake.models import CarryOver
from udmoent.intake.take_back import take_back_postings
from udmoent.plan.actions import Act, change_all
from udmoent.plan.facts import Source
from udmoent.plan.models import COLUMNS, Item, ItemState, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """An item of the new plan with the facts that are told otherwise since. `is_added`: it was not carried, but made there."""

    number: str
    title: str
    facts: tuple[str, ...] = ()
    has_amounts: bool = False
    is_gone: bool = False
    is_added: bool = False

    @property
    def key(self) -> str:
        """The same as long as the same would be lost."""
        marks = (self.has_amounts * "amounts", self.is_gone * "gone", self.is_added * "added")
        return "/".join((self.number, *self.facts, *filter(None, marks)))


def states_of(kept: CarryOver) -> QuerySet[ItemState]:
    return ItemState.objects.filter(item__plan=kept.plan_id, source=Source.CARRIED, source_id=kept.pk)


def postings_of(kept: CarryOver) -> QuerySet[Posting]:
    return Posting.objects.filter(item__plan=kept.plan_id, source=Source.CARRIED, source_id=kept.pk)


def brought(kept: CarryOver) -> QuerySet[Item]:
    """The items that came by it, and not those that were in the new plan already and follow an old one by it."""
    first = ItemState.objects.filter(item__plan=kept.plan_id).order_by("item", "pk").values_list("item", "pk")
    firsts: dict[int, int] = {}
    for item, state in first:
        firsts.setdefault(item, state)
    return Item.objects.filter(pk__in=states_of(kept).filter(pk__in=firsts.values()).values("item"))


def added(kept: CarryOver) -> QuerySet[Item]:
    """The items that were made in a plan that it began."""
    own = Item.objects.filter(plan=kept.plan_id) if kept.began_plan else Item.objects.none()
    return own.exclude(pk__in=states_of(kept).values("item"))


def losses(kept: CarryOver) -> list[Loss]:
    """In the order of the numbers; what ended where it began is no loss."""
    new = brought(kept)
    touched = new.filter(number__in=touched_since(kept, new.values("pk")))
    found = [_loss(item, kept) for item in touched] + [_added(item) for item in added(kept)]
    return sorted((one for one in found if one), key=lambda one: one.number)


def _loss(item: Item, kept: CarryOver) -> Loss | None:
    carried = states_of(kept).filter(item=item).order_by("pk").last()
    assert carried is not None
    now, before = _latest(item), _snapshot(ItemState.objects.filter(pk=carried.pk))
    told, was = now.facts.told(), before.facts.told()
    facts = tuple(name for name in told if told[name] != was[name])
    has_amounts, is_gone = _is_posted(item, kept), now.is_present != before.is_present
    if not (facts or has_amounts or is_gone):
        return None
    return Loss(number=item.number, title=now.facts.title, facts=facts, has_amounts=has_amounts, is_gone=is_gone)


def _added(item: Item) -> Loss | None:
    now = _latest(item)
    return Loss(number=item.number, title=now.facts.title, is_added=True) if now.is_present else None


def _latest(item: Item) -> Snapshot:
    return _snapshot(ItemState.objects.filter(item=item).order_by("applies_on", "pk"))


def _snapshot(states: QuerySet[ItemState]) -> Snapshot:
    return Snapshot.from_values(list(states.values_list(*COLUMNS))[-1])


def _is_posted(item: Item, kept: CarryOver) -> bool:
    """Whether its amounts are others than those that were carried."""
    later = Posting.objects.filter(item=item).exclude(pk__in=postings_of(kept).values("pk")).order_by()
    return any(later.values(*KEY, *MARKS).annotate(sum=Sum("kroner")).values_list("sum", flat=True))


def end_what_was_done(kept: CarryOver, act: Act) -> None:
    """The items are out of the plan on every day from which something is told of them, and their amounts are none."""
    items = [*brought(kept), *added(kept)]
    by_id = {item.pk: item for item in items}
    days = ItemState.objects.filter(item__in=items).order_by("applies_on").values_list("applies_on", "item").distinct()
    on: dict[date, list[Item]] = {}
    for day, item in days:
        on.setdefault(day, []).append(by_id[item])
    for day, there in on.items():
        change_all(kept.plan, _out(there), act=replace(act, applies_on=day))
    later = Posting.objects.filter(item__in=items).exclude(pk__in=postings_of(kept).values("pk"))
    take_back_postings(kept.plan, later, act)


def _out(items: Iterable[Item]) -> dict[Item, dict[str, object]]:
    return {item: {"is_present": False} for item in items}


def touched_since(kept: CarryOver, items: Iterable[int] | QuerySet) -> list[str]:
    """The numbers of those of the items of which anything was told after it."""
    moments = (rows.aggregate(last=Max("recorded_at"))["last"] for rows in (states_of(kept), postings_of(kept)))
    last = max(filter(None, moments), default=kept.made_at)
    found: list[str] = []
    for rows in (ItemState.objects, Posting.objects):
        later = rows.filter(item__in=items, recorded_at__gt=last)
        found += later.values_list("item__number", flat=True).distinct()
    return found
