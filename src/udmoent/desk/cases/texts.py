# SPDX-License-Identifier: MPL-2.0
"""The text of a case, section by section: edited, composed anew, or taken as it is composed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.cases import drafting
from udmoent.cases.models import CaseSection
from udmoent.desk.cases.form import TextForm
from udmoent.desk.cases.told import case_address, show, sources
from udmoent.desk.cases.which import Sight, at_case
from udmoent.desk.sent import is_done
from udmoent.organisation import rules


def _section(sight: Sight, section_id: int) -> CaseSection:
    section = sight.case.sections.filter(pk=section_id).first()
    if section is None:
        raise Http404(_("There is no such section."))
    section.case = sight.case
    return section


@at_case
def edit_text(request: HttpRequest, sight: Sight, section_id: int) -> HttpResponse:
    """Write something else than what is composed; beside it stands where each composed sentence is from."""
    section = _section(sight, section_id)
    standing = drafting.standing(section)
    told = {"text": standing.text, "seen_at": section.edited_at.isoformat() if section.edited_at else ""}
    form = TextForm(request.POST if request.method == "POST" else None, initial=told, auto_id="text-%s")

    def act() -> None:
        seen_at = parse_datetime(form.cleaned_data["seen_at"]) if form.cleaned_data["seen_at"] else None
        by = sight.visitor.person
        drafting.edit_section(section, form.cleaned_data["text"], seen_at=seen_at, by=by, now=clock.now())

    if is_done(form, act, at="text"):
        messages.success(
            request,
            _("“{heading}” is saved. Your text stands when the case is composed anew.").format(heading=section.heading),
        )
        return redirect(f"{case_address(sight.case)}#afsnit-{section.pk}")
    shown: dict[str, Any] = {
        "form": form,
        "section": section,
        "standing": standing,
        "sources": sources(standing.composed, may_word=sight.visitor.may[rules.SET_UP]),
    }
    return show(request, "text", sight, section.heading, **shown, status=422 if form.is_bound else 200)


def _acts(act: Callable[[Sight, CaseSection], str]) -> Callable[..., HttpResponse]:
    @at_case
    @require_POST
    def view(request: HttpRequest, sight: Sight, section_id: int) -> HttpResponse:
        section = _section(sight, section_id)
        messages.success(request, act(sight, section))
        return redirect(f"{case_address(sight.case)}#afsnit-{section_id}")

    return view


def _take_new(sight: Sight, section: CaseSection) -> str:
    drafting.take_composed(section, by=sight.visitor.person, now=clock.now())
    return _("“{heading}” says what is composed.").format(heading=section.heading)


def _keep_mine(sight: Sight, section: CaseSection) -> str:
    drafting.keep_edit(section, by=sight.visitor.person, now=clock.now())
    return _("“{heading}” says what you wrote.").format(heading=section.heading)


take_new = _acts(_take_new)
keep_mine = _acts(_keep_mine)


@at_case
@require_POST
def compose_again(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Compose the text from the plan as it is now."""
    drafting.compose_case(sight.case, today=clock.today(), by=sight.visitor.person, now=clock.now())
    messages.success(request, _("The case is composed anew. What people wrote in it stands."))
    return redirect(case_address(sight.case))
