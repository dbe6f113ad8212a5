# SPDX-License-Identifier: MPL-2.0
"""What one act in the rows wrote: told on a page of its own, where it can be taken back whole."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.contrib import messages
from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.where import steps_to, the_plan
from udmoent.economy.models import Posting
from udmoent.intake.amend import Written, take_back
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Person
from udmoent.plan.models import ItemState, Plan

SALT: Final = "udmoent.desk.rows"
HOLDS_FOR: Final = 7 * 24 * 3600


def slip_of(written: Written, plan: Plan, by: Person) -> str:
    """A signed slip by which the same person finds the act again for a week."""
    moments = [moment.isoformat() for moment in written.moments]
    return signing.dumps([plan.pk, by.pk, written.count, written.applies_on.isoformat(), moments], salt=SALT)


def read_slip(slip: str, plan: Plan, by: Person) -> Written:
    try:
        plan_id, person_id, count, applies_on, moments = signing.loads(slip, salt=SALT, max_age=HOLDS_FOR)
    except signing.BadSignature as wrong:
        raise Http404(_("This can no longer be taken back here. Correct the items instead.")) from wrong
    if (plan_id, person_id) != (plan.pk, by.pk):
        raise Http404(_("This can no longer be taken back here. Correct the items instead."))
    return Written(
        count=count,
        applies_on=date.fromisoformat(applies_on),
        moments=tuple(map(datetime.fromisoformat, moments)),
    )


@needs(rules.WRITE_ROWS)
@GET_OR_POST
def written_rows(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The items that the act wrote in; sent, all of it is taken back."""
    plan = the_plan(request, plan_id)
    person = request.visitor.person  # type: ignore[attr-defined]
    slip = (request.POST if request.method == "POST" else request.GET).get("kvittering", "")
    written = read_slip(slip, plan, person)
    if request.method == "POST":
        return _take_back(request, plan, written, person)
    told = {
        "plan": plan,
        "here": "plan",
        "crumbs": steps_to(plan, _("Saved")),
        "written": written,
        "slip": slip,
        "items": _items(plan, written),
    }
    return render(request, "desk/rows/written.html", told)


def _items(plan: Plan, written: Written) -> Iterable[tuple[str, str]]:
    """Number and title of each item that the act wrote in."""
    states = ItemState.objects.filter(item__plan=plan, recorded_at__in=written.moments)
    postings = Posting.objects.filter(item__plan=plan, recorded_at__in=written.moments)
    items = plan.items.filter(Q(pk__in=states.values("item")) | Q(pk__in=postings.values("item")))
    return items.as_of(written.applies_on).order_by("item__number").values_list("item__number", "title")


def _take_back(request: HttpRequest, plan: Plan, written: Written, person: Person) -> HttpResponse:
    try:
        count = take_back(plan, written, by=person, now=clock.now(), why=_("Taken back"))
    except Refused as refused:
        return _answered(request, plan, str(refused), messages.ERROR, 422)
    said = ngettext("Taken back: {n} item is as it was.", "Taken back: {n} items are as they were.", count)
    return _answered(request, plan, said.format(n=count), messages.SUCCESS, 200)


def _answered(request: HttpRequest, plan: Plan, said: str, level: int, status: int) -> HttpResponse:
    """In words to the list's own script; to others on the page of the plan."""
    if request.accepts("text/html"):
        messages.add_message(request, level, said)
        return redirect("plan", plan.pk)
    return JsonResponse({"says": said}, status=status)
