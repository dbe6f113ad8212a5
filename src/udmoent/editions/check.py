# SPDX-License-Identifier: MPL-2.0
"""What no constraint can prove, proved over the whole database: `udmoent check-data`.

Each check is one or a few queries over all rows; none asks row by row.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import msgspec
from django.apps import apps
from django.db.models import Exists, F, ForeignKey, Max, Min, Model, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Lag
from django.utils import timezone
from django.utils.translation import gettext as _

from udmoent.economy.models import Posting
from udmoent.editions.check_economy import CHECKS_OF_THE_ECONOMY
from udmoent.editions.check_others import CHECKS_OF_OTHERS
from udmoent.editions.check_rounds import CHECKS_OF_ROUNDS
from udmoent.editions.check_threads import CHECKS_OF_THREADS
from udmoent.editions.content import canonical, sha256_of
from udmoent.editions.models import Edition
from udmoent.editions.violation import Violation, violation
from udmoent.followup.models import StatusReport
from udmoent.organisation.models import Body, Municipality
from udmoent.plan.facts import Kind, Source, Stage
from udmoent.plan.models import AgreementParagraph, Heading, Item, ItemState, Plan
from udmoent.plan.rules import FORGIVEN, LINKS


def violations() -> Iterator[Violation]:
    """Everything in the database that breaks a rule; nothing, where all is well."""
    for check in CHECKS:
        yield from check()


def _editions() -> Iterator[Violation]:
    rows = Edition.objects.order_by("pk").values_list("pk", "name", "as_of", "sha256", "content")
    for pk, name, as_of, sha256, content in rows.iterator(chunk_size=10):
        whole = _whole(content)
        if whole is None or canonical(whole) != content.encode():
            message = _("Version “{name}” is not in the form in which it was sealed.")
            yield violation("edition_is_canonical", Edition, pk, message.format(name=name))
        elif not sha256 == whole.get("sha256") == sha256_of(whole):
            message = _("Version “{name}” is no longer what was sealed: its hash does not fit its content.")
            yield violation("edition_has_its_hash", Edition, pk, message.format(name=name))
        elif (name, as_of.isoformat()) != (whole.get("edition"), whole.get("as_of")):
            message = _("Version “{name}” bears another name or day than the one that was sealed.")
            yield violation("edition_is_what_it_is_called", Edition, pk, message.format(name=name))


def _whole(content: str) -> dict[str, Any] | None:
    try:
        return msgspec.json.decode(content, type=dict)
    except msgspec.DecodeError:
        return None


def _recorded_in_order() -> Iterator[Violation]:
    """`recorded_at` never goes back while ids go forward: what was known at a moment is then known for ever."""
    message = _("Item {number}: what applies from {on:%d.%m.%Y} was recorded before the row that precedes it.")
    for model in (ItemState, Posting):
        rows: QuerySet[Any] = model.objects.order_by("pk")
        before = Window(Lag("recorded_at"), partition_by=F("item__plan"), order_by=F("pk").asc())
        late = rows.annotate(before=before).filter(before__gt=F("recorded_at"))
        for pk, number, on in late.values_list("pk", "item__number", "applies_on"):
            yield violation("recorded_in_order", model, pk, message.format(number=number, on=on))


def _recorded_by_the_plans_last_moment() -> Iterator[Violation]:
    """A view shows what was recorded by the plan's last moment; what came after would be seen by nobody."""
    message = _("Plan “{plan}” holds what was recorded after the moment at which it says it was last written.")
    for rows in ("items__states", "items__postings"):
        last = Plan.every.annotate(last=Max(f"{rows}__recorded_at")).exclude(last=None)
        hiding = last.filter(Q(last_recorded_at=None) | Q(last__gt=F("last_recorded_at")))
        for pk, name in hiding.order_by("pk").values_list("pk", "name"):
            yield violation("plan_knows_its_last_moment", Plan, pk, message.format(plan=name))


def _applies_when_recorded() -> Iterator[Violation]:
    message = _("Item {number}: what applies from {on:%d.%m.%Y} was recorded before that day.")
    for model in (ItemState, Posting, StatusReport):
        # Midnight in Greenwich comes after the town's own, so that these are all there can be.
        early = model.objects.filter(applies_on__gt=F("recorded_at")).order_by("pk")
        for pk, number, on, recorded_at in early.values_list("pk", "item__number", "applies_on", "recorded_at"):
            if on > timezone.localdate(recorded_at):
                yield violation("applies_not_after_recorded_day", model, pk, message.format(number=number, on=on))


