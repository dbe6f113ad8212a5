# SPDX-License-Identifier: MPL-2.0
"""The addresses of the cases' pages."""

from django.urls import URLPattern, path

from udmoent.desk.cases.about import describe, own_words, route
from udmoent.desk.cases.all_at_once import begin_all, get_cases_folder
from udmoent.desk.cases.attachments import attach, change_attachment, remove_attachment
from udmoent.desk.cases.beginning import begin_case, drop
from udmoent.desk.cases.files import get_case, get_case_attachment, get_folder, get_sent_file
from udmoent.desk.cases.listing import cases
from udmoent.desk.cases.page import case_page
from udmoent.desk.cases.sending import send, sent_case
from udmoent.desk.cases.texts import compose_again, edit_text, keep_mine, take_new

ALL = "plan/<int:plan_id>/sager/"
ONE = ALL + "<int:case_id>/"
FILES = "hent/sag/<int:plan_id>/<int:case_id>/"

addresses: list[URLPattern] = [
    path(ALL, cases, name="cases"),
    path(ALL + "ny/", begin_case, name="begin_case"),
    path(ALL + "alle/", begin_all, name="begin_all_cases"),
    path(ONE, case_page, name="case"),
    path(ONE + "oplysninger/", describe, name="describe_case"),
    path(ONE + "egne-ord/", own_words, name="case_own_words"),
    path(ONE + "sagsgang/", route, name="case_route"),
    path(ONE + "sammensaet/", compose_again, name="compose_case"),
    path(ONE + "afsnit/<int:section_id>/", edit_text, name="edit_section"),
    path(ONE + "afsnit/<int:section_id>/tag-ny/", take_new, name="take_composed"),
    path(ONE + "afsnit/<int:section_id>/behold/", keep_mine, name="keep_edit"),
    path(ONE + "bilag/", attach, name="attach_to_case"),
    path(ONE + "bilag/<int:attachment_id>/", change_attachment, name="case_attachment"),
    path(ONE + "bilag/<int:attachment_id>/fjern/", remove_attachment, name="remove_case_attachment"),
    path(ONE + "send/<int:treatment_id>/", send, name="send_case"),
    path(ONE + "sendt/<int:sent_id>/", sent_case, name="sent_case"),
    path(ONE + "slet/", drop, name="drop_case"),
    path("hent/sager/<int:plan_id>/<str:token>/", get_cases_folder, name="get_cases_folder"),
    path(FILES + "<int:treatment_id>/mappe/", get_folder, name="get_case_folder"),
    path(FILES + "<int:treatment_id>/<slug:ending>/", get_case, name="get_case"),
    path(FILES + "bilag/<int:attachment_id>/<slug:ending>/", get_case_attachment, name="get_case_attachment"),
    path(FILES + "sendt/<int:file_id>/", get_sent_file, name="get_sent_file"),
]
