# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from udmoent import clock

MIDNIGHTS = [datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 12, 1, 22, 30, tzinfo=UTC)]


@pytest.mark.parametrize("moment", [*MIDNIGHTS, datetime(2026, 12, 1, 23, 30, tzinfo=UTC)])
@pytest.mark.parametrize("day", [date(2025, 9, 30), date(2025, 1, 15)])
def test_a_clock_that_stands_is_on_its_day_at_every_hour(monkeypatch, settings, moment, day):
    settings.UDMOENT_TODAY = day
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert timezone.localdate(clock.now()) == clock.today() == day


def test_without_a_set_day_it_is_the_real_one(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MIDNIGHTS[0])
    assert (clock.now(), clock.today()) == (MIDNIGHTS[0], date(2026, 7, 2))
