# SPDX-License-Identifier: MPL-2.0
"""Who is heard, who is told and who has treated what, proved over the whole database: see `editions.check`."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from udmoent.editions.models import Communication
from udmoent.editions.violation import Violation, violation
from udmoent.indicators.models import IndicatorState, Measurement
from udmoent.organisation.models import Municipality
from udmoent.plan.models import ItemState
from udmoent.plan.rules import FORGIVEN
from udmoent.plan.threads import first_of


def _involvements() -> Iterator[Violation]:
    """What people told; what an import brings is forgiven."""
    told = ItemState.objects.exclude(involvements=[]).exclude(source__in=FORGIVEN).order_by("pk")
    rows = told.values_list("pk", "item__number", "applies_on", "involvements")
    for pk, number, on, involved in rows.iterator():
        for rule, message in _wrong_in(involved, number, on):
            yield violation(rule, ItemState, pk, message)


def _wrong_in(involved: list[dict[str, Any]], number: str, on: date) -> Iterator[tuple[str, str]]:
    at = {"number": number, "on": on}
    for one in involved:
        if not one["party"]:
            yield (
                "involvement_names_a_party",
                _("Item {number} involves nobody that is named, from {on:%d.%m.%Y}.").format(**at),
            )
        opens, closes = one.get("opens_on"), one.get("deadline")
        if opens and closes and closes < opens:
            message = _("Item {number}: a hearing's deadline is before the day on which it opens, from {on:%d.%m.%Y}.")
            yield "hearing_closes_after_it_opens", message.format(**at)
        if not all(answer["sender"] for answer in one.get("answers", ())):
            message = _("Item {number}: an answer to a hearing has no sender, from {on:%d.%m.%Y}.")
            yield "hearing_answer_names_its_sender", message.format(**at)


def _communications() -> Iterator[Violation]:
    for pk in Communication.objects.filter(states=None).order_by("pk").values_list("pk", flat=True):
        yield violation("communication_says_something", Communication, pk, _("The communication says nothing."))
    of_own_items = Communication.objects.exclude(item__plan=F("plan"), edition=None)
    strange = of_own_items.exclude(edition__plan=F("plan"), item=None)
    for pk in strange.order_by("pk").values_list("pk", flat=True):
        message = _("The communication is about an item or a version of another plan than its own.")
        yield violation("communication_is_about_its_own_plan", Communication, pk, message)


def _treatments() -> Iterator[Violation]:
    message = _("Item {number} was treated on {day} by what was told on an earlier day.")
    told = ItemState.objects.exclude(treatments=[]).exclude(source__in=FORGIVEN).order_by("pk")
    for pk, number, recorded_at, route in told.values_list(
        "pk", "item__number", "recorded_at", "treatments"
    ).iterator():
        days = filter(None, (one.get("held_on") for one in route))
        if (day := max(days, default="")) > timezone.localdate(recorded_at).isoformat():
            yield violation("treatment_was_held_when_told", ItemState, pk, message.format(number=number, day=day))


def _indicators() -> Iterator[Violation]:
    """What is told of each last: an item that it was linked to may have come to follow another since."""
    message = _("An indicator is linked from {on:%d.%m.%Y} to an item that begins no thread of the town's plans.")
    for town in Municipality.objects.order_by("pk"):
        threads = set(first_of(town).values())
        states = IndicatorState.objects.filter(municipality=town).order_by("applies_on", "pk")
        for state in {one.indicator_id: one for one in states.iterator()}.values():
            if not set(state.told.threads) <= threads:
                told = message.format(on=state.applies_on)
                yield violation("indicator_is_linked_to_threads", IndicatorState, state.pk, told)


def _measurements() -> Iterator[Violation]:
    strange = Measurement.objects.filter(corrects__isnull=False).exclude(corrects__indicator=F("indicator"))
    for pk in strange.order_by("pk").values_list("pk", flat=True):
        told = _("A measurement corrects one of another indicator.")
        yield violation("measurement_corrects_its_own_indicator", Measurement, pk, told)
    holding = Measurement.objects.filter(corrected_by=None, value__isnull=False).order_by("pk")
    met: set[tuple[int, date]] = set()
    for pk, indicator, on, recorded_at in holding.values_list("pk", "indicator", "measured_on", "recorded_at"):
        if (indicator, on) in met:
            told = _("Two measurements of {on:%d.%m.%Y} hold for one indicator.").format(on=on)
            yield violation("indicator_is_measured_once_a_day", Measurement, pk, told)
        if on > timezone.localdate(recorded_at):
            told = _("A measurement of {on:%d.%m.%Y} was told before that day.").format(on=on)
            yield violation("measurement_is_of_a_day_that_was", Measurement, pk, told)
        met.add((indicator, on))


CHECKS_OF_OTHERS: Final = (_involvements, _communications, _treatments, _indicators, _measurements)
