# SPDX-License-Identifier: MPL-2.0
from datetime import date, datetime

import pytest

from udmoent.audit.models import Event
from udmoent.lib.refusal import Refused
from udmoent.lib.time import IndicativeTime
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Municipality
from udmoent.plan import rules
from udmoent.plan.actions import NewItem, add, change, change_all, close, merge, note_closing, reopen, withdraw
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Facts, Kind, Source, Stage
from udmoent.plan.models import Item, ItemState, Plan

ADDED = date(2024, 12, 11)
JANUARY, FEBRUARY, MARCH = (date(2025, month, 15) for month in (1, 2, 3))


def said(item: Item, on: date) -> Facts:
    return item.plan.items.filter(pk=item.pk).as_of(on).get().facts


@pytest.fixture
def decision(town: Municipality) -> Decision:
    meeting = Meeting.objects.create(municipality=town, body=town.bodies.get(abbreviation="KB"), held_on=FEBRUARY)
    return Decision.objects.create(municipality=town, meeting=meeting, title="Daginstitution", text="Udgår.")


@pytest.fixture
def other(plan: Plan, act, item: Item) -> Item:
    return add(plan, NewItem(kind=Kind.CAPITAL, facts=Facts(title="Skole", body="BUU")), act=act(ADDED))


def test_a_change_holds_from_its_day_on(item: Item, act):
    change(item, act=act(FEBRUARY), course="Udbud")
    assert (said(item, JANUARY).course, said(item, FEBRUARY).course, said(item, MARCH).course) == ("", "Udbud", "Udbud")


def test_the_same_facts_write_nothing(item: Item, act):
    change(item, act=act(JANUARY), commitments=(Commitment(party="MED", promise="Høres"),))
    states, events = ItemState.objects.count(), Event.objects.count()
    assert change(item, act=act(FEBRUARY), commitments=(Commitment(party="MED", promise="Høres"),)) is None
    assert (ItemState.objects.count(), Event.objects.count()) == (states, events)


def test_the_record_says_who_why_when_and_through_what(item: Item, act):
    state = change(
        item, act=act(JANUARY, on=FEBRUARY, why="Tastefejl", source=Source.IMPORT, source_id=7), kle="00.30.10"
    )
    assert state is not None
    assert (state.applies_on, state.recorded_at.date(), state.why) == (JANUARY, FEBRUARY, "Tastefejl")
    assert (state.source, state.source_id, state.recorded_by.name) == (Source.IMPORT, 7, "Karen Koordinator")


def test_a_back_dated_change_holds_until_the_next_state(item: Item, act):
    change(item, act=act(MARCH), course="Byggeri")
    change(item, act=act(JANUARY, on=MARCH), course="Udbud", unit="Ejendomme")
    assert said(item, FEBRUARY).course == "Udbud"
    assert (said(item, MARCH).course, said(item, MARCH).unit) == ("Byggeri", "")


def test_what_has_not_begun_cannot_be_recorded(item: Item, act):
    with pytest.raises(Refused):
        change(item, act=act(MARCH, on=FEBRUARY), course="Udbud")


def test_the_day_is_the_towns_and_not_greenwichs(item: Item, coordinator):
    from udmoent.plan.actions import Act

    just_past_midnight = datetime.fromisoformat("2025-03-01T00:30+01:00")
    assert change(item, act=Act(by=coordinator, now=just_past_midnight, applies_on=date(2025, 3, 1)), course="Udbud")


def test_an_item_says_nothing_before_its_first_day(item: Item, act):
    with pytest.raises(Refused, match="A301"):
        change(item, act=act(date(2024, 12, 1), on=JANUARY), course="Udbud")
    change(item, act=act(date(2024, 12, 1), on=JANUARY), title="Ny børnehave", body="BUU")
    assert said(item, date(2024, 12, 10)).title == "Ny børnehave"
    assert said(item, ADDED).title == "Ny daginstitution"


def test_a_fact_that_items_do_not_have_is_a_mistake_of_the_program(item: Item, act):
    with pytest.raises(TypeError, match="colour"):
        change(item, act=act(JANUARY), colour="grøn")


