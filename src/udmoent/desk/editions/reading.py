# SPDX-License-Identifier: MPL-2.0
"""A sealed version on the screen: what it says, from its own bytes, and what was learnt since of its day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.cases.links import of_edition
from udmoent.desk.communication.about import communication_of
from udmoent.desk.downloads import edition_downloads
from udmoent.desk.editions.listing import HandOutForm
from udmoent.desk.plan_list.sums import sums
from udmoent.desk.where import AsOf, Crumb, steps_to, the_plan, words_of
from udmoent.documents.forms import cell
from udmoent.documents.front import body_name, round_told
from udmoent.documents.words import Words
from udmoent.editions.actions import read_back
from udmoent.editions.content import ItemContent, PlanContent, fingerprint
from udmoent.editions.corrections import Correction, corrections
from udmoent.editions.counts import count, is_open
from udmoent.editions.excerpt import excerpt
from udmoent.editions.models import Edition
from udmoent.lib.dates import short_date
from udmoent.organisation import rules
from udmoent.plan.facts import FACTS
from udmoent.plan.models import Plan

COLUMNS: Final = ("number", "title", "body", "time", "responsible", "stage")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """An item as the version's list tells it."""

    number: str
    title: str
    href: str
    bodies: str
    time: str
    responsible: str
    stage: str
    assessment: str
    mark: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class ReadPart:
    code: str
    name: str
    rows: list[ReadRow]


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value, as text with line breaks."""

    label: str
    value: str


def the_edition(plan: Plan, edition_id: int) -> Edition:
    found = plan.editions.select_related("sealed_by", "body", "meeting__body", "replaces", "round")
    edition = found.filter(pk=edition_id).first()
    if edition is None:
        raise Http404(_("There is no such version."))
    return edition


@needs(rules.READ)
@require_safe
def edition(request: HttpRequest, plan_id: int, edition_id: int) -> HttpResponse:
    """What was sealed, part by part, of which the visitor may see this; or one committee's excerpt of it."""
    plan = the_plan(request, plan_id)
    sealed = the_edition(plan, edition_id)
    whole, words = read_back(sealed), words_of(plan.municipality)
    seen, handing_out = request.visitor.sees(whole), HandOutForm(request.GET, plan=plan)  # type: ignore[attr-defined]
    shown = excerpt(seen, handing_out.body) if handing_out.body else seen
    years, sum_rows = sums(shown, None, words)
    told = {
        "body_name": body_name(shown, handing_out.body) if handing_out.body else "",
        "handing_out": handing_out,
        "round_told": round_told(shown),
        "is_intact": fingerprint(whole) == sealed.sha256,
        "labels": {name: words.label(name) for name in (*COLUMNS, "assessment")},
        "parts": list(_parts(shown, sealed, words)),
        "counts": count(shown.items, shown.as_of),
        "years": years,
        "sums": sum_rows,
        "new_cases": of_edition(request, plan, sealed, handing_out.body),
        "corrections": _corrections_seen(request, sealed, whole),
        "replaced_by": sealed.replaced_by.defer("content"),
        "downloads": edition_downloads(sealed, handing_out.body),
        "as_of_text": short_date(sealed.as_of),
        **communication_of(request, sealed, None, AsOf(clock.today(), is_today=True)),
    }
    return render(request, "desk/edition.html", _frame(plan, sealed) | told)


def _frame(plan: Plan, sealed: Edition, item: str = "") -> dict[str, object]:
    crumbs = steps_to(plan, _("Versions"), "editions")
    href = reverse("edition", args=[plan.pk, sealed.pk]) if item else ""
    last = [Crumb(item)] if item else []
    return {
        "plan": plan,
        "here": "editions",
        "crumbs": [*crumbs, Crumb(sealed.name, href), *last],
        "edition": sealed,
    }


def _parts(content: PlanContent, sealed: Edition, words: Words) -> Iterator[ReadPart]:
    before, after = reverse("edition_item", args=[sealed.plan_id, sealed.pk, "NUMBER"]).split("NUMBER")
    for kind, items in groupby(content.items, key=lambda item: item.kind):
        rows = [_row(item, f"{before}{item.number}{after}", words) for item in items]
        yield ReadPart(kind, words.part(kind), rows)


def _row(item: ItemContent, href: str, words: Words) -> ReadRow:
    symbol = words.symbol(item.assessment)
    return ReadRow(
        number=item.number,
        title=item.title,
        href=href,
        bodies=cell(("body", "other_bodies", "is_cross_cutting"), item, words),
        time=item.time.text,
        responsible=item.responsible,
        stage=words.stage(item.stage),
        assessment=item.assessment,
        mark=f"{symbol} {words.assessment(item.assessment)}" if symbol else "",
        is_over=not is_open(item),
    )


def _corrections_seen(request: HttpRequest, sealed: Edition, whole: PlanContent) -> list[Correction]:
    """Those of items that the visitor may see in full."""
    visitor, found = request.visitor, corrections(sealed)  # type: ignore[attr-defined]
    if visitor.may[rules.READ_WHOLE]:
        return found
    own = {item.number for body in visitor.bodies for item in excerpt(whole, body).items}
    return [one for one in found if one.number in own]


@needs(rules.READ)
@require_safe
def edition_item(request: HttpRequest, plan_id: int, edition_id: int, number: str) -> HttpResponse:
    """One item as it was sealed, with the way to the one before and the one after it."""
    plan = the_plan(request, plan_id)
    sealed = the_edition(plan, edition_id)
    items = request.visitor.sees(read_back(sealed)).items  # type: ignore[attr-defined]
    at = next((at for at, item in enumerate(items) if item.number == number), None)
    if at is None:
        raise Http404(_("There is no such item in the version."))
    words = words_of(plan.municipality)
    told = {
        "item": items[at],
        "part": words.kind(items[at].kind),
        "facts": list(_facts(items[at], words)),
        "before": items[at - 1] if at else None,
        "after": items[at + 1] if at + 1 < len(items) else None,
    }
    return render(request, "desk/edition_item.html", _frame(plan, sealed, number) | told)


def _facts(item: ItemContent, words: Words) -> Iterable[Fact]:
    """Everything that the version says of the item but its title, in the order of the facts."""
    for name in (*(fact for fact in FACTS if fact != "title"), "follows", "amounts"):
        if value := cell((name,), item, words):
            yield Fact(words.label(name), value)
