# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest

from udmoent.cases.actions import Attendance, decide_case, drop_case, set_route
from udmoent.cases.facts import Outcome
from udmoent.cases.models import Case
from udmoent.cases.seen import last_seen
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Decision

AFTER = datetime(2025, 2, 1, 9, tzinfo=UTC)


def decided(case, place=1, outcome=Outcome.APPROVED, text="Godkendt.", now=AFTER, **told):
    treatment = case.treatments.get(place=place)
    return decide_case(treatment, outcome, text, by=case.begun_by, now=now, **told)


def test_the_decision_is_kept_with_its_meeting_and_who_was_not_there(begin):
    absent = Attendance(absent=[{"name": "Demo Fravær", "party": "A"}])
    treatment = decided(begin("BUU"), attendance=absent)
    assert (treatment.outcome, treatment.decision.text) == ("approved", "Godkendt.")
    assert treatment.decision.meeting == treatment.meeting
    assert treatment.absent == [{"name": "Demo Fravær", "party": "A"}] and treatment.apologies == []


@pytest.mark.parametrize(
    "told",
    [{"outcome": None}, {"text": " "}, {"now": datetime(2025, 1, 14, 9, tzinfo=UTC)}],
)
def test_a_body_decides_in_words_at_a_meeting_that_was_held(begin, told):
    with pytest.raises(Refused):
        decided(begin("BUU"), **told)
    assert not Decision.objects.exists()


def test_a_body_decides_once(begin):
    case = begin("BUU")
    decided(case)
    with pytest.raises(Refused):
        decided(case, outcome=Outcome.REJECTED)
    assert Decision.objects.count() == 1


def test_what_is_decided_stays_when_the_route_is_changed(begin, town, coordinator):
    case = begin("BUU", "KB")
    decided(case, outcome=Outcome.RECOMMENDED, text="Anbefales.")
    route = [town.bodies.get(abbreviation=body) for body in ("ØK", "KB")]
    set_route(case, route, by=coordinator, now=AFTER)
    passed = [(one.place, one.body.abbreviation, one.outcome) for one in case.treatments.all()]
    assert passed == [(1, "BUU", "recommended"), (2, "ØK", ""), (3, "KB", "")]
    assert case.treatments.get(place=3).meeting, "a meeting that was chosen stays"


def test_a_draft_is_thrown_away_and_a_decided_case_is_not(begin, coordinator):
    drop_case(begin("MTU"), by=coordinator, now=AFTER)
    kept = begin("BUU")
    decided(kept)
    with pytest.raises(Refused):
        drop_case(kept, by=coordinator, now=AFTER)
    assert list(Case.objects.all()) == [kept]


def test_a_body_has_seen_what_was_before_it_and_no_draft(begin, plan, edition):
    case = begin("BUU")
    assert last_seen(plan, {"BUU"}, date(2025, 2, 1)) is None
    decided(case)
    assert last_seen(plan, {"BUU"}, date(2025, 1, 14)) is None
    seen = last_seen(plan, {"BUU"}, date(2025, 1, 15))
    assert seen and (seen.edition, seen.on) == (edition, date(2025, 1, 15))
    assert last_seen(plan, {"BUU"}, date(2025, 2, 1), before=edition.as_of) is None
    assert last_seen(plan, {"MTU"}, date(2025, 2, 1)) is None
