# SPDX-License-Identifier: MPL-2.0
"""The orientation of every committee of one version: begun, written with all that goes with it, and handed out as one folder."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.cases.actions import CaseFacts
from udmoent.cases.beginning import begin
from udmoent.cases.facts import CaseKind
from udmoent.cases.models import Case
from udmoent.desk.access import GET_OR_POST, Visitor, needs
from udmoent.desk.cases.all_form import AllForm
from udmoent.desk.cases.files import papers_of, record_export
from udmoent.desk.cases.links import bodies_for
from udmoent.desk.cases.told import case_address, next_treatment
from udmoent.desk.cases.which import Sight, whole
from udmoent.desk.downloads import file_name
from udmoent.desk.where import Crumb, steps_to, the_plan
from udmoent.documents.case_folder import Folder
from udmoent.documents.files import LAID_OUT_FOR, laid_out, lay_out
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.models import Plan

PROGRESS, OUTCOME, RESULT = "<!-- progress -->", "<!-- outcome -->", "<!-- result -->"
SALT: Final = "udmoent.cases-folder"


@dataclass
class Writing:
    """All that is asked for, and the folder as it grows."""

    plan: Plan
    form: AllForm
    visitor: Visitor
    folder: Folder = field(default_factory=Folder)
    written: int = 0

    def case_of(self, body: Body) -> Case:
        """The one that was begun already, as it stands; else a new one."""
        known = self.plan.cases.filter(kind=CaseKind.ORIENTATION, edition=self.form.tells_of)
        found = known.filter(treatments__place=1, treatments__body__abbreviation=body.abbreviation).last()
        if found:
            return found
        facts = CaseFacts(
            kind=CaseKind.ORIENTATION,
            title="",
            edition=self.form.tells_of,
            template=self.form.cleaned_data["template"],
        )
        by, on = self.visitor.person, self.form.meeting_of(body)
        return begin(self.plan, facts, body, meeting_on=on, today=clock.today(), by=by, now=clock.now())

    def write(self, body: Body) -> tuple[Case, int]:
        """The case, and how many files there are of it."""
        case = whole(self.plan.cases.filter(pk=self.case_of(body).pk)).get()
        case.plan = self.plan
        sight = Sight(case, self.visitor)
        Refused.if_any([sight.why_not_write])
        treatment = next_treatment(sight)
        treatment.case = case
        papers = papers_of(sight, treatment)
        files = self.folder.add(papers.case, papers.all(), under=body.abbreviation)
        record_export(sight, "zip")
        self.written += 1
        return case, files


@needs(rules.WRITE_CASES)
@GET_OR_POST
def begin_all(request: HttpRequest, plan_id: int) -> Any:
    """An orientation for each committee of one version. The page grows while they are written, one line for each."""
    plan = the_plan(request, plan_id)
    bodies, asked = bodies_for(request, plan), request.GET.get("version", "")
    form = AllForm(request.POST if request.method == "POST" else None, plan=plan, bodies=bodies, edition=asked)
    crumbs = [*steps_to(plan, _("Cases"), "cases"), Crumb(_("A case for each committee"))]
    told = {"plan": plan, "here": "cases", "crumbs": crumbs, "form": form}
    if not form.is_valid():
        return render(request, "desk/cases/all.html", told, status=422 if form.is_bound else 200)
    marks = {"progress": PROGRESS, "outcome": OUTCOME, "result": RESULT}
    page = render_to_string("desk/cases/all_made.html", told | marks, request)
    return _as_it_grows(_growing(page, Writing(plan, form, request.visitor)))  # type: ignore[attr-defined]


def _as_it_grows(page: Iterator[str]) -> StreamingHttpResponse:
    """Neither compressed nor gathered by a server on the way, which would keep each line back to the end."""
    return StreamingHttpResponse(page, headers={"Content-Encoding": "identity", "X-Accel-Buffering": "no"})


def _growing(page: str, writing: Writing) -> Iterator[str]:
    head, _mark, tail = page.partition(PROGRESS)
    yield head
    chosen = writing.form.chosen
    for number, body in enumerate(chosen, start=1):
        yield _line(number, len(chosen), *_written(writing, body))
    told = format_html("<p><strong>{}</strong></p>", _outcome(writing.written, len(chosen)))
    yield tail.replace(OUTCOME, told).replace(RESULT, _link(writing) if writing.written else "")


def _written(writing: Writing, body: Body) -> tuple[str, str]:
    try:
        case, files = writing.write(body)
    except Refused as refused:
        return "", f"{body.abbreviation}: {refused}"
    told = ngettext("{n} file", "{n} files", files).format(n=files)
    return case_address(case), f"{body.abbreviation} {case.title} · {told}"


def _line(number: int, of: int, href: str, told: str) -> str:
    place = _("{number} of {all}").format(number=number, all=of)
    if not href:
        return format_html('<li><span class="caption">{}</span> {}</li>', place, told)
    return format_html('<li><span class="caption">{}</span> <a href="{}">{}</a></li>', place, href, told)


def _outcome(written: int, chosen: int) -> str:
    if written == chosen:
        sentence = ngettext("The case is written.", "All {n} cases are written.", chosen)
    else:
        sentence = _("{written} of {n} cases are written. What stood in the way of the others stands above.")
    return sentence.format(written=written, n=chosen)


def _link(writing: Writing) -> str:
    content = writing.folder.content()
    plan, name = writing.plan, file_name([writing.plan.name, writing.form.tells_of.name, _("cases")], "zip")
    laid = lay_out(content, settings.UDMOENT_DATA, now=clock.now())
    token = signing.dumps([laid, name, writing.visitor.person.pk], salt=SALT)
    return format_html(
        '<a class="button button-primary" href="{}" download>{}</a>',
        reverse("get_cases_folder", args=[plan.pk, token]),
        _("All of it in one folder ({size})").format(size=filesizeformat(len(content))),
    )


@needs(rules.WRITE_CASES)
@require_safe
def get_cases_folder(request: HttpRequest, plan_id: int, token: str) -> HttpResponseBase:
    """For whoever had it written, for a day."""
    the_plan(request, plan_id)
    try:
        laid, name, person = signing.loads(token, salt=SALT, max_age=LAID_OUT_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        laid, name, person = "", "", None
    is_own = person == request.visitor.person.pk  # type: ignore[attr-defined]
    content = laid_out(laid, settings.UDMOENT_DATA) if laid and is_own else None
    if content is None:
        raise Http404(_("The folder is no longer here. Have the cases written again; what stands in them stays."))
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)
