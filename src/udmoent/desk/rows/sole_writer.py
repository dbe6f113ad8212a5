# SPDX-License-Identifier: MPL-2.0
"""A page that writes in a plan: while it is sent, nobody else writes there."""

from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from udmoent.desk.access import GET_OR_POST
from udmoent.desk.where import the_plan
from udmoent.plan.models import Plan


def sole_writer(act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view is given the plan; what the address tells besides is passed on."""

    @GET_OR_POST
    @wraps(act)
    def view(request: HttpRequest, plan_id: int, **told: str) -> HttpResponse:
        plan = the_plan(request, plan_id)
        if request.method != "POST":
            return act(request, plan, **told)
        with transaction.atomic():
            plan.last_recorded_at = Plan.objects.select_for_update().get(pk=plan.pk).last_recorded_at
            return act(request, plan, **told)

    return view
