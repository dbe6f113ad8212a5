# SPDX-License-Identifier: MPL-2.0
"""The addresses of the calendar's pages."""

from django.urls import URLPattern, path

from udmoent.desk.calendar.changes import change_page, take_back
from udmoent.desk.calendar.page import calendar_page
from udmoent.desk.calendar.proposing import bring_in, import_calendar, repeat_meetings

HERE = "plan/<int:plan_id>/kalender/"

addresses: list[URLPattern] = [
    path(HERE, calendar_page, name="calendar"),
    path(HERE + "importer/", import_calendar, name="import_calendar"),
    path(HERE + "gentag/", repeat_meetings, name="repeat_meetings"),
    path(HERE + "indfoer/", bring_in, name="bring_meetings"),
    path(HERE + "aendring/<int:change_id>/", change_page, name="calendar_change"),
    path(HERE + "aendring/<int:change_id>/fortryd/", take_back, name="take_back_calendar"),
]
