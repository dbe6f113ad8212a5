# SPDX-License-Identifier: MPL-2.0
"""The log's page, and the whole of it handed out."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.audit.actions import record
from udmoent.desk.access import needs
from udmoent.desk.downloads import Download
from udmoent.desk.log.choosing import LogForm
from udmoent.desk.log.export import FORMS
from udmoent.desk.log.rows import people_of, rows_of
from udmoent.desk.where import Crumb, language
from udmoent.organisation import rules

ON_A_PAGE = 100


@needs(rules.READ_LOG)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """All that was done in the municipality, the latest first."""
    form = _form(request)
    page = Paginator(form.chosen(), ON_A_PAGE).get_page(request.GET.get("side"))
    told = {
        "here": "log",
        "crumbs": [Crumb(_("Log"))],
        "form": form,
        "rows": list(rows_of(page.object_list, form.people)),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "downloads": [Download(name, _address(request, ending)) for ending, name in NAMES.items()],
    }
    return render(request, "desk/log.html", told)


NAMES = {"csv": "CSV", "json": "JSON"}


def _form(request: HttpRequest) -> LogForm:
    town = request.visitor.municipality  # type: ignore[attr-defined]
    return LogForm(request.GET, town=town, people=people_of(town.pk))


def _address(request: HttpRequest, ending: str) -> str:
    query = request.GET.copy()
    query.pop("side", None)
    return reverse("get_log", args=[ending]) + (f"?{query.urlencode()}" if query else "")


@needs(rules.READ_LOG)
@require_safe
def get_log(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All that the page's choice holds, however much, as it is read out of the database."""
    if ending not in FORMS:
        raise Http404(_("Udmønt does not write files of that kind."))
    form, visitor = _form(request), request.visitor  # type: ignore[attr-defined]
    events, town = form.chosen(), visitor.municipality
    record(
        "export_log",
        town,
        municipality_id=town.pk,
        by_id=visitor.person.pk,
        now=clock.now(),
        form=ending,
        query=request.GET.urlencode(),
    )
    write, kind = FORMS[ending]
    answer = StreamingHttpResponse(write(events, form.people, language()), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="log-{town.slug}-{clock.today():%Y-%m-%d}.{ending}"'
    return answer
