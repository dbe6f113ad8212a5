# SPDX-License-Identifier: MPL-2.0
"""The addresses of the pages of strategies and goals."""

from django.urls import URLPattern, path

from udmoent.desk.context import aim, linking, page

HERE = "plan/<int:plan_id>/sammenhaeng/"

addresses: list[URLPattern] = [
    path(HERE, page.context_page, name="context"),
    path(HERE + "<slug:code>/", aim.aim_page, name="aim"),
    path("plan/<int:plan_id>/punkt/<path:number>/sammenhaeng/", linking.link_aims, name="link_aims"),
    path("hent/plan/<int:plan_id>/sammenhaeng/<slug:ending>/", page.get_context, name="get_context"),
]
