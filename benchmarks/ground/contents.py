# SPDX-License-Identifier: MPL-2.0
"""Plan contents made up without a database."""

from dataclasses import replace
from datetime import date

from udmoent.editions.content import Amount, BodyContent, ItemContent, PlanContent
from udmoent.editions.totals import totals_of_plan
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Commitment, Kind, Stage

BODIES = {"ØK": "Økonomiudvalget", "BUU": "Børne- og Ungdomsudvalget", "MTU": "Miljø- og Teknikudvalget"}


def item(place: int) -> ItemContent:
    return ItemContent(
        id=place,
        number=f"D{place}",
        kind=list(Kind)[place % 4],
        title=f"Punkt {place}",
        body=list(BODIES)[place % 3],
        is_cross_cutting=place % 20 == 0,
        course="Projektet udbydes, når kommunalbestyrelsen har givet anlægsbevilling. " * 3,
        coordination=("Ejendomme", "Dagtilbud"),
        commitments=(Commitment(party="Ejendomme", promise="Udbyder"), Commitment(party="MED", promise="Høres")),
        time=IndicativeTime.read("juni 2025", 2025),
        amounts=tuple(
            Amount(year=2025 + year, phase="adopted", nature="operating", price_level="2025", kroner=1000 * place)
            for year in range(4)
        ),
    )


def changed(item: ItemContent) -> ItemContent:
    """One in ten has another stage, time and wording."""
    if item.id % 10:
        return item
    return replace(
        item, stage=Stage.UNDER_WAY, time=IndicativeTime.read("juli 2025", 2025), course=f"{item.course} Nu."
    )


def edition(items: tuple[ItemContent, ...], as_of: date) -> PlanContent:
    bodies = tuple(
        BodyContent(abbreviation=body, name=name, digit="", valid_from=date(2022, 1, 1))
        for body, name in BODIES.items()
    )
    whole = PlanContent(
        municipality="Norddjurs Kommune", plan="Udmøntningsplan 2025-2028", budget_year=2025, as_of=as_of
    )
    return replace(whole, bodies=bodies, items=items, totals=totals_of_plan(items))
