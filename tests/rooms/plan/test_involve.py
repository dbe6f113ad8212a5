# SPDX-License-Identifier: MPL-2.0
"""Taking an item to a party: how it stands on a day, what may be told of it, and the telling."""

from dataclasses import replace
from datetime import date

import pytest

from udmoent.lib.refusal import Refused
from udmoent.organisation.configuration import Involving, TownParty
from udmoent.plan.actions import change, close
from udmoent.plan.facts import ClosingReason, Facts, HearingAnswer, Involvement, Source
from udmoent.plan.involvement_rules import (
    Standing,
    may_be_a_person,
    missing_involvement,
    questions,
    standing,
    why_not_involve,
)
from udmoent.plan.involving import change_involvement, drop_involvement, involve, receive_answer
from udmoent.plan.models import Item
from udmoent.plan.parties import Parties, PartyKind

ON = date(2025, 6, 15)
MAY_1, MAY_31, JUNE_30 = date(2025, 5, 1), date(2025, 5, 31), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ({}, Standing.PLANNED),
        ({"time": "august 2025"}, Standing.PLANNED),
        ({"time": "løbende"}, Standing.PLANNED),
        ({"time": "marts 2025"}, Standing.PASSED),
        ({"time": "marts 2025", "result": "enige"}, Standing.HELD),
        ({"time": "marts 2025", "held_on": date(2025, 3, 4)}, Standing.HELD),
        ({"held_on": date(2025, 6, 16)}, Standing.PLANNED),
        ({"opens_on": MAY_1, "deadline": JUNE_30}, Standing.HEARING),
        ({"opens_on": MAY_1}, Standing.HEARING),
        ({"opens_on": JUNE_30, "deadline": date(2025, 7, 31)}, Standing.PLANNED),
        ({"deadline": ON}, Standing.PLANNED),
        ({"opens_on": MAY_1, "deadline": MAY_31}, Standing.OVERDUE),
        ({"opens_on": MAY_1, "deadline": MAY_31, "answers": (HearingAnswer(sender="FTF"),)}, Standing.OVERDUE),
        ({"opens_on": MAY_1, "deadline": MAY_31, "result": "ingen bemærkninger"}, Standing.HELD),
        ({"time": "marts 2025", "deadline": JUNE_30, "opens_on": MAY_1}, Standing.HEARING),
    ],
)
def test_how_it_stands_is_told_by_its_days(told, stands):
    assert standing(Involvement(party="MED", **told), ON, 2025) == stands


# Who is missing


def facts(*parties: str, consequences: str = "To stillinger flytter", **told: object) -> Facts:
    involved = tuple(Involvement(party=party, **told) for party in parties)
    return Facts(title="A", body="ØK", staff_consequences=consequences, involvements=involved)


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        (facts(), (PartyKind.MED,)),
        (facts("Direktionen"), (PartyKind.MED,)),
        (facts("Hoved-MED"), ()),
        (facts("Område-MED Skoler"), ()),
        (facts(consequences=""), ()),
    ],
)
def test_med_is_missing_where_there_are_consequences_for_staff_and_nobody_of_them_is_named(item, missing):
    assert missing_involvement(item, Parties(), ON) == missing


def test_what_is_only_planned_is_missing_where_it_should_have_been_held():
    planned, held = facts("MED", time="august 2025"), facts("MED", held_on=MAY_1)
    assert missing_involvement(planned, Parties(), ON, are_held=True) == (PartyKind.MED,)
    assert missing_involvement(held, Parties(), ON, are_held=True) == ()
    assert missing_involvement(held, Parties(), date(2025, 4, 1), are_held=True) == (PartyKind.MED,)


def test_a_hearing_whose_deadline_has_passed_without_an_answer_involves_nobody():
    asked = facts("MED", opens_on=MAY_1, deadline=MAY_31)
    answered = facts("MED", opens_on=MAY_1, deadline=MAY_31, answers=(HearingAnswer(sender="FTF"),))
    assert missing_involvement(asked, Parties(), MAY_31) == ()
    assert missing_involvement(asked, Parties(), ON) == (PartyKind.MED,)
    assert missing_involvement(answered, Parties(), ON) == ()


@pytest.mark.parametrize("name", ["Hans Jensen", "Anne-Marie Holm", "Bo K. Sørensen"])
def test_a_first_and_a_last_name_may_be_a_person(name):
    assert may_be_a_person(name, Parties())


@pytest.mark.parametrize(
    "name", ["Norddjurs Handicapråd", "Skolechefen", "Ældre Sagen", "MED Skoler", "Forældre i Auning", "Dansk Erhverv"]
)
def test_a_body_or_a_role_is_no_person(name):
    assert not may_be_a_person(name, Parties((TownParty(name="Dansk Erhverv", kind="other"),)))


def test_it_is_asked_of_what_is_new_alone():
    one = Involvement(party="Hans Jensen", deadline=MAY_31)
    assert [name for name, _question in questions(one, None, Parties(), ON)] == ["party", "deadline"]
    assert not list(questions(replace(one, form="høring"), one, Parties(), ON))
    assert not list(questions(replace(one, party="FTF", held_on=MAY_31), None, Parties(), ON))


