# SPDX-License-Identifier: MPL-2.0
"""Involvement in the whole plan: how many wait and how, party by party, what is late, and who is missing."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.downloads import sheets_file
from udmoent.desk.involvement.form import InvolvementsForm
from udmoent.desk.involvement.shown import Showing
from udmoent.desk.where import AsOf, as_of, content_on, steps_to, the_plan, to_items, words_of
from udmoent.documents.involvement_sheets import involvement_sheets
from udmoent.documents.involvement_words import kind_word, standing_word
from udmoent.editions.content import PlanContent
from udmoent.editions.heard_before import heard_before
from udmoent.editions.involvement import Involved, Missing, OfParty, by_party, counted, in_turn, involvements, missing
from udmoent.organisation import rules
from udmoent.plan.models import Plan
from udmoent.plan.parties import Parties


@dataclass(frozen=True, slots=True)
class Shown:
    """`involved` are all of the items asked for; `listed` those of them that the page lists."""

    form: InvolvementsForm
    content: PlanContent
    involved: tuple[Involved, ...]
    listed: tuple[Involved, ...]
    missing: tuple[Missing, ...]

    @property
    def parties(self) -> list[OfParty]:
        return by_party(self.involved)


def shown(request: HttpRequest, plan: Plan, moment: AsOf) -> Shown:
    """What the address asks for."""
    content, words = content_on(request, plan, moment), words_of(plan.municipality)
    parties = Parties.of_town(words.town, content.as_of)
    form = InvolvementsForm(request.GET, content=content, words=words)
    items = form.pick()
    involved = involvements(items, parties, content.as_of, content.budget_year)
    found = missing(items, parties, content.as_of, heard_before(plan, content.as_of))
    return Shown(form, content, involved, in_turn(filter(form.shows, involved)), found)


@needs(rules.READ_WHOLE)
@require_safe
def involvement_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = shown(request, plan, moment)
    to_item, query = to_items(plan, moment), request.GET.urlencode()
    showing = Showing(plan, request.visitor, to_item, moment.is_today)  # type: ignore[attr-defined]
    told = {
        "plan": plan,
        "here": "plan",
        "part": "involvement",
        "crumbs": steps_to(plan, _("Involvement")),
        "as_of": moment,
        "form": found.form,
        "counts": [(one.value, standing_word(one), n) for one, n in counted(found.involved).items()],
        "parties": [
            (
                one,
                kind_word(one.party.kind),
                reverse("party", args=[plan.pk, one.party.code]),
                list(one.counts.values()),
            )
            for one in found.parties
        ],
        "missing": [
            (one, to_item(one.item.number), kind_word(one.kind), reverse("involve", args=[plan.pk, one.item.number]))
            for one in found.missing
        ],
        "may_involve": moment.is_today and request.visitor.may[rules.INVOLVE],  # type: ignore[attr-defined]
        "rows": showing.rows(found.listed),
        "download": f"{reverse('get_involvement', args=[plan.pk, 'xlsx'])}{f'?{query}' if query else ''}",
    }
    return render(request, "desk/involvement/page.html", told)


@needs(rules.READ_WHOLE)
@require_safe
def get_involvement(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """What the page lists, the parties and what is missing, as sheets."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = shown(request, plan, moment)
    sheets = partial(involvement_sheets, found.listed, found.parties, found.missing)

    return sheets_file(
        request, plan, moment, found.content, sheets, ending, name=_("involvement"), act="export_involvement"
    )
