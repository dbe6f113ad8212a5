# SPDX-License-Identifier: MPL-2.0
"""Amounts are set by posting the difference, so that every earlier sum stands."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import BigIntegerField, Min, QuerySet, Sum
from django.db.models.functions import Cast

from udmoent.audit.actions import record
from udmoent.economy.models import Funding, Phase, Posting
from udmoent.economy.rules import (
    Given,
    moves_between_natures,
    why_not_between_natures,
    why_not_divide,
    why_not_fund,
    why_not_release,
    why_not_spend,
)
from udmoent.lib.refusal import Refused
from udmoent.meetings.council import why_not_by_council
from udmoent.plan.actions import Act, NewItem, add, take_turn
from udmoent.plan.facts import Source, Stage
from udmoent.plan.models import Item, ItemState, Plan
from udmoent.plan.rules import FORGIVEN
from udmoent.plan.splitting import Part, split


class AmountKey(NamedTuple):
    """What an amount is of: a year, a phase (adopted … spent), a nature and a price level ("2025")."""

    year: int
    phase: str
    nature: str
    price_level: str

    @property
    def untold(self) -> int | None:
        """What holds where nothing is told. To expect nothing is to tell something; any other amount is then zero."""
        return None if self.phase == Phase.EXPECTED else 0


Amounts = Mapping[AmountKey, int]
KEY = ("year", "phase", "nature", "price_level")


def amounts_as_of(
    items: Iterable[int] | QuerySet[Item, Any], on: date, known_at: datetime | None = None
) -> dict[int, dict[AmountKey, int]]:
    """Kroner by item id and key, as of a day; with `known_at`, as it was known then. Amounts of zero are left out, except
    where it is told that nothing is expected.
    """
    postings = Posting.objects.filter(item_id__in=items, applies_on__lte=on)
    if known_at:
        postings = postings.filter(recorded_at__lte=known_at)
    sums: dict[int, dict[AmountKey, int]] = defaultdict(dict)
    # PostgreSQL's sum is a numeric, which costs as much to read as to add up.
    summed = Cast(Sum("kroner"), BigIntegerField())
    rows = postings.order_by().values_list("item_id", *KEY).annotate(summed=summed)
    nothing: set[tuple[int, AmountKey]] = set()
    # A large plan has tens of thousands of amounts, and few keys that all of them share.
    keys: dict[tuple[Any, ...], AmountKey] = {}
    for row in rows:
        item_id, kroner, of = row[0], row[5], row[1:5]
        key = keys.get(of) or keys.setdefault(of, AmountKey(*of))
        if kroner:
            sums[item_id][key] = kroner
        elif key.phase == Phase.EXPECTED:
            nothing.add((item_id, key))
    for item_id, key in _told(postings, nothing):
        sums[item_id][key] = 0
    return dict(sums)


def _told(postings: QuerySet[Posting], nothing: Collection[tuple[int, AmountKey]]) -> Iterator[tuple[int, AmountKey]]:
    """Of those that sum to nothing the ones that somebody told so, and did not counter or take back."""
    if not nothing:
        return
    expected = postings.filter(item_id__in={item for item, _key in nothing}, phase=Phase.EXPECTED, corrects=None)
    standing: dict[tuple[int, AmountKey], int] = defaultdict(int)
    rows = expected.filter(corrected_by=None).order_by().values_list("item_id", *KEY, "source")
    for item_id, *key, source in rows:
        standing[item_id, AmountKey(*key)] += -1 if source == Source.UNDO else 1
    yield from (one for one in nothing if standing[one] > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is told of a posting besides its key. `account` is sixteen digits; what is empty is not told."""

    account: str = ""
    flow: str = ""
    is_one_off: bool = False
    expenditure: str = ""


UNMARKED = Marks()
MARKS = ("account", "flow", "is_one_off", "expenditure")


@transaction.atomic
def set_amounts_all(
    plan: Plan, wanted: Mapping[Item, Amounts], *, act: Act, deed: str = "set_amounts"
) -> list[Posting]:
    """Make each item's amounts be the wanted ones from `act.applies_on` on.

    A key that is not told keeps its amount; zero clears it, and of what is expected tells that it is nothing. A back-dated
    act holds until the item's next state or posting: there the difference is posted back, so that later views stand. Refused
    where a supplementary appropriation is not paid for by the other items, more is released than appropriated, or something is
    spent on what is withdrawn.
    """
    act = take_turn(plan, act)
    ids = [item.pk for item in wanted]
    now = amounts_as_of(ids, act.applies_on)
    next_on = _next_version(ids, act.applies_on)
    postings: list[Posting] = []
    for item, amounts in wanted.items():
        for key, kroner in amounts.items():
            known = now.get(item.pk, {})
            difference = kroner - known.get(key, 0)
            if difference or (key.phase == Phase.EXPECTED and key not in known):
                postings += _post(item, key, difference, act, until=next_on.get(item.pk))
    write_postings(plan, postings, deed, act)
    return postings


