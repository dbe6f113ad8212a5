# SPDX-License-Identifier: MPL-2.0
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.rooms.editions.contents import content
from udmoent.editions.actions import read_back
from udmoent.editions.content import ItemContent, Unanswered
from udmoent.editions.models import Edition
from udmoent.editions.public import for_bodies, public
from udmoent.editions.rounds import in_scope, repeated, replies, said_the_same, seal_round, standing, standing_of
from udmoent.editions.selection import is_one_of
from udmoent.editions.silence import last_said
from udmoent.followup.actions import Asking, close_round, open_round, plan_round
from udmoent.followup.answering import Told, answer_all
from udmoent.followup.facts import Asks, Scope
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, days_of
from udmoent.lib.refusal import Refused
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import NewItem, add
from udmoent.plan.facts import Assessment, Facts, Kind, Stage

MAY = date(2025, 5, 31)
JUNE = datetime(2025, 6, 3, 12, tzinfo=UTC)


def one(number: str, **told: object) -> ItemContent:
    return ItemContent(id=int(number[1:]), number=number, kind=Kind.INTENT, title=number, **{"body": "ØK"} | told)


@pytest.fixture
def opened(plan, item, act, coordinator) -> Round:
    other = add(
        plan,
        NewItem(kind=Kind.RAADERUM, facts=Facts(title="Kloge m2", body="ØK", responsible="ejendomschef")),
        act=act(date(2025, 1, 2)),
    )
    made = plan_round(plan, "Halvårsstatus", days_of(MAY, Timing()), Asking(), by=coordinator, now=JUNE)
    return open_round(made, [item.pk, other.pk], by=coordinator, now=datetime(2025, 5, 20, 12, tzinfo=UTC))


def test_a_version_names_who_did_not_answer(opened, item, coordinator):
    answer_all([Told(item, rounds=[opened])], by=coordinator, now=JUNE)
    close_round(opened, by=coordinator, now=JUNE)
    edition = seal_round(opened, "ultimo maj 2025", by=coordinator, now=JUNE)
    told = read_back(edition).round
    assert told is not None
    assert (told.name, told.asked) == ("Halvårsstatus", 2)
    assert [one.responsible for one in told.unanswered] == ["ejendomschef"]
    opened.refresh_from_db()
    assert (edition.round, opened.stage, edition.as_of) == (opened, "sealed", MAY)


def test_an_open_round_is_not_sealed_and_a_refused_version_leaves_it_closed(opened, coordinator):
    with pytest.raises(Refused, match="Luk den først"):
        seal_round(opened, "ultimo maj 2025", by=coordinator, now=JUNE)
    close_round(opened, by=coordinator, now=JUNE)
    opened.refresh_from_db()
    with pytest.raises(Refused):
        seal_round(opened, "31.5.2025", by=coordinator, now=JUNE)
    opened.refresh_from_db()
    assert (opened.stage, Edition.objects.count()) == ("closed", 0)


def test_an_unchanged_answer_breaks_the_silence(opened, plan, item, coordinator):
    assert last_said(plan, MAY)[item.pk] == date(2024, 12, 11)
    answer_all([Told(item, rounds=[opened])], by=coordinator, now=JUNE)
    assert last_said(plan, MAY)[item.pk] == MAY


def test_who_is_missing_is_who_is_open_and_has_not_answered(opened, item, coordinator):
    answer_all([Told(item, rounds=[opened])], by=coordinator, now=JUNE)
    found = standing_of(opened, date(2025, 6, 3))
    assert ([one.title for one in found.answered], [one.title for one in found.missing]) == (
        ["Ny daginstitution"],
        ["Kloge m2"],
    )


def test_what_closed_moved_or_turned_red_is_held_against_the_day_it_opened():
    before = [one("A1"), one("A2"), one("A3"), one("A4", assessment=Assessment.RED)]
    now = [
        replace(before[0], stage=Stage.CLOSED),
        replace(before[1], time=IndicativeTime.read("august 2025", 2025)),
        replace(before[2], assessment=Assessment.RED),
        before[3],
    ]
    found = standing(content(tuple(now)), content(tuple(before)), replies(now, Asks.RESPONSIBLE, {}))
    numbers = {
        name: [item.number for item in getattr(found, name)] for name in ("closed", "moved", "turned_red", "missing")
    }
    assert numbers == {"closed": ["A1"], "moved": ["A2"], "turned_red": ["A3"], "missing": ["A2", "A3", "A4"]}


@pytest.mark.parametrize(
    ("scope", "body", "numbers"),
    [
        (Scope.OPEN, "", ["A1", "A2"]),
        (Scope.CROSS_CUTTING, "", ["A2"]),
        (Scope.BODY, "BUU", ["A1"]),
        (Scope.VIEW, "", ["A2"]),
    ],
)
def test_a_scope_asks_about_open_items_alone(scope, body, numbers):
    whole = content((one("A1", body="BUU"), one("A2", is_cross_cutting=True), one("A3", stage=Stage.CLOSED)))
    found = in_scope(whole, scope, body, [is_one_of("body", {"ØK"})])
    assert [item.number for item in found] == numbers


def test_who_did_not_answer_is_told_to_nobody_outside(opened, item, coordinator):
    close_round(opened, by=coordinator, now=JUNE)
    sealed = read_back(seal_round(opened, "ultimo maj 2025", by=coordinator, now=JUNE))
    assert public(sealed).round is None
    seen = for_bodies(sealed, ["BUU"]).round
    assert seen is not None
    assert seen.unanswered == (Unanswered(number=item.number),)


@pytest.mark.parametrize(
    ("words", "is_repeated"),
    [
        (["Følger planen"] * 3, True),
        (["Følger planen"] * 2, False),
        (["Ny", "Følger planen", "Følger planen", "Følger planen"], True),
        (["Følger planen", "Følger planen", "Følger planen", "Ny"], False),
    ],
)
def test_the_same_words_in_the_three_latest_rounds_are_found(words, is_repeated):
    told = [(7, round, text) for round, text in enumerate(words)]
    assert repeated(told) == ({7} if is_repeated else set())


def test_two_answers_in_one_round_count_as_the_later_one():
    assert repeated([(7, 1, "Følger planen"), (7, 1, "Følger planen"), (7, 2, "Følger planen")]) == set()
    assert repeated([(7, 1, "Ny"), (7, 2, "Ens"), (7, 3, "Ens"), (7, 1, "Ens")]) == {7}


def test_what_is_said_the_same_is_found_across_rounds(plan, item, coordinator):
    for month in (3, 4, 5):
        made = plan_round(
            plan, f"Runde {month}", days_of(date(2025, month, 28), Timing()), Asking(), by=coordinator, now=JUNE
        )
        when = {"by": coordinator, "now": datetime(2025, month, 28, 12, tzinfo=UTC)}
        answer_all([Told(item, rounds=[open_round(made, [item.pk], **when)])], **when)
        assert said_the_same(plan, date(2025, 6, 3)) == ({item.pk} if month == 5 else set())
    assert said_the_same(plan, date(2025, 5, 1)) == set()
