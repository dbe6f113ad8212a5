# SPDX-License-Identifier: MPL-2.0
"""Ways from what a case may be about to the form of a new one, filled in: for those who may write that case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases.facts import CaseKind
from udmoent.cases.rules import STEP_OF_BODY
from udmoent.economy.projects import steps_on
from udmoent.editions.capital import is_released
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open
from udmoent.editions.models import Edition
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.facts import Kind
from udmoent.plan.models import Item, Plan


@dataclass(frozen=True, slots=True)
class NewCase:
    word: str
    href: str


def bodies_for(request: HttpRequest, plan: Plan) -> list[Body]:
    """The bodies that treat cases and whose cases the visitor may write."""
    visitor = request.visitor  # type: ignore[attr-defined]
    if not visitor.may[rules.WRITE_CASES]:
        return []
    found = plan.municipality.bodies.in_force(clock.today()).filter(kind__in=STEP_OF_BODY)
    return [body for body in found if visitor.why_not_write_case([body.abbreviation]) is None]


def of_edition(request: HttpRequest, plan: Plan, sealed: Edition, shown_for: str = "") -> list[NewCase]:
    """Cases that tell of the version; of the orientations only the one for the body that it is shown for."""
    return list(_of_edition(plan, sealed, bodies_for(request, plan), shown_for))


def _of_edition(plan: Plan, sealed: Edition, bodies: list[Body], shown_for: str) -> Iterator[NewCase]:
    committees = [one for one in bodies if one.kind == Body.Kind.COMMITTEE]
    oriented = [one for one in bodies if one.abbreviation == shown_for] if shown_for else committees
    if len(oriented) == 1:
        yield _orientation(plan, sealed, oriented[0])
    elif oriented:
        yield NewCase(_("Orientation of a committee"), _href(plan, CaseKind.ORIENTATION, oriented[:1], sealed))
        all_of_them = f"{reverse('begin_all_cases', args=[plan.pk])}?{urlencode({'version': sealed.pk})}"
        yield NewCase(_("A case for each committee"), all_of_them)
    if finance := [one for one in bodies if one.kind == Body.Kind.FINANCE]:
        yield NewCase(_("Half-yearly status"), _href(plan, CaseKind.HALF_YEAR, finance, sealed))
        yield NewCase(_("Approval of the plan"), _href(plan, CaseKind.APPROVAL, finance, sealed))


def of_body(request: HttpRequest, plan: Plan, abbreviation: str) -> list[NewCase]:
    """The orientation of the body, of the version sealed last."""
    sealed = plan.editions.defer("content").order_by("-as_of", "-sealed_at").first()
    bodies = [one for one in bodies_for(request, plan) if one.abbreviation == abbreviation]
    return [_orientation(plan, sealed, one) for one in bodies if sealed]


def _orientation(plan: Plan, sealed: Edition, body: Body) -> NewCase:
    word = _("Orientation of {body}").format(body=body.abbreviation)
    return NewCase(word, _href(plan, CaseKind.ORIENTATION, [body], sealed))


def of_item(request: HttpRequest, item: Item, content: ItemContent) -> Iterator[NewCase]:
    """A case about the item, and the release of a project's money where none has been released."""
    led_by = _led_by(bodies_for(request, item.plan), content)
    if not (led_by and is_open(content)):
        return
    yield NewCase(_("Case about the item"), _href(item.plan, CaseKind.ITEM, led_by, item=item))
    step = steps_on([item.pk], clock.today()).get(item.pk)
    if content.kind == Kind.CAPITAL and not is_released(content, step):
        yield NewCase(_("Case about the release"), _href(item.plan, CaseKind.RELEASE, led_by, item=item))


def _led_by(bodies: list[Body], content: ItemContent) -> list[Body]:
    """The body that leads the item, as it is called today, else the first that shares it, of those given."""
    today, by_name = clock.today(), {body.abbreviation: body for body in bodies}
    if not bodies:
        return []
    told = Body.objects.filter(
        municipality=bodies[0].municipality_id, abbreviation__in=(content.body, *content.other_bodies)
    )
    now = {one.abbreviation: one.goes_on_as(today).abbreviation for one in told.order_by("valid_from")}
    found = (by_name.get(now.get(name, name)) for name in (content.body, *content.other_bodies))
    return list(filter(None, found))[:1]


def _href(
    plan: Plan, kind: CaseKind, bodies: Iterable[Body], sealed: Edition | None = None, item: Item | None = None
) -> str:
    told = {"art": kind.value, "organ": next(iter(bodies)).abbreviation}
    told |= {"version": str(sealed.pk)} if sealed else {}
    told |= {"punkt": item.number} if item else {}
    return f"{reverse('begin_case', args=[plan.pk])}?{urlencode(told)}"