def _bodies() -> Iterator[Violation]:
    for town in Municipality.objects.order_by("pk"):
        known = set(Body.objects.filter(municipality=town).values_list("abbreviation", flat=True))
        states = ItemState.objects.filter(municipality=town)
        for pk, number, on, body in _said(states.exclude(body__in=known), "body"):
            yield _unknown_body(pk, number, on, body)
        for pk, number, on, others in _said(states.exclude(other_bodies=[]), "other_bodies"):
            yield from (_unknown_body(pk, number, on, body) for body in others if body not in known)
        for pk, number, on, treatments in _said(states.exclude(treatments=[]), "treatments"):
            treating = (treatment.get("body") for treatment in treatments)
            yield from (_unknown_body(pk, number, on, body) for body in treating if body and body not in known)


def _unknown_body(pk: int, number: str, on: date, body: str) -> Violation:
    message = _("Item {number} names the body “{body}” from {on:%d.%m.%Y}, which the municipality does not have.")
    return violation("body_is_known", ItemState, pk, message.format(number=number, body=body, on=on))


def _said(states: QuerySet[ItemState], fact: str) -> Iterator[tuple[Any, ...]]:
    """Id, item's number, first day and that fact of each state."""
    return states.order_by("pk").values_list("pk", "item__number", "applies_on", fact).iterator()


def _headings() -> Iterator[Violation]:
    message = _("Item {number} stands from {on:%d.%m.%Y} under “{heading}”, which is not a heading of the agreement.")
    known = Heading.objects.filter(
        municipality=OuterRef("municipality"), agreement=OuterRef("item__plan__agreement"), name=OuterRef("heading")
    )
    latest = Item.objects.filter(kind=Kind.INTENT).as_of(date.max).present().values("pk")
    states = ItemState.objects.filter(pk__in=latest).exclude(heading="").filter(~Exists(known))
    for pk, number, on, heading in _said(states, "heading"):
        yield violation(
            "heading_is_the_agreements", ItemState, pk, message.format(number=number, on=on, heading=heading)
        )


def _links() -> Iterator[Violation]:
    message = _("Item {number} points from {on:%d.%m.%Y} to {to}, which is not in the plan.")
    for link in LINKS:
        there = Item.objects.filter(
            municipality=OuterRef("municipality"), plan=OuterRef("item__plan"), number=OuterRef(link)
        )
        states = ItemState.objects.exclude(**{link: None}).filter(~Exists(there))
        for pk, number, on, to in _said(states, link):
            yield violation("link_is_in_the_plan", ItemState, pk, message.format(number=number, on=on, to=to))


def _rings() -> Iterator[Violation]:
    """Each day on which something is linked is looked at once, with all that is in force by its end."""
    message = _("Item {number} comes from {on:%d.%m.%Y} round to itself by what it points to.")
    for link in LINKS:
        linking = ItemState.objects.exclude(**{link: None}).values("item")
        rows = ItemState.objects.filter(item__in=linking).order_by("item__plan", "applies_on", "pk")
        told = rows.values_list("item__plan", "applies_on", "pk", "item__number", "is_present", link)
        for _plan, of_plan in groupby(told.iterator(), key=lambda row: row[0]):
            for pk, number, on in _rings_of_plan(of_plan):
                yield violation("links_make_no_ring", ItemState, pk, message.format(number=number, on=on))


def _rings_of_plan(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, str, date]]:
    links: dict[str, str | None] = {}
    for on, of_day in groupby(rows, key=lambda row: row[1]):
        states = {number: (pk, to if is_present else None) for _, _, pk, number, is_present, to in of_day}
        links |= {number: to for number, (_pk, to) in states.items()}
        yield from ((pk, number, on) for number, (pk, _to) in states.items() if _comes_round(number, links))


def _comes_round(number: str, links: dict[str, str | None]) -> bool:
    passed, to = set(), links.get(number)
    while to and to not in passed:
        passed.add(to)
        to = links.get(to)
    return number in passed


