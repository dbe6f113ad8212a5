# SPDX-License-Identifier: MPL-2.0
"""The matrix: items down, what they serve across; on a phone a list for each item."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.context.form import ContextForm
from udmoent.desk.downloads import sheets_file
from udmoent.desk.where import AsOf, as_of, content_on, steps_to, the_plan, to_items, words_of
from udmoent.documents.context_sheets import context_sheets
from udmoent.documents.context_words import aim_name, kind_name
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.context import Context, Served, context
from udmoent.organisation import rules
from udmoent.plan.aims import Aim, Aims
from udmoent.plan.models import Plan

WIDE: Final = 20_000
"""With more cells than this the aims are listed for each item instead."""


@dataclass(frozen=True, slots=True)
class Head:
    """An aim as a column, and in the list of all that is served."""

    aim: Aim
    name: str
    kind: str
    href: str
    items: int
    open: int


@dataclass(frozen=True, slots=True)
class Row:
    """An item with a cell for each column, and those of them that tell something."""

    item: ItemContent
    href: str
    cells: tuple[Head | None, ...]

    @property
    def told(self) -> list[Head]:
        return [cell for cell in self.cells if cell]


@dataclass(frozen=True, slots=True)
class Shown:
    form: ContextForm
    found: Context
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    unserved: tuple[Head, ...]

    @property
    def is_too_wide(self) -> bool:
        return len(self.heads) * len(self.rows) > WIDE


def shown(request: HttpRequest, plan: Plan, moment: AsOf, content: PlanContent) -> Shown:
    """What the address asks for."""
    aims = Aims.of_town(plan.municipality.configuration)
    form = ContextForm(request.GET, content=content, words=words_of(plan.municipality))
    found = context(form.pick(), aims)
    to_aim, to_item = aim_addresses(plan, moment), to_items(plan, moment)
    heads = tuple(_head(one, to_aim) for one in found.served if form.shows(one.aim))
    by_code = {head.aim.code: head for head in heads}
    rows = []
    for serving in found.serving:
        codes = {aim.code for aim in serving.aims}
        cells = tuple(head if head.aim.code in codes else None for head in heads)
        rows.append(Row(serving.item, to_item(serving.item.number), cells))
    offered = (aim for aim in aims.offered(moment.day) if aim.code not in by_code and form.shows(aim))
    return Shown(form, found, heads, tuple(rows), tuple(_head(Served(aim, ()), to_aim) for aim in offered))


def _head(one: Served, to_aim: Callable[[Aim], str]) -> Head:
    return Head(one.aim, aim_name(one.aim), kind_name(one.aim), to_aim(one.aim), len(one.items), one.open)


def aim_addresses(plan: Plan, moment: AsOf) -> Callable[[Aim], str]:
    """The address of each aim's own page, at the moment shown."""
    day = f"?pr={moment.asked}" if moment.asked else ""
    return lambda aim: reverse("aim", args=[plan.pk, aim.code]) + day


@needs(rules.READ)
@require_safe
def context_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Which items serve what, and which serve nothing."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = shown(request, plan, moment, content_on(request, plan, moment))
    query = request.GET.urlencode()
    told = {
        "plan": plan,
        "here": "plan",
        "part": "context",
        "crumbs": steps_to(plan, _("Context")),
        "as_of": moment,
        "form": found.form,
        "shown": found,
        "served": sum(bool(one.aims) for one in found.found.serving),
        "download": f"{reverse('get_context', args=[plan.pk, 'xlsx'])}{f'?{query}' if query else ''}",
    }
    return render(request, "desk/context/page.html", told)


@needs(rules.EXPORT)
@require_safe
def get_context(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """The matrix as a sheet, of the items that the page shows."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    content = content_on(request, plan, moment)
    found = shown(request, plan, moment, content)
    sheets = partial(context_sheets, found.found, [head.aim for head in found.heads])

    return sheets_file(request, plan, moment, content, sheets, ending, name=_("context"), act="export_context")
