# SPDX-License-Identifier: MPL-2.0
"""Documents and files handed out: made on request, or as they once came in; never to anybody who may not have them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.audit.actions import record
from udmoent.cases.seen import changed_since_last_version
from udmoent.desk.access import needs
from udmoent.desk.comparing import CompareForm, compared
from udmoent.desk.where import AsOf, as_of, content_on, language, the_plan
from udmoent.documents.actions import template_for
from udmoent.documents.files import place
from udmoent.documents.rules import COMPARISON, PLAN
from udmoent.documents.sheets import Sheet
from udmoent.documents.words import Words
from udmoent.documents.write import Audience, write_comparison, write_plan, write_sheets
from udmoent.editions.actions import read_back
from udmoent.editions.communicating import communications
from udmoent.editions.content import PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.editions.models import Edition
from udmoent.editions.trends import trends_of
from udmoent.intake.models import Import
from udmoent.organisation import rules
from udmoent.plan.models import Plan

PLAN_ENDINGS: Final = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}
LIST_ENDINGS: Final = {"xlsx": "Excel", "csv": "CSV", "docx": "Word", "pdf": "PDF"}
COMPARISON_ENDINGS: Final = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}
SHEET_ENDINGS: Final = {"xlsx": "Excel"}
LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", ".": "-"})


@dataclass(frozen=True)
class Download:
    name: str
    href: str


def edition_downloads(edition: Edition, body: str = "") -> list[Download]:
    """What was sealed, or the body's excerpt of it, in each form."""
    query = f"?{urlencode({'udvalg': body})}" if body else ""
    return [
        Download(name, reverse("get_edition", args=[edition.plan_id, edition.pk, ending]) + query)
        for ending, name in PLAN_ENDINGS.items()
    ]


def comparison_downloads(plan: Plan, query: str) -> list[Download]:
    """The comparison that the query asks for, in each form."""
    return [
        Download(name, f"{reverse('get_comparison', args=[plan.pk, ending])}?{query}")
        for ending, name in COMPARISON_ENDINGS.items()
    ]


def plan_downloads(plan: Plan, body: str, pr: str, kendt: str = "") -> list[Download]:
    """The plan, or the body's excerpt, as of the day shown and as it was known, in each form."""
    query = urlencode({name: value for name, value in (("udvalg", body), ("pr", pr), ("kendt", kendt)) if value})
    return [
        Download(name, reverse("get_plan", args=[plan.pk, ending]) + (f"?{query}" if query else ""))
        for ending, name in PLAN_ENDINGS.items()
    ]


def list_downloads(plan: Plan, query: str) -> list[Download]:
    """The items that the list shows where it is asked for by that query, in each form."""
    return [
        Download(name, reverse("get_list", args=[plan.pk, ending]) + (f"?{query}" if query else ""))
        for ending, name in LIST_ENDINGS.items()
    ]


