# SPDX-License-Identifier: MPL-2.0
"""What day it is: asked by the doors only, and told to the rooms as an argument."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day in the town's calendar, or the day the clock was set to stand at."""
    return settings.UDMOENT_TODAY or timezone.localdate()


def now() -> datetime:
    """The moment in UTC; in the town its day is `today()`, also when the clock was set to stand."""
    if settings.UDMOENT_TODAY is None:
        return timezone.now()
    local = timezone.localtime()
    return datetime.combine(settings.UDMOENT_TODAY, local.time(), local.tzinfo).astimezone(UTC)
