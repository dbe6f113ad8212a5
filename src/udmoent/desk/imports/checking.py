# SPDX-License-Identifier: MPL-2.0
"""A file on its way in: how far it is, what it would do to the plan, and the person's word that it be done."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.imports.work import carry_out, go_on
from udmoent.desk.uploads import Upload
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.intake.models import Reading
from udmoent.intake.rules import Matter, ReadingStage, is_stopped, is_unattended
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.plan.models import Plan

CHOICE: Final = "valg-"
TAKES_FILE: Final = {"fil": True, "plan": False}


@needs(rules.IMPORT)
@GET_OR_POST
def check_into(request: HttpRequest, plan_id: int, reading_id: int) -> HttpResponse:
    """What the file would do to the plan; on the person's word it is done with the very same bytes."""
    return _answer(request, _reading(request, reading_id, the_plan(request, plan_id)))


@needs(rules.IMPORT)
@GET_OR_POST
def check_new(request: HttpRequest, reading_id: int) -> HttpResponse:
    """The plan that the file would become; on the person's word it is begun."""
    return _answer(request, _reading(request, reading_id, None))


def _reading(request: HttpRequest, reading_id: int, plan: Plan | None) -> Reading:
    found = Reading.objects.select_related("municipality", "plan", "kept")
    town = request.visitor.municipality  # type: ignore[attr-defined]
    reading = found.filter(municipality=town, plan=plan, matter=Matter.PLAN, pk=reading_id).first()
    if reading is None:
        raise Http404(_("The upload is no longer known. Upload the file again."))
    return reading


def address_of(reading: Reading) -> str:
    if reading.plan_id:
        return reverse("check", args=[reading.plan_id, reading.pk])
    return reverse("check_new", args=[reading.pk])


def _answer(request: HttpRequest, reading: Reading) -> HttpResponse:
    if request.method == "POST":
        return _do(request, reading)
    if reading.kept:
        return redirect("receipt", reading.kept.plan_id, reading.kept.pk)
    if reading.stage in (ReadingStage.DONE, ReadingStage.FAILED):
        return _shown(request, reading, reading.job.get("takes_file", {}))
    return _progress(request, reading)


def _do(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What the person asked for: to work at once on a file that waits, to try again, or to bring it in."""
    job, by = reading.job, request.visitor.person  # type: ignore[attr-defined]
    if "straks" in request.POST:
        carry_out(reading.pk)
    elif "igen" in request.POST:
        go_on(reading, job, language=language(), by=by)
    else:
        chosen = job.get("takes_file", {}) | _choices(request, reading)
        skips = "skip_faulty" in request.POST
        if not skips and _stands_open(reading, chosen):
            return _shown(request, reading, chosen, status=422)
        job = {"is_real": True, "skip_faulty": skips, "takes_file": chosen}
        go_on(reading, job, language=language(), by=by)
    return redirect(address_of(reading))


def _choices(request: HttpRequest, reading: Reading) -> dict[str, bool]:
    """What was chosen in each conflict, and, where the person said so, in all the others."""
    told = {name.removeprefix(CHOICE): value for name, value in request.POST.items() if name.startswith(CHOICE)}
    rest = request.POST.get("resten", "")
    questions = [one["question"] for one in (reading.told or {}).get("conflicts", ())]
    wanted = {question: told.get(question) or rest for question in questions}
    return {question: TAKES_FILE[value] for question, value in wanted.items() if value in TAKES_FILE}


def _stands_open(reading: Reading, chosen: Mapping[str, bool]) -> bool:
    told = reading.told or {}
    return bool(told.get("faults")) or any(one["question"] not in chosen for one in told.get("conflicts", ()))


def _shown(request: HttpRequest, reading: Reading, chosen: Mapping[str, bool], *, status: int = 200) -> HttpResponse:
    told = dict(reading.told or {})
    told["conflicts"] = [one | {"takes_file": chosen.get(one["question"])} for one in told.get("conflicts", ())]
    told["is_asked_again"] = status != 200
    told["refusals"] = reading.refusals
    return render(request, "desk/check.html", _frame(reading) | told, status=422 if reading.refusals else status)


def _progress(request: HttpRequest, reading: Reading) -> HttpResponse:
    return render(request, "desk/reading.html", _frame(reading) | how_far(reading))


def how_far(reading: Reading) -> dict[str, object]:
    """How much of the file has been read, and whether anybody is at it."""
    stage, now = ReadingStage(reading.stage), clock.now()
    return {
        "read": in_unit(reading.rows_read, KR, language()),
        "rows": in_unit(reading.rows, KR, language()),
        "is_waiting": stage == ReadingStage.WAITING,
        "is_checking": stage == ReadingStage.CHECKING,
        "is_unattended": is_unattended(stage, reading.asked_at, now),
        "is_stopped": is_stopped(stage, reading.beat_at, now),
    }


def _frame(reading: Reading) -> dict[str, Any]:
    step = Crumb(_("Check"))
    beginning = [Crumb(_("Plans"), reverse("home")), Crumb(_("New plan"), reverse("import_new"))]
    return {
        "plan": reading.plan,
        "here": "import",
        "crumbs": [*(steps_to(reading.plan, _("Import"), "import") if reading.plan else beginning), step],
        "upload": Upload(**reading.upload),
        "reading": reading,
        "address": address_of(reading),
        "start": reverse("import", args=[reading.plan_id]) if reading.plan_id else reverse("import_new"),
    }
