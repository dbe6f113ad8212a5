# SPDX-License-Identifier: MPL-2.0
"""Bringing a plan in: a file is sent, what it would do is shown, then it is done; and can be taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.imports.checking import address_of
from udmoent.desk.imports.work import begin
from udmoent.desk.uploads import NewPlanForm, UploadForm
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.intake.actions import undo_import, what_holds
from udmoent.intake.models import Import
from udmoent.intake.rules import Matter
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, Person


def _town(request: HttpRequest) -> Municipality:
    return request.visitor.municipality  # type: ignore[attr-defined]


def _person(request: HttpRequest) -> Person:
    return request.visitor.person  # type: ignore[attr-defined]


# Sending a file


@needs(rules.IMPORT)
@GET_OR_POST
def import_into(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Send a file with changes to the plan; below, what was brought in before."""
    plan = the_plan(request, plan_id)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"applies_on": clock.today()})
    if form.is_valid():
        return redirect(
            address_of(begin(plan.municipality, plan, form.kept(), language=language(), by=_person(request)))
        )
    told = {
        "plan": plan,
        "here": "import",
        "crumbs": steps_to(plan, _("Import")),
        "form": form,
        "imports": Import.objects.filter(plan=plan, matter=Matter.PLAN).select_related("imported_by", "undone_by"),
    }
    return render(request, "desk/import.html", told, status=422 if form.is_bound else 200)


@needs(rules.IMPORT)
@GET_OR_POST
def import_new(request: HttpRequest) -> HttpResponse:
    """Send the file from which a plan is to be begun."""
    form = NewPlanForm(request.POST or None, request.FILES or None, initial={"applies_on": clock.today()})
    if form.is_valid():
        return redirect(address_of(begin(_town(request), None, form.kept(), language=language(), by=_person(request))))
    told = {"form": form, "crumbs": [Crumb(_("Plans"), reverse("home")), Crumb(_("New plan"))]}
    return render(request, "desk/import.html", told, status=422 if form.is_bound else 200)


# What was done, and taking it back


def _kept(request: HttpRequest, plan_id: int, import_id: int) -> Import:
    found = Import.objects.select_related("plan__municipality", "plan__agreement", "imported_by", "undone_by")
    kept = found.filter(plan=the_plan(request, plan_id), matter=Matter.PLAN, pk=import_id).first()
    if kept is None:
        raise Http404(_("There is no such import."))
    return kept


@needs(rules.IMPORT)
@require_safe
def receipt(request: HttpRequest, plan_id: int, import_id: int) -> HttpResponse:
    """What an import did."""
    kept = _kept(request, plan_id, import_id)
    told = {
        "plan": kept.plan,
        "here": "import",
        "crumbs": [*steps_to(kept.plan, _("Import"), "import"), Crumb(_("Receipt {number}").format(number=kept.pk))],
        "kept": kept,
        "receipt": kept.receipt,
        "why_not_undo": what_holds(kept),
        "changed_numbers": _changed_items(kept),
    }
    return render(request, "desk/receipt.html", told)


@needs(rules.IMPORT)
@GET_OR_POST
def undo(request: HttpRequest, plan_id: int, import_id: int) -> HttpResponse:
    """Tell what taking the whole import back would do; sent, it is done, as long as nothing was built on it."""
    kept = _kept(request, plan_id, import_id)
    if request.method != "POST":
        return _undo_page(request, kept)
    try:
        undo_import(kept, by=_person(request), now=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The import has been taken back."))
    return redirect("receipt", plan_id, import_id)


def _undo_page(request: HttpRequest, kept: Import) -> HttpResponse:
    if kept.undone_at or (held := what_holds(kept)):
        messages.error(request, str(held) if not kept.undone_at else _("The import has been taken back already."))
        return redirect("receipt", kept.plan_id, kept.pk)
    way = Crumb(_("Receipt {number}").format(number=kept.pk), reverse("receipt", args=[kept.plan_id, kept.pk]))
    told = {
        "plan": kept.plan,
        "here": "import",
        "crumbs": [*steps_to(kept.plan, _("Import"), "import"), way, Crumb(_("Take back"))],
        "kept": kept,
        "new": len(kept.receipt.get("new", ())),
        "changed": _changed_items(kept),
    }
    return render(request, "desk/undo.html", told)


def _changed_items(kept: Import) -> int:
    return len({one["number"] for one in kept.receipt.get("changed", ())})
