# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tests.rooms.followup.conftest import at
from udmoent.audit.models import Event
from udmoent.followup.actions import finish, raise_follow_up, report
from udmoent.followup.due import followed
from udmoent.followup.facts import HOLDER, Answer, Capacity, Giver
from udmoent.followup.meeting import decide, following, open_follow_ups
from udmoent.followup.models import ItemDecision
from udmoent.followup.rules import asked_by, is_awaited, is_told_by
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Decision
from udmoent.plan.actions import change
from udmoent.plan.facts import Assessment, Facts, Stage
from udmoent.plan.models import ItemState

AUGUST, SEPTEMBER = date(2025, 8, 25), date(2025, 9, 22)


@pytest.fixture
def decided(item, meet, answering):
    """`decided(text)`: the directorate decided so of A301 in August."""
    meeting = meet(AUGUST)
    return lambda text, day="2025-08-26": decide(item, meeting, text, title="A301", **answering(day))


def test_a_decision_stands_at_the_meeting_and_leaves_what_the_plan_says(item, decided):
    before = ItemState.objects.count()
    made = decided("Grunden købes.")
    assert (made.decision.meeting.held_on, made.decision.text) == (AUGUST, "Grunden købes.")
    assert ItemState.objects.count() == before
    assert Event.objects.filter(act="decide_item").exists()


def test_a_correction_is_one_more_decision(item, decided):
    decided("Grunden købes.")
    decided("Grunden lejes.")
    texts = item.item_decisions.values_list("decision__text", flat=True)
    assert list(texts) == ["Grunden købes.", "Grunden lejes."]


@pytest.mark.parametrize(("text", "day"), [("", "2025-08-26"), ("Grunden købes.", "2025-08-20")])
def test_an_empty_decision_and_one_before_the_meeting_leave_nothing(decided, text, day):
    with pytest.raises(Refused):
        decided(text, day)
    assert not Decision.objects.exists() and not ItemDecision.objects.exists()


def test_the_same_decision_is_written_down_once(decided):
    decided("Grunden købes.")
    with pytest.raises(Refused, match="skrevet ned allerede"):
        decided("Grunden købes.")
    assert ItemDecision.objects.count() == 1


def test_what_a_decision_is_about_is_never_changed(decided):
    made = decided("Grunden købes.")
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemDecision.objects.filter(pk=made.pk).update(recorded_at=at("2025-09-01"))


def test_a_follow_up_is_open_from_the_day_it_is_raised_until_the_day_it_is_done(plan, item, answering):
    raised = raise_follow_up(item, "Find en grund", on=AUGUST, **answering("2025-08-25"))
    finish(raised, outcome="Fundet", on=SEPTEMBER, **answering("2025-09-23"))
    days = [date(2025, 8, 24), AUGUST, date(2025, 9, 21), SEPTEMBER]
    assert [open_follow_ups(plan, day).count() for day in days] == [0, 1, 1, 0]


def test_the_mails_are_told_of_what_is_open_and_of_whom_it_asks(plan, item, town, answering):
    town.positions.create(title="anlægschef")
    raise_follow_up(item, "Uden navn", on=AUGUST, **answering("2025-08-25"))
    raised = raise_follow_up(item, "Find en grund", who="Anlægschef", on=AUGUST, **answering("2025-08-25"))
    assert [(one.number, one.text, one.who) for one in followed(town, SEPTEMBER)] == [
        ("A301", "Find en grund", "anlægschef")
    ]
    finish(raised, on=SEPTEMBER, **answering("2025-09-22"))
    assert followed(town, SEPTEMBER) == []


@pytest.mark.parametrize(
    ("who", "expected"),
    [("Vejchef", "vejchef"), ("Velfærd", "velfærd"), ("", "skolechef"), ("Hoved-MED", "skolechef")],
)
def test_what_names_nobody_of_the_town_asks_whoever_answers_for_the_item(who, expected):
    assert asked_by(who, "Skolechef", {"vejchef", "velfærd", "skolechef"}) == expected


FACTS = Facts(title="Skolevej", body="BUU", responsible="Skolechef", unit="Skole", contributors=("Vejchef",))


@pytest.mark.parametrize(
    ("giver", "asked", "expected"),
    [
        (HOLDER, "skolechef", True),
        (HOLDER, "skole", True),
        (HOLDER, "vejchef", False),
        (Giver(posts=("Skolechef", "Vejchef")), "vejchef", True),
        (Giver(capacity=Capacity.CONTRIBUTOR, posts=("Vejchef",)), "vejchef", True),
        (Giver(capacity=Capacity.CONTRIBUTOR, posts=("Vejchef",)), "skolechef", False),
        (Giver.instead_of("Skolechef"), "skolechef", True),
    ],
)
def test_an_answer_is_that_of_whom_it_is_given_as(giver, asked, expected):
    assert is_told_by(giver, asked, FACTS) is expected


@pytest.mark.parametrize(
    ("told_on", "met_on", "expected"),
    [
        (None, None, True),
        (date(2025, 8, 26), None, False),
        (AUGUST, AUGUST, False),
        (date(2025, 9, 1), AUGUST, False),
        (date(2025, 9, 1), SEPTEMBER, True),
        (SEPTEMBER, SEPTEMBER, True),
        (date(2025, 9, 23), SEPTEMBER, False),
    ],
)
def test_what_was_told_before_a_meeting_that_left_it_open_was_not_enough(told_on, met_on, expected):
    assert is_awaited(AUGUST, told_on, met_on) is expected


def test_an_answer_stands_beside_what_was_asked_and_comes_back_where_it_is_left_open(
    plan, item, town, meet, act, answering
):
    change(item, act=act(date(2025, 1, 2)), responsible="Anlægschef")
    raise_follow_up(item, "Find en grund", on=AUGUST, **answering("2025-08-25"))
    for day in (AUGUST, SEPTEMBER):
        meet(day)
    answer = Answer(stage=Stage.UNDER_WAY, assessment=Assessment.GREEN, status_text="Fundet")
    report(item, answer, **answering("2025-09-10"))
    for day, is_open in ((date(2025, 9, 9), True), (SEPTEMBER, False), (date(2025, 9, 23), True)):
        (one,) = following(town, day)
        assert (one.asked, one.is_awaited) == ("anlægschef", is_open)
        assert (one.told.status_text if one.told else "") == ("Fundet" if day > date(2025, 9, 9) else "")
