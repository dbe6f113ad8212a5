# SPDX-License-Identifier: MPL-2.0
"""Each rule of rounds, answers and mails made false behind the actions' back, and found."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from udmoent.editions.check import violations
from udmoent.editions.models import Edition
from udmoent.editions.rounds import seal_round
from udmoent.followup.actions import Asking, close_round, open_round, plan_round
from udmoent.followup.answering import Told, answer_all
from udmoent.followup.facts import Answer, Capacity, Giver
from udmoent.followup.models import Reminder, Round, StatusReport
from udmoent.followup.rules import Timing, days_of
from udmoent.organisation.models import Person
from udmoent.plan.actions import begin_plan
from udmoent.plan.facts import Assessment, Stage
from udmoent.plan.models import Item, ItemState, Plan

MAY = date(2025, 5, 31)
OPENED, ANSWERED, CLOSED = (datetime(2025, month, day, 12, tzinfo=UTC) for month, day in ((5, 20), (6, 2), (6, 3)))
GREEN = Answer(stage=Stage.UNDER_WAY, assessment=Assessment.GREEN, status_text="Går som ventet")


@pytest.fixture
def opened(plan: Plan, item: Item, coordinator: Person) -> Round:
    made = plan_round(plan, "Halvår", days_of(MAY, Timing()), Asking(), by=coordinator, now=OPENED)
    return open_round(made, [item.pk], by=coordinator, now=OPENED)


@pytest.fixture
def answered(opened: Round, item: Item, coordinator: Person) -> StatusReport:
    """The item changed in the round, and told unchanged the day after."""
    first, _second = (
        answer_all([Told(item, told, [opened])], by=coordinator, now=ANSWERED + timedelta(hours=hours))[0]
        for hours, told in ((0, GREEN), (1, None))
    )
    return first


@pytest.fixture
def sealed(answered: StatusReport, opened: Round, coordinator: Person) -> Edition:
    return seal_round(close_round(opened, by=coordinator, now=CLOSED), "maj", by=coordinator, now=CLOSED)


@pytest.fixture
def mailed(coordinator: Person) -> Callable[[str], Reminder]:
    """`mailed(occasion)`: a mail that was begun on 2 June, in week 23."""
    told = {"municipality": coordinator.municipality, "person": coordinator, "address": "k@k.dk", "subject": "Status"}
    return lambda occasion: Reminder.objects.create(occasion=occasion, begun_at=ANSWERED, **told)


def found() -> list[tuple[str, str, int]]:
    return [(one.rule, one.table, one.id) for one in violations()]


def again(report: StatusReport, **told: object) -> StatusReport:
    """The same answer once more, with other values where told: one that is there is never changed."""
    values = {field.attname: getattr(report, field.attname) for field in StatusReport._meta.concrete_fields}
    values.pop("id")
    return StatusReport.objects.create(**values | told)


def test_what_the_actions_write_breaks_nothing(sealed, mailed, opened):
    for occasion in ("digest:2025-W23", f"before:responsible:{opened.pk}:2025-06-02", f"receipt:{opened.pk}"):
        mailed(occasion)
    assert found() == []


def test_a_sealed_round_has_its_version(sealed, opened):
    Edition.objects.filter(pk=sealed.pk).delete()
    assert found() == [("sealed_round_has_its_version", "followup_round", opened.pk)]


@pytest.mark.parametrize("change", [{"stage": "closed"}, {"as_of": date(2025, 5, 30)}])
def test_a_version_fits_the_round_that_it_came_from(sealed, opened, change):
    Round.objects.filter(pk=opened.pk).update(**change)
    assert found() == [("version_fits_its_round", "editions_edition", sealed.pk)]


def test_a_round_asks_about_its_own_plan(answered, opened, town, coordinator):
    other = begin_plan(town, "En anden", budget_year=2026, by=coordinator, now=CLOSED)
    Round.objects.filter(pk=opened.pk).update(plan=other)
    assert {rule for rule, _table, _id in found()} == {"round_asks_about_its_own_plan"}
    assert {table for _rule, table, _id in found()} == {"followup_asked", "followup_statusreport"}


def test_an_answer_in_a_round_is_to_what_it_asked(answered, opened):
    opened.asked.all().delete()
    rules = [rule for rule, _table, _id in found()]
    assert rules == ["answer_is_to_what_was_asked"] * 2


def test_an_answer_is_no_earlier_than_the_question(answered, opened):
    opened.asked.update(asked_at=ANSWERED + timedelta(minutes=1))
    assert found() == [("answer_is_to_what_was_asked", "followup_statusreport", answered.pk)]


@pytest.mark.parametrize(
    "change",
    [
        {"opened_at": ANSWERED + timedelta(minutes=1)},
        {"stage": "closed", "closed_at": ANSWERED + timedelta(minutes=1)},
        {"stage": "planned", "opened_at": None},
    ],
    ids=["before it opened", "after it closed", "before it was asked"],
)
def test_an_answer_came_while_the_round_was_open(answered, opened, change):
    Round.objects.filter(pk=opened.pk).update(**change)
    assert {rule for rule, _table, _id in found()} == {"answer_came_while_the_round_was_open"}


def test_a_contributor_answers_as_one_of_the_posts(answered):
    contributor = Giver(capacity=Capacity.CONTRIBUTOR, posts=("Vejchef",))
    again(answered, is_unchanged=True, posts=list(contributor.posts), capacity=contributor.capacity)
    assert found() == []
    wrong = again(answered, is_unchanged=True, capacity=contributor.capacity)
    assert found() == [("contributor_answers_as_a_post", "followup_statusreport", wrong.pk)]


def test_what_was_answered_is_in_the_plan(answered):
    ItemState.objects.filter(source="report").delete()
    assert found() == [("answer_has_its_state", "followup_statusreport", answered.pk)]


def test_an_answer_that_was_unchanged_changed_nothing(answered, item):
    state = item.states.get(source="report")
    values = {field.attname: getattr(state, field.attname) for field in ItemState._meta.concrete_fields}
    second = StatusReport.objects.latest("pk")
    ItemState.objects.create(**values | {"id": None, "source_id": second.pk, "recorded_at": second.recorded_at})
    assert found() == [("unchanged_answer_has_no_state", "followup_statusreport", second.pk)]


def test_what_came_from_an_answer_points_back_to_it(answered, item):
    state = item.states.get(source="report")
    StatusReport.objects.filter(pk=answered.pk).delete()
    assert found() == [("state_has_its_answer", "plan_itemstate", state.pk)]


def test_an_answer_applies_no_later_than_the_day_it_was_given(answered):
    wrong = again(answered, is_unchanged=True, applies_on=date(2025, 6, 20))
    assert found() == [("applies_not_after_recorded_day", "followup_statusreport", wrong.pk)]


@pytest.mark.parametrize(
    ("occasion", "rule"),
    [
        ("digest:2025-W22", "weekly_mail_is_of_its_week"),
        ("unreached:2025-W24", "weekly_mail_is_of_its_week"),
        ("after:responsible:999999:2025-06-02", "reminder_is_of_a_round"),
        ("receipt:999999", "reminder_is_of_a_round"),
        ("before:responsible", "reminder_is_of_a_round"),
    ],
)
def test_a_mail_is_for_what_there_is_and_of_its_own_week(mailed, occasion, rule):
    wrong = mailed(occasion)
    assert found() == [(rule, "followup_reminder", wrong.pk)]
