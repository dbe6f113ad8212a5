# SPDX-License-Identifier: MPL-2.0
"""A work plan handed out as a document, a spreadsheet or a calendar."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.downloads import made_file, record_export, template_of
from udmoent.desk.where import language
from udmoent.desk.work_plan.page import ENDINGS
from udmoent.desk.work_plan.which import Shown, shown
from udmoent.documents.rules import WORK_PLAN
from udmoent.documents.work_plan_report import BodyYear
from udmoent.documents.write_work_plan import write_work_plan
from udmoent.organisation import rules


@needs(rules.EXPORT)
@require_safe
def get_work_plan(request: HttpRequest, plan_id: int, abbreviation: str, year: int, ending: str) -> HttpResponseBase:
    """The body's work plan for the year, as its page shows it."""
    here = shown(request, plan_id, abbreviation, year)

    def write(file: Path) -> object:
        return write_work_plan(
            told_of(here),
            file,
            town=here.town.configuration,
            site=settings.UDMOENT_SITE,
            language=language(),
            template=template_of(here.plan, file, WORK_PLAN),
        )

    names = [_("Work plan"), here.body, str(year)]
    file = made_file(write, names, ending, {code: str(name) for code, name in ENDINGS.items()})
    day = here.moment.day.isoformat()
    record_export("export_work_plan", here.plan, request, form=ending, body=here.body, year=str(year), as_of=day)
    return file


def told_of(here: Shown) -> BodyYear:
    """A file goes from hand to hand: it tells of no case that is still a draft."""
    of_day = {meeting.held_on: meeting for meeting in here.meetings}
    cases = {
        day: [(one.case.title, one.stands) for one in heard if not one.is_draft] for day, heard in here.heard.items()
    }
    return BodyYear(content=here.content, body=here.body, work=here.work, meetings=of_day, cases=cases)
