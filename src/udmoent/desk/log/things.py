# SPDX-License-Identifier: MPL-2.0
"""What the log's events were done to, by name and with a link, asked for together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.audit.models import Event
from udmoent.desk.log.acts import thing_word
from udmoent.organisation.rules import ROLE_NAMES
from udmoent.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Thing:
    """What an act was done to; `href` is empty where no page shows it."""

    kind: str
    name: str
    href: str = ""


LINKED: Final[Mapping[str, Callable[[Any], str]]] = {
    "plan.plan": lambda plan: reverse("plan", args=[plan.pk]),
    "plan.item": lambda item: reverse("item", args=[item.plan_id, item.number]),
    "plan.note": lambda note: reverse("item", args=[note.item.plan_id, note.item.number]),
    "plan.attachment": lambda one: reverse("item", args=[one.item.plan_id, one.item.number]),
    "editions.edition": lambda edition: reverse("edition", args=[edition.plan_id, edition.pk]),
    "editions.communication": lambda one: reverse("change_communication", args=[one.plan_id, one.pk]),
    "followup.round": lambda round: reverse("round", args=[round.plan_id, round.pk]),
    "followup.statusreport": lambda one: reverse("item", args=[one.item.plan_id, one.item.number]),
    "catalogue.catalogueround": lambda round: reverse("catalogue", args=[round.budget_year]),
    "catalogue.proposal": lambda one: reverse("proposal", args=[one.round.budget_year, one.number]),
    "catalogue.hearinganswer": lambda one: reverse("hearing", args=[one.round.budget_year]),
    "catalogue.package": lambda one: f"{reverse('compose', args=[one.round.budget_year])}?pakke={one.pk}",
    "cases.case": lambda case: reverse("case", args=[case.plan_id, case.pk]),
    "documents.template": lambda template: reverse("setup_template", args=[template.pk]),
    "intake.import": lambda kept: reverse("receipt", args=[kept.plan_id, kept.pk]),
    "intake.carryover": lambda kept: reverse("carry_over", args=[kept.source_id, kept.pk]),
}
NAMED: Final[Mapping[str, Callable[[Any], str]]] = {
    "organisation.role": lambda role: f"{role.user}: {ROLE_NAMES[role.name]}",
    "plan.note": lambda note: f"{note.item}",
    "intake.import": lambda kept: kept.file_name,
    "intake.carryover": lambda kept: kept.receipt["plan"],
}
"""Those whose own text is not what a person calls them."""
WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "plan.note": ("item",),
    "plan.attachment": ("item",),
    "plan.agreementparagraph": ("agreement",),
    "editions.communication": ("item", "edition"),
    "followup.statusreport": ("item",),
    "catalogue.proposal": ("round",),
    "catalogue.hearinganswer": ("round",),
    "catalogue.package": ("round",),
    "meetings.meeting": ("body",),
    "organisation.role": ("person", "user"),
}
WITHOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "editions.edition": ("content",),
    "intake.import": ("receipt",),
    "organisation.municipality": ("configuration_text",),
}
OF_A_PLAN: Final[Mapping[str, str]] = {
    "plan.plan": "pk",
    "plan.item": "plan",
    "plan.note": "item__plan",
    "plan.attachment": "item__plan",
    "followup.round": "plan",
    "followup.statusreport": "item__plan",
    "plan.agreement": "plan",
    "plan.agreementparagraph": "agreement__plan",
    "editions.edition": "plan",
    "editions.communication": "plan",
    "cases.case": "plan",
    "intake.import": "plan",
    "intake.carryover": "source",
}
"""How each thing that is of a plan leads to it."""


def things_of(events: Iterable[Event]) -> dict[tuple[str, int | None], Thing]:
    """By kind and id: one query for each kind of thing, however many there are."""
    ids: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.thing_id is not None:
            ids[event.thing].add(event.thing_id)
    return {(kind, pk): thing for kind, wanted in ids.items() for pk, thing in _of_kind(kind, wanted)}


def _of_kind(kind: str, ids: set[int]) -> Iterable[tuple[int, Thing]]:
    found = _rows(kind, ids)
    for pk in ids:
        row = found.get(pk)
        if row is None:
            yield pk, Thing(thing_word(kind), _("no longer there"))
        else:
            yield pk, Thing(thing_word(kind), NAMED.get(kind, str)(row), LINKED[kind](row) if kind in LINKED else "")


def _rows(kind: str, ids: set[int]) -> Mapping[int, Model]:
    try:
        model = apps.get_model(kind)
    except LookupError:
        return {}
    rows = model._default_manager.select_related(*WITH.get(kind, ())) if kind in WITH else model._default_manager.all()
    return rows.defer(*WITHOUT.get(kind, ())).in_bulk(ids)


def is_of_plan(plan: Plan) -> Q:
    """Events that were done to the plan, or to something that is of it."""
    found = Q(pk__in=())
    for kind, path in OF_A_PLAN.items():
        rows = apps.get_model(kind)._default_manager.filter(**{path: plan.pk}).values("pk")
        found |= Q(thing=kind, thing_id__in=rows)
    return found