def _agreed_text() -> Iterator[Violation]:
    message = _("Item {number}: the agreement's own wording is another from {on:%d.%m.%Y} than it was.")
    wordings = ItemState.objects.order_by().values("item").annotate(one=Min("agreed_text"), other=Max("agreed_text"))
    states = _after_another(ItemState.objects.filter(item__in=wordings.exclude(one=F("other")).values("item")))
    locked = _the_one_before().filter(is_present=True).exclude(agreed_text="")
    changed = states.exclude(source=Source.UNDO).filter(Exists(locked.exclude(agreed_text=OuterRef("agreed_text"))))
    for pk, number, on, _text in _said(changed, "agreed_text"):
        yield violation("agreed_text_never_changes", ItemState, pk, message.format(number=number, on=on))


def _withdrawals() -> Iterator[Violation]:
    message = _("Item {number} was withdrawn from {on:%d.%m.%Y} without a decision.")
    without = ItemState.objects.filter(stage=Stage.WITHDRAWN, decision=None).exclude(source__in=FORGIVEN)
    was_withdrawn = _the_one_before().filter(is_present=True, stage=Stage.WITHDRAWN)
    for pk, number, on, _stage in _said(_after_another(without).filter(~Exists(was_withdrawn)), "stage"):
        yield violation("withdrawn_has_a_decision", ItemState, pk, message.format(number=number, on=on))


def _after_another(states: QuerySet[ItemState]) -> QuerySet[ItemState]:
    """With `before_id`, the state that was in force when, and on the day from which, each was written."""
    before = ItemState.objects.filter(
        item=OuterRef("item"), applies_on__lte=OuterRef("applies_on"), pk__lt=OuterRef("pk")
    )
    return states.annotate(before_id=Subquery(before.order_by("-applies_on", "-pk").values("pk")[:1]))


def _the_one_before() -> QuerySet[ItemState]:
    return ItemState.objects.filter(pk=OuterRef("before_id"))


def _municipalities() -> Iterator[Violation]:
    """Every row belongs to the municipality of whatever it points to."""
    message = _("The row belongs to another municipality than its {parent}.")
    for model in apps.get_models():
        for field in _towards_a_town(model):
            theirs, ours = f"{field.name}__municipality", F("municipality")
            rows = model._default_manager.filter(Q(**{f"{theirs}__lt": ours}) | Q(**{f"{theirs}__gt": ours}))
            for pk in rows.order_by("pk").values_list("pk", flat=True):
                yield violation("municipality_is_the_parents", model, pk, message.format(parent=field.name))


def _towards_a_town(model: type[Model]) -> Iterator[ForeignKey[Any, Any]]:
    """The model's references to rows that carry a municipality, where it carries one itself."""
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey) and _has_a_town(model) and _has_a_town(field.related_model):
            yield field


def _has_a_town(model: Any) -> bool:
    return any(field.name == "municipality" and field.many_to_one for field in model._meta.get_fields())


def _paragraphs() -> Iterator[Violation]:
    message = _("Paragraph {number} of “{agreement}” has no item, and no reason why it needs none.")
    bare = AgreementParagraph.objects.filter(needs_no_item_because="", items=None).order_by("pk")
    for pk, number, agreement in bare.values_list("pk", "number", "agreement__name"):
        said = message.format(number=number, agreement=agreement)
        yield violation("paragraph_has_an_item_or_a_reason", AgreementParagraph, pk, said)


def _items() -> Iterator[Violation]:
    for pk, number in Item.objects.filter(states=None).order_by("pk").values_list("pk", "number"):
        message = _("Item {number} has no content for any day.")
        yield violation("item_has_a_state", Item, pk, message.format(number=number))
    strange = Item.objects.exclude(paragraph=None).exclude(paragraph__agreement=F("plan__agreement"))
    for pk, number in strange.order_by("pk").values_list("pk", "number"):
        message = _("Item {number} belongs to a paragraph of another agreement.")
        yield violation("paragraph_is_the_agreements", Item, pk, message.format(number=number))


CHECKS: tuple[Callable[[], Iterator[Violation]], ...] = (
    _editions,
    _recorded_in_order,
    _recorded_by_the_plans_last_moment,
    _applies_when_recorded,
    _bodies,
    _headings,
    _links,
    _rings,
    _agreed_text,
    _withdrawals,
    _municipalities,
    _paragraphs,
    _items,
    *CHECKS_OF_ROUNDS,
    *CHECKS_OF_OTHERS,
    *CHECKS_OF_THREADS,
    *CHECKS_OF_THE_ECONOMY,
)
