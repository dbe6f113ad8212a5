# SPDX-License-Identifier: MPL-2.0
"""A plan comes in from a file, and can be taken back as long as nothing is built on it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max, Q

from udmoent.audit.actions import record
from udmoent.documents.files import keep, sha256_of
from udmoent.documents.stamp import Stamp
from udmoent.economy.actions import AmountKey, set_amounts_all
from udmoent.economy.models import Posting
from udmoent.editions.content import PlanContent, fingerprint
from udmoent.editions.gather import gather
from udmoent.intake.draft import Draft
from udmoent.intake.models import CarryOver, Import
from udmoent.intake.reconcile import Addition, Against, Reconciled, reconcile, to_builtins, without_faulty
from udmoent.intake.rules import why_not_begin, why_not_undo
from udmoent.intake.take_back import take_back_rows
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.actions import Act, NewItem, add_all, begin_plan, change_all
from udmoent.plan.facts import Kind, Origin, Source
from udmoent.plan.models import Heading, Item, ItemState, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, or would do. `id` is None where nothing was written."""

    found: Reconciled
    draft: Draft
    id: int | None = None

    @property
    def is_stopped(self) -> bool:
        return bool(self.found.faults or self.found.conflicts) and not self.found.left_out

    def to_builtins(self) -> dict[str, object]:
        return {"import": self.id} | to_builtins(self.found, self.draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A file's draft and bytes, by whom it is brought, when, and from which day it is to hold.

    `takes_file` tells of a conflict, by its question, whether the file's value is taken rather than the plan's.
    """

    draft: Draft
    content: bytes
    by: Person
    now: datetime
    applies_on: date
    why: str = ""
    skip_faulty: bool = False
    takes_file: Mapping[str, bool] = field(default_factory=dict)
    dry_run: bool = False


@transaction.atomic
def import_new_plan(
    municipality: Municipality, name: str, budget_year: int, delivery: Delivery, *, files: Path
) -> Imported:
    """Begin a plan and bring the file's items into it; neither where the import is stopped, only tried or empty."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    names = list(municipality.plans.values_list("name", flat=True))
    Refused.if_any([why_not_begin(name, names, budget_year)])
    plan = begin_plan(
        municipality,
        name,
        budget_year=budget_year,
        headings=[heading.name for heading in municipality.configuration.headings],
        price_level=delivery.draft.price_level,
        by=delivery.by,
        now=delivery.now,
    )
    imported = import_plan(plan, delivery, files=files, origin=Origin.AGREEMENT)
    if imported.id is None:
        transaction.set_rollback(True)
    return imported


@transaction.atomic
def import_plan(plan: Plan, delivery: Delivery, *, files: Path, origin: Origin = Origin.ADDED) -> Imported:
    """Bring what the file tells into the plan: all of it, or nothing where a fault or conflict stops it.

    A trial does all of it and rolls it back, so that it is refused where the import would be.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)
    draft = delivery.draft
    against = against_of(plan, delivery)
    found = reconcile(draft, against)
    if delivery.skip_faulty and (found.faults or found.conflicts):
        draft, found = _leave_out(draft, found, against)
    imported = Imported(found=found, draft=draft)
    has_work = bool(found.additions or found.differences)
    if imported.is_stopped or not has_work:
        return imported
    kept = Import.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        file_name=draft.file[-255:],
        file_sha256=sha256_of(delivery.content) if delivery.dry_run else keep(delivery.content, files),
        applies_on=delivery.applies_on,
        imported_at=delivery.now,
        imported_by=delivery.by,
        why=delivery.why,
        receipt=imported.to_builtins(),
    )
    _write(plan, found, _act(delivery, kept), origin)
    _add_headings(plan, found)
    record("import_plan", kept, municipality_id=plan.municipality_id, by_id=delivery.by.pk, now=delivery.now)
    if delivery.dry_run:
        transaction.set_rollback(True)
        return imported
    return replace(imported, id=kept.pk)


def _act(delivery: Delivery, kept: Import) -> Act:
    return Act(
        by=delivery.by,
        now=delivery.now,
        applies_on=delivery.applies_on,
        why=delivery.why,
        source=Source.IMPORT,
        source_id=kept.pk,
    )


def _leave_out(draft: Draft, found: Reconciled, against: Against) -> tuple[Draft, Reconciled]:
    """The import without the rows in fault or conflict, which are told as left out."""
    rest = without_faulty(draft, found)
    again = reconcile(rest, against)
    spots = (*(fault for fault in found.faults), *(conflict.spot for conflict in found.conflicts))
    return rest, replace(
        again,
        faults=(*found.faults, *again.faults),
        conflicts=(*found.conflicts, *again.conflicts),
        left_out=spots,
        missing=tuple(item for item in again.missing if item in found.missing),
    )


def against_of(plan: Plan, delivery: Delivery) -> Against:
    """The plan on the day from which the delivery is to hold, and as its file was made from it."""
    now = gather(plan, delivery.applies_on)
    base, is_proved = _base(plan, delivery.draft.stamp)
    present = {item.number for item in now.items}
    return Against(
        now=now,
        base=base,
        is_proved=is_proved,
        absent=frozenset(plan.items.exclude(number__in=present).values_list("number", flat=True)),
        price_level=plan.agreement.price_level,
        importer=delivery.by.signature(delivery.applies_on),
        applies_on=delivery.applies_on,
        town=plan.municipality.configuration,
        takes_file=delivery.takes_file,
    )


def _base(plan: Plan, stamp: Stamp | None) -> tuple[PlanContent | None, bool]:
    """The plan as the file was made from it, and whether the stamp's fingerprint proves that it was."""
    if stamp is None or stamp.plan != plan.name:
        return None, True
    base = gather(plan, stamp.as_of, stamp.known_at)
    told = replace(base, edition=stamp.edition)
    return base, stamp.fingerprint is None or stamp.fingerprint == fingerprint(told)


def _write(plan: Plan, found: Reconciled, act: Act, origin: Origin) -> None:
    known = {item.number: item for item in plan.items.all()}
    new = [one for one in found.additions if one.number not in known]
    back = [one for one in found.additions if one.number in known]
    added = add_all(
        plan, [NewItem(kind=one.kind, number=one.number, facts=one.facts, origin=origin) for one in new], act=act
    )
    known |= {item.number: item for item in added}
    changes = _facts_to_change(found, known)
    changes |= {known[one.number]: _all_facts(one) for one in back}
    change_all(plan, changes, act=act)
    amounts = _amounts_to_set(found, known)
    amounts |= {known[one.number]: dict(one.amounts) for one in found.additions if one.amounts}
    set_amounts_all(plan, amounts, act=act)


def _all_facts(one: Addition) -> dict[str, object]:
    return one.facts.told() | {"is_present": True}


def _facts_to_change(found: Reconciled, known: Mapping[str, Item]) -> dict[Item, dict[str, object]]:
    changes: dict[Item, dict[str, object]] = defaultdict(dict)
    for one in found.differences:
        if one.key is None:
            changes[known[one.number]][one.field] = one.new
    return changes


def _amounts_to_set(found: Reconciled, known: Mapping[str, Item]) -> dict[Item, dict[AmountKey, int]]:
    amounts: dict[Item, dict[AmountKey, int]] = defaultdict(dict)
    for one in found.differences:
        if one.key:
            amounts[known[one.number]][one.key] = int(one.new)  # type: ignore[call-overload]
    return amounts


def _add_headings(plan: Plan, found: Reconciled) -> None:
    """A declaration of intent under a heading that the agreement's list lacks puts it at the list's end."""
    listed = list(plan.agreement.headings.values_list("name", flat=True))
    told = [one.facts.heading for one in found.additions if one.kind == Kind.INTENT]
    told += [str(one.new) for one in found.differences if one.field == "heading"]
    new = [name for name in dict.fromkeys(told) if name and name not in listed]
    Heading.objects.bulk_create(
        Heading(municipality_id=plan.municipality_id, agreement=plan.agreement, name=name, place=place)
        for place, name in enumerate(new, start=len(listed) + 1)
    )


@transaction.atomic
def undo_import(kept: Import, *, by: Person, now: datetime) -> Import:
    """Take an import back: its items are as before it, those it brought are no longer in the plan."""
    plan = kept.plan
    states = ItemState.objects.filter(item__plan=plan, source=Source.IMPORT, source_id=kept.pk)
    postings = Posting.objects.filter(item__plan=plan, source=Source.IMPORT, source_id=kept.pk)
    Refused.if_any([what_holds(kept)])
    act = Act(by=by, now=now, applies_on=kept.applies_on, source=Source.UNDO, source_id=kept.pk)
    take_back_rows(plan, states, postings, act)
    kept.undone_at, kept.undone_by = now, by
    kept.save(update_fields=["undone_at", "undone_by"])
    record("undo_import", kept, municipality_id=plan.municipality_id, by_id=by.pk, now=now)
    return kept


def what_holds(kept: Import) -> Refusal | None:
    """What stands in the way of taking the import back; None where nothing does."""
    later = kept.plan.editions.filter(sealed_at__gte=kept.imported_at, as_of__gte=kept.applies_on)
    return why_not_undo(
        is_undone=kept.undone_at is not None,
        built_on=_built_on(kept),
        editions=list(later.values_list("name", flat=True)),
    )


def _built_on(kept: Import) -> set[str]:
    """Numbers of the import's items of which something was recorded after it, and not taken back again."""
    written = [
        model.objects.filter(item__plan=kept.plan, source=Source.IMPORT, source_id=kept.pk)
        for model in (ItemState, Posting)
    ]
    touched = {item_id for rows in written for item_id in rows.values_list("item_id", flat=True)}
    last = max(
        filter(None, (rows.aggregate(last=Max("recorded_at"))["last"] for rows in written)), default=kept.imported_at
    )
    undone = Import.objects.filter(plan=kept.plan, applies_on__lte=kept.applies_on).exclude(undone_at=None)
    taken_back = Q(source__in=(Source.IMPORT, Source.UNDO), source_id__in=undone.values("pk"))
    carried_back = CarryOver.objects.filter(plan=kept.plan, applies_on__lte=kept.applies_on).exclude(undone_at=None)
    taken_back |= Q(source=Source.CARRIED, source_id__in=carried_back.values("pk"))
    later = [
        model.objects.filter(item_id__in=touched, recorded_at__gt=last).exclude(taken_back)
        for model in (ItemState, Posting)
    ]
    return {number for rows in later for number in rows.values_list("item__number", flat=True)}
