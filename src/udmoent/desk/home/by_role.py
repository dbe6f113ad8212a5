# SPDX-License-Identifier: MPL-2.0
"""What is put before those who answer for no items: who sets amounts, who speaks for the staff, who sets the town up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent import clock
from udmoent.desk.access import Visitor
from udmoent.desk.home.involving import heaps_of_involvement
from udmoent.desk.home.owed import Heap, Telling, Waiting
from udmoent.desk.home.told import heaps_of_communication
from udmoent.desk.where import words_of
from udmoent.documents.capital_tables import FINDINGS
from udmoent.economy.models import Posting
from udmoent.economy.projects import steps_on
from udmoent.editions.capital import overviews
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.duties import without_amounts
from udmoent.editions.savings import closed_unrealised
from udmoent.lib.dates import danish_date
from udmoent.organisation import rules
from udmoent.organisation.models import Holding, Municipality, Role
from udmoent.plan.facts import Source
from udmoent.plan.models import Plan

LATELY: Final = timedelta(days=30)


@dataclass(frozen=True)
class Step:
    """Something of the set-up to look at, and where."""

    said: str
    href: str


def heaps_of(content: PlanContent, said: Mapping[int, date], plan: Plan, visitor: Visitor) -> list[Heap]:
    """Those that have something in them."""
    telling = Telling(plan, visitor, said, words_of(plan.municipality))
    found = [
        *_money(content, plan, visitor, telling),
        *heaps_of_involvement(content, plan, visitor, telling),
        *heaps_of_communication(content, plan, visitor),
    ]
    return [heap for heap in found if heap.items]


def _money(content: PlanContent, plan: Plan, visitor: Visitor, telling: Telling) -> Iterator[Heap]:
    if not visitor.may[rules.SET_AMOUNTS]:
        return

    def leads_to_amounts(item: ItemContent, reasons: list[str]) -> Waiting:
        href = reverse("amounts_of_item", args=[plan.pk, item.number])
        return replace(telling.waiting(item, reasons), edit_href=href)

    yield Heap(_("Without amounts"), [leads_to_amounts(item, []) for item in without_amounts(content)])
    unrealised = [leads_to_amounts(item, []) for item in closed_unrealised(content.items, content.as_of.year)]
    yield Heap(_("A saving with an X, and nothing realised"), unrealised, _("X: the item is closed."))
    yield Heap(_("Capital projects whose money asks for something"), list(_capital(content, plan, leads_to_amounts)))
    changed = dict(_amounts_changed(plan))
    lately = [
        telling.waiting(
            item, [_("Amounts changed on {day}").format(day=danish_date(changed[item.id], telling.words.language))]
        )
        for item in content.items
        if item.id in changed
    ]
    yield Heap(_("Amounts changed in the last {days} days").format(days=LATELY.days), lately)


def _capital(
    content: PlanContent, plan: Plan, waiting: Callable[[ItemContent, list[str]], Waiting]
) -> Iterator[Waiting]:
    """With what is wrong or waits, in the words of the capital overview."""
    steps = steps_on(plan.items.values("pk"), content.as_of)
    for overview in overviews(content.items, steps):
        for project in overview.projects:
            if project.findings:
                yield waiting(project.item, [_(FINDINGS[finding]) for finding in project.findings])


def _amounts_changed(plan: Plan) -> Iterator[tuple[int, date]]:
    """What an earlier plan told already is no change."""
    lately = Posting.objects.filter(item__plan=plan, recorded_at__gt=clock.now() - LATELY).order_by()
    lately = lately.exclude(source=Source.CARRIED)
    for item, moment in lately.values_list("item").annotate(Max("recorded_at")):
        yield item, timezone.localdate(moment)


def steps_of_setup(town: Municipality, visitor: Visitor) -> list[Step]:
    """What the town's set-up lacks, for whoever sets it up and does not keep the plan."""
    if not (visitor.may[rules.SET_UP] and visitor.may[rules.APPOINT]) or visitor.may[rules.EDIT]:
        return []
    return list(_lacking(town, clock.today()))


def _lacking(town: Municipality, today: date) -> Iterator[Step]:
    people, roles = reverse("setup_people"), reverse("setup_roles")
    held = Holding.objects.in_force(today).filter(municipality=town)
    given = Role.objects.in_force(today).filter(municipality=town)
    if n := held.exclude(person__in=given.values("person")).values("person").distinct().count():
        yield Step(
            ngettext(
                "{n} person in a post has no role, and cannot come in",
                "{n} people in posts have no role, and cannot come in",
                n,
            ).format(n=n),
            people,
        )
    if n := town.positions.exclude(pk__in=held.values("position")).count():
        yield Step(ngettext("{n} post has nobody in it", "{n} posts have nobody in them", n).format(n=n), people)
    if n := given.filter(valid_to__lte=today + LATELY).count():
        told = ngettext("{n} role ends in the next {days} days", "{n} roles end in the next {days} days", n)
        yield Step(told.format(n=n, days=LATELY.days), roles)
    if n := town.bodies.in_force(today).filter(is_verified=False).count():
        told = ngettext(
            "{n} body is not confirmed by the town's own documents",
            "{n} bodies are not confirmed by the town's own documents",
            n,
        )
        yield Step(told.format(n=n), reverse("setup_bodies"))
