# SPDX-License-Identifier: MPL-2.0
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.rooms.followup.conftest import ULTIMO_MAY, at
from udmoent.audit.models import Event
from udmoent.economy.actions import amounts_as_of
from udmoent.followup.actions import close_round, report, save_draft
from udmoent.followup.answering import Told, answer_all
from udmoent.followup.facts import Answer
from udmoent.followup.models import Draft, StatusReport
from udmoent.lib.refusal import Refused
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Facts, Kind, Source, Stage
from udmoent.plan.models import Item, ItemState

GREEN = Answer(stage=Stage.UNDER_WAY, assessment=Assessment.GREEN, status_text="Udbudt", next_steps="Licitation")


def said(item: Item, on: date) -> Facts:
    return item.plan.items.filter(pk=item.pk).as_of(on).get().facts


def test_an_answer_holds_from_the_rounds_day_although_it_comes_later(item, opened, answering):
    report(item, GREEN, round=opened, **answering("2025-06-03"))
    assert said(item, date(2025, 5, 30)).status_text == ""
    assert (said(item, ULTIMO_MAY).status_text, said(item, ULTIMO_MAY).next_steps) == ("Udbudt", "Licitation")


def test_an_answer_before_the_rounds_day_holds_from_its_own(item, opened, answering):
    assert report(item, GREEN, round=opened, **answering("2025-05-22")).applies_on == date(2025, 5, 22)


def test_an_answer_gives_way_to_what_is_newer(item, opened, act, answering):
    change(item, act=act(date(2025, 6, 2)), course="Udbud")
    given = report(item, GREEN, round=opened, **answering("2025-06-03"))
    assert (given.applies_on, given.round) == (date(2025, 6, 3), opened)
    assert said(item, ULTIMO_MAY).status_text == ""


def test_an_answer_that_changes_nothing_is_newer_too(item, opened, answering):
    answer_all([Told(item)], **answering("2025-06-02"))
    assert report(item, GREEN, round=opened, **answering("2025-06-03")).applies_on == date(2025, 6, 3)


def test_what_it_changes_names_the_answer_as_its_source(item, opened, answering):
    given = report(item, GREEN, round=opened, **answering("2025-06-03"))
    state = ItemState.objects.latest("pk")
    assert (state.source, state.source_id, state.applies_on) == (Source.REPORT, given.pk, ULTIMO_MAY)


def test_unchanged_is_told_and_writes_no_state(item, opened, answering):
    states = ItemState.objects.count()
    (given,) = answer_all([Told(item, rounds=[opened])], **answering("2025-06-03"))
    assert (given.is_unchanged, ItemState.objects.count()) == (True, states)
    assert Event.objects.filter(act="report_status").count() == 1


def test_a_promise_is_confirmed_on_the_day_that_holds(item, opened, act, answering):
    change(item, act=act(date(2025, 3, 1)), commitments=(Commitment(party="MED", promise="Høres"),))
    report(item, replace(GREEN, confirmed=("med",)), round=opened, **answering("2025-06-03"))
    assert said(item, ULTIMO_MAY).commitments == (Commitment(party="MED", promise="Høres", confirmed_on=ULTIMO_MAY),)


def test_closing_sets_the_x_with_its_reason(item, opened, answering):
    closing = replace(GREEN, stage=Stage.CLOSED, closing_reason=ClosingReason.IMPLEMENTED)
    report(item, closing, round=opened, **answering("2025-06-03"))
    facts = said(item, ULTIMO_MAY)
    assert (facts.stage, facts.closed_on, facts.closed_by) == (Stage.CLOSED, ULTIMO_MAY, "plankoordinator")
    assert (facts.closing_reason, facts.noted_on) == (ClosingReason.IMPLEMENTED, None)


