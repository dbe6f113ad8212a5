# SPDX-License-Identifier: MPL-2.0
"""The addresses of the pages of communication."""

from django.urls import URLPattern, path

from udmoent.desk.communication import page, telling

HERE = "plan/<int:plan_id>/kommunikation/"

addresses: list[URLPattern] = [
    path(HERE, page.communication_page, name="communication"),
    path(HERE + "<int:communication_id>/", telling.change_communication, name="change_communication"),
    path("plan/<int:plan_id>/punkt/<path:number>/kommunikation/", telling.communicate_item, name="communicate_item"),
    path(
        "plan/<int:plan_id>/versioner/<int:edition_id>/kommunikation/",
        telling.communicate_edition,
        name="communicate_edition",
    ),
    path("hent/plan/<int:plan_id>/kommunikation/<slug:ending>/", page.get_communication, name="get_communication"),
]
