# SPDX-License-Identifier: MPL-2.0
"""Communication in the whole plan: what is overdue, due, planned and done."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.communication.form import ChooseForm
from udmoent.desk.communication.shown import Showing
from udmoent.desk.downloads import sheets_file
from udmoent.desk.where import AsOf, as_of, content_on, steps_to, the_plan, to_items
from udmoent.documents.communication_sheets import communication_sheets
from udmoent.documents.communication_words import telling_word
from udmoent.editions.communicating import Communicated, communications
from udmoent.editions.communication_rules import Telling
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.lib.text import danish_order
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Shown:
    form: ChooseForm
    content: PlanContent
    all: list[Communicated]
    listed: list[Communicated]

    @property
    def items(self) -> dict[str, ItemContent]:
        return {item.number: item for item in self.content.items}


def shown(request: HttpRequest, plan: Plan, moment: AsOf) -> Shown:
    """What the address asks for."""
    found = communications(plan, moment.day, moment.known_at)
    posts = sorted({one.told.post for one in found if one.told.post}, key=danish_order)
    form = ChooseForm(request.GET, posts=posts)
    form.is_valid()
    return Shown(form, content_on(request, plan, moment), found, list(filter(form.shows, found)))


@needs(rules.READ_WHOLE)
@require_safe
def communication_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = shown(request, plan, moment)
    counts, query = Counter(one.telling for one in found.all), request.GET.urlencode()
    showing = Showing(plan, request.visitor, found.items, to_items(plan, moment), moment.is_today)  # type: ignore[attr-defined]
    told = {
        "plan": plan,
        "here": "plan",
        "part": "communication",
        "crumbs": steps_to(plan, _("Communication")),
        "as_of": moment,
        "form": found.form,
        "counts": [(one.value, telling_word(one), counts[one]) for one in Telling],
        "rows": showing.rows(found.listed),
        "editions": plan.editions.defer("content"),
        "may_tell_of_versions": moment.is_today and request.visitor.why_not_communicate(None) is None,  # type: ignore[attr-defined]
        "download": f"{reverse('get_communication', args=[plan.pk, 'xlsx'])}{f'?{query}' if query else ''}",
    }
    return render(request, "desk/communication/page.html", told)


@needs(rules.READ_WHOLE)
@require_safe
def get_communication(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """What the page lists as a sheet."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = shown(request, plan, moment)
    titles = {number: item.title for number, item in found.items.items()}
    sheets = partial(communication_sheets, found.listed, titles)

    return sheets_file(
        request, plan, moment, found.content, sheets, ending, name=_("communication"), act="export_communication"
    )
