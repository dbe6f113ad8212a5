# SPDX-License-Identifier: MPL-2.0
"""One party: what waits for it, what it has been heard on, and for those who speak for the staff what is missing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.involvement.shown import Showing
from udmoent.desk.where import Crumb, as_of, content_on, steps_to, the_plan, to_items
from udmoent.documents.involvement_words import kind_word, standing_word
from udmoent.editions.content import PlanContent
from udmoent.editions.heard_before import heard_before
from udmoent.editions.involvement import OfParty, by_party, missing, of_content
from udmoent.organisation import rules
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.parties import Parties


@needs(rules.READ_WHOLE)
@require_safe
def party_page(request: HttpRequest, plan_id: int, code: str) -> HttpResponse:
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    content = content_on(request, plan, moment)
    parties = Parties.of_town(plan.municipality.configuration, content.as_of)
    found, to_item = _found(content, parties, code), to_items(plan, moment)
    showing = Showing(plan, request.visitor, to_item, moment.is_today)  # type: ignore[attr-defined]
    found_missing = missing(content.items, parties, content.as_of, heard_before(plan, content.as_of))
    lacking = [one for one in found_missing if one.kind == found.party.kind]
    told = {
        "plan": plan,
        "here": "plan",
        "crumbs": [*steps_to(plan, _("Involvement"), "involvement"), Crumb(found.party.name)],
        "as_of": moment,
        "party": found.party,
        "kind": kind_word(found.party.kind),
        "counts": [(one.value, standing_word(one), n) for one, n in found.counts.items() if n],
        "answers": found.answers,
        "waiting": showing.rows(one for one in found.involved if one.is_waiting),
        "held": showing.rows(one for one in found.involved if one.standing == Standing.HELD),
        "missing": [
            (one, to_item(one.item.number), reverse("involve", args=[plan.pk, one.item.number])) for one in lacking
        ],
        "may_involve": moment.is_today and request.visitor.may[rules.INVOLVE],  # type: ignore[attr-defined]
    }
    return render(request, "desk/involvement/party.html", told)


def _found(content: PlanContent, parties: Parties, code: str) -> OfParty:
    """The party of that code; one that is named by no item is there where the town's file tells of it."""
    named = [one for one in by_party(of_content(content, parties)) if one.party.code == code]
    known = [OfParty(party, ()) for party in parties.known if party.code == code]
    if not (named or known):
        raise Http404(_("There is no such party."))
    return (named or known)[0]
