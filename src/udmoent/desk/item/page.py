# SPDX-License-Identifier: MPL-2.0
"""One item: what the plan says of it, and all that has happened to it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from udmoent.desk.access import Visitor, needs
from udmoent.desk.cases.heard import Heard, of_item
from udmoent.desk.communication.about import communication_of
from udmoent.desk.indicators.seen import indicators_at
from udmoent.desk.indicators.told import told as told_of
from udmoent.desk.involvement.shown import Showing
from udmoent.desk.item import sections
from udmoent.desk.item.amounts import amount_table
from udmoent.desk.item.history import history
from udmoent.desk.item.links import links
from udmoent.desk.item.offered import Offered, offered
from udmoent.desk.item.seen import Seen, seen, the_item
from udmoent.desk.item.treating import told_against_order, why_not_any
from udmoent.desk.where import AsOf, as_of, language, steps_to, the_plan, to_items, words_of
from udmoent.documents.involvement_words import kind_word
from udmoent.documents.plan_report import noting
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open, is_passed
from udmoent.editions.heard_before import heard_before
from udmoent.editions.involvement import involvements, missing
from udmoent.editions.savings import closed_unrealised
from udmoent.organisation import rules
from udmoent.plan.attachments import attachments_on
from udmoent.plan.facts import Stage, Visibility
from udmoent.plan.models import Attachment, Item, ItemState
from udmoent.plan.parties import Parties, PartyKind

LABELLED = (
    *("course", "coordination", "commitments", "agreed_text", "treatments", "involvements", "strategies", "time"),
    "staff_consequences",
    *("status_text", "next_steps", "responsible"),
)


@needs(rules.READ)
@require_safe
def item_page(request: HttpRequest, plan_id: int, number: str) -> HttpResponse:
    """The item as of a day, with its whole history."""
    plan = the_plan(request, plan_id)
    item, moment, words = the_item(plan, number), as_of(request, plan), words_of(plan.municipality)
    sight = seen(request, item, moment)
    states = _states(item) if sight.has_history else []
    heard = of_item(item, request.visitor, moment) if sight.content else []  # type: ignore[attr-defined]
    told = {
        "plan": plan,
        "here": "plan",
        "crumbs": steps_to(plan, item.number),
        "item": item,
        "as_of": moment,
        "is_whole": sight.is_whole,
        "history": history(item, states, words, request.GET.get("felt", ""), heard) if sight.has_history else None,
    }
    if sight.content:
        told |= _about(sight.content, item, moment, words) | _beside(request, item, sight, moment, words)
        told |= {"decided": sections.decided(heard=heard), "heard": [one for one in heard if not one.outcome]}
        told |= _measured(request, item, sight.content, moment)
        told |= _inside(sight.content, item, moment, words, states) if sight.is_whole else {}
        told |= _of_directorate(request, item, moment, sections.until(states, moment), heard) if sight.is_whole else {}
        told |= _others(request, sight.content, item, moment) if sight.is_whole else {}
    return render(request, "desk/item/page.html", told)


def _states(item: Item) -> list[ItemState]:
    return list(item.states.select_related("recorded_by", "decision__meeting__body").order_by("applies_on", "pk"))


def _about(content: ItemContent, item: Item, moment: AsOf, words: Words) -> dict[str, object]:
    """What everybody sees who sees the item."""
    names = sections.body_names(item.plan.municipality, moment.day)
    return {
        "facts": content,
        "part": words.kind(content.kind),
        "bodies": [names.get(body, body) for body in (content.body, *content.other_bodies)],
        "cross_cutting": words.cross_cutting if content.is_cross_cutting else "",
        "stage": words.stage(content.stage),
        "assessment": words.assessment(content.assessment),
        "symbol": words.symbol(content.assessment),
        "is_open": is_open(content),
        "is_passed": is_passed(content, moment.day),
        "labels": {name: words.label(name) for name in LABELLED},
        "amounts": amount_table(content, words),
        "closing": sections.facts(sections.CLOSING, content, words),
        "served": sections.served(content, words.town),
    }


def _inside(
    content: ItemContent, item: Item, moment: AsOf, words: Words, states: Sequence[ItemState]
) -> dict[str, object]:
    """What only those see who see the item in full."""
    told = sections.until(states, moment)
    return {
        "over_time": sections.over_time(told, words),
        "who": sections.facts(sections.WHO, content, words),
        "held_by": sections.held_by(item, content.responsible, moment.day),
        "why_assessed": sections.facts(sections.WORDS, content, words),
        "further": sections.facts(sections.FURTHER, content, words),
        "waits": noting(content) if content.stage == Stage.CLOSED and not content.noted_on else "",
        "told": sections.told_in(item, moment),
        "is_closed_without_saving": bool(closed_unrealised([content], moment.day.year)),
    }


def _of_directorate(
    request: HttpRequest, item: Item, moment: AsOf, states: Sequence[ItemState], heard: Sequence[Heard]
) -> dict[str, object]:
    """What was decided, and what is followed up: for whoever reads the directorate's notes, or is asked."""
    visitor = request.visitor  # type: ignore[attr-defined]
    reads_notes = visitor.may[rules.READ_NOTES]
    about = sections.decisions_about(item, moment, reads_notes=reads_notes)
    found = sections.follow_ups(item, moment)
    is_asked = any(visitor.is_named(one.who) for one, _told in found.still)
    return {
        "decided": sections.decided(states, about, heard),
        "follow_ups": found if reads_notes or is_asked else None,
    }


