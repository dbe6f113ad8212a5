# SPDX-License-Identifier: MPL-2.0
from dataclasses import replace
from datetime import date

import pytest

from tests.rooms.followup.conftest import ULTIMO_MAY, at
from udmoent.followup.actions import Asking, Overtaken, close_round, newest_of, open_round, plan_round
from udmoent.followup.answering import (
    Told,
    answer,
    answer_all,
    holds_from,
    keep_draft,
    questions,
)
from udmoent.followup.facts import Answer, Capacity, Giver, Seen
from udmoent.followup.models import Draft, Round, StatusReport
from udmoent.followup.rules import Timing, days_of, faults, why_not_tell_as_contributor
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import change
from udmoent.plan.facts import Assessment, ClosingReason, Facts, Stage
from udmoent.plan.models import ItemState

GREEN = Answer(stage=Stage.UNDER_WAY, assessment=Assessment.GREEN, status_text="Udbudt", next_steps="Licitation")


@pytest.fixture
def monthly(plan, item, coordinator) -> Round:
    """The directorate's look of April, which asks about the same item."""
    planned = plan_round(
        plan, "April", days_of(date(2025, 4, 30), Timing()), Asking(), by=coordinator, now=at("2025-04-01")
    )
    return open_round(planned, [item.pk], by=coordinator, now=at("2025-04-20"))


def test_one_answer_answers_both_rounds_and_the_second_tells_nothing_new(item, opened, monthly, answering):
    given = answer(item, GREEN, [opened, monthly], **answering("2025-06-02"))
    assert [(one.round, one.is_unchanged, one.status_text) for one in given] == [
        (monthly, False, "Udbudt"),
        (opened, True, "Udbudt"),
    ]
    assert ItemState.objects.filter(source="report").count() == 1
    assert all(one.answers for one in questions(item.plan)[item.pk])


def test_without_a_round_it_is_told_between_two(item, answering):
    (given,) = answer(item, GREEN, [], **answering("2025-06-02"))
    assert given.round is None


def test_closing_leaves_nothing_to_ask_about_in_the_other_round(item, opened, monthly, answering):
    closing = replace(GREEN, stage=Stage.CLOSED, closing_reason=ClosingReason.IMPLEMENTED)
    assert len(answer(item, closing, [opened, monthly], **answering("2025-06-02"))) == 1


def test_an_amount_is_told_once(item, opened, monthly, answering):
    given = answer(item, replace(GREEN, realised=500), [opened, monthly], **answering("2025-06-02"))
    assert [one.realised for one in given] == [500, None]


def test_a_closed_round_asks_no_more(item, opened, coordinator):
    assert [one.round for one in questions(item.plan)[item.pk]] == [opened]
    close_round(opened, by=coordinator, now=at("2025-06-04"))
    assert questions(item.plan) == {}


def test_an_answer_will_hold_from_the_rounds_day_or_from_today(item, opened):
    assert holds_from(newest_of(item), [opened], date(2025, 6, 2)) == ULTIMO_MAY
    assert holds_from(newest_of(item), [], date(2025, 6, 2)) == date(2025, 6, 2)


def test_an_answer_over_what_was_seen_is_given_only_while_that_is_the_newest(item, opened, act, answering):
    seen = Seen(item.states.get().pk, 0)
    (given,) = answer(item, GREEN, [opened], over=seen, **answering("2025-06-02"))
    told = Seen(item.states.up_to(given.applies_on).first().pk, given.pk)
    for stale in (seen, Seen(told.state, 0), Seen(seen.state, given.pk)):
        with pytest.raises(Overtaken):
            answer(item, GREEN, [opened], over=stale, **answering("2025-06-03"))
    assert answer(item, GREEN, [opened], over=told, **answering("2025-06-03"))


def test_unchanged_is_refused_whole_and_tells_every_reason(item, plan, opened, act, answering):
    change(item, act=act(date(2025, 1, 2), source="import"), assessment=Assessment.RED)
    with pytest.raises(Refused, match="A301: Gul eller rød"):
        answer_all([Told(item, None, [opened])], **answering("2025-06-02"))
    assert not StatusReport.objects.exists()


def test_unchanged_names_the_post_it_is_told_for(item, opened, answering):
    (given,) = answer_all([Told(item, None, [opened], Giver.instead_of("skolechef"))], **answering("2025-06-02"))
    assert (given.is_unchanged, given.on_behalf_of) == (True, "skolechef")


def test_a_contributors_answer_is_refused_where_it_tells_what_it_all_amounts_to(item, opened, answering):
    contributor = Giver(capacity=Capacity.CONTRIBUTOR, posts=("Vejchef",))
    with pytest.raises(Refused, match="bidrager"):
        answer(item, GREEN, [opened], giver=contributor, **answering("2025-06-02"))
    told = replace(GREEN, stage=Stage.NOT_STARTED, assessment=Assessment.NOT_ASSESSED)
    (given,) = answer(item, told, [opened], giver=contributor, **answering("2025-06-02"))
    assert StatusReport.objects.get(pk=given.pk).giver == contributor


def test_a_draft_is_saved_over_the_one_that_was_seen_and_over_no_other(item, coordinator):
    first = keep_draft(item, {"status_text": "U"}, over=None, by=coordinator, now=at("2025-06-02"))
    keep_draft(item, {"status_text": "Ud"}, over=first.saved_at, by=coordinator, now=at("2025-06-03"))
    for over in (None, first.saved_at):
        with pytest.raises(Refused, match="nyere kladde"):
            keep_draft(item, {"status_text": "Andet"}, over=over, by=coordinator, now=at("2025-06-04"))
    assert Draft.objects.get().written == {"status_text": "Ud"}


def test_a_draft_of_what_was_answered_elsewhere_is_not_saved_again(item, coordinator, answering):
    first = keep_draft(item, {"status_text": "U"}, over=None, by=coordinator, now=at("2025-06-02"))
    answer(item, GREEN, [], **answering("2025-06-02"))
    with pytest.raises(Refused, match="besvaret"):
        keep_draft(item, {"status_text": "Ud"}, over=first.saved_at, by=coordinator, now=at("2025-06-03"))


def test_each_fault_names_the_field_in_which_it_is_mended():
    before = Facts(title="Skole", body="BUU")
    wrong = replace(GREEN, assessment=Assessment.RED, reason="Forsinket", stage=Stage.CLOSED)
    assert [field for field, _refusal in faults(before, wrong)] == ["mitigation", "closing_reason"]


LEFT_TO_THE_RESPONSIBLE = {
    "stage": replace(GREEN, stage=Stage.PLANNED),
    "closing": replace(GREEN, stage=Stage.CLOSED, closing_reason=ClosingReason.IMPLEMENTED),
    "assessment": replace(GREEN, assessment=Assessment.NOT_ASSESSED),
    "reason": replace(GREEN, reason="Forsinket"),
    "mitigation": replace(GREEN, mitigation="Nyt udbud"),
}


@pytest.mark.parametrize("told", LEFT_TO_THE_RESPONSIBLE.values(), ids=LEFT_TO_THE_RESPONSIBLE)
def test_a_contributor_leaves_what_it_amounts_to_to_the_responsible(told):
    before = Facts(title="Skole", body="BUU", stage=Stage.UNDER_WAY, assessment=Assessment.GREEN)
    assert "ansvarlige" in str(why_not_tell_as_contributor(before, told))
    assert why_not_tell_as_contributor(before, GREEN) is None
