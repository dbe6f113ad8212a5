# SPDX-License-Identifier: MPL-2.0
"""Telling of an indicator, and measuring it. Each writes a new row and changes none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import msgspec
from django.db import transaction
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.indicators.facts import IndicatorFacts
from udmoent.indicators.models import Indicator, IndicatorState, Measurement
from udmoent.indicators.rules import why_not_correct, why_not_measure, why_not_tell
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.rules import why_not_apply
from udmoent.plan.threads import first_of


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who tells, when and why."""

    person: Person
    now: datetime
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """What is measured: a number of a day, and where it is from."""

    on: date
    value: Decimal
    source: str = ""


@transaction.atomic
def begin_indicator(municipality: Municipality, facts: IndicatorFacts, *, applies_on: date, by: By) -> Indicator:
    """A new indicator, with what is told of it."""
    _take_turn(municipality)
    _refuse_telling(municipality, facts, applies_on, by)
    indicator = Indicator.objects.create(municipality=municipality, begun_at=by.now, begun_by=by.person)
    _write_state(indicator, facts, applies_on, by)
    _record("begin_indicator", indicator, by, name=facts.name)
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, facts: IndicatorFacts, *, applies_on: date, by: By) -> IndicatorState | None:
    """Tell of the indicator what holds from a day on; None where that is told already."""
    _take_turn(indicator.municipality)
    if _told(indicator, applies_on) == facts:
        return None
    _refuse_telling(indicator.municipality, facts, applies_on, by, but=indicator)
    state = _write_state(indicator, facts, applies_on, by)
    _record("change_indicator", indicator, by, name=facts.name)
    return state


@transaction.atomic
def measure(indicator: Indicator, number: Number, *, by: By) -> Measurement:
    """A new measurement, of a day of which there is none."""
    _take_turn(indicator.municipality)
    return _measure(indicator, number, _holding(indicator), by)


@transaction.atomic
def correct(measurement: Measurement, number: Number | None, *, by: By) -> Measurement:
    """What the measurement should have said; with no number it is taken back. It stays, and the new one points at it."""
    _take_turn(measurement.municipality)
    return _correct(measurement, number, _holding(measurement.indicator), by)


@transaction.atomic
def bring(numbers: Iterable[tuple[Indicator, Number]], *, by: By) -> list[Measurement]:
    """Many at once: one of a day that has another number corrects that, and what is told already adds nothing."""
    written = []
    for indicator, number in numbers:
        _take_turn(indicator.municipality)
        holding = _holding(indicator)
        was = next((one for one in holding if one.measured_on == number.on), None)
        if was is None:
            written.append(_measure(indicator, number, holding, by))
        elif was.value != number.value:
            written.append(_correct(was, replace(number, source=number.source or was.source), holding, by))
    return written


def _measure(indicator: Indicator, number: Number, holding: list[Measurement], by: By) -> Measurement:
    taken = {one.measured_on for one in holding}
    _refuse_number(indicator, number, taken, by)
    measured = _write(indicator, number.on, number.value, number.source, by)
    _record("measure", indicator, by, on=number.on.isoformat())
    return measured


def _correct(was: Measurement, number: Number | None, holding: list[Measurement], by: By) -> Measurement:
    is_same = number is not None and (number.on, number.value, number.source) == (
        was.measured_on,
        was.value,
        was.source,
    )
    Refused.if_any([why_not_correct(is_corrected=was not in holding, is_same=is_same)])
    day = was.measured_on
    if number is not None:
        taken = {one.measured_on for one in holding if one != was}
        _refuse_number(was.indicator, number, taken, by)
        day = number.on
    value, source = (number.value, number.source) if number else (None, was.source)
    corrected = _write(was.indicator, day, value, source, by, corrects=was)
    _record("correct_measurement", was.indicator, by, on=day.isoformat())
    return corrected


def _refuse_number(indicator: Indicator, number: Number, taken: set[date], by: By) -> None:
    today = timezone.localdate(by.now)
    told = _told(indicator, today)
    is_retired = told is not None and told.is_retired
    Refused.if_any(why_not_measure(number.on, today=today, is_retired=is_retired, taken=taken))


def _refuse_telling(
    town: Municipality, facts: IndicatorFacts, applies_on: date, by: By, but: Indicator | None = None
) -> None:
    others = [
        told.name
        for indicator in town.indicators.all()
        if indicator != but and (told := _told(indicator, timezone.localdate(by.now)))
    ]
    threads = set(first_of(town).values())
    refusals = why_not_tell(facts, others=others, threads=threads)
    Refused.if_any([why_not_apply(applies_on, timezone.localdate(by.now)), *refusals])


def _told(indicator: Indicator, on: date) -> IndicatorFacts | None:
    state = indicator.states.filter(applies_on__lte=on).order_by("applies_on", "pk").last()
    return state.told if state else None


def _holding(indicator: Indicator) -> list[Measurement]:
    return list(indicator.measurements.filter(corrected_by=None).exclude(value=None))


def _write_state(indicator: Indicator, facts: IndicatorFacts, applies_on: date, by: By) -> IndicatorState:
    return IndicatorState.objects.create(
        municipality_id=indicator.municipality_id,
        indicator=indicator,
        applies_on=applies_on,
        recorded_at=by.now,
        recorded_by=by.person,
        why=by.why,
        facts=msgspec.to_builtins(facts),
    )


def _write(
    indicator: Indicator,
    day: date,
    value: Decimal | None,
    source: str,
    by: By,
    corrects: Measurement | None = None,
) -> Measurement:
    return Measurement.objects.create(
        municipality_id=indicator.municipality_id,
        indicator=indicator,
        measured_on=day,
        value=value,
        source=source,
        why=by.why,
        recorded_at=by.now,
        recorded_by=by.person,
        corrects=corrects,
    )


def _take_turn(municipality: Municipality) -> None:
    """One writer of a town's indicators at a time."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)


def _record(act: str, indicator: Indicator, by: By, **told: object) -> None:
    record(act, indicator, municipality_id=indicator.municipality_id, by_id=by.person.pk, now=by.now, **told)
