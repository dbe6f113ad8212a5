# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from tests.rooms.followup.conftest import ULTIMO_MAY, at
from udmoent.audit.models import Event
from udmoent.followup import rules
from udmoent.followup.actions import (
    Asking,
    ask_also,
    call_off,
    change_round,
    close_round,
    finish,
    mark_sealed,
    open_round,
    plan_rounds,
    raise_follow_up,
)
from udmoent.followup.facts import RoundStage
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, days_of, ends_of_months
from udmoent.lib.refusal import Refused


def test_every_stage_has_its_followers_and_refuses_the_rest_with_a_sentence():
    assert set(rules.MAY_FOLLOW) == set(RoundStage)
    for before in RoundStage:
        for after in RoundStage:
            refusal = rules.why_not_become(before, after)
            assert (refusal is None) == (after in rules.MAY_FOLLOW[before]), (before, after)


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (12, [date(2024, 1, 31), date(2024, 2, 29), date(2024, 12, 31)]),
        (4, [date(2024, 3, 31), date(2024, 6, 30), date(2024, 12, 31)]),
        (3, [date(2024, 4, 30), date(2024, 8, 31), date(2024, 12, 31)]),
        (2, [date(2024, 5, 31), date(2024, 11, 30)]),
    ],
)
def test_a_rhythm_gives_the_ends_of_its_months(rhythm, days):
    given = ends_of_months(rhythm, 2024)
    assert len(given) == rhythm
    assert set(days) <= set(given)


def test_deadlines_fall_on_working_days_and_follow_one_another():
    days = days_of(ULTIMO_MAY, Timing())  # a Saturday; Constitution Day, 5 June, counts; Whit Monday, 9 June, does not
    assert (days.opens_on, days.responsible_by) == (date(2025, 5, 17), date(2025, 6, 2))
    assert (days.chief_by, days.coordinator_by) == (date(2025, 6, 4), date(2025, 6, 5))
    assert days_of(ULTIMO_MAY, Timing(coordinator_after=5)).coordinator_by == date(2025, 6, 10)


def test_a_years_rounds_are_planned_in_one_go_or_not_at_all(plan, coordinator):
    named = {f"Runde {day:%m}": days_of(day, Timing()) for day in ends_of_months(12, 2025)}
    made = plan_rounds(plan, named, Asking(), by=coordinator, now=at("2025-01-02"))
    assert [one.as_of.month for one in made] == list(range(1, 13))
    with pytest.raises(Refused, match="runde 12"):
        plan_rounds(
            plan,
            {"Ny": days_of(ULTIMO_MAY, Timing()), "runde 12": days_of(ULTIMO_MAY, Timing())},
            Asking(),
            by=coordinator,
            now=at("2025-01-02"),
        )
    assert Round.objects.count() == 12


def test_a_round_opens_closes_opens_again_and_is_sealed(opened, coordinator):
    when = {"by": coordinator, "now": at("2025-06-04")}
    assert close_round(opened, **when).stage == "closed"
    assert open_round(opened, [], **when).closed_at is None
    close_round(opened, **when)
    mark_sealed(opened, **when)
    for act in (close_round, mark_sealed):
        with pytest.raises(Refused, match="forseglet"):
            act(opened, **when)
    assert [event.act for event in Event.objects.filter(thing="followup.round")] == [
        *("plan_round", "open_round", "close_round", "open_round", "close_round", "seal_round")
    ]


def test_a_round_with_nothing_to_ask_about_stays_planned(planned, coordinator):
    with pytest.raises(Refused, match="intet at spørge om"):
        open_round(planned, [], by=coordinator, now=at("2025-05-20"))
    planned.refresh_from_db()
    assert (planned.stage, planned.opened_at) == ("planned", None)


def test_what_came_later_is_asked_about_once(opened, item, coordinator):
    assert ask_also(opened, [item.pk], by=coordinator, now=at("2025-05-21")) == 0
    assert opened.asked.count() == 1


def test_only_a_round_that_never_opened_is_called_off(planned, opened, coordinator):
    with pytest.raises(Refused, match="Luk den i stedet"):
        call_off(opened, by=coordinator, now=at("2025-05-21"))
    assert Round.objects.count() == 1


def test_days_that_do_not_follow_one_another_are_refused_and_keep_the_round(planned, coordinator):
    wrong = rules.Days(ULTIMO_MAY, date(2025, 5, 20), date(2025, 6, 5), date(2025, 6, 4), date(2025, 6, 6))
    with pytest.raises(Refused, match="følger på hinanden"):
        change_round(planned, "Halvårsstatus", wrong, Asking(), by=coordinator, now=at("2025-05-02"))
    planned.refresh_from_db()
    assert planned.responsible_by == date(2025, 6, 2)


def test_a_follow_up_comes_back_until_it_is_done(item, coordinator):
    raised = raise_follow_up(
        item, "Hent tilbud", who="ejendomschef", on=date(2025, 5, 6), by=coordinator, now=at("2025-05-06")
    )
    with pytest.raises(Refused, match=r"06\.05\.2025"):
        finish(raised, on=date(2025, 5, 5), by=coordinator, now=at("2025-06-03"))
    done = finish(raised, outcome="Hentet", on=date(2025, 6, 3), by=coordinator, now=at("2025-06-03"))
    assert (done.done_on, done.outcome, done.text) == (date(2025, 6, 3), "Hentet", "Hent tilbud")
    with pytest.raises(Refused, match="allerede"):
        finish(done, on=date(2025, 6, 3), by=coordinator, now=at("2025-06-03"))
