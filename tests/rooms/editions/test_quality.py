# SPDX-License-Identifier: MPL-2.0
"""What a check finds before a version is sealed."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rooms.editions.contents import content
from udmoent.editions.content import Amount, ItemContent
from udmoent.editions.quality import Quality, check, why_not_keep_for_ever
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Kind, Stage, Visibility

GOOD = ItemContent(
    id=1,
    number="R101",
    kind=Kind.RAADERUM,
    title="Kloge m2",
    body="ØK",
    course="Arealer samles.",
    responsible="ejendomschef",
    time=IndicativeTime.read("december 2025", 2025),
)
PASSED = IndicativeTime.read("marts 2025", 2025)
RUNNING = IndicativeTime.read("løbende", 2025)
CLOSED = {"stage": Stage.CLOSED, "closing_reason": ClosingReason.IMPLEMENTED, "closed_on": date(2025, 3, 1)}
SAVING = Amount(year=2025, phase="adopted", nature="operating", price_level="2025", kroner=-500_000)
REALISED = replace(SAVING, phase="realised")


def found(item: ItemContent, **told) -> Quality:
    return check(content((item,)), told.get("said", {}), told.get("paragraphs", ()))


def codes(quality: Quality) -> list[str]:
    return [one.code for one in quality.hints]


def test_a_good_item_gives_no_hint():
    assert found(GOOD) == Quality(faults=(), hints=())


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"assessment": Assessment.RED}, "unexplained"),
        ({"assessment": Assessment.YELLOW, "reason": "Salg trækker ud"}, "unexplained"),
        (CLOSED | {"closing_reason": ClosingReason.NOT_STATED}, "closed_without_reason"),
        (CLOSED | {"amounts": (SAVING,)}, "closed_without_effect"),
        ({"time": PASSED}, "passed"),
        ({"responsible": ""}, "no_responsible"),
        ({"commitments": (Commitment(party="HR"),)}, "unconfirmed"),
        ({"is_cross_cutting": True}, "no_coordination"),
        ({"course": ""}, "no_course"),
        ({"time": IndicativeTime.read("", 2025)}, "no_time"),
        ({"extra": {"Borger": "010203-1234"}}, "cpr_inside"),
    ],
)
def test_what_is_lacking_is_a_hint_that_names_the_item(told, code):
    quality = found(replace(GOOD, **told))
    assert codes(quality) == [code] and not quality.faults
    assert [item.number for item in quality.hints[0].items] == ["R101"] and quality.hints[0].advice


@pytest.mark.parametrize(
    "told",
    [
        CLOSED | {"amounts": (SAVING, REALISED)},
        CLOSED | {"amounts": (replace(SAVING, year=2026),)},
        CLOSED | {"amounts": (replace(SAVING, kroner=500_000),)},
        CLOSED | {"amounts": (SAVING,), "closing_reason": ClosingReason.DROPPED},
        {"amounts": (SAVING,)},
    ],
)
def test_an_x_is_only_strange_on_a_saving_that_has_begun_and_given_nothing(told):
    assert codes(found(replace(GOOD, **told))) == []


def test_what_runs_is_asked_after_when_a_year_has_passed():
    running = replace(GOOD, time=RUNNING)
    assert codes(found(running, said={1: date(2024, 5, 1)})) == ["running_silently"]
    assert codes(found(running, said={1: date(2024, 12, 11)})) == []


def test_paragraphs_without_an_item_are_named():
    (hint,) = found(GOOD, paragraphs=[7, 3]).hints
    assert (hint.code, hint.paragraphs, hint.count) == ("paragraphs", (3, 7), 2)


def test_what_may_be_a_cpr_number_in_public_refuses():
    public = replace(GOOD, visibility=Visibility.PUBLIC, course="Aftalt med 010203-1234.")
    assert [one.code for one in found(public).faults] == ["cpr_in_public"]
    assert "R101" in str(next(why_not_keep_for_ever(content((public,)))))


def test_what_the_public_does_not_see_of_a_public_item_is_only_a_hint():
    inside = replace(GOOD, visibility=Visibility.PUBLIC, status_text="Se 010203-1234.")
    assert codes(found(inside)) == ["cpr_inside"] and not list(why_not_keep_for_ever(content((inside,))))


def test_the_same_words_in_three_rounds_are_a_hint_as_long_as_the_item_is_open():
    assert [one.code for one in check(content((GOOD,)), {}, repeated={GOOD.id}).hints] == ["repeated"]
    assert not check(content((replace(GOOD, **CLOSED),)), {}, repeated={GOOD.id}).hints
