# SPDX-License-Identifier: MPL-2.0
"""What minutes seem to decide: which of the plan's cases, and how; written down on the person's word."""

from collections.abc import Iterable

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent import clock
from udmoent.cases.actions import decide_case, place_at_meeting
from udmoent.cases.facts import Outcome
from udmoent.cases.models import CaseTreatment
from udmoent.desk.access import GET_OR_POST, Visitor, needs
from udmoent.desk.imports.checking import how_far
from udmoent.desk.imports.work import carry_out, go_on
from udmoent.desk.minutes.form import DecidedForm
from udmoent.desk.sent import tell
from udmoent.desk.uploads import Upload
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.documents.case.tree import Minutes
from udmoent.intake.awaited import elsewhere, proposed_in
from udmoent.intake.minutes import Proposals
from udmoent.intake.models import Reading
from udmoent.intake.rules import Matter, ReadingStage
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import meeting_on
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@needs(rules.KEEP_MEETINGS)
@GET_OR_POST
def check_minutes(request: HttpRequest, plan_id: int, reading_id: int) -> HttpResponse:
    """Each case of the minutes that is one of the plan's, with what is to be asked about it."""
    plan = the_plan(request, plan_id)
    reading = plan.readings.filter(matter=Matter.MINUTES, pk=reading_id).first()
    if reading is None:
        raise Http404(_("The upload is no longer known. Upload the file again."))
    if {"straks", "igen"} & set(request.POST):
        return _again(request, plan, reading)
    if reading.stage not in (ReadingStage.DONE, ReadingStage.FAILED):
        return render(request, "desk/reading.html", _frame(plan, reading) | how_far(reading))
    if reading.told is None:
        return _page(request, plan, reading, Proposals((), (), ()), [], status=422)
    minutes = msgspec.convert(reading.told, Minutes)
    found = proposed_in(plan, minutes, today=clock.today())
    sent = request.POST if request.method == "POST" else None
    forms = [DecidedForm(sent, proposal=one, place=place) for place, one in enumerate(found.those, start=1)]
    if sent is not None and (taken := _written(request, forms)):
        said = ngettext("{n} decision is written down.", "{n} decisions are written down.", taken)
        messages.success(request, said.format(n=taken))
        return redirect("check_minutes", plan.pk, reading.pk)
    status = 422 if sent is not None else 200
    return _page(request, plan, reading, found, forms, status=status, **_of_others(plan, minutes, found))


def _of_others(plan: Plan, minutes: Minutes, found: Proposals) -> dict[str, object]:
    """The cases of the file that are another plan's, and those that are nobody's."""
    away = elsewhere(plan, minutes, found, today=clock.today())
    cases = [case for _plan, case in away]
    return {"elsewhere": away, "others": [case for case in found.others if case not in cases]}


def _again(request: HttpRequest, plan: Plan, reading: Reading) -> HttpResponse:
    """Read the file at once where it waits for a worker, or once more where that stopped."""
    if "straks" in request.POST:
        carry_out(reading.pk)
    else:
        go_on(reading, reading.job, language=language(), by=request.visitor.person)  # type: ignore[attr-defined]
    return redirect("check_minutes", plan.pk, reading.pk)


def _written(request: HttpRequest, forms: Iterable[DecidedForm]) -> int:
    """How many decisions were written down; none, where one of those that are ticked may not be so."""
    forms = list(forms)
    if [form for form in forms if not form.is_valid()]:
        return 0
    taken = [form for form in forms if form.is_taken]
    if not taken:
        messages.error(request, _("Tick at least one decision, and send it again."))
        return 0
    if doubled := [form for form in taken if [one.chosen for one in taken].count(form.chosen) > 1]:
        for form in doubled:
            form.add_error("take", _("Several are ticked that would decide this case. Tick only one of them."))
        return 0
    with transaction.atomic():
        if [form for form in taken if not _is_decided(request.visitor, form)]:  # type: ignore[attr-defined]
            transaction.set_rollback(True)
            return 0
    return len(taken)


def _is_decided(visitor: Visitor, form: DecidedForm) -> bool:
    try:
        with transaction.atomic():
            _decide(visitor, form)
    except Refused as refused:
        tell(form, refused)
        return False
    return True


def _decide(visitor: Visitor, form: DecidedForm) -> None:
    """The body's decision in the case, which is put on the meeting of the minutes where it was on none."""
    by, now, told = visitor.person, clock.now(), form.cleaned_data
    treatment = CaseTreatment.objects.select_related("case", "body").get(pk=form.chosen.treatment)
    Refused.if_any([visitor.why_not_keep_meetings(treatment.body.abbreviation)])
    held_on = form.proposal.read.meeting_on
    if treatment.meeting_id is None and held_on:
        place_at_meeting(treatment, meeting_on(treatment.body, held_on, by=by, now=now), by=by, now=now)
    outcome, attendance = Outcome(told["outcome"]), form.attendance
    decide_case(treatment, outcome, told["text"], attendance=attendance, by=by, now=now)


def _page(
    request: HttpRequest,
    plan: Plan,
    reading: Reading,
    found: Proposals,
    forms: list[DecidedForm],
    *,
    status: int,
    **more: object,
) -> HttpResponse:
    decided = {one.done.treatment: one.done for one in found.those if one.done}
    treatments = CaseTreatment.objects.filter(pk__in=decided).in_bulk()
    left = [form for form in forms if not form.proposal.done]
    told = {
        "forms": left,
        "may_be_written": any(form.proposal.candidates for form in left),
        "done": [(one, treatments[pk]) for pk, one in decided.items()],
        "missing": found.missing,
        "refusals": reading.refusals,
        "is_read": reading.told is not None,
    } | more
    return render(request, "desk/minutes/check.html", _frame(plan, reading) | told, status=status)


def _frame(plan: Plan, reading: Reading) -> dict[str, object]:
    return {
        "plan": plan,
        "here": "cases",
        "crumbs": [
            *steps_to(plan, _("Cases"), "cases"),
            Crumb(_("Read minutes"), reverse("minutes", args=[plan.pk])),
            Crumb(_("Check")),
        ],
        "upload": Upload(**reading.upload),
        "reading": reading,
        "address": reverse("check_minutes", args=[plan.pk, reading.pk]),
        "start": reverse("minutes", args=[plan.pk]),
    }
