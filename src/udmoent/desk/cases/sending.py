# SPDX-License-Identifier: MPL-2.0
"""Putting a case before a body, and reading what it was sent."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.cases.keeping import readiness
from udmoent.cases.models import CaseTreatment
from udmoent.cases.rules import why_not_send
from udmoent.cases.sending import SentPaper, send_case
from udmoent.cases.words import FILE_ACCESS
from udmoent.desk.access import needs
from udmoent.desk.cases.files import papers_of
from udmoent.desk.cases.page import told_of_sent, warnings
from udmoent.desk.cases.told import case_address, show
from udmoent.desk.cases.which import Sight, at_case, sight_of
from udmoent.desk.sent import is_done
from udmoent.desk.where import the_plan
from udmoent.documents.case_papers import CasePapers
from udmoent.documents.files import keep
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules


@at_case
def send(request: HttpRequest, sight: Sight, treatment_id: int) -> HttpResponse:
    """What goes to the body is shown first, with what stands in the way and what is good to know."""
    treatment = next((one for one in sight.treatments if one.pk == treatment_id), None)
    if treatment is None:
        raise Http404(_("There is no such body on the case's route."))
    treatment.case = sight.case
    papers = papers_of(sight, treatment)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if is_done(form, lambda: _send(sight, treatment, papers)):
        messages.success(request, _("The case is put before {body}.").format(body=treatment.body.abbreviation))
        return redirect(case_address(sight.case))
    told: dict[str, Any] = {
        "form": form,
        "treatment": treatment,
        "missing": list(why_not_send(readiness(sight.case, treatment, papers.case))),
        "warnings": list(warnings(sight.case, papers.ground, papers.case)),
        "attached": [(one, FILE_ACCESS[one.access]) for one in papers.case.attachments],
        "has_closed": papers.has_closed_attachments,
    }
    name = _("Send to {body}").format(body=treatment.body.abbreviation)
    return show(request, "send", sight, name, **told, status=422 if form.is_bound else 200)


def _send(sight: Sight, treatment: CaseTreatment, papers: CasePapers) -> None:
    """The rule is asked before any file is made, and again when it is sent."""
    Refused.if_any(why_not_send(readiness(sight.case, treatment, papers.case)))
    sent = [
        SentPaper(
            file_name=paper.file_name,
            title=paper.title,
            access=paper.access,
            sha256=keep(paper.content, settings.UDMOENT_FILES),
            number=paper.number,
        )
        for paper in papers.all()
    ]
    send_case(treatment, papers.case, sent, by=sight.visitor.person, now=clock.now())


@needs(rules.READ)
@require_safe
def sent_case(request: HttpRequest, plan_id: int, case_id: int, sent_id: int) -> HttpResponse:
    """What a body was sent, as it was."""
    sight = sight_of(request, the_plan(request, plan_id), case_id)
    sent = next((one for one in sight.sent if one.pk == sent_id), None)
    if sent is None:
        raise Http404(_("The case was not sent then."))
    name = _("As it was sent to {body}").format(body=sent.treatment.body.abbreviation)
    return show(request, "read", sight, name, **told_of_sent(sight, sent))
