# SPDX-License-Identifier: MPL-2.0
"""One item: what the plan says of it, and all that has happened to it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.item.history import content_of, history
from udmoent.desk.where import as_of, steps_to, the_plan, words_of
from udmoent.documents.forms import cell, prices
from udmoent.documents.words import Words
from udmoent.economy.actions import amounts_as_of
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open, is_passed
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.models import Item, ItemState, Plan

LINKS = ("derived_from", "merged_into", "fills")
CLOSING = ("closed_on", "closed_by", "closing_reason", "noted_on", "withdrawn_reason")
STATUS = ("time", "responsible", "contributors", "unit", "status_text", "reason", "mitigation", *CLOSING)
FURTHER = ("treatments", "involvements", "strategies", "case_number", "kle", "visibility", "extra")


@dataclass(frozen=True)
class Fact:
    """A labelled value, as text with line breaks."""

    label: str
    value: str


@dataclass(frozen=True)
class Link:
    """Another item that this one points to, or that points here."""

    label: str
    number: str
    title: str


def the_item(plan: Plan, number: str) -> Item:
    found = plan.items.select_related("plan__municipality", "plan__agreement", "paragraph", "follows__plan")
    item = found.filter(number=number).first()
    if item is None:
        raise Http404(_("There is no such item in the plan."))
    return item


def state_on(item: Item, day: date) -> ItemState | None:
    """What the plan says of the item that day; None where the item was not in the plan."""
    return item.plan.items.filter(pk=item.pk).as_of(day).present().first()


@needs(rules.READ)
@require_safe
def item_page(request: HttpRequest, plan_id: int, number: str) -> HttpResponse:
    """The item as of a day, with its whole history."""
    plan = the_plan(request, plan_id)
    item, moment, words = the_item(plan, number), as_of(request, plan), words_of(plan.municipality)
    state = state_on(item, moment.day)
    told = {
        "plan": plan,
        "here": "plan",
        "crumbs": steps_to(plan, item.number),
        "item": item,
        "as_of": moment,
        "steps": history(item, words),
        "may_edit": moment.is_today and state and not request.visitor.why_not_edit(state.facts),  # type: ignore[attr-defined]
    }
    return render(request, "desk/item.html", told | (_told(item, state, moment.day, words) if state else {}))


def _told(item: Item, state: ItemState, day: date, words: Words) -> dict[str, object]:
    content = content_of(item, state.facts, amounts_as_of([item.pk], day).get(item.pk))
    names = dict(Body.objects.filter(municipality=item.municipality_id).values_list("abbreviation", "name"))
    return {
        "facts": content,
        "part": words.kind(content.kind),
        "bodies": [names.get(body, body) for body in (content.body, *content.other_bodies)],
        "cross_cutting": words.cross_cutting if content.is_cross_cutting else "",
        "stage": words.stage(content.stage),
        "assessment": words.assessment(content.assessment),
        "symbol": words.symbol(content.assessment),
        "is_open": is_open(content),
        "is_passed": is_passed(content, day),
        "status": _facts(STATUS, content, words),
        "further": _facts(FURTHER, content, words),
        "labels": {name: words.label(name) for name in ("course", "coordination", "commitments", "agreed_text")},
        "links": _links(item, content, day, words),
        "amounts": _amounts(content, words),
    }


def _facts(names: tuple[str, ...], content: ItemContent, words: Words) -> list[Fact]:
    told = [Fact(words.label(name), cell((name,), content, words)) for name in names]
    return [fact for fact in told if fact.value]


def _links(item: Item, content: ItemContent, day: date, words: Words) -> list[Link]:
    """What the item points to, and what points to it."""
    targets = {name: getattr(content, name) for name in LINKS if getattr(content, name)}
    pointing = Q(derived_from=item.number) | Q(merged_into=item.number) | Q(fills=item.number)
    states = item.plan.items.as_of(day).present().filter(Q(item__number__in=targets.values()) | pointing)
    others = list(states.values_list("item__number", "title", *LINKS).order_by("item__number"))
    titles = {number: title for number, title, *_links in others}
    here = [Link(words.label(name), number, titles.get(number, "")) for name, number in targets.items()]
    back = {"derived_from": _("Gave rise to"), "merged_into": _("Has taken in"), "fills": _("Is filled by")}
    there = [
        Link(back[name], number, title)
        for number, title, *told in others
        for name, target in zip(LINKS, told, strict=True)
        if target == item.number
    ]
    return [*here, *there]


@dataclass(frozen=True)
class AmountRow:
    """A phase and nature, with the kroner of each year."""

    label: str
    kroner: list[str]


def _amounts(content: ItemContent, words: Words) -> dict[str, object]:
    """A table with a column for each year and a row for each phase, nature and price level."""
    years = sorted({amount.year for amount in content.amounts})
    rows: dict[tuple[str, str, str], dict[int, int]] = {}
    for amount in content.amounts:
        rows.setdefault((amount.nature, amount.phase, amount.price_level), {})[amount.year] = amount.kroner
    return {
        "years": years,
        "rows": [AmountRow(_row_label(key, words), _in_years(told, years, words)) for key, told in rows.items()],
    }


def _row_label(key: tuple[str, str, str], words: Words) -> str:
    nature, phase, level = key
    return f"{words.nature(nature).capitalize()}, {words.phase(phase)}, {prices(level)}"


def _in_years(told: dict[int, int], years: list[int], words: Words) -> list[str]:
    return [in_unit(told[year], KR, words.language) if year in told else "" for year in years]
