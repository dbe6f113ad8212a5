# SPDX-License-Identifier: MPL-2.0
"""The directorate's page: what calls for it, who must act together with whom, and its own notes."""

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.directorate.matrix import matrix
from udmoent.desk.directorate.shown import Shown
from udmoent.desk.where import AsOf, as_of, content_on, steps_to, the_plan, to_items, words_of
from udmoent.documents.words import Words
from udmoent.editions.concerns import by_urgency, concerns
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import count, is_open
from udmoent.editions.moves import times_moved
from udmoent.editions.promises import promises_by_party
from udmoent.editions.silence import last_said
from udmoent.organisation import rules
from udmoent.plan.models import Plan
from udmoent.plan.notes import notes_on

LABELLED: Final = (
    "title",
    "responsible",
    "time",
    "stage",
    "status_text",
    "next_steps",
    "reason",
    "mitigation",
    "commitments",
)

MANY: Final = 400
"""With more items than this a note is written at the item, since so many forms would make the page slow."""


@needs(rules.DIRECT)
@require_safe
def directorate_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The cross-cutting items on one screen, or where asked for all of them."""
    plan = the_plan(request, plan_id)
    moment, words = as_of(request, plan), words_of(plan.municipality)
    content, is_all = content_on(request, plan, moment), bool(request.GET.get("alle"))
    items = [item for item in content.items if is_all or item.is_cross_cutting]
    told = {
        "plan": plan,
        "here": "directorate",
        "crumbs": steps_to(plan, _("The directorate")),
        "as_of": moment,
        "is_all": is_all,
        "labels": {name: words.label(name) for name in LABELLED},
        "writes_here": moment.is_today and len(items) <= MANY,
    }
    return render(request, "desk/directorate.html", told | _told(plan, moment, words, items, is_all=is_all))


def _told(plan: Plan, moment: AsOf, words: Words, items: list[ItemContent], *, is_all: bool) -> dict[str, object]:
    said = last_said(plan, moment.day, moment.known_at)
    counts = count(items, moment.day, said)
    notes = notes_on([item.id for item in items], moment.day, moment.known_at)
    original = plan.editions.defer("content").first()
    moves = times_moved(plan, moment.day, moment.known_at, since=original.as_of if original else None)
    shown = Shown(words, moment.day, said, to_items(plan, moment))
    scope = ({} if is_all else {"tvaergaaende": "on"}) | ({"pr": moment.asked} if moment.asked else {})
    in_plan = reverse("plan", args=[plan.pk])
    found = matrix(items)
    return {
        "counts": counts,
        "original": original,
        "concerns": [shown.concern(one, counts, in_plan, scope) for one in concerns(items, said, moment.day)],
        "spoken": [shown.spoken(item, notes, moves) for item in by_urgency(items)],
        "promises": shown.promises(promises_by_party(items)),
        "matrix": found,
        "matrix_rows": shown.matrix(found),
        "over": [(item, shown.href(item.number), words.stage(item.stage)) for item in items if not is_open(item)],
        "in_plan": f"{in_plan}?{urlencode(scope | {'stadie': 'open'})}",
        "moved_in_plan": f"{in_plan}?{urlencode(scope | {'flyttet': original.name})}" if original else "",
    }
