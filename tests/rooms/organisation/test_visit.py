# SPDX-License-Identifier: MPL-2.0
"""When somebody was here last."""

from datetime import UTC, datetime, timedelta

from udmoent.organisation.actions import visit
from udmoent.organisation.models import Person, Visit

MORNING = datetime(2025, 9, 30, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_first_time_there_is_no_time_before(coordinator: Person):
    assert visit(coordinator, now=MORNING).previous_at is None


def test_a_visit_goes_on_while_less_than_an_hour_passes(coordinator: Person):
    for minutes in (0, 50, 100, 160):
        seen = visit(coordinator, now=MORNING + timedelta(minutes=minutes))
    assert seen.previous_at is None and seen.latest_at == MORNING + timedelta(minutes=160)


def test_after_more_than_an_hour_the_last_visit_is_the_previous_one(coordinator: Person):
    visit(coordinator, now=MORNING)
    assert visit(coordinator, now=MORNING + 2 * HOUR).previous_at == MORNING
    assert visit(coordinator, now=MORNING + 2.5 * HOUR).previous_at == MORNING
    assert visit(coordinator, now=MORNING + 9 * HOUR).previous_at == MORNING + 2.5 * HOUR
    assert Visit.objects.count() == 1


def test_a_clock_that_goes_back_changes_nothing(coordinator: Person):
    visit(coordinator, now=MORNING)
    assert visit(coordinator, now=MORNING - 3 * HOUR).latest_at == MORNING
