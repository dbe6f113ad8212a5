# SPDX-License-Identifier: MPL-2.0
"""What people do with a plan. Each writes new states and changes none."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.lib.refusal import Refusal, Refused
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Municipality, Person
from udmoent.plan import rules
from udmoent.plan.facts import (
    FACTS,
    ClosingReason,
    Facts,
    Kind,
    Origin,
    Source,
    Stage,
)
from udmoent.plan.models import (
    COLUMNS,
    Agreement,
    AgreementParagraph,
    Heading,
    Item,
    ItemState,
    Plan,
    Snapshot,
)
from udmoent.plan.threads import Threads


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who writes, when, why and through what; and from which day it holds. Shared by all that one act writes."""

    by: Person
    now: datetime
    applies_on: date
    why: str = ""
    source: Source = Source.EDIT
    source_id: int | None = None
    decision: Decision | None = None

    @property
    def stamp(self) -> dict[str, object]:
        return {
            "applies_on": self.applies_on,
            "recorded_at": self.now,
            "recorded_by": self.by,
            "why": self.why,
            "source": self.source,
            "source_id": self.source_id,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item that is to be added. Without a number it is given the next one."""

    kind: Kind
    facts: Facts
    number: str = ""
    origin: Origin = Origin.AGREEMENT
    paragraph: AgreementParagraph | None = None
    follows: Item | None = None


@transaction.atomic
def begin_plan(
    municipality: Municipality,
    name: str,
    *,
    budget_year: int,
    headings: Iterable[str] = (),
    price_level: str = "",
    signed_on: date | None = None,
    parties: list[dict[str, str]] | None = None,
    is_sample: bool = False,
    by: Person,
    now: datetime,
) -> Plan:
    """A new, empty plan for an agreement of its own."""
    agreement = Agreement.objects.create(
        municipality=municipality,
        name=name,
        budget_year=budget_year,
        price_level=price_level or str(budget_year),
        signed_on=signed_on,
        parties=parties or [],
    )
    Heading.objects.bulk_create(
        Heading(municipality=municipality, agreement=agreement, name=heading, place=place)
        for place, heading in enumerate(headings, start=1)
    )
    plan = Plan.objects.create(municipality=municipality, agreement=agreement, name=name, is_sample=is_sample)
    record("begin_plan", plan, municipality_id=municipality.pk, by_id=by.pk, now=now, name=name)
    return plan


def take_turn(plan: Plan, act: Act) -> Act:
    """Become the plan's only writer until the transaction ends. The act's moment is after all recorded so far."""
    recorded = Plan.objects.select_for_update().values_list("last_recorded_at", flat=True).get(pk=plan.pk)
    refusal = rules.why_not_apply(act.applies_on, timezone.localdate(act.now))
    if refusal:
        raise Refused(refusal)
    moment = act.now
    if recorded and moment <= recorded:
        moment = recorded + timedelta(microseconds=1)
    plan.last_recorded_at = moment
    plan.save(update_fields=["last_recorded_at"])
    return replace(act, now=moment)


def snapshots(plan: Plan, items: Iterable[Item], on: date) -> dict[int, Snapshot]:
    """The snapshot of each item in force that day, by item id."""
    rows = plan.items.filter(pk__in=[item.pk for item in items]).as_of(on).values_list("item_id", *COLUMNS)
    return {item_id: Snapshot.from_values(values) for item_id, *values in rows}


@transaction.atomic
def add_all(plan: Plan, new: Iterable[NewItem], *, act: Act) -> list[Item]:
    """Add items to the plan, each with its first state; refused whole when one of them may not be."""
    act = take_turn(plan, act)
    new = list(new)
    items = [
        Item(
            municipality_id=plan.municipality_id,
            plan=plan,
            number=number,
            kind=one.kind,
            origin=one.origin,
            paragraph=one.paragraph,
            follows=one.follows,
        )
        for one, number in zip(new, _numbers(plan, new, act.source), strict=True)
    ]
    _refuse(plan, [(item, None, one.facts) for item, one in zip(items, new, strict=True)], act)
    refuse_following(plan, items)
    Item.objects.bulk_create(items)
    _write(plan, {item: Snapshot(one.facts) for item, one in zip(items, new, strict=True)}, act)
    record("add_items", plan, municipality_id=plan.municipality_id, by_id=act.by.pk, now=act.now, items=len(items))
    return items


def _numbers(plan: Plan, new: list[NewItem], source: Source) -> Iterator[str]:
    """A number for each; those that are told are kept free from being given to others."""
    taken = set(plan.items.values_list("number", flat=True))
    for one in new:
        Refused.if_any([rules.why_not_number(one.number, taken, source)])
        taken.update({one.number} - {""})
    digits = dict(plan.municipality.bodies.values_list("abbreviation", "digit"))
    numbering = rules.Numbering(plan.municipality.configuration.numbers, taken)
    for one in new:
        yield one.number or numbering.next(one.kind, digits.get(one.facts.body, ""))


def refuse_following(plan: Plan, items: Iterable[Item]) -> None:
    """Raise where an item may not follow the one that it says it does."""
    following = [item for item in items if item.follows]
    if not following:
        return
    threads = Threads.of_town(plan.municipality)
    own = {item.pk for item in following}
    numbers = dict(plan.items.exclude(pk__in=own).values_list("pk", "number"))
    for item in following:
        followed, there = item.follows, threads.of(item.follows_id) & set(numbers)  # type: ignore[arg-type]
        refusal = rules.why_not_follow(
            item.number,
            year=plan.agreement.budget_year,
            followed=followed.number,  # type: ignore[union-attr]
            followed_year=followed.plan.agreement.budget_year,  # type: ignore[union-attr]
            there=", ".join(sorted(numbers[one] for one in there)),
        )
        Refused.if_any([refusal])


def add(plan: Plan, new: NewItem, *, act: Act) -> Item:
    return add_all(plan, [new], act=act)[0]


@transaction.atomic
def change_all(plan: Plan, changes: Mapping[Item, Mapping[str, object]], *, act: Act) -> list[ItemState]:
    """Lay facts over the state of each item in force on `act.applies_on`. The same facts write no row.

    `is_present` may be told beside the facts. A back-dated state holds until the item's next one.
    """
    act = take_turn(plan, act)
    return change_in_turn(plan, changes, snapshots(plan, changes, act.applies_on), act=act)


def change_in_turn(
    plan: Plan, changes: Mapping[Item, Mapping[str, object]], before: Mapping[int, Snapshot], *, act: Act
) -> list[ItemState]:
    """As `change_all`, for whoever has taken the turn with `act` already, and knows what is in force on its day."""
    after: dict[Item, Snapshot] = {}
    for item, told in changes.items():
        rules.known_facts(told, (*FACTS, "is_present"))
        old = before.get(item.pk)
        Refused.if_any([rules.why_not_change(item.number, told, is_there=old is not None)])
        snapshot = _laid_over(old, told)
        if snapshot != old:
            after[item] = snapshot
    _refuse(plan, [(item, _said(before.get(item.pk)), snapshot.facts) for item, snapshot in after.items()], act)
    states = _write(plan, after, act)
    if states:
        record(
            "change_items",
            plan,
            municipality_id=plan.municipality_id,
            by_id=act.by.pk,
            now=act.now,
            items=[item.number for item in after][:100],
            count=len(after),
        )
    return states


def change(item: Item, *, act: Act, **told: object) -> ItemState | None:
    """Change facts of one item; None where nothing differs."""
    states = change_all(item.plan, {item: told}, act=act)
    return states[0] if states else None


def _laid_over(before: Snapshot | None, told: Mapping[str, Any]) -> Snapshot:
    facts = {name: value for name, value in told.items() if name != "is_present"}
    is_present = bool(told.get("is_present", before.is_present if before else True))
    return Snapshot(replace(before.facts, **facts) if before else Facts(**facts), is_present)


def _said(before: Snapshot | None) -> Facts | None:
    """What stands to be held against the new: nothing, where the import that brought it was undone."""
    return before.facts if before and before.is_present else None


def _refuse(plan: Plan, changes: list[tuple[Item, Facts | None, Facts]], act: Act) -> None:
    """Raise where an item that was the first may not become the second."""
    bodies = _bodies_named(plan, changes)
    for _item, before, after in changes:
        has_decision = act.decision is not None
        said = rules.why_not_say(before, after, act.source, has_decision=has_decision)
        Refused.if_any([*said, *rules.why_not_name(after, bodies)])
    if act.source != Source.UNDO:
        reworded = [
            (item, after) for item, before, after in changes if not before or before.agreed_text != after.agreed_text
        ]
        _refuse_rewording({item.pk: after.agreed_text for item, after in reworded if item.pk}, act)
    for link in rules.LINKS:
        if any(getattr(after, link) for _item, _before, after in changes):
            _refuse_links(plan, link, {item.number: getattr(after, link) for item, _, after in changes}, act)


def _bodies_named(plan: Plan, changes: list[tuple[Item, Facts | None, Facts]]) -> set[str]:
    """The bodies there are; those named before stay known, so that they need not be looked up."""
    before = {body for _item, said, _after in changes if said for body in (said.body, *said.other_bodies)}
    after = {body for _item, _said, facts in changes for body in (facts.body, *facts.other_bodies)}
    if after <= before:
        return before
    return before | set(plan.municipality.bodies.values_list("abbreviation", flat=True))


def _refuse_rewording(told: Mapping[int, str], act: Act) -> None:
    """The agreement has one wording, also for an act dated before the day on which it was first told."""
    worded = [item_id for item_id, wording in told.items() if wording]
    if not worded:
        return
    later = ItemState.objects.filter(item_id__in=worded, applies_on__gt=act.applies_on, is_present=True)
    wordings = later.exclude(agreed_text="").values_list("item_id", "agreed_text").distinct()
    Refused.if_any(rules.why_not_reword(wording, told[item_id]) for item_id, wording in wordings)


def _refuse_links(plan: Plan, link: str, told: Mapping[str, str | None], act: Act) -> None:
    links = dict(plan.items.as_of(act.applies_on).present().values_list("item__number", link)) | dict(told)
    numbers = {*plan.items.values_list("number", flat=True), *told}
    Refused.if_any(rules.why_not_link(number, links, numbers) for number in told)


def _write(plan: Plan, snapshots: Mapping[Item, Snapshot], act: Act) -> list[ItemState]:
    return ItemState.objects.bulk_create(
        [
            ItemState(
                municipality_id=plan.municipality_id,
                item=item,
                decision=act.decision,
                **act.stamp,
                **snapshot.columns(),
            )
            for item, snapshot in snapshots.items()
        ],
        batch_size=500,
    )


def _refuse_unless(why_not: Callable[[Stage], Refusal | None], item: Item, act: Act) -> None:
    """Raise where the item's stage on `act.applies_on` stands in the way."""
    for said in snapshots(item.plan, [item], act.applies_on).values():
        Refused.if_any([why_not(said.facts.stage)])


def close(item: Item, *, reason: ClosingReason, closed_on: date | None = None, act: Act) -> ItemState | None:
    """Set the X."""
    closed_on = closed_on or act.applies_on
    _refuse_unless(rules.why_not_end, item, act)
    Refused.if_any([rules.why_not_close_on(closed_on, timezone.localdate(act.now))])
    return change(
        item,
        act=act,
        stage=Stage.CLOSED,
        closed_on=closed_on,
        closed_by=act.by.signature(act.applies_on),
        closing_reason=reason,
    )


def note_closing(item: Item, *, noted_on: date, act: Act) -> ItemState | None:
    """A committee has taken note that the item is closed."""
    _refuse_unless(rules.why_not_note_closing, item, act)
    for said in snapshots(item.plan, [item], act.applies_on).values():
        Refused.if_any([rules.why_not_note_on(noted_on, said.facts.closed_on, timezone.localdate(act.now))])
    return change(item, act=act, noted_on=noted_on)


def reopen(item: Item, *, stage: Stage = Stage.UNDER_WAY, act: Act) -> ItemState | None:
    """Take the X, or the withdrawal, away again."""
    _refuse_unless(rules.why_not_reopen, item, act)
    return change(
        item,
        act=act,
        stage=stage,
        closed_on=None,
        closed_by="",
        closing_reason=None,
        noted_on=None,
        withdrawn_reason="",
        merged_into=None,
    )


def withdraw(item: Item, *, reason: str, act: Act) -> ItemState | None:
    """Take the item out of the work by a decision; it stays visible as withdrawn."""
    return change(item, act=act, stage=Stage.WITHDRAWN, withdrawn_reason=reason)


def merge(item: Item, into: Item, *, act: Act) -> ItemState | None:
    """Close an item because its matter goes on in another one."""
    Refused.if_any([rules.why_not_merge(item.number, into.number)])
    _refuse_unless(rules.why_not_end, item, act)
    _refuse_unless(rules.why_not_take_in, into, act)
    return change(
        item,
        act=act,
        stage=Stage.CLOSED,
        closed_on=act.applies_on,
        closed_by=act.by.signature(act.applies_on),
        closing_reason=ClosingReason.MERGED,
        merged_into=into.number,
    )
