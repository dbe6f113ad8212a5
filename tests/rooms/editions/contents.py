# SPDX-License-Identifier: MPL-2.0
"""Plan contents of every shape, made up without a database."""

from datetime import UTC, date

from hypothesis import strategies as st

from udmoent.editions.content import Amount, BodyContent, ItemContent, PlanContent, Totals
from udmoent.editions.totals import totals_of_plan
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Facts, Involvement, Kind, Stage, Treatment

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))
BODIES = ("ØK", "BUU", "MTU", "KFU")
BODY = st.sampled_from(BODIES)


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


def several(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=2).map(tuple)


AMOUNT = st.builds(
    Amount,
    year=st.integers(2024, 2029),
    phase=st.sampled_from(["adopted", "spent"]),
    nature=st.sampled_from(["operating", "capital"]),
    price_level=st.sampled_from(["2025", "2026"]),
    kroner=st.integers(-(10**12), 10**12),
)
TOLD = {
    "title": TEXT.map(lambda text: text or "Navn"),
    "body": BODY,
    "other_bodies": several(BODY),
    "is_cross_cutting": st.booleans(),
    "course": TEXT,
    "coordination": several(TEXT),
    "commitments": several(st.builds(Commitment, party=TEXT, promise=TEXT, confirmed_on=maybe(DATES))),
    "time": st.builds(IndicativeTime, text=TEXT, first=maybe(DATES), last=maybe(DATES)),
    "stage": st.sampled_from(Stage),
    "assessment": st.sampled_from(Assessment),
    "closed_on": maybe(DATES),
    "closing_reason": maybe(st.sampled_from(ClosingReason)),
    "fills": maybe(st.sampled_from(["D101", "D102"])),
    "treatments": several(st.builds(Treatment, body=BODY, form=TEXT, time=TEXT)),
    "involvements": several(st.builds(Involvement, party=TEXT, form=TEXT, time=TEXT, result=TEXT)),
    "extra": st.dictionaries(TEXT, TEXT, max_size=2),
}
assert set(TOLD) <= set(Facts.__dataclass_fields__)
AMOUNTS = st.lists(AMOUNT, max_size=3, unique_by=lambda a: (a.year, a.phase, a.nature, a.price_level))


def item(number: str) -> st.SearchStrategy[ItemContent]:
    return st.builds(
        ItemContent,
        id=st.just(int(number[1:])),
        number=st.just(number),
        kind=st.sampled_from(Kind),
        follows=maybe(TEXT),
        amounts=AMOUNTS.map(lambda amounts: tuple(sorted(amounts))),
        **TOLD,
    )


NUMBERS = st.lists(st.sampled_from([f"D10{serial}" for serial in range(6)]), unique=True)
ITEMS = NUMBERS.flatmap(lambda numbers: st.tuples(*map(item, numbers)))


def content(items: tuple[ItemContent, ...], **told: object) -> PlanContent:
    bodies = tuple(
        BodyContent(abbreviation=body, name=f"Udvalget {body}", digit="", valid_from=date(2022, 1, 1))
        for body in BODIES
    )
    whole = {"municipality": "Norddjurs", "plan": "Plan", "budget_year": 2025, "as_of": date(2025, 5, 31)}
    return PlanContent(**whole | {"bodies": bodies, "items": items, "totals": totals_of_plan(items)} | told)


CONTENTS = st.builds(
    content,
    ITEMS,
    plan=TEXT,
    as_of=DATES,
    known_at=maybe(st.datetimes(timezones=st.just(UTC))),
    edition=maybe(TEXT),
    headings=several(TEXT),
    totals=st.just(Totals()) | ITEMS.map(totals_of_plan),
)
