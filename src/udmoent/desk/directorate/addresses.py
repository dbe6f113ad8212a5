# SPDX-License-Identifier: MPL-2.0
"""The addresses of the directorate's pages."""

from django.urls import URLPattern, path

from udmoent.desk.directorate import saying
from udmoent.desk.directorate.meeting import get_agenda, meeting_page
from udmoent.desk.directorate.page import directorate_page

HERE = "plan/<int:plan_id>/direktionen/"
MEETINGS = HERE + "moede/"
ONE = MEETINGS + "<int:meeting_id>/"

addresses: list[URLPattern] = [
    path(HERE, directorate_page, name="directorate"),
    path(MEETINGS, meeting_page, name="directorate_meeting"),
    path(ONE + "notat/<path:number>/", saying.note_at_meeting, name="meeting_note"),
    path(ONE + "beslutning/<path:number>/", saying.decide_at_meeting, name="meeting_decide"),
    path(ONE + "opfoelgning/<path:number>/", saying.follow_up_at_meeting, name="meeting_follow_up"),
    path(ONE + "gjort/<int:follow_up_id>/", saying.finish_at_meeting, name="meeting_done"),
    path("hent/plan/<int:plan_id>/direktionen/<int:meeting_id>/<slug:ending>/", get_agenda, name="get_agenda"),
]
