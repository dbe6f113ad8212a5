# SPDX-License-Identifier: MPL-2.0
"""Bringing a plan in: a file is sent, what it would do is shown, then it is done; and can be taken back."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.import_told import told_of
from udmoent.desk.uploads import NewPlanForm, Upload, UploadForm
from udmoent.desk.where import Crumb, steps_to, the_plan, words_of
from udmoent.intake.actions import Imported, undo_import
from udmoent.intake.bring import HandedIn, bring_in
from udmoent.intake.models import Import
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.models import Plan

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


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
        upload = form.kept(municipality_id=plan.municipality_id, plan_id=plan.pk)
        return redirect(f"{reverse('check', args=[plan.pk])}?{urlencode({'fil': upload.slip()})}")
    told = {
        "plan": plan,
        "here": "import",
        "crumbs": steps_to(plan, _("Import")),
        "form": form,
        "imports": Import.objects.filter(plan=plan).select_related("imported_by", "undone_by"),
    }
    return render(request, "desk/import.html", told, status=422 if form.is_bound else 200)


@needs(rules.IMPORT)
@GET_OR_POST
def import_new(request: HttpRequest) -> HttpResponse:
    """Send the file from which a plan is to be begun."""
    form = NewPlanForm(request.POST or None, request.FILES or None, initial={"applies_on": clock.today()})
    if form.is_valid():
        upload = form.kept(municipality_id=_town(request).pk, plan_id=0)
        return redirect(f"{reverse('check_new')}?{urlencode({'fil': upload.slip()})}")
    told = {"form": form, "crumbs": [Crumb(_("Plans"), reverse("home")), Crumb(_("New plan"))]}
    return render(request, "desk/import.html", told, status=422 if form.is_bound else 200)


# Looking at what it would do, and doing it


@needs(rules.IMPORT)
@GET_OR_POST
def check_into(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What the file would do to the plan; sent again, it is done with the very same bytes."""
    plan = the_plan(request, plan_id)
    upload = _upload(request, plan.municipality_id, plan.pk)
    return _check(request, upload, plan)


@needs(rules.IMPORT)
@GET_OR_POST
def check_new(request: HttpRequest) -> HttpResponse:
    """The plan that the file would become; sent again, it is begun."""
    return _check(request, _upload(request, _town(request).pk, 0), None)


def _upload(request: HttpRequest, municipality_id: int, plan_id: int) -> Upload:
    told = request.POST if request.method == "POST" else request.GET
    return Upload.read(told.get("fil", ""), municipality_id=municipality_id, plan_id=plan_id)


def _check(request: HttpRequest, upload: Upload, plan: Plan | None) -> HttpResponse:
    is_confirmed = request.method == "POST"
    skip_faulty = is_confirmed and "skip_faulty" in request.POST
    try:
        imported = _import(request, upload, plan, skip_faulty=skip_faulty, dry_run=not is_confirmed)
    except Refused as refused:
        return _shown(request, upload, plan, {"refusals": refused.refusals}, status=422)
    if is_confirmed and imported.id:
        messages.success(request, _("The file has been brought in."))
        return redirect("receipt", Import.objects.get(pk=imported.id).plan_id, imported.id)
    told = told_of(imported, words_of(_town(request)))
    return _shown(request, upload, plan, told, status=422 if is_confirmed and imported.is_stopped else 200)


def _import(request: HttpRequest, upload: Upload, plan: Plan | None, *, skip_faulty: bool, dry_run: bool) -> Imported:
    with upload.file() as file:
        handed = HandedIn(
            file=file,
            plan=plan or upload.plan_name,
            year=upload.year,
            unit=upload.kroner_per_unit,
            by=_person(request),
            now=clock.now(),
            applies_on=upload.day,
            why=upload.why,
            skip_faulty=skip_faulty,
            dry_run=dry_run,
        )
        return bring_in(_town(request), handed, files=settings.UDMOENT_FILES)


def _shown(
    request: HttpRequest, upload: Upload, plan: Plan | None, told: Mapping[str, object], *, status: int
) -> HttpResponse:
    step = Crumb(_("Check"))
    crumbs = (
        [*steps_to(plan, _("Import"), "import"), step]
        if plan
        else [
            Crumb(_("Plans"), reverse("home")),
            Crumb(_("New plan"), reverse("import_new")),
            step,
        ]
    )
    shared = {"plan": plan, "here": "import", "crumbs": crumbs, "upload": upload, "slip": upload.slip()}
    return render(request, "desk/check.html", shared | dict(told), status=status)


# What was done, and taking it back


def _kept(request: HttpRequest, plan_id: int, import_id: int) -> Import:
    found = Import.objects.select_related("plan__municipality", "plan__agreement", "imported_by", "undone_by")
    kept = found.filter(plan=the_plan(request, plan_id), pk=import_id).first()
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
        "changed_numbers": len({one["number"] for one in kept.receipt.get("changed", ())}),
    }
    return render(request, "desk/receipt.html", told)


@needs(rules.IMPORT)
@require_POST
def undo(request: HttpRequest, plan_id: int, import_id: int) -> HttpResponse:
    """Take the whole import back, as long as nothing was built on it."""
    kept = _kept(request, plan_id, import_id)
    try:
        undo_import(kept, by=_person(request), now=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The import has been taken back."))
    return redirect("receipt", plan_id, import_id)
