# SPDX-License-Identifier: MPL-2.0
"""An extract is posted as differences to what was posted before, and taken back as one by counter-postings."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import BigIntegerField, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from udmoent.audit.actions import record
from udmoent.documents.files import keep
from udmoent.documents.finance_words import figure_name
from udmoent.economy.account import read_account
from udmoent.economy.actions import KEY, UNMARKED, AmountKey, Marks, new_posting
from udmoent.economy.models import Posting
from udmoent.economy.posting import opposite
from udmoent.editions.gather import gather
from udmoent.intake.draft import Caution
from udmoent.intake.finance.extract import Extract
from udmoent.intake.finance.headings import Figure
from udmoent.intake.finance.receipt import receipt_of
from udmoent.intake.finance.reconcile import POSTED_AS, Found, Known, Kroner, Of, reconcile
from udmoent.intake.finance.rules_kept import rules_of
from udmoent.intake.models import Import
from udmoent.intake.rules import Matter, why_not_undo
from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.models import Person
from udmoent.plan.actions import Act, take_turn
from udmoent.plan.facts import Kind, Source, Stage
from udmoent.plan.models import Plan

BATCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceDelivery:
    """An extract with its bytes, which of its figures are taken, by whom, when, and as of which day it was made."""

    extract: Extract
    content: bytes
    figures: frozenset[Figure]
    by: Person
    now: datetime
    applies_on: date
    why: str = ""
    skip_faulty: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """What an extract did, or would do. `id` is None where nothing was written."""

    found: Found
    figures: frozenset[Figure]
    skips: bool = False
    id: int | None = None

    @property
    def is_stopped(self) -> bool:
        return bool(self.found.fault_count) and not self.skips

    @property
    def has_work(self) -> bool:
        return bool(self.found.postings)


@transaction.atomic
def bring_extract(plan: Plan, delivery: FinanceDelivery, *, files: Path) -> Brought:
    """Post what the extract tells beyond what is posted; nothing where rows in fault stop it, or it is only tried."""
    Refused.if_any([why_not_figures(delivery.figures, delivery.extract)])
    figures = delivery.figures & delivery.extract.figures
    act = take_turn(plan, _act(delivery))
    so_far = kroner_so_far(plan, act.applies_on)
    level = plan.agreement.price_level
    known = items_to_post_on(plan, act.applies_on)
    found = reconcile(delivery.extract, rules_of(plan), known, so_far, figures=figures, level=level)
    found = replace(found, cautions=(*found.cautions, *_worth_knowing(plan, delivery)))
    brought = Brought(found, figures, delivery.skip_faulty)
    if brought.is_stopped or not brought.has_work or delivery.dry_run:
        transaction.set_rollback(True)
        return brought
    kept = Import.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        matter=Matter.FINANCE.value,
        file_name=delivery.extract.file[-255:],
        file_sha256=keep(delivery.content, files),
        applies_on=act.applies_on,
        imported_at=act.now,
        imported_by=act.by,
        why=act.why,
        receipt=receipt_of(found, figures),
    )
    _post(plan, found.postings, replace(act, source_id=kept.pk))
    told = {"postings": len(found.postings), "file": kept.file_name}
    record("import_finance", kept, municipality_id=plan.municipality_id, by_id=act.by.pk, now=act.now, **told)
    return replace(brought, id=kept.pk)


def _worth_knowing(plan: Plan, delivery: FinanceDelivery) -> Iterator[Caution]:
    """What was asked for and is not in the extract, and what holds after its day."""
    file = delivery.extract.file
    for figure in Figure:
        if figure in delivery.figures - delivery.extract.figures:
            sentence = _("The extract has no column of the {figure}, so that nothing is taken from it.")
            yield Caution(file=file, message=sentence.format(figure=figure_name(figure.value)))
    later = Import.objects.filter(plan=plan, matter=Matter.FINANCE, undone_at=None, applies_on__gt=delivery.applies_on)
    if last := later.order_by("-applies_on").first():
        sentence = _(
            "A later extract, made as of {day}, is in the plan: “{name}”. What it tells holds from its day on, and today's"
            " amounts stay as they are. This one changes only what held before."
        )
        yield Caution(file=file, message=sentence.format(day=short_date(last.applies_on), name=last.file_name))


def why_not_figures(figures: Collection[Figure], extract: Extract) -> Refusal | None:
    if not figures:
        return Refusal(_("Choose what is to be taken from the extract: what is spent, or the budget."))
    if not set(figures) & set(extract.figures):
        return Refusal(_("The extract has none of what was chosen. Choose what it has a column for."))
    return None


def _act(delivery: FinanceDelivery) -> Act:
    why = delivery.why or _("Extract {file} of the finance system").format(file=delivery.extract.file)
    return Act(by=delivery.by, now=delivery.now, applies_on=delivery.applies_on, why=why, source=Source.IMPORT)


def items_to_post_on(plan: Plan, on: date) -> dict[str, Known]:
    """By number: those that are in the plan that day, and are not withdrawn."""
    return {
        item.number: Known(item.id, item.number, item.title, "capital" if item.kind == Kind.CAPITAL else "operating")
        for item in gather(plan, on).items
        if item.stage != Stage.WITHDRAWN
    }


def kroner_so_far(plan: Plan, on: date) -> dict[Of, int]:
    """What is posted on each account of each item by that day."""
    rows = Posting.objects.filter(item__plan=plan, applies_on__lte=on).order_by()
    summed = rows.values_list("item_id", *KEY, "account").annotate(whole=Cast(Sum("kroner"), BigIntegerField()))
    return {
        Of(item, AmountKey(year, phase, nature, level), account): kroner
        for item, year, phase, nature, level, account, kroner in summed
        if kroner
    }


def _post(plan: Plan, kroner: Kroner, act: Act) -> None:
    """What is told of an earlier day holds until something else was posted of the same, so that later sums stand."""
    items = plan.items.in_bulk({of.item for of in kroner})
    until = _told_again(plan, act.applies_on)
    marks: dict[str, Marks] = {"": UNMARKED}
    postings: list[Posting] = []
    for of, difference in kroner.items():
        known = marks.get(of.account) or marks.setdefault(of.account, _marks(of.account))
        postings.append(new_posting(items[of.item], of.key, difference, act, known))
        if again := until.get((of.item, of.key)):
            postings.append(new_posting(items[of.item], of.key, -difference, act, known, applies_on=again))
    Posting.objects.bulk_create(postings, batch_size=BATCH)


def _marks(digits: str) -> Marks:
    account = read_account(digits)
    return Marks(account=digits, flow=account.flow.value, expenditure=account.expenditure.value)


def _told_again(plan: Plan, on: date) -> dict[tuple[int, AmountKey], date]:
    later = Posting.objects.filter(item__plan=plan, applies_on__gt=on).order_by()
    rows = later.values_list("item_id", *KEY).annotate(first=Min("applies_on"))
    return {(item, AmountKey(year, phase, nature, level)): first for item, year, phase, nature, level, first in rows}


@transaction.atomic
def undo_extract(kept: Import, *, by: Person, now: datetime) -> Import:
    """Counter every posting of the import; refused where later ones rest on it."""
    act = Act(by=by, now=now, applies_on=kept.applies_on, source=Source.UNDO, source_id=kept.pk)
    act = take_turn(kept.plan, act)
    Refused.if_any([what_holds_extract(kept)])
    counters = [opposite(one, act, applies_on=one.applies_on) for one in _postings(kept).select_related("item")]
    Posting.objects.bulk_create(counters, batch_size=BATCH)
    kept.undone_at, kept.undone_by = now, by
    kept.save(update_fields=["undone_at", "undone_by"])
    record("undo_import", kept, municipality_id=kept.municipality_id, by_id=by.pk, now=now)
    return kept


def _postings(kept: Import) -> QuerySet[Posting]:
    return Posting.objects.filter(item__plan=kept.plan, source=Source.IMPORT, source_id=kept.pk)


def what_holds_extract(kept: Import) -> Refusal | None:
    """What stands in the way of taking it back; None where nothing does."""
    editions = kept.plan.editions.filter(sealed_at__gte=kept.imported_at, as_of__gte=kept.applies_on)
    return why_not_undo(
        is_undone=kept.undone_at is not None,
        built_on=set(_later(kept).values_list("item__number", flat=True)),
        editions=list(editions.values_list("name", flat=True)),
    )


def _later(kept: Import) -> QuerySet[Posting]:
    """What was posted of the same items' same amounts since, and not taken back again."""
    own = _postings(kept)
    last = own.aggregate(last=Max("recorded_at"))["last"] or kept.imported_at
    same = {"item__in": own.values("item"), "phase__in": {POSTED_AS[figure].value for figure in Figure}}
    undone = Import.objects.filter(plan=kept.plan).exclude(undone_at=None).values("pk")
    taken_back = Q(source__in=(Source.IMPORT, Source.UNDO), source_id__in=undone)
    return Posting.objects.filter(**same, recorded_at__gt=last).exclude(taken_back)
