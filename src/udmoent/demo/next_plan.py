# SPDX-License-Identifier: MPL-2.0
"""The sample's next plan: begun from an agreement of its own, with the first plan's open items carried over into it."""

from datetime import UTC, date, datetime, time
from typing import Any, Final

import msgspec
from django.db import transaction

from udmoent.demo.sample import Part, tables
from udmoent.demo.tables import COORDINATOR
from udmoent.economy.actions import AmountKey, set_amounts_all
from udmoent.economy.models import Nature, Phase
from udmoent.intake.carrying.actions import Wanted, carry_over
from udmoent.intake.carrying.rules import Choice, Chosen
from udmoent.intake.models import CarryOver
from udmoent.organisation.actions import whoever
from udmoent.organisation.models import Person
from udmoent.plan.actions import Act, NewItem, add_all, begin_plan
from udmoent.plan.agreement import Paragraph, describe, lay_down, reference
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import AgreementParagraph, Plan

THOUSAND: Final = 1_000


class SampleParagraph(Part, frozen=True):
    number: int
    page: int
    text: str


class SampleItem(Part, frozen=True):
    """Amounts in 1.000 kr., for the budget year and the three forecast years."""

    number: str
    kind: Kind
    paragraph: int
    facts: dict[str, Any]
    amounts: tuple[int, int, int, int] | None = None


class SampleNextPlan(Part, frozen=True):
    """`is_the_same` tells by its number which item of the first plan an item of the new agreement is."""

    name: str
    plan: str
    budget_year: int
    price_level: str
    signed_on: date
    begun_on: date
    is_the_same: dict[str, str]
    paragraphs: tuple[SampleParagraph, ...]
    items: tuple[SampleItem, ...]


@transaction.atomic
def build_next_plan(source: Plan) -> Plan | None:
    """Beside the sample plan; None where it was built before, also where it has been taken back since."""
    if CarryOver.objects.filter(source=source).exists():
        return None
    told = msgspec.convert(tables("next"), SampleNextPlan)
    coordinator = whoever(source.municipality, COORDINATOR, on=told.begun_on)
    plan = _begin(source, told, coordinator)
    wanted = Wanted(
        plan=plan,
        budget_year=told.budget_year,
        applies_on=told.begun_on,
        chosen={old: Chosen(choice=Choice.JOIN, into=new) for old, new in told.is_the_same.items()},
        why="Næste års plan begyndes",
        by=coordinator,
        now=_at(told.begun_on, 10),
    )
    carry_over(source, wanted)
    return plan


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def _begin(source: Plan, told: SampleNextPlan, coordinator: Person) -> Plan:
    now = _at(told.begun_on, 8)
    plan = begin_plan(
        source.municipality,
        told.plan,
        budget_year=told.budget_year,
        headings=source.agreement.headings.values_list("name", flat=True),
        price_level=told.price_level,
        is_sample=True,
        by=coordinator,
        now=now,
    )
    parties = source.agreement.parties
    describe(plan.agreement, name=told.name, signed_on=told.signed_on, parties=parties, by=coordinator, now=now)
    paragraphs = [Paragraph(text=one.text, page=one.page) for one in told.paragraphs]
    laid = {one.number: one for one in lay_down(plan.agreement, paragraphs, by=coordinator, now=now)}
    act = Act(by=coordinator, now=now, applies_on=told.begun_on, why="Aftalens punkter lægges ind")
    items = add_all(plan, [_new(one, laid[one.paragraph]) for one in told.items], act=act)
    amounts = {item: _amounts(one, told) for item, one in zip(items, told.items, strict=True) if one.amounts}
    set_amounts_all(plan, amounts, act=act)
    return plan


def _new(one: SampleItem, paragraph: AgreementParagraph) -> NewItem:
    facts = Facts(**one.facts, agreed_text=paragraph.text, agreed_reference=reference(paragraph))
    return NewItem(kind=one.kind, facts=facts, number=one.number, paragraph=paragraph)


def _amounts(one: SampleItem, told: SampleNextPlan) -> dict[AmountKey, int]:
    years = range(told.budget_year, told.budget_year + 4)
    return {
        AmountKey(year, Phase.ADOPTED.value, Nature.OPERATING.value, told.price_level): kroner * THOUSAND
        for year, kroner in zip(years, one.amounts or (), strict=True)
    }