def test_the_town_says_who_is_to_be_involved_when():
    both = Parties(involving=Involving(when_staff=("med", "directorate")))
    assert missing_involvement(facts("MED"), both, ON) == (PartyKind.DIRECTORATE,)
    assert missing_involvement(facts(), Parties(involving=Involving(when_staff=())), ON) == ()


@pytest.mark.parametrize("told", ["Ingen.", "ingen", "Intet", "Ingen konsekvenser for personalet."])
def test_consequences_told_to_be_none_ask_for_nobody(told):
    assert missing_involvement(facts(consequences=told), Parties(), ON) == ()


# What may be told


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({"party": "MED", "opens_on": MAY_1, "deadline": MAY_31, "held_on": ON}, 0),
        ({"party": ""}, 1),
        ({"party": "MED", "opens_on": MAY_31, "deadline": MAY_1}, 1),
        ({"party": "MED", "held_on": JUNE_30}, 1),
        ({"party": "MED", "answers": (HearingAnswer(sender=""),)}, 1),
        ({"party": "", "opens_on": MAY_31, "deadline": MAY_1, "held_on": JUNE_30}, 3),
    ],
)
def test_every_reason_why_it_may_not_be_told_so_is_told_at_once(told, count):
    assert len(list(why_not_involve(Involvement(**told), ON))) == count


@pytest.mark.parametrize(
    ("answer", "is_refused"),
    [
        (HearingAnswer(sender="FTF", text="Ja", received_on=ON), False),
        (HearingAnswer(sender="FTF", received_on=JUNE_30), True),
        (HearingAnswer(sender="FTF", text="Min sag er 010203-1234"), True),
        (HearingAnswer(sender="010203-1234"), True),
    ],
)
def test_an_answer_names_its_sender_and_holds_no_cpr_number(answer, is_refused):
    assert bool(list(why_not_involve(Involvement(party="MED", answers=(answer,)), ON))) == is_refused


# The telling

MED = Involvement(party="Hoved-MED", form="høring", opens_on=MAY_1, deadline=MAY_31)
ANSWER = HearingAnswer(sender="FTF", text="Godt nok", received_on=date(2025, 5, 20))


def involved(item: Item) -> tuple[Involvement, ...]:
    return item.states.order_by("applies_on", "pk").last().facts.involvements


def test_an_involvement_is_told_answered_changed_and_taken_away(item, act):
    involve(item, MED, act=act(ON))
    receive_answer(item, MED, ANSWER, act=act(ON))
    (told,) = involved(item)
    assert told.answers == (ANSWER,)
    done = Involvement(party="Hoved-MED", form="høring", deadline=MAY_31, result="enige", answers=told.answers)
    change_involvement(item, told, done, act=act(ON))
    assert involved(item) == (done,)
    drop_involvement(item, done, act=act(ON))
    assert involved(item) == () and item.states.count() == 5


@pytest.mark.parametrize(
    "tell", [change_involvement, receive_answer, lambda item, was, _new, act: drop_involvement(item, was, act=act)]
)
def test_what_has_been_changed_meanwhile_is_refused_and_nothing_is_written(item, act, tell):
    involve(item, MED, act=act(ON))
    new = ANSWER if tell is receive_answer else MED
    with pytest.raises(Refused, match="Intet er tabt"):
        tell(item, Involvement(party="En anden"), new, act=act(ON))
    assert involved(item) == (MED,)


def test_nobody_is_involved_twice_in_the_same_way(item, act):
    involve(item, MED, act=act(ON))
    with pytest.raises(Refused, match="Hoved-MED"):
        involve(item, MED, act=act(ON))


def test_an_item_that_is_over_is_taken_to_nobody_but_what_was_held_may_be_told(item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(ON))
    with pytest.raises(Refused, match="afsluttet eller udgået"):
        involve(item, Involvement(party="Hoved-MED", time="august 2025"), act=act(ON))
    involve(item, Involvement(party="Hoved-MED", held_on=MAY_1), act=act(ON))
    assert len(involved(item)) == 1


def test_old_states_are_read_without_what_came_to_be_told_later(item, act):
    """States from before hearings had days hold none of them."""
    change(item, act=act(ON), involvements=(Involvement(party="MED", form="høring", time="maj", result="ja"),))
    state = item.states.order_by("pk").last()
    for one in state.involvements:
        for name in ("opens_on", "deadline", "held_on", "answers"):
            del one[name]
    assert state.facts.involvements == (Involvement(party="MED", form="høring", time="maj", result="ja"),)


WRONG = Involvement(party="MED", opens_on=MAY_31, deadline=MAY_1)


def test_no_door_tells_what_cannot_be_and_what_an_import_brings_is_forgiven(item, act):
    with pytest.raises(Refused, match="frist"):
        change(item, act=act(ON), involvements=(WRONG,))
    change(item, act=act(ON, source=Source.IMPORT), involvements=(WRONG,))
    change(item, act=act(ON), title="Et andet navn")
    assert involved(item) == (WRONG,)
