# SPDX-License-Identifier: MPL-2.0
"""Whatever is reported, moved, closed and reopened: what the plan was known to say at a moment is never told otherwise."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties import examples
from udmoent.editions.content import ItemContent
from udmoent.editions.gather import gather
from udmoent.followup.actions import Asking, open_round, plan_round, report
from udmoent.followup.answering import Told, answer_all
from udmoent.followup.facts import Answer
from udmoent.followup.models import Round, StatusReport
from udmoent.followup.rules import Timing, days_of
from udmoent.lib.refusal import Refused
from udmoent.lib.time import IndicativeTime
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.actions import Act, NewItem, add_all, begin_plan, change, reopen
from udmoent.plan.facts import ENDED, Assessment, ClosingReason, Facts, Kind, Source, Stage
from udmoent.plan.models import Item, ItemState, Plan

NUMBER = itertools.count(1)
FIRST = date(2025, 5, 28)
DAYS = tuple(FIRST + timedelta(days=day) for day in range(8))
AS_OF = date(2025, 5, 31)
BEGUN = datetime(2025, 5, 1, 8, tzinfo=UTC)

Known = tuple[date, datetime]


@dataclass(frozen=True)
class Deed:
    """Done to the item of that place on a day, in the round or between two; a back-dated one applies on `back_to`."""

    verb: str
    place: int
    on: date
    back_to: date
    in_round: bool
    assessment: Assessment
    time: str
    text: str


DEEDS = st.builds(
    Deed,
    verb=st.sampled_from(["report", "report", "unchanged", "close", "reopen", "move", "back_date"]),
    place=st.integers(0, 1),
    on=st.sampled_from(DAYS),
    back_to=st.sampled_from(DAYS),
    in_round=st.booleans(),
    assessment=st.sampled_from([Assessment.GREEN, Assessment.RED]),
    time=st.sampled_from(["juni 2025", "3. kvartal 2025", "løbende"]),
    text=st.sampled_from(["", "Udbudt", "Licitation holdt"]),
)
HISTORIES = st.lists(DEEDS, min_size=1, max_size=12).map(lambda deeds: sorted(deeds, key=lambda deed: deed.on))


@dataclass
class Spring:
    """A plan with two items and a round on them, and every view of it as it was first known."""

    plan: Plan
    items: list[Item]
    round: Round
    by: Person
    minutes: int = 0
    known: dict[Known, tuple[ItemContent, ...]] = field(default_factory=dict)

    def do(self, deed: Deed) -> None:
        self.minutes += 1
        now = datetime.combine(deed.on, datetime.min.time(), UTC) + timedelta(hours=8, minutes=self.minutes)
        item, by = self.items[deed.place], self.by
        round = self.round if deed.in_round else None
        act = Act(by=by, now=now, applies_on=deed.on, why="Flyttet")
        match deed.verb:
            case "report":
                report(item, self.answer(item, deed), round=round, by=by, now=now)
            case "unchanged":
                answer_all([Told(item, rounds=[round] if round else [])], by=by, now=now)
            case "close":
                answer = replace(self.answer(item, deed), stage=Stage.CLOSED, closing_reason=ClosingReason.IMPLEMENTED)
                report(item, answer, round=round, by=by, now=now)
            case "reopen":
                reopen(item, act=act)
            case "move":
                change(item, act=act, time=IndicativeTime.read(deed.time, 2025))
            case "back_date":
                change(item, act=replace(act, applies_on=min(deed.back_to, deed.on)), course=deed.text)

    def answer(self, item: Item, deed: Deed) -> Answer:
        is_red = deed.assessment == Assessment.RED
        return Answer(
            stage=Stage.UNDER_WAY,
            assessment=deed.assessment,
            status_text=deed.text,
            reason="Forsinket" if is_red else "",
            mitigation="Nyt udbud" if is_red else "",
            time=IndicativeTime.read(deed.time, 2025),
            moved_because="Ny tidsplan",
        )

    def remember(self) -> None:
        self.plan.refresh_from_db()
        moment = self.plan.last_recorded_at
        assert moment is not None
        for day in DAYS:
            self.known.setdefault((day, moment), gather(self.plan, day, moment).items)

    def now(self) -> dict[date, tuple[ItemContent, ...]]:
        return {day: gather(self.plan, day).items for day in DAYS}


@pytest.fixture
def begin(town: Municipality, coordinator: Person) -> Callable[[], Spring]:
    def make() -> Spring:
        name = f"Plan {next(NUMBER)}"
        plan = begin_plan(town, name, budget_year=2025, by=coordinator, now=BEGUN)
        new = [
            NewItem(
                kind=Kind.OPERATING, facts=Facts(title=title, body="MTU", time=IndicativeTime.read("maj 2025", 2025))
            )
            for title in ("Asfalt", "Broer")
        ]
        items = add_all(plan, new, act=Act(by=coordinator, now=BEGUN, applies_on=BEGUN.date()))
        planned = plan_round(plan, name, days_of(AS_OF, Timing()), Asking(), by=coordinator, now=BEGUN)
        opened = open_round(planned, [item.pk for item in items], by=coordinator, now=BEGUN)
        return Spring(plan, items, opened, coordinator)

    return make


living = settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@living
@given(history=HISTORIES)
def test_what_was_known_at_a_moment_stays_known_so(begin, history: list[Deed]):
    spring = begin()
    for deed in history:
        spring.remember()
        with suppress(Refused):
            spring.do(deed)
    for (day, moment), items in spring.known.items():
        assert gather(spring.plan, day, moment).items == items


@living
@given(history=HISTORIES)
def test_a_past_day_is_changed_only_by_what_is_dated_back_to_it_and_says_so(begin, history: list[Deed]):
    spring = begin()
    for deed in history:
        before, newest = spring.now(), ItemState.objects.latest("pk").pk
        try:
            spring.do(deed)
        except Refused:
            assert spring.now() == before
            continue
        after, written = spring.now(), ItemState.objects.filter(pk__gt=newest)
        earliest = min((state.applies_on for state in written), default=date.max)
        assert all(after[day] == before[day] for day in DAYS if day < earliest)
        if earliest < deed.on:
            assert deed.verb == "back_date" or (deed.in_round and earliest == AS_OF)
            assert all(state.source in (Source.EDIT, Source.REPORT) for state in written)


@living
@given(history=HISTORIES)
def test_no_answer_is_lost(begin, history: list[Deed]):
    """Each answer given stands in its own row, and where it was the last word of its day the plan says it."""
    spring, given_ = begin(), []
    for deed in history:
        try:
            spring.do(deed)
        except Refused:
            continue
        if deed.verb not in ("report", "close", "unchanged"):
            continue
        given_.append(spring.items[deed.place].pk)
        if deed.verb != "unchanged":
            latest = spring.items[deed.place].reports.latest("pk")
            state = spring.plan.items.filter(pk=latest.item_id).as_of(latest.applies_on).get()
            assert (state.status_text, state.stage in ENDED) == (deed.text, deed.verb == "close")
    kept = StatusReport.objects.filter(item__plan=spring.plan).order_by("pk")
    assert list(kept.values_list("item_id", flat=True)) == given_
