# SPDX-License-Identifier: MPL-2.0
"""The files of a case, handed out: the case, its attachments, the folder for an agenda system, and what was sent."""

from io import BytesIO
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.audit.actions import record
from udmoent.cases.drafting import asked_of
from udmoent.cases.facts import Access
from udmoent.cases.gather import ground_of
from udmoent.cases.keeping import write_on
from udmoent.cases.models import CaseTreatment, SentFile
from udmoent.cases.written import WrittenCase, has_closed_attachments, without_confidential
from udmoent.desk.access import needs
from udmoent.desk.cases.which import Sight, sight_of
from udmoent.desk.downloads import file_name
from udmoent.desk.where import the_plan
from udmoent.documents.actions import templates_for
from udmoent.documents.case_folder import case_folder
from udmoent.documents.case_papers import DOCUMENTS, CasePapers
from udmoent.documents.files import place
from udmoent.documents.rules import CASE
from udmoent.documents.write_case import case_file
from udmoent.organisation import rules

ENDINGS = ("docx", "pdf", "txt")
WITH_CLOSED: Final = "lukkede-bilag"
"""What is asked for, and stands in the file's name, where an open case's copy names its closed attachments too."""


def papers_of(sight: Sight, treatment: CaseTreatment, *, is_whole: bool = True) -> CasePapers:
    """The files of the case as it is for the body; without what is closed where it is not to be whole."""
    ground = ground_of(asked_of(sight.case, clock.today(), treatment))
    written = write_on(ground, treatment)
    return CasePapers(
        case=written if is_whole else without_confidential(written),
        ground=ground,
        files=settings.UDMOENT_FILES,
        templates=templates_for(sight.case.plan.municipality, DOCUMENTS, files=settings.UDMOENT_FILES),
    )


def _treatment(sight: Sight, treatment_id: int) -> CaseTreatment:
    found = next((one for one in sight.treatments if one.pk == treatment_id), None)
    if found is None or not sight.writes:
        raise Http404(_("There is no such file."))
    found.case = sight.case
    return found


@needs(rules.WRITE_CASES)
@require_safe
def get_case(request: HttpRequest, plan_id: int, case_id: int, treatment_id: int, ending: str) -> HttpResponseBase:
    """The draft as it is now: of an open case the open copy, with `?med=lukkede-bilag` the one that names what is closed."""
    sight = sight_of(request, the_plan(request, plan_id), case_id)
    treatment = _treatment(sight, treatment_id)
    if ending not in ENDINGS:
        raise Http404(_("Udmønt does not write files of that kind."))
    is_whole = sight.case.access == Access.CONFIDENTIAL or request.GET.get("med") == WITH_CLOSED
    papers = papers_of(sight, treatment, is_whole=is_whole)
    content = case_file(papers.case, f".{ending}", template=papers.templates[CASE])
    record_export(sight, ending)
    return _handed_out(content, _name(papers.case, ending))


@needs(rules.WRITE_CASES)
@require_safe
def get_case_attachment(
    request: HttpRequest, plan_id: int, case_id: int, attachment_id: int, ending: str
) -> HttpResponseBase:
    """An attachment as it would be sent now."""
    sight = sight_of(request, the_plan(request, plan_id), case_id)
    papers = papers_of(sight, _treatment(sight, sight.treatments[0].pk))
    number = sight.case.attachments.filter(pk=attachment_id).values_list("number", flat=True).first()
    attachment = next((one for one in papers.case.attachments if one.number == number), None)
    made = list(papers.of(attachment, [f".{ending}"])) if attachment and ending in ("docx", "pdf") else []
    if not made:
        raise Http404(_("There is no such file."))
    record_export(sight, ending)
    return _handed_out(made[0].content, made[0].file_name)


@needs(rules.WRITE_CASES)
@require_safe
def get_folder(request: HttpRequest, plan_id: int, case_id: int, treatment_id: int) -> HttpResponseBase:
    """The case with its files, as a folder for an agenda system; with `?kun=aaben` without all that is closed."""
    sight = sight_of(request, the_plan(request, plan_id), case_id)
    only_open = request.GET.get("kun") == "aaben"
    papers = papers_of(sight, _treatment(sight, treatment_id), is_whole=not only_open)
    if only_open and papers.case.access == Access.CONFIDENTIAL:
        raise Http404(_("The whole case is closed."))
    content = case_folder(papers.case, papers.all(), only_open=only_open)
    record_export(sight, "zip")
    return _handed_out(content, _name(papers.case, "zip"))


@needs(rules.READ)
@require_safe
def get_sent_file(request: HttpRequest, plan_id: int, case_id: int, file_id: int) -> HttpResponseBase:
    """A file as a body was sent it."""
    sight = sight_of(request, the_plan(request, plan_id), case_id)
    found = SentFile.objects.filter(pk=file_id, sent__treatment__case=sight.case).first()
    file = place(settings.UDMOENT_FILES, found.sha256) if found else None
    if found is None or file is None or not file.is_file() or not sight.reads(found.access):
        raise Http404(_("There is no such file."))
    return FileResponse(file.open("rb"), as_attachment=True, filename=found.file_name)


def _name(case: WrittenCase, ending: str) -> str:
    day = case.meeting_on.isoformat() if case.meeting_on else ""
    closed = f"med {WITH_CLOSED}" if ending in ENDINGS and has_closed_attachments(case) else ""
    return file_name([case.body_abbreviation, day, case.title, closed], ending)


def record_export(sight: Sight, form: str) -> None:
    case, by = sight.case, sight.visitor.person
    record("export_case", case, municipality_id=case.municipality_id, by_id=by.pk, now=clock.now(), form=form)


def _handed_out(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)
