# SPDX-License-Identifier: MPL-2.0
"""A topic's whole life, plan by plan: how it went, what was decided, what was told, and its amounts beside each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from udmoent.desk.access import Visitor, needs
from udmoent.desk.item import sections
from udmoent.desk.item.amounts import kinds
from udmoent.desk.item.seen import Seen, seen, the_item
from udmoent.desk.where import AsOf, Crumb, as_of, item_address, steps_to, the_plan, to_items, words_of
from udmoent.documents.forms import prices
from udmoent.documents.given import given_by
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.models import Edition
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.plan.models import Item, ItemState
from udmoent.plan.threads import thread_of

PHASES = ("adopted", "supplementary", "reallocation", "transfer", "expected", "realised", "appropriated", "released")


@dataclass(frozen=True)
class Answer:
    """What was told of the item's status on a day."""

    on: date
    who: str
    round: str
    said: str
    told: str


@dataclass(frozen=True)
class Life:
    """The item of one plan. What it went through is empty for whoever does not see its history."""

    item: Item
    content: ItemContent
    href: str
    part: str
    stage: str
    symbol: str
    assessment: str
    has_history: bool
    over_time: sections.OverTime | None = None
    decided: list[sections.Decided] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)


@dataclass(frozen=True)
class MoneyRow:
    plan: str
    label: str
    kroner: list[str]


@needs(rules.READ)
@require_safe
def life_page(request: HttpRequest, plan_id: int, number: str) -> HttpResponse:
    """The topic in every plan in which the visitor may see it, the earliest first."""
    plan = the_plan(request, plan_id)
    item, moment, words = the_item(plan, number), as_of(request, plan), words_of(plan.municipality)
    seen(request, item, moment)  # raises where the visitor may not see it here
    lives = list(_lives(request, item, moment, words))
    if not lives:
        raise Http404(_("The item was not in the plan on that day."))
    years, rows = _money(lives, words)
    told = {
        "plan": plan,
        "here": "plan",
        "crumbs": [*steps_to(plan, "")[:1], Crumb(item.number, item_address(item)), Crumb(_("The whole course"))],
        "as_of": moment,
        "item": item,
        "lives": lives,
        "title": next((one.content.title for one in lives if one.item == item), lives[-1].content.title),
        "years": years,
        "rows": rows,
    }
    return render(request, "desk/next_plan/life.html", told)


def _lives(request: HttpRequest, item: Item, moment: AsOf, words: Words) -> Iterator[Life]:
    for one in thread_of(item):
        try:
            sight = seen(request, one, moment)
        except Http404:
            continue
        if sight.content:
            yield _life(request, one, sight, sight.content, moment, words)


def _life(request: HttpRequest, item: Item, sight: Seen, content: ItemContent, moment: AsOf, words: Words) -> Life:
    bare = Life(
        item=item,
        content=content,
        href=to_items(item.plan, moment)(item.number),
        part=words.kind(content.kind),
        stage=words.stage(content.stage),
        symbol=words.symbol(content.assessment),
        assessment=words.assessment(content.assessment),
        has_history=sight.has_history,
    )
    return _with_history(request, bare, moment, words) if sight.has_history else bare


def _with_history(request: HttpRequest, bare: Life, moment: AsOf, words: Words) -> Life:
    item, visitor = bare.item, request.visitor  # type: ignore[attr-defined]
    states = list(item.states.select_related("recorded_by", "decision__meeting__body").order_by("applies_on", "pk"))
    until = sections.until(states, moment)
    about = sections.decisions_about(item, moment, reads_notes=visitor.may[rules.READ_NOTES])
    return Life(
        **{name: getattr(bare, name) for name in Life.__dataclass_fields__ if name not in HISTORY},
        over_time=sections.over_time(until, words),
        decided=sections.decided(until, about),
        answers=list(_answers(item, moment, words, visitor)),
        editions=_editions(item, states, moment),
    )


HISTORY = frozenset({"over_time", "decided", "answers", "editions"})


def _answers(item: Item, moment: AsOf, words: Words, visitor: Visitor) -> Iterator[Answer]:
    reports = item.reports.filter(applies_on__lte=moment.day).select_related("recorded_by", "round")
    if moment.known_at:
        reports = reports.filter(recorded_at__lte=moment.known_at)
    for one in reports.order_by("applies_on", "pk"):
        said = pgettext("an answer", "Unchanged") if one.is_unchanged else words.stage(one.stage or "")
        yield Answer(one.applies_on, given_by(one), str(one.round) if one.round else "", said, one.status_text or "")


def _editions(item: Item, states: Sequence[ItemState], moment: AsOf) -> list[Edition]:
    """The versions of its plan that have it."""
    sealed = item.plan.editions.defer("content").filter(as_of__lte=moment.day)
    return [one for one in sealed if _is_in(states, one)]


def _is_in(states: Sequence[ItemState], edition: Edition) -> bool:
    known = [one for one in states if one.applies_on <= edition.as_of and one.recorded_at <= edition.sealed_at]
    return bool(known) and known[-1].is_present


def _money(lives: Iterable[Life], words: Words) -> tuple[list[int], list[MoneyRow]]:
    """A row for each plan, nature, phase and price level, in the order of phases; never added up across plans."""
    lives = list(lives)
    years = sorted({one.year for life in lives for one in life.content.amounts})
    rows = []
    for life in lives:
        told = kinds(life.content.amounts)
        for nature, phase, level in sorted(told, key=lambda kind: (kind[0], _place(kind[1]), kind[2])):
            label = f"{words.nature(nature).capitalize()}, {words.phase(phase)}, {prices(level)}"
            of_year = told[nature, phase, level]
            kroner = [in_unit(of_year[year], KR, words.language) if year in of_year else "" for year in years]
            rows.append(MoneyRow(life.item.plan.name, label, kroner))
    return years, rows


def _place(phase: str) -> int:
    return PHASES.index(phase) if phase in PHASES else len(PHASES)
