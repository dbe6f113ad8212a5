# SPDX-License-Identifier: MPL-2.0
"""What every page shows around its own matter."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.fields import DayField
from udmoent.desk.menu import menu
from udmoent.desk.where import CHOSEN_DAY, last_used_plan
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
        plan = getattr(request, "plan", None) or last_used_plan(request)
        told |= {
            "municipality": visitor.municipality,
            "may": visitor.may,
            "plan": plan,
            "menu": menu(plan, visitor.may),
            "as_of": getattr(request, "as_of", None),
            "day_form": DayForm(request) if plan else None,
        }
    return told


class DayForm(forms.Form):
    """The day that the whole site is to show."""

    pr = DayField(label=gettext_lazy("The plan as of"), required=False)

    def __init__(self, request: HttpRequest) -> None:
        moment = getattr(request, "as_of", None)
        shown = moment.day if moment else request.session.get(CHOSEN_DAY) or clock.today()
        super().__init__(initial={"pr": shown}, auto_id="day-%s")