@pytest.mark.parametrize(("kind", "phase"), [(Kind.CAPITAL, "spent"), (Kind.RAADERUM, "realised")])
def test_the_years_amount_is_kept_where_it_belongs(plan, act, answering, kind, phase):
    one = add(plan, NewItem(kind=kind, facts=Facts(title="Skole", body="BUU")), act=act(date(2025, 1, 2)))
    report(one, replace(GREEN, realised=-450_000), **answering("2025-06-03"))
    ((key, kroner),) = amounts_as_of([one.pk], date(2025, 6, 3))[one.pk].items()
    assert (key.year, key.phase, kroner) == (2025, phase, -450_000)


def test_the_draft_is_gone_once_it_is_sent(item, coordinator, opened, answering):
    save_draft(item, {"status_text": "Udb"}, by=coordinator, now=at("2025-06-03"))
    save_draft(item, {"status_text": "Udbudt"}, by=coordinator, now=at("2025-06-03"))
    assert Draft.objects.get().written == {"status_text": "Udbudt"}
    report(item, GREEN, round=opened, **answering("2025-06-03"))
    assert not Draft.objects.exists()


NEEDS_MORE = {
    "yellow without what is done": replace(GREEN, assessment=Assessment.YELLOW, reason="Forsinket"),
    "red without a reason": replace(GREEN, assessment=Assessment.RED, mitigation="Nyt udbud"),
    "closed without a reason": replace(GREEN, stage=Stage.CLOSED),
    "a reason without closing": replace(GREEN, closing_reason=ClosingReason.IMPLEMENTED),
    "withdrawn without a decision": replace(GREEN, stage=Stage.WITHDRAWN),
    "a time moved without why": replace(GREEN, time=IndicativeTime.read("august 2025", 2025)),
    "a promise that nobody made": replace(GREEN, confirmed=("Ingen",)),
}


@pytest.mark.parametrize("answer", NEEDS_MORE.values(), ids=NEEDS_MORE)
def test_a_refused_answer_changes_nothing(item, opened, act, answering, answer):
    change(item, act=act(date(2025, 3, 1)), time=IndicativeTime.read("juni 2025", 2025))
    states, events = ItemState.objects.count(), Event.objects.count()
    with pytest.raises(Refused):
        report(item, answer, round=opened, **answering("2025-06-03"))
    assert (StatusReport.objects.count(), ItemState.objects.count(), Event.objects.count()) == (0, states, events)


def test_a_round_that_is_closed_or_does_not_ask_takes_no_answer(item, plan, opened, act, coordinator, answering):
    other = add(plan, NewItem(kind=Kind.CAPITAL, facts=Facts(title="Skole", body="BUU")), act=act(date(2025, 1, 2)))
    with pytest.raises(Refused, match="Runden spørger ikke"):
        report(other, GREEN, round=opened, **answering("2025-06-03"))
    close_round(opened, by=coordinator, now=at("2025-06-04"))
    with pytest.raises(Refused, match="Runden er ikke åben"):
        report(item, GREEN, round=opened, **answering("2025-06-05"))


def test_what_is_over_is_not_told_of(item, opened, answering):
    report(
        item, replace(GREEN, stage=Stage.CLOSED, closing_reason=ClosingReason.IMPLEMENTED), **answering("2025-06-01")
    )
    with pytest.raises(Refused, match="Genåbn"):
        report(item, GREEN, round=opened, **answering("2025-06-03"))


def test_several_are_told_unchanged_or_none(plan, item, opened, act, coordinator, answering):
    other = add(plan, NewItem(kind=Kind.CAPITAL, facts=Facts(title="Skole", body="BUU")), act=act(date(2025, 1, 2)))
    with pytest.raises(Refused):
        answer_all([Told(one, rounds=[opened]) for one in (item, other)], **answering("2025-06-03"))
    assert not StatusReport.objects.exists()


def test_the_database_itself_keeps_an_answer(item, opened, answering):
    given = report(item, GREEN, round=opened, **answering("2025-06-03"))
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusReport.objects.filter(pk=given.pk).update(status_text="Noget andet")
