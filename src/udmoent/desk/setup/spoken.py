# SPDX-License-Identifier: MPL-2.0
"""A sentence as it would stand in a case of each kind that is written from the plan today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from udmoent import clock
from udmoent.cases.compose.fields import FIELDS
from udmoent.cases.compose.ground import Ground
from udmoent.cases.compose.telling import text
from udmoent.cases.facts import OF_AN_ITEM, Access, CaseKind
from udmoent.cases.gather import Asked, ground_of
from udmoent.cases.sentences import LANGUAGE, Sentences
from udmoent.cases.wording import key_of, kinds_of
from udmoent.cases.words import KINDS
from udmoent.desk.setup.shared import town_of
from udmoent.desk.where import last_used_plan
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open
from udmoent.editions.gather import gather
from udmoent.lib.refusal import Refused
from udmoent.organisation.arranging import AT
from udmoent.organisation.configuration import read_configuration
from udmoent.organisation.models import Body
from udmoent.organisation.town_text import with_values
from udmoent.plan.facts import Kind
from udmoent.plan.models import Plan

CHANGED: Final = {
    "fra": "marts 2025",
    "til": "maj 2025",
    "ændringer": "tidspunktet flyttet fra marts 2025 til maj 2025",
}
"""What a list puts in the sentences of an item that changed; an example."""
BODY_OF: Final = {CaseKind.ORIENTATION: Body.Kind.COMMITTEE}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said in a kind of case; where nothing is, why not."""

    kind: str
    text: str
    why_not: str = ""


def spoken(request: HttpRequest, name: str, told: Mapping[str, str | None]) -> Iterator[Spoken]:
    """`told` are other wordings by kind than the town's file tells, as `wording.word` takes them."""
    plan = last_used_plan(request)
    if plan is None:
        yield Spoken("", "", _("There is no plan yet to fill it from."))
        return
    at = {(*AT, "sentences", key_of(name, kind)): said for kind, said in told.items()}
    town = read_configuration(with_values(town_of(request).configuration_text, at))
    for kind in kinds_of(name):
        try:
            ground = replace(_ground(plan, kind), town=town)
        except Refused as refused:
            yield Spoken(str(KINDS[kind]), "", str(refused))
            continue
        with override(LANGUAGE):
            said = text(ground, name, CHANGED if name.startswith(("change_", "effort_")) else None)
        yield Spoken(str(KINDS[kind]), said, "" if said else _why_not(ground, name))


def _ground(plan: Plan, kind: CaseKind) -> Ground:
    today = clock.today()
    item = _item(plan, kind) if kind in OF_AN_ITEM else None
    if kind in OF_AN_ITEM and item is None:
        raise Refused(_("The plan has no open item that such a case could be about."))
    bodies = plan.municipality.bodies.in_force(today)
    body = bodies.filter(abbreviation=item.body).first() if item else None
    body = body or bodies.filter(kind=BODY_OF.get(kind, Body.Kind.FINANCE)).first() or bodies.first()
    if body is None:
        raise Refused(_("The town has no bodies yet."))
    edition = None if item else plan.editions.order_by("as_of", "sealed_at").last()
    asked = Asked(
        kind=kind,
        plan=plan,
        body=body,
        today=today,
        edition=edition,
        item=plan.items.get(number=item.number) if item else None,
        meeting_on=today,
        access=Access.CONFIDENTIAL,
    )
    return ground_of(asked)


def _item(plan: Plan, kind: CaseKind) -> ItemContent | None:
    """An open item, of the capital projects where money is to be released."""
    items = filter(is_open, gather(plan, clock.today()).items)
    return next((item for item in items if kind == CaseKind.ITEM or item.kind == Kind.CAPITAL), None)


def _why_not(ground: Ground, name: str) -> str:
    wording = Sentences(ground.town.case, ground.kind).wording(name)
    if wording is None:
        return _("It is left out.")
    empty = [field for field in wording.fields if field in FIELDS and not FIELDS[field].read(ground)]
    if not empty:
        return _("It is left out, for it is not true of the plan today.")
    named = ", ".join(f"{{{field}}}" for field in empty)
    return _("It is left out, for there is nothing to put in {fields} today.").format(fields=named)