def test_one_refused_change_keeps_the_others_out_too(plan: Plan, item: Item, other: Item, act):
    before = (ItemState.objects.count(), Event.objects.count(), Plan.objects.get().last_recorded_at)
    with pytest.raises(Refused):
        change_all(plan, {item: {"course": "Udbud"}, other: {"title": ""}}, act=act(JANUARY))
    assert (ItemState.objects.count(), Event.objects.count(), Plan.objects.get().last_recorded_at) == before


def test_closing_sets_the_x_with_the_post_and_never_the_name(item: Item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(FEBRUARY))
    facts = said(item, FEBRUARY)
    assert (facts.stage, facts.closed_on, facts.closed_by) == (Stage.CLOSED, FEBRUARY, "plankoordinator")


def test_a_closing_day_to_come_is_refused(item: Item, act):
    with pytest.raises(Refused, match="efter i dag"):
        close(item, reason=ClosingReason.IMPLEMENTED, closed_on=MARCH, act=act(FEBRUARY, on=FEBRUARY))
    assert said(item, FEBRUARY).closed_on is None


def test_the_closing_is_taken_note_of_from_its_day_until_today_and_gone_when_reopened(item: Item, act):
    with pytest.raises(Refused, match="Kun et afsluttet punkt"):
        note_closing(item, noted_on=FEBRUARY, act=act(FEBRUARY))
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(FEBRUARY))
    for noted_on, sentence in ((JANUARY, "den dag eller senere"), (date(2025, 3, 16), "en dag, der kommer")):
        with pytest.raises(Refused, match=sentence):
            note_closing(item, noted_on=noted_on, act=act(MARCH, on=MARCH))
    note_closing(item, noted_on=FEBRUARY, act=act(MARCH))
    assert (said(item, FEBRUARY).noted_on, said(item, MARCH).noted_on) == (None, FEBRUARY)
    reopen(item, act=act(MARCH))
    assert said(item, MARCH).noted_on is None


def test_reopening_takes_the_x_away(item: Item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(FEBRUARY))
    reopen(item, act=act(MARCH))
    facts = said(item, MARCH)
    assert (facts.stage, facts.closed_on, facts.closed_by, facts.closing_reason) == (Stage.UNDER_WAY, None, "", None)


def test_withdrawing_takes_a_decision_and_a_reason(item: Item, act, decision: Decision):
    with pytest.raises(Refused):
        withdraw(item, reason="Færre børn", act=act(FEBRUARY))
    with pytest.raises(Refused):
        withdraw(item, reason="", act=act(FEBRUARY, decision=decision))
    state = withdraw(item, reason="Færre børn", act=act(FEBRUARY, decision=decision))
    assert state is not None and state.decision == decision
    assert said(item, FEBRUARY).stage == Stage.WITHDRAWN


def test_no_edit_goes_round_the_decision(item: Item, act):
    with pytest.raises(Refused):
        change(item, act=act(FEBRUARY), stage=Stage.WITHDRAWN, withdrawn_reason="Færre børn")


def test_an_import_may_lack_the_decision(item: Item, act):
    change(item, act=act(FEBRUARY, source=Source.IMPORT), stage=Stage.WITHDRAWN, withdrawn_reason="Færre børn")
    assert said(item, FEBRUARY).stage == Stage.WITHDRAWN


def test_a_withdrawn_item_can_be_reworded_without_a_new_decision(item: Item, act, decision: Decision):
    withdraw(item, reason="Færre børn", act=act(FEBRUARY, decision=decision))
    assert change(item, act=act(MARCH), status_text="Kommunalbestyrelsen har besluttet det.")


def test_merging_closes_the_item_and_names_the_other(item: Item, other: Item, act):
    merge(item, other, act=act(FEBRUARY))
    facts = said(item, FEBRUARY)
    assert (facts.stage, facts.closing_reason, facts.merged_into) == (Stage.CLOSED, ClosingReason.MERGED, other.number)


