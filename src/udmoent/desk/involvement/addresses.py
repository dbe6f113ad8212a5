# SPDX-License-Identifier: MPL-2.0
"""The addresses of the pages of involvement."""

from django.urls import URLPattern, path

from udmoent.desk.involvement import answering, page, party, telling

HERE = "plan/<int:plan_id>/inddragelse/"
OF_ITEM = "plan/<int:plan_id>/punkt/<path:number>/inddragelse/"

addresses: list[URLPattern] = [
    path(HERE, page.involvement_page, name="involvement"),
    path(HERE + "<slug:code>/", party.party_page, name="party"),
    path(OF_ITEM + "<int:place>/svar/", answering.hearing_answer, name="hearing_answer"),
    path(OF_ITEM + "<int:place>/", telling.change_one, name="change_involvement"),
    path(OF_ITEM, telling.involve_in_item, name="involve"),
    path("hent/plan/<int:plan_id>/inddragelse/<slug:ending>/", page.get_involvement, name="get_involvement"),
]
