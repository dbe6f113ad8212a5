# SPDX-License-Identifier: MPL-2.0
"""What every page shows around its own matter."""

from django.conf import settings
from django.http import HttpRequest

from udmoent import clock
from udmoent.plan.models import Plan


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Context processor: the town and what the visitor may do there, whether it is a sample, and the clock's day."""
    told: dict[str, object] = {
        "is_sample": Plan.objects.filter(is_sample=True).exists(),
        "clock_stands": bool(settings.UDMOENT_TODAY),
        "today": clock.today(),
        "languages": settings.LANGUAGES,
    }
    visitor = getattr(request, "visitor", None)
    if visitor and request.user.is_authenticated and visitor.roles:
        told |= {"municipality": visitor.municipality, "may": visitor.may}
    return told
