# SPDX-License-Identifier: MPL-2.0
"""What an extract did, and taking it back as one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.finance.sending import frame
from udmoent.desk.finance.told import shown_of
from udmoent.desk.where import Crumb, the_plan
from udmoent.intake.finance.actions import undo_extract, what_holds_extract
from udmoent.intake.models import Import
from udmoent.intake.rules import Matter
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.models import Plan


def _kept(plan: Plan, import_id: int) -> Import:
    found = plan.imports.filter(matter=Matter.FINANCE, pk=import_id).select_related("imported_by", "undone_by")
    kept = found.first()
    if kept is None:
        raise Http404(_("There is no such import."))
    return kept


@needs(rules.SET_AMOUNTS)
@require_safe
def finance_receipt(request: HttpRequest, plan_id: int, import_id: int) -> HttpResponse:
    """What the extract posted."""
    plan = the_plan(request, plan_id)
    kept = _kept(plan, import_id)
    told = {"kept": kept, "told": shown_of(kept.receipt), "why_not_undo": what_holds_extract(kept)}
    crumb = Crumb(_("Receipt {number}").format(number=kept.pk))
    return render(request, "desk/finance/receipt.html", frame(plan, crumb) | told)


@needs(rules.SET_AMOUNTS)
@GET_OR_POST
def undo_finance(request: HttpRequest, plan_id: int, import_id: int) -> HttpResponse:
    """Tell what taking it back would do; sent, every posting of it is countered."""
    plan = the_plan(request, plan_id)
    kept = _kept(plan, import_id)
    held = what_holds_extract(kept)
    if request.method != "POST" and not held:
        way = Crumb(_("Receipt {number}").format(number=kept.pk), reverse("finance_receipt", args=[plan.pk, kept.pk]))
        told = {"kept": kept, "told": shown_of(kept.receipt)}
        return render(request, "desk/finance/undo.html", frame(plan, way, Crumb(_("Take back"))) | told)
    try:
        undo_extract(kept, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The extract has been taken back."))
    return redirect("finance_receipt", plan.pk, kept.pk)