def write_postings(plan: Plan, postings: Sequence[Posting], deed: str, act: Act) -> None:
    """Write what one act posts, and record it; refused whole where it may not be."""
    if not postings:
        return
    if act.source not in FORGIVEN:
        now = [one for one in postings if one.applies_on == act.applies_on]
        _refuse_unfunded(now, act)
        _refuse_spending(now, act.applies_on)
    Posting.objects.bulk_create(postings, batch_size=500)
    if act.source not in FORGIVEN:
        _refuse_release(postings, act.applies_on)
    by = {"municipality_id": plan.municipality_id, "by_id": act.by.pk, "now": act.now}
    record(deed, plan, **by, postings=len(postings))  # type: ignore[arg-type]


def _refuse_unfunded(postings: Sequence[Posting], act: Act) -> None:
    """Raise where nothing pays for what is given, or it is the council's to give and did not come of its decision."""
    given = [
        Given(phase=one.phase, year=one.year, price_level=one.price_level, kroner=one.kroner, nature=one.nature)
        for one in postings
        if one.corrects is None
    ]
    has_decision = act.decision is not None
    is_from_cash, is_moved = any(one.funding == Funding.CASH for one in postings), moves_between_natures(given)
    Refused.if_any(why_not_fund(given, is_from_cash=is_from_cash, has_decision=has_decision))
    Refused.if_any([why_not_between_natures(has_decision=has_decision) if is_moved else None])
    Refused.if_any([why_not_by_council(act.decision) if is_from_cash or is_moved else None])


def _refuse_spending(postings: Iterable[Posting], on: date) -> None:
    """Raise where more is spent on what is withdrawn; what was wrong can be taken down."""
    spent = {
        one.item_id: one.item
        for one in postings
        if one.phase == Phase.SPENT and one.kroner > 0 and one.corrects is None
    }
    if not spent:
        return
    items = Item.objects.filter(pk__in=list(spent))
    withdrawn = items.as_of(on).filter(stage=Stage.WITHDRAWN).values_list("item_id", flat=True)
    Refused.if_any(why_not_spend(spent[item].number) for item in withdrawn)


def _refuse_release(postings: Iterable[Posting], on: date) -> None:
    """Raise where an item of which something was posted then has more released than is appropriated."""
    touched = {one.item_id: one.item for one in postings if one.phase in ("appropriated", "released")}
    for item_id, amounts in amounts_as_of(touched, on).items():
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for key, kroner in amounts.items():
            sums[key.phase, key.price_level] += kroner
        Refused.if_any(
            why_not_release(touched[item_id].number, appropriated=sums["appropriated", level], released=kroner)
            for (phase, level), kroner in list(sums.items())
            if phase == "released"
        )


def set_amounts(item: Item, wanted: Amounts, *, act: Act) -> list[Posting]:
    return set_amounts_all(item.plan, {item: wanted}, act=act)


@transaction.atomic
def add_with_amounts(plan: Plan, new: NewItem, amounts: Amounts, *, act: Act) -> Item:
    """An item with its amounts, in one act."""
    item = add(plan, new, act=act)
    set_amounts(item, amounts, act=act)
    return item


@transaction.atomic
def split_with_amounts(item: Item, parts: Sequence[tuple[Part, Amounts]], *, act: Act, **told: object) -> list[Item]:
    """Split the item, and let each new one have its share of the amounts; what they do not take stays, so the sum is held."""
    whole = amounts_as_of([item.pk], act.applies_on).get(item.pk, {})
    shares = [share for _part, share in parts]
    taken = {key: [share.get(key, 0) for share in shares] for key in sorted({key for share in shares for key in share})}
    Refused.if_any(why_not_divide(key.year, whole.get(key, 0), each) for key, each in taken.items())
    items = split(item, [part for part, _share in parts], act=act, **told)
    rest = {key: whole.get(key, 0) - sum(each) for key, each in taken.items()}
    set_amounts_all(item.plan, {item: rest} | dict(zip(items, shares, strict=True)), act=act)
    return items


def _post(item: Item, key: AmountKey, kroner: int, act: Act, *, until: date | None) -> list[Posting]:
    back = [new_posting(item, key, -kroner, act, applies_on=until)] if until and kroner else []
    return [new_posting(item, key, kroner, act), *back]


def new_posting(item: Item, key: AmountKey, kroner: int, act: Act, marks: Marks = UNMARKED, **told: object) -> Posting:
    """A posting that is not written yet. `told` are other fields of it, or other values than the act's."""
    return Posting(
        municipality_id=item.municipality_id,
        item=item,
        kroner=kroner,
        decision=act.decision,
        **{name: getattr(key, name) for name in KEY},
        **{name: getattr(marks, name) for name in MARKS},
        **act.stamp | told,
    )


def _next_version(items: list[int], on: date) -> dict[int, date]:
    """The first later day on which something of the item begins to hold."""
    later: dict[int, date] = {}
    for model in (ItemState, Posting):
        begins = model.objects.filter(item_id__in=items, applies_on__gt=on).order_by()
        for item_id, first in begins.values_list("item_id").annotate(Min("applies_on")):
            later[item_id] = min(first, later.get(item_id, first))
    return later
