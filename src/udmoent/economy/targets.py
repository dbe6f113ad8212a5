# SPDX-License-Identifier: MPL-2.0
"""How much must be found for a budget, per year and body: told as an amount, or as a share of a base."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from udmoent.audit.actions import record
from udmoent.economy.models import SavingsTarget
from udmoent.economy.prices import Indices, Rate, rate, why_not_convert
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.models import Municipality
from udmoent.plan.actions import Act
from udmoent.plan.rules import why_not_apply


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target with its base where it is a share of one. `kroner` is negative, as a saving is."""

    kroner: int
    price_level: str
    percent: Decimal | None = None
    base: int | None = None


TargetKey = tuple[str, int]
"""A body's abbreviation, "" for the whole town, and a year."""


def rate_to(price_level: str, target: Target, indices: Indices) -> Rate | None:
    """How the target is reckoned in those prices; nothing where one of the levels has no index."""
    old = target.price_level
    if old != price_level and any(why_not_convert(one, indices) for one in (old, price_level)):
        return None
    return rate(old, price_level, indices)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A target in the prices of the savings that it is held against; `target` is nothing where an index lacks."""

    told: Target
    target: Target | None
    rate: Rate | None = None


def reckoned(told: Target, price_level: str, levels: Collection[str], indices: Indices) -> Reckoned | None:
    """`levels`: those that there are savings in to hold it against. It is held once: in its own, else in the latest of them."""
    if price_level != (told.price_level if told.price_level in levels else max(levels)):
        return None
    if told.price_level == price_level:
        return Reckoned(told, told)
    by = rate_to(price_level, told, indices)
    return Reckoned(told, Target(kroner=by.of(told.kroner), price_level=price_level) if by else None, by)


def share_of(base: int, percent: Decimal) -> int:
    """Whole kroner of the share, as a saving."""
    return -int((Decimal(abs(base)) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))


def why_not_target(kroner: int, *, percent: Decimal | None, base: int | None) -> Refusal | None:
    if (percent is None) != (base is None):
        return Refusal(_("A share needs both the percentage and the base that it is of."))
    if kroner > 0:
        return Refusal(_("A savings target is written with a minus, as a saving is."))
    return None


def targets_on(
    municipality: Municipality, budget_year: int, on: date = date.max, known_at: datetime | None = None
) -> dict[TargetKey, Target]:
    """The budget's targets as they held that day, without those that were set to nothing."""
    rows = municipality.savings_targets.filter(budget_year=budget_year, applies_on__lte=on)
    rows = rows.filter(recorded_at__lte=known_at) if known_at else rows
    told = {
        (one.body, one.year): Target(kroner=one.kroner, price_level=one.price_level, percent=one.percent, base=one.base)
        for one in rows.order_by("applies_on", "pk")
    }
    return {key: target for key, target in told.items() if target.kroner}


@transaction.atomic
def set_targets(
    municipality: Municipality, budget_year: int, told: Mapping[TargetKey, Target], *, act: Act
) -> list[SavingsTarget]:
    """Make the budget's targets be these; zero takes one away, and what is told already as it is adds nothing."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    refusals = [why_not_target(one.kroner, percent=one.percent, base=one.base) for one in told.values()]
    Refused.if_any([why_not_apply(act.applies_on, timezone.localdate(act.now)), *refusals])
    known = targets_on(municipality, budget_year, act.applies_on)
    stamp = {"applies_on": act.applies_on, "recorded_at": act.now, "recorded_by": act.by, "why": act.why}
    new = [
        SavingsTarget(
            municipality=municipality,
            budget_year=budget_year,
            body=body,
            year=year,
            price_level=target.price_level,
            kroner=target.kroner,
            percent=target.percent,
            base=target.base,
            **stamp,
        )
        for (body, year), target in told.items()
        if known.get((body, year)) != target and (target.kroner or (body, year) in known)
    ]
    SavingsTarget.objects.bulk_create(new)
    if new:
        by = {"municipality_id": municipality.pk, "by_id": act.by.pk, "now": act.now}
        record("set_savings_targets", municipality, **by, targets=len(new), year=budget_year)  # type: ignore[arg-type]
    return new