def test_nothing_merges_into_itself_neither_straight_nor_by_a_round(item: Item, other: Item, act):
    with pytest.raises(Refused, match="med sig selv"):
        merge(item, item, act=act(FEBRUARY))
    merge(item, other, act=act(FEBRUARY))
    with pytest.raises(Refused):
        merge(other, item, act=act(MARCH))


def test_the_agreements_wording_is_locked(item: Item, act):
    for wording in ("Der bygges to daginstitutioner.", ""):
        with pytest.raises(Refused):
            change(item, act=act(FEBRUARY, source=Source.IMPORT), agreed_text=wording)


def test_the_wording_is_locked_backwards_too(other: Item, act):
    change(other, act=act(MARCH, source=Source.IMPORT), agreed_text="Der bygges en skole.")
    with pytest.raises(Refused):
        change(other, act=act(FEBRUARY, on=MARCH, source=Source.IMPORT), agreed_text="Der bygges en hal.")
    change(other, act=act(FEBRUARY, on=MARCH, source=Source.IMPORT), agreed_text="Der bygges en skole.")
    assert said(other, FEBRUARY).agreed_text == said(other, MARCH).agreed_text == "Der bygges en skole."


def test_taking_an_import_back_may_unlock_the_wording(plan: Plan, other: Item, act):
    change(other, act=act(JANUARY, source=Source.IMPORT), agreed_text="Der bygges en skole.")
    change(other, act=act(FEBRUARY, source=Source.UNDO), agreed_text="")
    assert said(other, FEBRUARY).agreed_text == ""


def test_an_item_whose_import_was_undone_may_come_back_with_other_words(item: Item, act):
    change(item, act=act(JANUARY, source=Source.UNDO), is_present=False)
    change(item, act=act(FEBRUARY), is_present=True, agreed_text="Der bygges en vuggestue.")
    assert said(item, FEBRUARY).agreed_text == "Der bygges en vuggestue."


def test_yellow_or_red_needs_a_reason_and_what_is_done(item: Item, act):
    with pytest.raises(Refused):
        change(item, act=act(FEBRUARY), assessment=Assessment.RED, reason="Forsinket")
    change(item, act=act(FEBRUARY), assessment=Assessment.RED, reason="Forsinket", mitigation="Nyt udbud")
    assert said(item, FEBRUARY).assessment == Assessment.RED


def test_every_stage_may_follow_or_is_refused_with_a_sentence():
    assert set(rules.MAY_FOLLOW) == set(Stage)
    for before in Stage:
        for after in Stage:
            refusals = list(rules.why_not_say(at(before), at(after), Source.IMPORT))
            assert (not refusals) == (after in rules.MAY_FOLLOW[before]), (before, after)


def at(stage: Stage) -> Facts:
    closing = {"closed_on": FEBRUARY, "closed_by": "skolechef", "closing_reason": ClosingReason.IMPLEMENTED}
    withdrawal = {"withdrawn_reason": "Besluttet"}
    more = {Stage.CLOSED: closing, Stage.WITHDRAWN: withdrawal}.get(stage, {})
    return Facts(title="Skole", body="BUU", stage=stage, **more)


def test_every_fact_comes_back_from_the_database_as_it_was(item: Item, act):
    told = {
        "other_bodies": ("MTU", "KFU"),
        "commitments": (Commitment(party="Ejendomme", promise="Udbyder", confirmed_on=JANUARY),),
        "time": IndicativeTime("2. kvartal 2025", date(2025, 4, 1), date(2025, 6, 30)),
        "extra": {"Æøå": "=1+1"},
        "noted_on": FEBRUARY,
    }
    change(item, act=act(MARCH), **told)
    facts = said(item, MARCH)
    assert {name: getattr(facts, name) for name in told} == told


def test_a_closed_item_is_not_closed_again(item: Item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(FEBRUARY))
    with pytest.raises(Refused, match="Genåbn det først"):
        close(item, reason=ClosingReason.DROPPED, act=act(MARCH))


def test_an_open_item_is_not_reopened(item: Item, act):
    with pytest.raises(Refused, match="allerede åbent"):
        reopen(item, act=act(MARCH))
