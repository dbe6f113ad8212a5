# SPDX-License-Identifier: MPL-2.0
"""The plan kept as plainly as can be: what each item says and costs, day by day. Histories are replayed on it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from udmoent.economy.actions import AmountKey
from udmoent.plan.facts import Assessment, Commitment, Stage

FIRST = date(2025, 1, 1)
DAYS = tuple(FIRST + timedelta(days=day) for day in range(6))
RECORDED_ON = date(2025, 2, 1)
KEYS = tuple(AmountKey(year, "adopted", "operating", "2025") for year in (2025, 2026))

Told = dict[str, object]


@dataclass
class NaiveItem:
    """What holds on each of DAYS; on a day in `begins` something of the item begins to hold."""

    facts: dict[date, Told | None] = field(default_factory=lambda: dict.fromkeys(DAYS))
    kroner: dict[date, dict[AmountKey, int]] = field(default_factory=lambda: {day: {} for day in DAYS})
    states: set[date] = field(default_factory=set)
    postings: set[date] = field(default_factory=set)

    def change(self, on: date, told: Told) -> None:
        after = (self.facts[on] or {}) | told
        if after != self.facts[on]:
            for day in until_next(on, self.states):
                self.facts[day] = after
            self.states.add(on)

    def set_amounts(self, on: date, wanted: dict[AmountKey, int]) -> None:
        if any(self.kroner[on].get(key, 0) != kroner for key, kroner in wanted.items()):
            for day in until_next(on, self.states | self.postings):
                self.kroner[day] = {k: v for k, v in (self.kroner[day] | wanted).items() if v}
            self.postings.add(on)


def until_next(on: date, begins: set[date]) -> list[date]:
    """The days from `on` to, and without, the next one on which something begins."""
    end = min((day for day in begins if day > on), default=date.max)
    return [day for day in DAYS if on <= day < end]


@dataclass(frozen=True)
class Deed:
    """One thing done to the item of that place; `told` are facts, `wanted` amounts."""

    verb: str
    place: int
    on: date
    told: Told
    wanted: dict[AmountKey, int]


FACTS = {
    "title": st.sampled_from(["Asfalt", "Broer", "Cykelstier"]),
    "body": st.sampled_from(["ØK", "BUU", "MTU"]),
    "is_cross_cutting": st.booleans(),
    "other_bodies": st.sampled_from([(), ("BUU",), ("MTU", "KFU")]),
    "commitments": st.sampled_from([(), (Commitment(party="MED", promise="Høres"),)]),
    "stage": st.sampled_from([Stage.PLANNED, Stage.UNDER_WAY]),
    "assessment": st.sampled_from([Assessment.GREEN, Assessment.NOT_ASSESSED]),
}
WHOLE = st.fixed_dictionaries({"title": FACTS["title"], "body": FACTS["body"]})
SOME = st.fixed_dictionaries({}, optional=FACTS)
AMOUNTS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from([-300, 0, 100, 200]), min_size=1)

DEEDS = st.builds(
    Deed,
    verb=st.sampled_from(["add", "change", "change", "set_amounts"]),
    place=st.integers(0, 2),
    on=st.sampled_from(DAYS),
    told=st.one_of(SOME, st.builds(lambda whole, some: whole | some, WHOLE, SOME)),
    wanted=AMOUNTS,
)
HISTORIES = st.lists(DEEDS, min_size=1, max_size=10)
