# SPDX-License-Identifier: MPL-2.0
"""What day it is: asked by the doors only, and told to the rooms as an argument."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day in the town's calendar, or the day the clock was set to stand at."""
    return settings.UDMOENT_TODAY or timezone.localdate()


def now() -> datetime:
    """The moment in UTC; its day is `today()` also when the clock was set to stand."""
    moment = timezone.now()
    if settings.UDMOENT_TODAY:
        moment -= timedelta(days=(timezone.localdate(moment) - settings.UDMOENT_TODAY).days)
    return moment