def _beside(request: HttpRequest, item: Item, sight: Seen, moment: AsOf, words: Words) -> dict[str, object]:
    """What hangs on the item, and what may be done with it."""
    visitor = request.visitor  # type: ignore[attr-defined]
    reads_notes = sight.is_whole and visitor.may[rules.READ_NOTES]
    notes = sections.notes_until(item, moment) if reads_notes else []
    may_act = sight.content is not None and moment.is_today and sight.is_whole
    acts = offered(request, item, sight.content) if may_act and sight.content else Offered()
    return {
        "reads_notes": reads_notes,
        "note": notes[-1] if notes and notes[-1].text else None,
        "earlier_notes": notes[-2::-1],
        "attachments": _attachments(item, sight, moment),
        "links": links(item, sight, moment.day, words),
        "acts": acts,
        **(_treatments(visitor, sight.content, item, moment, may_act=may_act) if sight.content else {}),
    }


def _others(request: HttpRequest, content: ItemContent, item: Item, moment: AsOf) -> dict[str, object]:
    """Who is involved and who is told what, each with whether the visitor may say more of it; and who is missing."""
    visitor, may_act = request.visitor, moment.is_today  # type: ignore[attr-defined]
    parties = Parties.of_town(item.plan.municipality.configuration, moment.day)
    found = involvements([content], parties, moment.day, item.plan.agreement.budget_year)
    showing = Showing(item.plan, visitor, to_items(item.plan, moment), may_act)
    may_involve = may_act and is_open(content) and visitor.may[rules.INVOLVE]
    return {
        "involved": showing.rows(found),
        "not_involved": [
            kind_word(one.kind) for one in missing([content], parties, moment.day, heard_before(item.plan, moment.day))
        ],
        "may_involve": may_involve and visitor.why_not_involve(content, PartyKind.MED) is None,
        **communication_of(request, item, content, moment),
    }


def _measured(request: HttpRequest, item: Item, content: ItemContent, moment: AsOf) -> dict[str, object]:
    """The indicators that the item is linked to, of those that the visitor sees."""
    found = indicators_at(request, item.plan, moment).of_item(content)
    query = f"?pr={moment.asked}" if moment.asked else ""
    return {"indicators": [told_of(one, language()) for one in found], "year": moment.day.year, "query": query}


def _treatments(
    visitor: Visitor, content: ItemContent, item: Item, moment: AsOf, *, may_act: bool
) -> dict[str, object]:
    """The item's treatments, each with whether the visitor may tell it otherwise, and whether one may be added."""
    may_plan = may_act and visitor.may[rules.PLAN_TREATMENTS]

    def may_change(body: str) -> bool:
        return may_plan and visitor.why_not_plan_treatment(content, body) is None

    return {
        "treatments": sections.treated(content, item.plan, moment.day, may_change=may_change),
        "against_order": told_against_order(content.treatments, item.plan) if is_open(content) else [],
        "may_add_treatment": may_plan and is_open(content) and why_not_any(visitor, content) is None,
    }


def _attachments(item: Item, sight: Seen, moment: AsOf) -> list[Attachment]:
    with_it = list(attachments_on(item, moment.day))
    return with_it if sight.is_whole else [one for one in with_it if one.visibility == Visibility.PUBLIC]