@needs(rules.EXPORT)
@require_safe
def get_plan(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """The plan as of a day."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    day = moment.day.isoformat()
    file = _plan_file(request, plan, content_on(request, plan, moment), day, ending, known_at=moment.known_at)
    record_export("export_plan", plan, request, form=ending, as_of=day, body=request.GET.get("udvalg", ""))
    return file


@needs(rules.EXPORT)
@require_safe
def get_edition(request: HttpRequest, plan_id: int, edition_id: int, ending: str) -> HttpResponseBase:
    """The plan as a version sealed it."""
    plan = the_plan(request, plan_id)
    edition = plan.editions.filter(pk=edition_id).first()
    if edition is None:
        raise Http404(_("There is no such version."))
    whole = request.visitor.sees(read_back(edition))  # type: ignore[attr-defined]
    file = _plan_file(request, plan, whole, edition.name, ending, known_at=whole.known_at)
    record_export("export_edition", edition, request, form=ending, body=request.GET.get("udvalg", ""))
    return file


def _plan_file(
    request: HttpRequest, plan: Plan, whole: PlanContent, called: str, ending: str, *, known_at: datetime | None
) -> HttpResponseBase:
    """`whole` is what the visitor may see of the whole plan; of what stands beside it what was known then is told."""
    body, visitor = _body(request, whole), request.visitor  # type: ignore[attr-defined]
    shown, sees_whole = excerpt(whole, body) if body else whole, visitor.may[rules.READ_WHOLE]

    def write(file: Path) -> object:
        return write_plan(
            shown,
            file,
            whole=whole,
            town=plan.municipality.configuration,
            audience=Audience.INTERNAL,
            since=changed_since_last_version(plan, whole, body, visitor.sees_before) if body else None,
            language=language(),
            template=template_of(plan, file, PLAN),
            over_time=lambda: trends_of(plan, shown),
            communicated=lambda: communications(plan, shown.as_of, known_at) if sees_whole else (),
        )

    return made_file(write, [plan.name, body, called], ending, PLAN_ENDINGS)


@needs(rules.EXPORT)
@require_safe
def get_comparison(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """What changed between two versions or days."""
    plan = the_plan(request, plan_id)
    found = compared(CompareForm(request.GET, plan=plan), request.visitor)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(_("There is nothing to compare: tell two versions or days."))

    only = _("cross-cutting") if found.comparison.is_only_cross_cutting else ""

    def write(file: Path) -> object:
        town = plan.municipality.configuration
        return write_comparison(
            found.comparison,
            file,
            town=town,
            since=found.since,
            until=found.until,
            language=language(),
            template=template_of(plan, file, COMPARISON),
        )

    file = made_file(write, [plan.name, found.body, only, found.since, found.until], ending, COMPARISON_ENDINGS)
    record_export(
        "export_comparison", plan, request, form=ending, since=found.since, until=found.until, body=found.body
    )
    return file


def template_of(plan: Plan, file: Path, document: str) -> bytes | None:
    """What a file of that name about the plan is to be written in, where the town has a template of its own."""
    return template_for(file, plan.municipality, document, files=settings.UDMOENT_FILES)


def record_export(act: str, thing: Plan | Edition, request: HttpRequest, **told: str) -> None:
    """What left the house is told in the log: what of it, in which form, and who took it."""
    said = {name: value for name, value in told.items() if value}
    by = request.visitor.person  # type: ignore[attr-defined]
    record(act, thing, municipality_id=thing.municipality_id, by_id=by.pk, now=clock.now(), **said)


def _body(request: HttpRequest, content: PlanContent) -> str:
    body = request.GET.get("udvalg", "")
    if body and body not in {one.abbreviation for one in content.bodies}:
        raise Http404(_("There is no such body."))
    return body


def file_name(names: list[str], ending: str) -> str:
    return f"{slugify(' '.join(filter(None, names)).translate(LETTERS))}.{ending}"


def made_file(
    write: Callable[[Path], object], names: list[str], ending: str, known: dict[str, str]
) -> HttpResponseBase:
    if ending not in known:
        raise Http404(_("Udmønt does not write files of that kind."))
    name = file_name(names, ending)
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        write(file)
        return FileResponse(BytesIO(file.read_bytes()), as_attachment=True, filename=name)


def sheets_file(
    request: HttpRequest,
    plan: Plan,
    moment: AsOf,
    content: PlanContent,
    sheets: Callable[[Words], Sequence[Sheet]],
    ending: str,
    *,
    name: str,
    act: str,
) -> HttpResponseBase:
    """What a page lists as a file of sheets. `name` stands in the file's, `act` is what the log calls it."""

    def write(file: Path) -> object:
        return write_sheets(sheets, content, file, town=plan.municipality.configuration, language=language())

    day = moment.day.isoformat()
    file = made_file(write, [plan.name, name, day], ending, SHEET_ENDINGS)
    record_export(act, plan, request, form=ending, as_of=day, query=request.GET.urlencode())
    return file


@needs(rules.IMPORT)
@require_safe
def get_imported(request: HttpRequest, plan_id: int, import_id: int) -> HttpResponseBase:
    """A file as it came in."""
    kept = Import.objects.filter(plan=the_plan(request, plan_id), pk=import_id).first()
    file = place(settings.UDMOENT_FILES, kept.file_sha256) if kept else None
    if kept is None or file is None or not file.is_file():
        raise Http404(_("The file is not kept here."))
    return FileResponse(
        file.open("rb"), as_attachment=True, filename=kept.file_name, content_type="application/octet-stream"
    )
