# SPDX-License-Identifier: MPL-2.0
"""What was learnt later of a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from udmoent.economy.models import Posting
from udmoent.editions.models import Edition
from udmoent.organisation.models import Person
from udmoent.plan.models import ItemState, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A state or an amount of an item that holds on the version's day, and was recorded after it was sealed."""

    number: str
    applies_on: date
    recorded_at: datetime
    by: str
    why: str
    is_amount: bool


def corrections_since(edition: Edition) -> int:
    """How many states and postings that hold on or before the version's day were recorded after it was sealed."""
    return corrections_after(edition.plan, edition.as_of, edition.sealed_at)


def corrections_after(plan: Plan, as_of: date, moment: datetime) -> int:
    """How many states and postings that hold on or before the day were recorded after that moment."""
    return sum(_later(model, plan.pk, as_of, moment).count() for model in (ItemState, Posting))


def is_passed(edition: Edition) -> bool:
    """Whether anything was recorded after the version was sealed, or holds only from a day after the version's."""
    return any(
        model.objects.filter(item__plan=edition.plan_id)
        .filter(Q(recorded_at__gt=edition.sealed_at) | Q(applies_on__gt=edition.as_of))
        .exists()
        for model in (ItemState, Posting)
    )


def corrections(edition: Edition) -> list[Correction]:
    """Each of them, in the order in which they were recorded."""
    people = {person.pk: str(person) for person in Person.objects.filter(municipality=edition.municipality_id)}
    found = [*_told(ItemState, edition, people), *_told(Posting, edition, people)]
    return sorted(found, key=lambda one: (one.recorded_at, one.number))


def _told(model: type[ItemState] | type[Posting], edition: Edition, people: dict[int, str]) -> Iterator[Correction]:
    rows = _later(model, edition.plan_id, edition.as_of, edition.sealed_at).values_list(
        "item__number", "applies_on", "recorded_at", "recorded_by", "why"
    )
    for number, applies_on, recorded_at, by, why in rows:
        yield Correction(
            number=number,
            applies_on=applies_on,
            recorded_at=recorded_at,
            by=people.get(by, ""),
            why=why,
            is_amount=model is Posting,
        )


def _later(model: type[ItemState] | type[Posting], plan: int, as_of: date, moment: datetime) -> QuerySet[Any]:
    return model.objects.filter(item__plan=plan, applies_on__lte=as_of, recorded_at__gt=moment)
