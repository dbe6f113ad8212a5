# SPDX-License-Identifier: MPL-2.0
"""What follows from a decision points at it, holds from its day, and follows from nothing that is only recommended."""

from datetime import UTC, date, datetime

import pytest

from udmoent.audit.models import Event
from udmoent.cases.actions import decide_case
from udmoent.cases.carrying_out import Effects, carry_out, following
from udmoent.cases.facts import CaseKind, Outcome
from udmoent.editions.actions import read_back, seal
from udmoent.editions.gather import gather
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import NewItem, add, change, close
from udmoent.plan.facts import ClosingReason, Facts, Kind, Source, Stage

AFTER = datetime(2025, 2, 1, 9, tzinfo=UTC)


@pytest.fixture
def done(plan, item, act):
    """D301 of BUU and D501 of MTU, both with an X since the beginning."""
    made = []
    for number, body in (("D301", "BUU"), ("D501", "MTU")):
        new = NewItem(kind=Kind.OPERATING, facts=Facts(title=f"Punkt {number}", body=body), number=number)
        made.append(add(plan, new, act=act(date(2024, 12, 11))))
        close(made[-1], reason=ClosingReason.IMPLEMENTED, act=act(date(2024, 12, 12)))
    return made


@pytest.fixture
def sealed(plan, done, coordinator):
    return seal(plan, "januar", date(2025, 1, 2), by=coordinator, now=datetime(2025, 1, 3, 12, tzinfo=UTC))


def decided(case, outcome=Outcome.APPROVED, place=1):
    treatment = case.treatments.get(place=place)
    return decide_case(treatment, outcome, "Godkendt.", by=case.begun_by, now=AFTER)


def of(treatment, plan, sealed=None):
    return following(treatment, gather(plan, AFTER.date()), read_back(sealed) if sealed else None)


def numbers(items) -> list[str]:
    return [one.number for one in items]


def test_a_committee_notes_the_x_of_its_own_items(plan, done, sealed, begin):
    found = of(decided(begin("BUU", edition=sealed)), plan, sealed)
    assert (numbers(found.noted), numbers(found.others), found.waiting) == (["D301"], [], ())


def test_the_finance_committee_sees_all_and_owns_none_of_them(plan, done, sealed, begin):
    found = of(decided(begin("ØK", edition=sealed, kind=CaseKind.HALF_YEAR)), plan, sealed)
    assert (numbers(found.noted), numbers(found.others)) == ([], ["D301", "D501"])


def test_an_x_that_came_after_the_version_was_not_seen(plan, done, sealed, begin, act):
    new = NewItem(kind=Kind.OPERATING, facts=Facts(title="Ny", body="BUU"), number="D302")
    close(add(plan, new, act=act(date(2025, 1, 10))), reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 1, 10)))
    assert numbers(of(decided(begin("BUU", edition=sealed)), plan, sealed).noted) == ["D301"]


def test_a_noted_x_points_at_the_decision_and_holds_from_its_day(plan, done, sealed, begin, coordinator):
    treatment = decided(begin("BUU", edition=sealed))
    (state,) = carry_out(treatment, Effects(noted=[done[0]]), by=coordinator, now=AFTER)
    held_on = treatment.meeting.held_on
    assert (state.noted_on, state.applies_on, state.source) == (held_on, held_on, Source.DECISION)
    assert state.decision == treatment.decision
    assert of(treatment, plan, sealed).is_empty, "what is noted is not asked about again"
    assert Event.objects.filter(act="carry_out_decision").get().told == {"body": "BUU", "items": ["D301"]}


def test_it_holds_from_today_where_the_item_has_news_since(plan, done, sealed, begin, coordinator, act):
    change(done[0], act=act(date(2025, 1, 20)), status_text="Evalueret")
    treatment = decided(begin("BUU", edition=sealed))
    (state,) = carry_out(treatment, Effects(noted=[done[0]]), by=coordinator, now=AFTER)
    assert (state.applies_on, state.noted_on) == (AFTER.date(), treatment.meeting.held_on)
    assert state.status_text == "Evalueret"


def test_an_item_that_waited_goes_on_by_the_decision_about_it(plan, item, begin, coordinator, act):
    change(item, act=act(date(2024, 12, 20)), stage=Stage.AWAITING_DECISION)
    treatment = decided(begin("BUU", kind=CaseKind.ITEM, edition=None, item=item))
    assert numbers(of(treatment, plan).waiting) == ["A301"]
    (state,) = carry_out(treatment, Effects(moved_on={item: Stage.UNDER_WAY}), by=coordinator, now=AFTER)
    assert (state.stage, state.decision) == ("under_way", treatment.decision)


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.WITHDRAWN, Stage.AWAITING_DECISION])
def test_it_goes_on_to_work_and_to_nothing_else(item, begin, coordinator, stage):
    treatment = decided(begin("BUU", kind=CaseKind.ITEM, edition=None, item=item))
    with pytest.raises(Refused):
        carry_out(treatment, Effects(moved_on={item: stage}), by=coordinator, now=AFTER)
    assert item.states.count() == 1


@pytest.mark.parametrize("outcome", [None, Outcome.POSTPONED, Outcome.SENT_BACK])
def test_nothing_follows_before_it_is_decided(done, sealed, begin, coordinator, outcome):
    case = begin("BUU", edition=sealed)
    treatment = decided(case, outcome) if outcome else case.treatments.get()
    with pytest.raises(Refused):
        carry_out(treatment, Effects(noted=[done[0]]), by=coordinator, now=AFTER)


def test_nothing_follows_from_what_the_next_body_decides(done, sealed, begin, coordinator):
    treatment = decided(begin("BUU", "KB", edition=sealed), Outcome.RECOMMENDED)
    with pytest.raises(Refused, match="KB"):
        carry_out(treatment, Effects(noted=[done[0]]), by=coordinator, now=AFTER)


def test_all_of_it_follows_or_nothing(done, item, sealed, begin, coordinator):
    treatment = decided(begin("BUU", edition=sealed))
    with pytest.raises(Refused):
        carry_out(treatment, Effects(noted=[done[0], item]), by=coordinator, now=AFTER)
    assert done[0].states.latest("pk").noted_on is None
