# SPDX-License-Identifier: MPL-2.0
"""The indicators of a plan on one page, and as a file."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.downloads import made_file, record_export
from udmoent.desk.indicators.seen import indicators_at
from udmoent.desk.indicators.told import told
from udmoent.desk.where import as_of, language, steps_to, the_plan
from udmoent.documents.indicator_sheets import indicator_sheets, measurements_sheet
from udmoent.documents.sheets import Sheet
from udmoent.documents.words import Words
from udmoent.documents.write import write_sheet_csv, write_sheets
from udmoent.indicators.facts import Direction
from udmoent.indicators.words import rule_of
from udmoent.organisation import rules

ENDINGS = {"xlsx": "Excel", "csv": "CSV"}


@needs(rules.READ)
@require_safe
def indicators_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Each with its last measurement, this year's target, how far it is and which way it goes."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = indicators_at(request, plan, moment)
    query = f"?pr={moment.asked}" if moment.asked else ""
    shown = {
        "plan": plan,
        "here": "plan",
        "part": "indicators",
        "crumbs": steps_to(plan, _("Indicators")),
        "as_of": moment,
        "query": query,
        "rows": [told(one, language()) for one in found.of_plan],
        "others": [told(one, language()) for one in found.others],
        "year": moment.day.year,
        "rules": [rule_of(Direction.UP), rule_of(Direction.WITHIN)],
        "downloads": [(name, reverse("get_indicators", args=[plan.pk, one]) + query) for one, name in ENDINGS.items()],
    }
    return render(request, "desk/indicators/list.html", shown)


@needs(rules.EXPORT)
@require_safe
def get_indicators(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """How each stands and every measurement as a file; as .csv the measurements."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = indicators_at(request, plan, moment)
    shown = [one.standing for one in found.of_plan]
    items = {one.standing.id: [item.number for item in one.items] for one in found.of_plan}

    def sheets(words: Words) -> tuple[Sheet, ...]:
        return indicator_sheets(shown, items, words)

    def write(file: Path) -> object:
        town = plan.municipality.configuration
        if ending == "csv":
            return write_sheet_csv(lambda: measurements_sheet(shown), file, town=town, language=language())
        return write_sheets(sheets, found.content, file, town=town, language=language())

    day = moment.day.isoformat()
    file = made_file(write, [plan.name, _("indicators"), day], ending, ENDINGS)
    record_export("export_indicators", plan, request, form=ending, as_of=day)
    return file
