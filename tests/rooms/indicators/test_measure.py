# SPDX-License-Identifier: MPL-2.0
"""Measurements: added, corrected by newer ones, taken back; the history stays, also as it was known."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from udmoent.editions.check import violations
from udmoent.indicators.actions import By, Number, begin_indicator, bring, change_indicator, correct, measure
from udmoent.indicators.facts import Direction, IndicatorFacts, Target
from udmoent.indicators.gather import standings
from udmoent.indicators.models import IndicatorState, Measurement
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import NewItem, add, begin_plan
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.threads import first_of

JANUARY, MARCH, JUNE, TODAY = date(2025, 1, 15), date(2025, 3, 15), date(2025, 6, 15), date(2025, 9, 30)
FACTS = IndicatorFacts(
    name="Areal",
    unit="m²",
    direction=Direction.DOWN,
    baseline=Decimal(100),
    baseline_on=date(2024, 12, 31),
    targets=(Target(year=2025, at_most=Decimal(90)),),
)


@pytest.fixture
def by(coordinator):
    return lambda day=TODAY, **told: By(
        person=coordinator, now=datetime(day.year, day.month, day.day, 12, tzinfo=UTC), **told
    )


@pytest.fixture
def area(town, by):
    return begin_indicator(town, FACTS, applies_on=JANUARY, by=by(JANUARY))


def number(on: date, value: str, source: str = "") -> Number:
    return Number(on=on, value=Decimal(value), source=source)


def values(town, on=TODAY, known_at=None) -> list[tuple[date, Decimal]]:
    [found] = standings(town, on, known_at)
    return [(one.on, one.value) for one in found.holding]


def test_a_correction_stands_instead_of_what_it_corrects_and_both_are_kept(town, area, by):
    wrong = measure(area, number(MARCH, "95"), by=by(MARCH))
    correct(wrong, number(MARCH, "96.5"), by=by(JUNE, why="Tastefejl"))
    assert values(town) == [(MARCH, Decimal("96.5"))]
    [found] = standings(town, TODAY)
    assert [(one.value, one.corrects) for one in found.told] == [(95, None), (Decimal("96.5"), wrong.pk)]
    assert values(town, known_at=datetime(2025, 4, 1, tzinfo=UTC)) == [(MARCH, Decimal(95))]


def test_a_measurement_can_be_taken_back_and_told_again(town, area, by):
    correct(measure(area, number(MARCH, "95"), by=by()), None, by=by(why="Forkert bygning"))
    assert values(town) == []
    measure(area, number(MARCH, "97"), by=by())
    assert values(town) == [(MARCH, 97)] and Measurement.objects.count() == 3


def test_a_day_that_is_corrected_moves_the_measurement(town, area, by):
    correct(measure(area, number(MARCH, "95"), by=by()), number(JUNE, "95"), by=by())
    assert values(town) == [(JUNE, 95)] and values(town, MARCH) == []


@pytest.mark.parametrize(("day", "said"), [(date(2025, 10, 1), "en dag, der har været"), (MARCH, "Ret den")])
def test_what_cannot_be_measured_is_refused(town, area, by, day, said):
    measure(area, number(MARCH, "95"), by=by())
    with pytest.raises(Refused, match=said):
        measure(area, number(day, "95"), by=by())
    assert Measurement.objects.count() == 1


def test_only_the_newest_is_corrected(area, by):
    wrong = measure(area, number(MARCH, "95"), by=by())
    correct(wrong, number(MARCH, "96"), by=by())
    with pytest.raises(Refused, match="allerede rettet"):
        correct(wrong, number(MARCH, "97"), by=by())


def test_bringing_the_same_twice_changes_nothing_and_another_number_corrects(town, area, by):
    told = [(area, number(MARCH, "95", "Bygningsregister")), (area, number(JUNE, "93"))]
    assert len(bring(told, by=by())) == 2 and bring(told, by=by()) == []
    [corrected] = bring([(area, number(MARCH, "94"))], by=by())
    assert corrected.corrects.value == 95 and corrected.source == "Bygningsregister"
    assert values(town) == [(MARCH, 94), (JUNE, 93)]


def test_bringing_is_whole_or_nothing(area, by):
    with pytest.raises(Refused):
        bring([(area, number(MARCH, "95")), (area, number(date(2030, 1, 1), "90"))], by=by())
    assert Measurement.objects.count() == 0


def test_what_is_told_of_it_is_kept_from_day_to_day(town, area, by):
    changed = IndicatorFacts(name="Areal i alt", unit="m²", direction=Direction.DOWN)
    change_indicator(area, changed, applies_on=JUNE, by=by())
    assert change_indicator(area, changed, applies_on=JUNE, by=by()) is None
    assert [standings(town, day)[0].facts.name for day in (MARCH, JUNE)] == ["Areal", "Areal i alt"]
    assert standings(town, date(2025, 1, 1)) == []


def test_it_stays_with_a_topic_that_goes_on_in_the_next_plan(town, area, by, item, act, coordinator):
    told = {"budget_year": 2026, "by": coordinator, "now": datetime(2025, 9, 1, tzinfo=UTC)}
    following = add(
        begin_plan(town, "Næste", **told),
        NewItem(kind=Kind.CAPITAL, facts=Facts(title="Ny daginstitution", body="BUU"), follows=item),
        act=act(TODAY),
    )
    assert first_of(town) == {item.pk: item.pk, following.pk: item.pk}
    with pytest.raises(Refused, match="knyttet til et punkt"):
        linked = IndicatorFacts(name="X", unit="m²", direction=Direction.UP, threads=(following.pk,))
        begin_indicator(town, linked, applies_on=TODAY, by=by())


@pytest.mark.parametrize("name", ["areal", "AREAL"])
def test_a_name_is_used_once(town, area, by, name):
    with pytest.raises(Refused, match="allerede en indikator"):
        begin_indicator(town, IndicatorFacts(name=name, unit="m²", direction=Direction.UP), applies_on=TODAY, by=by())


def test_what_is_written_is_never_changed(area, by):
    measure(area, number(MARCH, "95"), by=by())
    for rows, change in ((Measurement.objects, {"value": 1}), (IndicatorState.objects, {"why": "x"})):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.update(**change)


def test_check_data_finds_what_the_actions_refuse(town, area, by, coordinator):
    measure(area, number(MARCH, "95"), by=by())
    assert list(violations()) == []
    other = begin_indicator(
        town, IndicatorFacts(name="Andet", unit="kr.", direction=Direction.UP), applies_on=JANUARY, by=by()
    )
    told = {"municipality": town, "measured_on": MARCH, "recorded_at": by().now, "recorded_by": coordinator}
    twice = Measurement.objects.create(indicator=area, value=1, **told)
    Measurement.objects.create(indicator=area, value=2, **told)
    Measurement.objects.create(indicator=other, value=1, corrects=twice, **told)
    Measurement.objects.create(indicator=area, value=1, **told | {"measured_on": date(2025, 10, 2)})
    IndicatorState.objects.create(
        municipality=town,
        indicator=area,
        applies_on=MARCH,
        recorded_at=by().now,
        recorded_by=coordinator,
        facts={"name": "A", "unit": "m²", "direction": "up", "threads": [99]},
    )
    assert {one.rule for one in violations()} == {
        "indicator_is_linked_to_threads",
        "measurement_corrects_its_own_indicator",
        "measurement_is_of_a_day_that_was",
        "indicator_is_measured_once_a_day",
    }
