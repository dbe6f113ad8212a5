# SPDX-License-Identifier: MPL-2.0
"""The list as a file: exactly the items that it shows, and in tables its columns and its order."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.downloads import LIST_ENDINGS, made_file, record_export, template_of
from udmoent.desk.plan_list.page import PlanPage
from udmoent.desk.plan_list.query import Query
from udmoent.desk.where import as_of, language, the_plan
from udmoent.documents.narrowed import Narrowed
from udmoent.documents.rules import PLAN
from udmoent.documents.write import write_plan
from udmoent.organisation import rules

TABLES: Final = ("xlsx", "csv")
"""Files that are one table, in the list's own order; documents are set in the plan's."""


@needs(rules.EXPORT)
@require_safe
def get_list(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    plan = the_plan(request, plan_id)
    page = PlanPage(request, plan, as_of(request, plan), Query.of(request.GET))
    items = page.in_order if ending in TABLES else page.items
    shown, narrowed = replace(page.content, items=tuple(items)), _narrowed(page)

    def write(file: Path) -> object:
        town = plan.municipality.configuration
        return write_plan(
            shown,
            file,
            whole=page.whole,
            town=town,
            language=language(),
            narrowed=narrowed,
            template=template_of(plan, file, PLAN),
        )

    day = page.moment.day.isoformat()
    file = made_file(write, [plan.name, page.filters.body, _("selection"), day], ending, LIST_ENDINGS)
    record_export("export_plan", plan, request, form=ending, as_of=day, query=str(narrowed))
    return file


def _narrowed(page: PlanPage) -> Narrowed:
    """By which filters, told as on the page, and to which columns."""
    asked = (f"{chip.label}: {chip.value}" if chip.label else chip.value for chip in page.filters.chips)
    return Narrowed(tuple(asked), tuple(column.fact for column in page.arranged.columns))
