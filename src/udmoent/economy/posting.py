# SPDX-License-Identifier: MPL-2.0
"""Giving and taking amounts, and countering what was posted wrongly: each adds postings and changes none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from udmoent.economy.account import read_account
from udmoent.economy.actions import (
    KEY,
    MARKS,
    UNMARKED,
    AmountKey,
    Amounts,
    Marks,
    amounts_as_of,
    new_posting,
    set_amounts_all,
    write_postings,
)
from udmoent.economy.models import Funding, Phase, Posting
from udmoent.economy.rules import BALANCED, GIVEN_BY_COUNCIL, why_not_counter, why_not_give
from udmoent.lib.refusal import Refused
from udmoent.meetings.council import why_not_by_council
from udmoent.plan.actions import Act, take_turn
from udmoent.plan.models import Item, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What an act gives an item, or with a minus takes from it."""

    item: Item
    key: AmountKey
    kroner: int
    marks: Marks = UNMARKED


@transaction.atomic
def appropriate(plan: Plan, lines: Sequence[Line], *, act: Act, is_from_cash: bool = False) -> list[Posting]:
    """Give and take in one act, from `act.applies_on` for good. `is_from_cash`: the cash balance pays for the rest.

    Unlike an amount that is set, what is given comes on top of whatever was posted later.
    """
    act = take_turn(plan, act)
    funding = Funding.CASH if is_from_cash else Funding.NONE
    postings = [
        new_posting(line.item, line.key, line.kroner, act, _read(line.marks), funding=funding.value)
        for line in lines
        if line.kroner
    ]
    write_postings(plan, postings, "appropriate", act)
    return postings


@transaction.atomic
def correct_amounts(item: Item, wanted: Amounts, *, act: Act) -> list[Posting]:
    """Make the item's amounts be the wanted ones, as a person tells them. What the council gives needs its decision, and
    an adopted amount that was there is told in the log as corrected.
    """
    phases = {key.phase for key in wanted}
    Refused.if_any([why_not_give(phases, has_decision=act.decision is not None)])
    Refused.if_any([None if GIVEN_BY_COUNCIL.isdisjoint(phases) else why_not_by_council(act.decision)])
    known = amounts_as_of([item.pk], act.applies_on).get(item.pk, {})
    is_correction = any(key.phase == Phase.ADOPTED and known.get(key) for key in wanted)
    deed = "correct_adopted" if is_correction else "set_amounts"
    return set_amounts_all(item.plan, {item: wanted}, act=act, deed=deed)


@transaction.atomic
def tell_marks(item: Item, keys: Collection[AmountKey], marks: Marks, *, act: Act) -> list[Posting]:
    """Tell what the item's amounts are of, such as service expenditure: a posting of nothing for each key."""
    act = take_turn(item.plan, act)
    postings = [new_posting(item, key, 0, act, _read(marks)) for key in sorted(keys)]
    write_postings(item.plan, postings, "tell_marks", act)
    return postings


def _read(marks: Marks) -> Marks:
    """The marks with the account's digits alone, and with what its digits tell where nothing else is told."""
    if not marks.account:
        return marks
    account = read_account(marks.account)
    return Marks(
        account=account.digits,
        flow=marks.flow or account.flow.value,
        is_one_off=marks.is_one_off,
        expenditure=marks.expenditure or account.expenditure.value,
    )


@transaction.atomic
def counter(posting: Posting, *, act: Act) -> list[Posting]:
    """Post the opposite of it, and of all that it pays for or is paid by, so that the rest still balances."""
    act = take_turn(posting.item.plan, act)
    wrong = together(posting)
    Refused.if_any(
        why_not_counter(
            is_countered=hasattr(one, "corrected_by"),
            is_counter=one.corrects_id is not None,
            applies_on=one.applies_on,
            on=act.applies_on,
        )
        for one in wrong
    )
    postings = [opposite(one, act) for one in wrong]
    write_postings(posting.item.plan, postings, "counter", act)
    return postings


def together(posting: Posting) -> list[Posting]:
    """The posting with those of the same act that pay for each other. No two acts in a plan have a moment in common."""
    own = Posting.objects.select_related("item__plan", "corrected_by")
    if posting.phase not in BALANCED:
        return [own.get(pk=posting.pk)]
    plan = posting.item.plan_id
    return list(own.filter(item__plan=plan, recorded_at=posting.recorded_at, phase__in=BALANCED).order_by("pk"))


def opposite(posting: Posting, act: Act, **other: object) -> Posting:
    """A counter-posting that is not written yet. `other` are other values of it than the act's."""
    key = AmountKey(**{name: getattr(posting, name) for name in KEY})
    marks = Marks(**{name: getattr(posting, name) for name in MARKS})
    told = {"corrects": posting, "funding": posting.funding} | other
    return new_posting(posting.item, key, -posting.kroner, act, marks, **told)
