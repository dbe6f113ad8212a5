# SPDX-License-Identifier: MPL-2.0
"""What pages, documents and calendars say of a meeting. In the active language."""

from django.utils.translation import gettext as _

from udmoent.lib.dates import weekday_date
from udmoent.meetings.deadlines import Deadlines


def deadlines_told(due: Deadlines, language: str) -> str:
    """ "Dagsordenen udsendes fredag den 9. januar; sagerne skal være klar onsdag den 7. januar." """
    agenda = weekday_date(due.agenda_on, language) if due.agenda_on else ""
    cases = weekday_date(due.cases_on, language) if due.cases_on else ""
    if agenda and cases:
        return _("The agenda goes out on {agenda}; cases must be ready on {cases}.").format(agenda=agenda, cases=cases)
    if agenda:
        return _("The agenda goes out on {agenda}.").format(agenda=agenda)
    return _("Cases must be ready on {cases}.").format(cases=cases) if cases else ""
