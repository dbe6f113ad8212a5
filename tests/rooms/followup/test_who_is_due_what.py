# SPDX-License-Identifier: MPL-2.0
"""Who is due which mail on which day: the rules as tables of cases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from udmoent.followup.digest import AskedItem, AskingRound, Due, Followed, Letter, Recipient, Tier, due, reminder

# Monday 2 June 2025 for the responsible, Thursday 12 June for the chief, Friday 20 June for the coordinator.
ITEM = AskedItem(
    number="D301",
    title="Styrket normering",
    responsible="Dagtilbudschef",
    posts=("dagtilbudschef",),
    units=("dagtilbud", "velfærd"),
)
ROUND = AskingRound(
    id=7,
    name="Ultimo maj",
    plan_id=1,
    plan="Planen",
    responsible_by=date(2025, 6, 2),
    chief_by=date(2025, 6, 12),
    coordinator_by=date(2025, 6, 20),
    opened_at=datetime(2025, 5, 19, 8, tzinfo=UTC),
    awaited=(ITEM,),
)
HOLDER = Recipient(person_id=1, name="Hanne", address="h@k.dk", posts=frozenset({"dagtilbudschef"}))
DEPUTY = Recipient(person_id=2, name="Didi", address="d@k.dk", posts=frozenset({"dagtilbudschef"}))
CHIEF = Recipient(person_id=3, name="Carl", address="c@k.dk", units=frozenset({"dagtilbud"}))
DIRECTOR = Recipient(person_id=4, name="Dorte", address="dir@k.dk", units=frozenset({"velfærd"}))
KEEPER = Recipient(person_id=5, name="Karen", address="k@k.dk", is_coordinator=True)
OTHER = Recipient(person_id=6, name="Otto", address="o@k.dk", posts=frozenset({"vejchef"}))
EVERYONE = (HOLDER, DEPUTY, CHIEF, DIRECTOR, KEEPER, OTHER)


def due_on(day: date, *, round: AskingRound = ROUND, people=EVERYONE, **told) -> list[Due]:
    return due([round], people, on=day, days_before=2, **told)


def who_what(found: list[Due]) -> set[tuple[str, str]]:
    return {(one.to.name, one.letter.value) for one in found}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 5, 20), {("Hanne", "digest"), ("Didi", "digest")}),
        (date(2025, 5, 27), {("Hanne", "digest"), ("Didi", "digest")}),
        # 29 May is Ascension Day: the second working day before Monday 2 June is Wednesday 28 May.
        (date(2025, 5, 28), {("Hanne", "before"), ("Didi", "before")}),
        (date(2025, 6, 2), {("Hanne", "before"), ("Didi", "before")}),
        (date(2025, 6, 3), {("Hanne", "after"), ("Didi", "after"), ("Carl", "handed")}),
        (date(2025, 6, 9), {("Hanne", "after"), ("Didi", "after"), ("Carl", "handed")}),
        (date(2025, 6, 10), {("Hanne", "after"), ("Didi", "after"), ("Carl", "before")}),
        (date(2025, 6, 13), {("Hanne", "after"), ("Didi", "after"), ("Carl", "after"), ("Karen", "missing")}),
        (date(2025, 6, 18), {("Hanne", "after"), ("Didi", "after"), ("Carl", "after"), ("Karen", "before")}),
        (date(2025, 6, 21), {("Hanne", "after"), ("Didi", "after"), ("Carl", "after"), ("Karen", "after")}),
    ],
)
def test_each_day_of_a_round_has_its_mails(day, expected):
    assert who_what(due_on(day)) == expected


@pytest.mark.parametrize(
    ("tier", "day", "expected"),
    [
        (Tier.RESPONSIBLE, date(2025, 5, 27), None),
        (Tier.RESPONSIBLE, date(2025, 5, 28), Letter.BEFORE),
        (Tier.RESPONSIBLE, date(2025, 6, 3), Letter.AFTER),
        (Tier.CHIEF, date(2025, 6, 3), Letter.HANDED),
        (Tier.CHIEF, date(2025, 6, 10), Letter.BEFORE),
        (Tier.CHIEF, date(2025, 6, 13), Letter.AFTER),
        (Tier.COORDINATOR, date(2025, 6, 17), Letter.MISSING),
        (Tier.COORDINATOR, date(2025, 6, 18), Letter.BEFORE),
        (Tier.COORDINATOR, date(2025, 6, 21), Letter.AFTER),
    ],
)
def test_a_deadline_calls_for_one_reminder_at_a_time(tier, day, expected):
    assert reminder(ROUND, tier, day, 2) == expected


def test_a_reminder_that_would_follow_on_the_heels_of_what_is_handed_on_is_left_out():
    narrow = replace(ROUND, chief_by=date(2025, 6, 4))
    assert [reminder(narrow, Tier.CHIEF, date(2025, 6, day), 2) for day in (3, 4, 5)] == [
        Letter.HANDED,
        Letter.HANDED,
        Letter.AFTER,
    ]


def test_nobody_without_anything_due_gets_a_mail():
    assert OTHER.name not in {one.to.name for day in range(1, 29) for one in due_on(date(2025, 6, day))}
    assert not due_on(date(2025, 6, 3), round=replace(ROUND, awaited=()))
    assert not due_on(date(2025, 6, 3), round=replace(ROUND, is_open=False))


def test_the_digest_comes_once_a_week_and_is_silent_about_what_somebody_is_reminded_of():
    monday, friday = (due_on(date(2025, 5, day), people=[HOLDER]) for day in (19, 23))
    assert [one.occasion for one in monday] == [one.occasion for one in friday] == ["digest:2025-W21"]
    assert not due_on(date(2025, 5, 27), people=[HOLDER], reminded={(HOLDER.person_id, ROUND.id)})


def test_the_digest_tells_of_every_round_but_those_that_have_a_reminder_of_their_own():
    other = replace(ROUND, id=8, name="Direktionen", responsible_by=date(2025, 7, 1), chief_by=date(2025, 7, 3))
    other = replace(other, coordinator_by=date(2025, 7, 4))
    found = due([ROUND, other], [HOLDER], on=date(2025, 6, 2), days_before=2)
    assert [(one.letter, [part.round.name for part in one.parts]) for one in found] == [
        (Letter.BEFORE, ["Ultimo maj"]),
        (Letter.DIGEST, ["Direktionen"]),
    ]


def test_what_the_directorate_follows_up_is_told_once_a_week_to_whom_it_names():
    asked = Followed(number="D301", text="Spørg", who="vejchef", plan_id=1, plan="Planen")
    alone = due_on(date(2025, 5, 20), people=[OTHER], followed=[asked])
    assert [(one.to, one.letter, one.occasion, one.followed) for one in alone] == [
        (OTHER, Letter.FOLLOW_UP, "digest:2025-W21", (asked,))
    ]
    assert not due_on(date(2025, 5, 20), people=[DIRECTOR], followed=[asked])
    both = due_on(date(2025, 5, 20), people=[HOLDER], followed=[replace(asked, who="dagtilbudschef")])
    assert [(one.letter, len(one.parts), len(one.followed)) for one in both] == [(Letter.DIGEST, 1, 1)]


def test_a_chief_who_is_in_the_post_is_not_told_twice_and_the_next_one_up_is():
    chief = replace(HOLDER, units=frozenset({"dagtilbud"}))
    found = due_on(date(2025, 6, 3), people=[chief, DIRECTOR])
    assert who_what(found) == {("Hanne", "after"), ("Dorte", "handed")}


def test_a_chief_is_told_of_nothing_before_the_deadline_of_the_responsible_has_passed():
    assert not due_on(date(2025, 6, 2), people=[CHIEF])


def test_where_nobody_is_in_the_post_the_coordinator_is_told_once_a_week():
    first, second = (due_on(date(2025, 5, day), people=[OTHER, KEEPER]) for day in (20, 27))
    assert who_what(first) == {("Karen", "unreached")}
    assert first[0].parts[0].items == (ITEM,)
    assert (first[0].occasion, second[0].occasion) == ("unreached:2025-W21", "unreached:2025-W22")


def test_a_moved_deadline_has_a_reminder_of_its_own():
    moved = replace(ROUND, responsible_by=date(2025, 6, 6))
    occasions = {due_on(date(2025, 6, 2), round=one, people=[HOLDER])[0].occasion for one in (ROUND, moved)}
    assert len(occasions) == 2


def test_contributors_that_are_asked_are_told_as_well():
    asked = replace(ITEM, posts=("dagtilbudschef", "vejchef"))
    found = due_on(date(2025, 5, 20), round=replace(ROUND, awaited=(asked,)))
    assert ("Otto", "digest") in who_what(found)


@pytest.mark.parametrize("day", [date(2025, 6, 3), date(2025, 6, 13), date(2025, 6, 21)])
def test_who_only_contributes_is_reminded_and_nobody_else_is_told(day):
    told = replace(ITEM, posts=("vejchef",), is_missing=False)
    assert who_what(due_on(day, round=replace(ROUND, awaited=(told,)))) == {("Otto", "after")}


def test_a_contributor_does_not_stand_in_for_the_post_that_nobody_is_in():
    asked = replace(ITEM, posts=("dagtilbudschef", "vejchef"))
    found = due_on(date(2025, 5, 20), round=replace(ROUND, awaited=(asked,)), people=[OTHER, KEEPER])
    assert who_what(found) == {("Otto", "digest"), ("Karen", "unreached")}


@pytest.mark.parametrize(
    ("missing", "answered", "expected"),
    [
        ((), ((1, ITEM),), {"Hanne"}),
        ((ITEM,), ((1, replace(ITEM, number="D302")),), set()),
        ((), ((6, ITEM),), set()),
        ((), (), set()),
    ],
    ids=["all is answered", "one is missing", "answered by another", "nothing was asked"],
)
def test_a_receipt_comes_when_all_is_answered_and_to_whoever_owed_it(missing, answered, expected):
    found = due_on(date(2025, 5, 20), round=replace(ROUND, awaited=missing, answered=answered), people=[HOLDER, KEEPER])
    receipts = [one for one in found if one.letter is Letter.RECEIPT]
    assert {one.to.name for one in receipts} == expected
    assert {one.occasion for one in receipts} <= {"receipt:7"}
