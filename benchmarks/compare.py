# SPDX-License-Identifier: MPL-2.0
"""Two editions of 4,000 items are compared in under 0.3 seconds, also when they are first read from their bytes."""

from dataclasses import replace
from datetime import date

from ground.telling import median_ms, tell

from udmoent.editions.compare import compare
from udmoent.editions.content import Amount, ItemContent, PlanContent, from_json, to_json
from udmoent.editions.totals import totals_of_plan
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Commitment, Kind, Stage

ITEMS, MOST = 4_000, 300


def item(place: int) -> ItemContent:
    return ItemContent(
        id=place,
        number=f"D{place}",
        kind=list(Kind)[place % 4],
        title=f"Punkt {place}",
        body=("ØK", "BUU", "MTU")[place % 3],
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
    return PlanContent(
        municipality="X", plan="Plan", budget_year=2025, as_of=as_of, items=items, totals=totals_of_plan(items)
    )


def main() -> None:
    items = tuple(item(place) for place in range(1, ITEMS + 1))
    since = edition(items, date(2024, 12, 11))
    until = edition(
        (*map(changed, items[50:]), *(item(place) for place in range(ITEMS + 1, ITEMS + 51))), date(2025, 5, 31)
    )
    bytes_since, bytes_until = to_json(since), to_json(until)
    rows = [
        ("whole plan", median_ms(lambda: compare(since, until))),
        ("one committee", median_ms(lambda: compare(since, until, "BUU"))),
        ("read back and compared", median_ms(lambda: compare(from_json(bytes_since), from_json(bytes_until)))),
    ]
    claim = f"Two editions of {ITEMS:,} items compared: under {MOST} ms"
    tell(claim, ("", "ms"), rows, holds=max(row[-1] for row in rows) < MOST)


if __name__ == "__main__":
    main()
