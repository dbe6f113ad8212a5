# SPDX-License-Identifier: MPL-2.0
"""The plan as of any day, held against a plain replay of what was done to it."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties import examples
from tests.rooms.editions.replay import DAYS, HISTORIES, RECORDED_ON, Deed, NaiveItem
from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.gather import gather
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.actions import Act, NewItem, add, begin_plan, change
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import Item, ItemState, Plan

NUMBER = itertools.count(1)
replaying = settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@dataclass
class Town:
    """A plan that is written in and, beside it, the naive one."""

    plan: Plan
    by: Person
    items: list[Item] = field(default_factory=list)
    naive: list[NaiveItem] = field(default_factory=list)
    minutes: int = 0
    clock_goes: int = 1

    def do(self, deed: Deed) -> None:
        """Do it in both; what is refused must be what the naive plan cannot say."""
        self.minutes += self.clock_goes
        moment = datetime(RECORDED_ON.year, RECORDED_ON.month, RECORDED_ON.day, 8, tzinfo=UTC)
        act = Act(by=self.by, now=moment + timedelta(minutes=self.minutes), applies_on=deed.on)
        if deed.verb == "add" or not self.items:
            self._add(deed, act)
        elif deed.verb == "change":
            self._change(deed.place % len(self.items), deed, act)
        else:
            place = deed.place % len(self.items)
            set_amounts(self.items[place], deed.wanted, act=act)
            self.naive[place].set_amounts(deed.on, deed.wanted)

    def _add(self, deed: Deed, act: Act) -> None:
        told = {"title": "Asfalt", "body": "MTU"} | deed.told
        self.items.append(add(self.plan, NewItem(kind=Kind.OPERATING, facts=Facts(**told)), act=act))
        self.naive.append(NaiveItem())
        self.naive[-1].change(deed.on, told)

    def _change(self, place: int, deed: Deed, act: Act) -> None:
        naive = self.naive[place]
        if naive.facts[deed.on] is None and not {"title", "body"} <= set(deed.told):
            with pytest.raises(Refused):
                change(self.items[place], act=act, **deed.told)
            return
        change(self.items[place], act=act, **deed.told)
        naive.change(deed.on, deed.told)


@pytest.fixture
def begin(town: Municipality, coordinator: Person) -> Callable[[], Town]:
    """A new plan for each history, since examples share the database."""

    def make() -> Town:
        name = f"Plan {next(NUMBER)}"
        now = datetime(2025, 1, 1, 8, tzinfo=UTC)
        return Town(begin_plan(town, name, budget_year=2025, by=coordinator, now=now), coordinator)

    return make


def told(content: PlanContent) -> dict[int, tuple[dict[str, object], dict[AmountKey, int]]]:
    """By item id what the plan says that is not left unsaid, and its amounts."""
    unsaid = Facts(title="", body="")
    return {
        item.id: (
            {
                name: getattr(item, name)
                for name in Facts.__dataclass_fields__
                if getattr(item, name) != getattr(unsaid, name)
            },
            {AmountKey(a.year, a.phase, a.nature, a.price_level): a.kroner for a in item.amounts},
        )
        for item in content.items
    }


def replayed(town: Town, on: date) -> dict[int, tuple[dict[str, object], dict[AmountKey, int]]]:
    unsaid = Facts(title="", body="")
    return {
        item.pk: ({k: v for k, v in facts.items() if v != getattr(unsaid, k)}, naive.kroner[on])
        for item, naive in zip(town.items, town.naive, strict=True)
        if (facts := naive.facts[on]) is not None
    }


def views(plan: Plan) -> dict[date, tuple[ItemContent, ...]]:
    return {day: gather(plan, day).items for day in DAYS}


@replaying
@given(history=HISTORIES)
def test_the_plan_as_of_any_day_is_what_a_plain_replay_gives(begin, history: list[Deed]):
    town = begin()
    for deed in history:
        town.do(deed)
    for day in DAYS:
        assert told(gather(town.plan, day)) == replayed(town, day)


@replaying
@given(history=HISTORIES)
def test_earlier_views_stay_when_later_days_are_written(begin, history: list[Deed]):
    town = begin()
    before = views(town.plan)
    for deed in sorted(history, key=lambda deed: deed.on):
        town.do(deed)
        after = views(town.plan)
        assert [after[day] for day in DAYS if day < deed.on] == [before[day] for day in DAYS if day < deed.on]
        before = after


@replaying
@given(history=HISTORIES, last=st.data())
def test_a_back_dated_act_leaves_views_from_the_items_next_state_on(begin, history: list[Deed], last: st.DataObject):
    town = begin()
    for deed in history:
        town.do(deed)
    place = last.draw(st.integers(0, len(town.items) - 1))
    later = sorted(day for day in town.naive[place].states if day > DAYS[0])
    if not later:
        return
    next_state = last.draw(st.sampled_from(later))
    on = max(day for day in DAYS if day < next_state)
    before = views(town.plan)
    act = Act(by=town.by, now=datetime(2025, 3, 1, tzinfo=UTC), applies_on=on)
    change(town.items[place], act=act, title="Rettet", body="ØK")
    set_amounts(town.items[place], {AmountKey(2027, "adopted", "operating", "2025"): 7}, act=act)
    after = views(town.plan)
    assert after[on] != before[on]
    assert [after[day] for day in DAYS if day >= next_state] == [before[day] for day in DAYS if day >= next_state]
    assert [after[day] for day in DAYS if day < on] == [before[day] for day in DAYS if day < on]


@replaying
@given(history=HISTORIES, day=st.sampled_from(DAYS))
def test_what_was_known_at_a_moment_stays_known_so_for_ever(begin, history: list[Deed], day: date):
    town, known = begin(), []
    for deed in history:
        town.do(deed)
        content = gather(town.plan, day)
        known.append(content)
    for content in known:
        assert gather(town.plan, day, known_at=content.known_at) == content


@replaying
@given(history=HISTORIES)
def test_recorded_at_only_grows_though_the_clock_goes_backwards(begin, history: list[Deed]):
    town = begin()
    town.clock_goes = -1
    for deed in history:
        town.do(deed)
    states = ItemState.objects.filter(item__plan=town.plan).order_by("pk")
    moments = list(states.values_list("recorded_at", flat=True))
    assert moments == sorted(set(moments))
