# SPDX-License-Identifier: MPL-2.0
"""An extract on its way in: how far it is, what it would post, what no rule maps, and the person's word that it be done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.finance.mapping import RuleForm, titles_of
from udmoent.desk.finance.sending import frame
from udmoent.desk.finance.told import shown_of
from udmoent.desk.imports.checking import how_far
from udmoent.desk.imports.work import carry_out, go_on
from udmoent.desk.sent import is_done
from udmoent.desk.uploads import Upload
from udmoent.desk.where import Crumb, language, the_plan
from udmoent.intake.models import Import, Reading
from udmoent.intake.rules import Matter, ReadingStage
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@needs(rules.SET_AMOUNTS)
@GET_OR_POST
def check_extract(request: HttpRequest, plan_id: int, reading_id: int) -> HttpResponse:
    """What the extract would post; on the person's word it is posted, or a rule is kept and it is read again."""
    plan = the_plan(request, plan_id)
    reading = plan.readings.filter(matter=Matter.FINANCE, pk=reading_id).select_related("kept").first()
    if reading is None:
        raise Http404(_("The upload is no longer known. Upload the file again."))
    if reading.kept and request.method != "POST":
        return redirect("finance_receipt", plan.pk, reading.kept.pk)
    if request.method == "POST" and "value" not in request.POST:
        return _do(request, plan, reading)
    if reading.stage not in (ReadingStage.DONE, ReadingStage.FAILED):
        return render(request, "desk/reading.html", _frame(plan, reading) | how_far(reading))
    return _shown(request, plan, reading)


def _do(request: HttpRequest, plan: Plan, reading: Reading) -> HttpResponse:
    """Work at once on a file that waits, try again, or post it."""
    if "straks" in request.POST:
        carry_out(reading.pk)
    else:
        is_real = "igen" not in request.POST
        job = {"is_real": True, "skip_faulty": "skip_faulty" in request.POST} if is_real else reading.job
        go_on(reading, job, language=language(), by=request.visitor.person)  # type: ignore[attr-defined]
    return redirect("check_extract", plan.pk, reading.pk)


def _shown(request: HttpRequest, plan: Plan, reading: Reading) -> HttpResponse:
    """Some of the file's own accounts can be brought into the form by their links."""
    initial = {name: request.GET[name] for name in ("kind", "value") if name in request.GET}
    form = RuleForm(request.POST or None, titles=titles_of(plan), initial=initial)
    if is_done(form, lambda: form.keep(plan, request), at="value"):
        messages.success(request, _("The rule is saved, and the extract is held against it."))
        go_on(reading, {}, language=language(), by=request.visitor.person)  # type: ignore[attr-defined]
        return redirect("check_extract", plan.pk, reading.pk)
    same = Import.objects.filter(plan=plan, matter=Matter.FINANCE, file_sha256=reading.upload["sha256"], undone_at=None)
    told = {
        "form": form,
        "told": shown_of(reading.told) if reading.told else None,
        "refusals": reading.refusals,
        "same": same.first(),
    }
    status = 422 if form.is_bound or reading.refusals else 200
    return render(request, "desk/finance/check.html", _frame(plan, reading) | told, status=status)


def _frame(plan: Plan, reading: Reading) -> dict[str, Any]:
    return frame(plan, Crumb(_("Check"))) | {
        "upload": Upload(**reading.upload),
        "reading": reading,
        "address": reverse("check_extract", args=[plan.pk, reading.pk]),
        "start": reverse("finance", args=[plan.pk]),
    }
