# SPDX-License-Identifier: MPL-2.0
"""Which way an indicator goes, how far it is from its target, when it is to be measured, and how numbers are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udmoent.indicators.facts import Direction, IndicatorFacts, Rhythm, Target
from udmoent.indicators.numbers import read_number, shown
from udmoent.indicators.rules import Way, owed_since, way, why_not_tell
from udmoent.indicators.standing import Measured, Standing
from udmoent.indicators.words import arrow

BAND = Target(year=2025, at_least=Decimal(4), at_most=Decimal(6))


@pytest.mark.parametrize(
    ("direction", "before", "now", "found"),
    [
        (Direction.UP, 1, 2, Way.RIGHT),
        (Direction.UP, 2, 1, Way.WRONG),
        (Direction.DOWN, 2, 1, Way.RIGHT),
        (Direction.DOWN, 1, 2, Way.WRONG),
        (Direction.DOWN, 2, 2, Way.STILL),
        (Direction.UP, None, 2, Way.UNKNOWN),
        (Direction.UP, 2, None, Way.UNKNOWN),
        (Direction.WITHIN, 9, 5, Way.RIGHT),
        (Direction.WITHIN, None, 5, Way.RIGHT),
        (Direction.WITHIN, 9, 8, Way.RIGHT),
        (Direction.WITHIN, 2, 1, Way.WRONG),
        (Direction.WITHIN, 5, 7, Way.WRONG),
        (Direction.WITHIN, 3, 7, Way.STILL),
        (Direction.WITHIN, None, 8, Way.UNKNOWN),
    ],
)
def test_which_way_it_goes(direction, before, now, found):
    told = [None if one is None else Decimal(one) for one in (before, now)]
    assert way(direction, *told, BAND) == found


def test_within_nothing_cannot_be_told():
    assert way(Direction.WITHIN, Decimal(1), Decimal(2), None) == Way.UNKNOWN


@pytest.mark.parametrize(("value", "lacks"), [(3, 1), (4, 0), (6, 0), (8, 2)])
def test_how_far_it_is_from_the_target(value, lacks):
    assert BAND.lacking(Decimal(value)) == lacks


@pytest.mark.parametrize(
    ("rhythm", "on", "due"),
    [
        (Rhythm.MONTHLY, date(2025, 1, 31), date(2025, 2, 28)),
        (Rhythm.QUARTERLY, date(2024, 11, 30), date(2025, 2, 28)),
        (Rhythm.HALF_YEARLY, date(2025, 6, 30), date(2025, 12, 30)),
        (Rhythm.YEARLY, date(2024, 2, 29), date(2025, 2, 28)),
        (Rhythm.NONE, date(2025, 1, 1), None),
    ],
)
def test_when_the_next_measurement_is_due(rhythm, on, due):
    assert owed_since(rhythm, on) == due


def standing(*told: tuple[date, str], **facts: object) -> Standing:
    measured = [
        Measured(id=at, on=on, value=Decimal(value), told_at=datetime(2025, 9, 1, tzinfo=UTC))
        for at, (on, value) in enumerate(told, start=1)
    ]
    indicator = IndicatorFacts(**{"name": "X", "unit": "m²", "direction": Direction.DOWN} | facts)
    return Standing(id=1, facts=indicator, begun_on=date(2025, 1, 1), day=date(2025, 9, 30), told=tuple(measured))


def test_the_first_measurement_is_held_against_the_baseline():
    found = standing((date(2025, 3, 1), "95"), baseline=Decimal(100), targets=(Target(year=2025, at_most=Decimal(90)),))
    assert (found.way, found.lacking, found.before) == (Way.RIGHT, 5, 100)


@pytest.mark.parametrize(("change", "sign"), [(None, ""), (0, "→"), (1, "↗"), (-1, "↘")])
def test_the_arrow_goes_where_the_number_went(change, sign):
    assert arrow(None if change is None else Decimal(change)) == sign


def test_a_later_one_is_held_against_the_one_before_it_whenever_it_was_told():
    found = standing((date(2025, 6, 1), "95"), (date(2025, 3, 1), "90"), baseline=Decimal(100))
    assert (found.last.value, found.before, found.way, found.lacking) == (95, 90, Way.WRONG, None)


def test_what_is_owed_is_told_until_it_is_measured_or_retired():
    assert standing(rhythm=Rhythm.QUARTERLY).owed_since == date(2025, 4, 1)
    assert standing((date(2025, 9, 1), "1"), rhythm=Rhythm.QUARTERLY).owed_since is None
    assert standing(rhythm=Rhythm.QUARTERLY, is_retired=True).owed_since is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("5.5", "5.5"),
        ("5.500", "5500"),
        ("-0,25", "-0.25"),
        ("−3", "-3"),
        ("12 %", "12"),
        (5.1, "5.1"),
        (7, "7"),
        ("1 234", "1234"),
    ],
)
def test_numbers_as_danes_write_them(written, number):
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written", ["", None, "abc", "1,2,3", "1.23.4", "1,23456", True, "9" * 12, "1e5", float("nan")]
)
def test_what_is_no_number(written):
    assert read_number(written) is None


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=4))
def test_what_is_shown_is_read_as_it_was(number):
    assert read_number(shown(number)) == number


@pytest.mark.parametrize(
    ("direction", "target"),
    [
        (Direction.UP, Target(year=2025, at_most=Decimal(1))),
        (Direction.DOWN, Target(year=2025, at_least=Decimal(1))),
        (Direction.UP, BAND),
        (Direction.WITHIN, Target(year=2025, at_least=Decimal(1))),
        (Direction.WITHIN, Target(year=2025, at_least=Decimal(6), at_most=Decimal(4))),
    ],
)
def test_a_target_fits_the_direction(direction, target):
    facts = IndicatorFacts(name="X", unit="m²", direction=direction, targets=(target,))
    assert [*why_not_tell(facts, others=(), threads=())]


@pytest.mark.parametrize("lacks", [{"name": ""}, {"unit": ""}, {"baseline": Decimal(1)}, {"threads": (7,)}])
def test_what_must_be_told(lacks):
    facts = IndicatorFacts(**{"name": "X", "unit": "m²", "direction": Direction.UP} | lacks)
    assert [*why_not_tell(facts, others=(), threads=(1,))]
