# SPDX-License-Identifier: MPL-2.0
"""Taking a carrying over back whole: nothing is deleted, and nothing of it is seen any more."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from udmoent.audit.actions import record
from udmoent.economy.models import Posting, SavingsTarget
from udmoent.economy.targets import Target, set_targets
from udmoent.intake.carrying import rules
from udmoent.intake.carrying.accounts import account_rules_of
from udmoent.intake.carrying.done_since import (
    brought,
    end_what_was_done,
    losses,
    postings_of,
    states_of,
    touched_since,
)
from udmoent.intake.models import AccountRule, CarryOver
from udmoent.intake.take_back import take_back_rows
from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.models import Person
from udmoent.plan.actions import Act
from udmoent.plan.facts import Source
from udmoent.plan.models import Item, ItemState, Plan
from udmoent.plan.setting_up import bearing_counts

LONGEST_NAME: Final = 200
OF_THE_PLAN: Final = {
    "rounds": gettext_noop("rounds"),
    "editions": gettext_noop("versions"),
    "cases": gettext_noop("cases"),
    "imports": gettext_noop("imports"),
    "communications": gettext_noop("communication"),
}
"""What may have been done in the plan since, by what a plan calls it; all else is told as "other things"."""
NO_MATTER: Final = frozenset({"readings", "items", "carry_overs", "carried_into"})
"""What is asked about by itself, or is nobody's work in the plan."""


@transaction.atomic
def take_back(kept: CarryOver, *, by: Person, now: datetime, losing: Collection[str] = ()) -> CarryOver:
    """Its items are out of the new plan again, what it told of others is as before; a plan that it began is gone.

    `losing`: the keys of what was done in the new plan since, and may be lost.
    """
    kept = (
        CarryOver.objects.select_for_update()
        .select_related("plan__agreement", "plan__municipality", "source")
        .get(pk=kept.pk)
    )
    lost = [one for one in losses(kept) if one.key not in losing]
    Refused.if_any([what_holds(kept), rules.why_not_lose([one.number for one in lost])])
    plan = kept.plan
    act = Act(
        by=by,
        now=now,
        applies_on=kept.applies_on,
        why=_("The carrying over is taken back."),
        source=Source.CARRIED,
        source_id=kept.pk,
    )
    touched = set(states_of(kept).values_list("item", flat=True)) | set(_following(kept))
    take_back_rows(plan, states_of(kept), postings_of(kept), act)
    end_what_was_done(kept, act)
    Item.objects.filter(pk__in=touched).update(follows=None)
    account_rules_of(kept).delete()
    _take_back_targets(kept, act)
    _take_back_headings(kept)
    if kept.began_plan:
        _hide(plan, now)
    kept.undone_at, kept.undone_by = now, by
    kept.save(update_fields=["undone_at", "undone_by"])
    record("take_back_carry_over", kept, municipality_id=kept.municipality_id, by_id=by.pk, now=now)
    return kept


def _following(kept: CarryOver) -> Iterator[int]:
    """Ids of the new plan's items that it let follow others, also where nothing else was told of them."""
    pairs = {(one["number"], one["new"]) for one in kept.receipt["items"] if one["new"]}
    following = kept.plan.items.filter(follows__plan=kept.source_id).values_list("pk", "follows__number", "number")
    return (pk for pk, followed, number in following if (followed, number) in pairs)


def _take_back_targets(kept: CarryOver, act: Act) -> None:
    """Those that it told, and that nobody has told otherwise since: before it there were none."""
    town, year = kept.plan.municipality, kept.plan.agreement.budget_year
    rows = SavingsTarget.objects.filter(municipality=town, budget_year=year).order_by("applies_on", "pk")
    latest = {(one.body, one.year): one for one in rows}
    own = {key: one for key, one in latest.items() if kept.receipt["targets"] and one.recorded_at == kept.made_at}
    none = {key: Target(kroner=0, price_level=one.price_level) for key, one in own.items()}
    if none:
        set_targets(town, year, none, act=act)


def _take_back_headings(kept: CarryOver) -> None:
    bearing = bearing_counts(kept.plan)
    names = [name for name in kept.receipt["headings"] if name not in bearing]
    kept.plan.agreement.headings.filter(name__in=names).delete()


def _hide(plan: Plan, now: datetime) -> None:
    """The plan is no longer there, and its name is free for another one."""
    mark = f" ({_('taken back')} {short_date(now.date())}, {plan.pk})"
    for thing in (plan, plan.agreement):
        thing.name = thing.name[: LONGEST_NAME - len(mark)] + mark
    plan.agreement.save(update_fields=["name"])
    plan.taken_back_at = now
    plan.save(update_fields=["name", "taken_back_at"])


def what_holds(kept: CarryOver) -> Refusal | None:
    """What stands in the way of taking it back; None where nothing does."""
    is_settled = kept.undone_at is not None or kept.confirmed_at is not None
    return rules.why_not_take_back(
        is_undone=kept.undone_at is not None,
        is_confirmed=kept.confirmed_at is not None,
        built_on=[] if is_settled else sorted(set(_built_on(kept))),
    )


def _built_on(kept: CarryOver) -> Iterator[str]:
    touched = set(states_of(kept).values_list("item", flat=True)) | set(_following(kept))
    new = set(brought(kept).values_list("pk", flat=True))
    own = Item.objects.filter(plan=kept.plan_id)
    yield from touched_since(kept, touched - new)
    yield from _hanging_on(kept, own.values_list("pk", flat=True) if kept.began_plan else new)
    if kept.began_plan:
        yield from _of_the_plan(kept)


def _hanging_on(kept: CarryOver, items: Iterable[int]) -> Iterator[str]:
    """Numbers of its new items to which somebody has added something: an answer, a file, a note …"""
    for relation in Item._meta.related_objects:
        if relation.related_model not in (ItemState, Posting):
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": items})
            rows = _but_its_own(kept, rows)
            yield from rows.values_list(f"{relation.field.name}__number", flat=True)


def _but_its_own(kept: CarryOver, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return rows.exclude(pk__in=account_rules_of(kept).values("pk")) if rows.model is AccountRule else rows


def _of_the_plan(kept: CarryOver) -> Iterator[str]:
    for relation in Plan._meta.related_objects:
        name = relation.get_accessor_name()
        rows = relation.related_model._base_manager.filter(**{relation.field.name: kept.plan_id})
        rows = _but_its_own(kept, rows)
        if name not in NO_MATTER and rows.exists():
            yield _(OF_THE_PLAN[name]) if name in OF_THE_PLAN else _("other things")
    others = CarryOver.objects.filter(plan=kept.plan_id).exclude(pk=kept.pk).filter(undone_at=None)
    others |= CarryOver.objects.filter(source=kept.plan_id, undone_at=None)
    if others.exists():
        yield _("another carrying over")
    if kept.plan.agreement.paragraphs.exists():
        yield _("the agreement's text")
