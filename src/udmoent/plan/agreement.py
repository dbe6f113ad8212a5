# SPDX-License-Identifier: MPL-2.0
"""What people do with the budget agreement: lay its paragraphs down, and tell what each of them became."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from udmoent.audit.actions import record
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Person
from udmoent.plan import rules
from udmoent.plan.actions import Act, change, snapshots
from udmoent.plan.facts import Source
from udmoent.plan.models import Agreement, AgreementParagraph, Item, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph in the agreement's own words; `page` is where it begins, None where that is not known."""

    text: str
    page: int | None = None


@transaction.atomic
def lay_down(
    agreement: Agreement,
    paragraphs: Iterable[Paragraph],
    *,
    file_name: str = "",
    file_sha256: str = "",
    by: Person,
    now: datetime,
) -> list[AgreementParagraph]:
    """Number the paragraphs after those that are there, and lock their wording for good."""
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    paragraphs = list(paragraphs)
    there = set(locked.paragraphs.values_list("text", flat=True))
    Refused.if_any([rules.why_not_lay_down([one.text for one in paragraphs], there)])
    last = locked.paragraphs.aggregate(Max("number"))["number__max"] or 0
    made = AgreementParagraph.objects.bulk_create(
        AgreementParagraph(
            municipality_id=locked.municipality_id, agreement=locked, number=number, text=one.text, page=one.page
        )
        for number, one in enumerate(paragraphs, start=last + 1)
    )
    if file_sha256:
        agreement.file_name, agreement.file_sha256 = file_name, file_sha256
        agreement.save(update_fields=["file_name", "file_sha256"])
    _record("lay_down_agreement", agreement, by, now, paragraphs=len(made), first=last + 1, file_sha256=file_sha256)
    return made


@transaction.atomic
def take_back(agreement: Agreement, *, by: Person, now: datetime) -> int:
    """Remove all paragraphs again, as long as nothing was built on any of them. Answers how many there were."""
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    built_on = locked.paragraphs.filter(~Q(needs_no_item_because="") | Q(items__isnull=False))
    Refused.if_any([rules.why_not_take_back(sorted(set(built_on.values_list("number", flat=True))))])
    removed, _by_table = locked.paragraphs.all().delete()
    _record("take_back_agreement", agreement, by, now, paragraphs=removed)
    return removed


@transaction.atomic
def describe(
    agreement: Agreement, *, name: str, signed_on: date | None, parties: list[dict[str, str]], by: Person, now: datetime
) -> Agreement:
    """Correct what is said of the agreement besides its paragraphs; the log keeps what was said before."""
    others = agreement.municipality.agreements.exclude(pk=agreement.pk)
    Refused.if_any([rules.why_not_call_agreement(name, set(others.values_list("name", flat=True)))])
    before = {"name": agreement.name, "signed_on": agreement.signed_on, "parties": agreement.parties}
    told = {"name": name, "signed_on": signed_on, "parties": parties}
    changed = {key: str(before[key]) for key in told if told[key] != before[key]}
    if changed:
        for key, value in told.items():
            setattr(agreement, key, value)
        agreement.save(update_fields=list(told))
        _record("describe_agreement", agreement, by, now, before=changed)
    return agreement


@transaction.atomic
def need_no_item(paragraph: AgreementParagraph, *, because: str, by: Person, now: datetime) -> AgreementParagraph:
    """Say why the paragraph needs no item; an empty reason takes that back."""
    Refused.if_any([rules.why_not_need_none(because, [item.number for item in paragraph.items.all()])])
    before = paragraph.needs_no_item_because
    if because != before:
        paragraph.needs_no_item_because = because
        paragraph.save(update_fields=["needs_no_item_because"])
        _record("need_no_item", paragraph, by, now, number=paragraph.number, before=before, because=because)
    return paragraph


@transaction.atomic
def link(paragraph: AgreementParagraph, items: Collection[Item], *, act: Act) -> None:
    """Say that the items are what the paragraph became. An item without the agreement's words is given them."""
    elsewhere = {item.number: item.paragraph.number for item in items if item.paragraph}
    Refused.if_any([rules.why_not_link_paragraph(elsewhere, paragraph.needs_no_item_because)])
    for item in items:
        item.paragraph = paragraph
        item.save(update_fields=["paragraph"])
        if not _wording(item, act):
            change(item, act=act, agreed_text=paragraph.text, agreed_reference=reference(paragraph))
    _record("link_paragraph", paragraph, act.by, act.now, number=paragraph.number, items=[one.number for one in items])


@transaction.atomic
def unlink(item: Item, *, act: Act) -> None:
    """Say that the item is not of its paragraph after all; the words that it was given with it go too."""
    paragraph = item.paragraph
    if paragraph is None:
        return
    item.paragraph = None
    item.save(update_fields=["paragraph"])
    if _wording(item, act) == paragraph.text:
        change(item, act=replace(act, source=Source.UNDO), agreed_text="", agreed_reference="")
    _record("unlink_paragraph", paragraph, act.by, act.now, number=paragraph.number, items=[item.number])


def reference(paragraph: AgreementParagraph) -> str:
    """How an item tells where in the agreement its words stand: "Afsnit 23, side 5"."""
    page = f", side {paragraph.page}" if paragraph.page else ""
    return f"Afsnit {paragraph.number}{page}"


def _wording(item: Item, act: Act) -> str:
    said = snapshots(item.plan, [item], act.applies_on).get(item.pk)
    return said.facts.agreed_text if said else ""


def _record(name: str, thing: Agreement | AgreementParagraph, by: Person, now: datetime, **told: object) -> None:
    record(name, thing, municipality_id=thing.municipality_id, by_id=by.pk, now=now, **told)


def uncovered(plan: Plan) -> list[AgreementParagraph]:
    """The paragraphs that have neither an item nor a reason why they need none: what the completeness check finds."""
    return list(plan.agreement.paragraphs.filter(needs_no_item_because="", items=None))
