# SPDX-License-Identifier: MPL-2.0
"""The addresses of the work plan's pages."""

from django.urls import URLPattern, path

from udmoent.desk.work_plan import moving
from udmoent.desk.work_plan.files import get_work_plan
from udmoent.desk.work_plan.page import work_plan_page

HERE = "plan/<int:plan_id>/udvalg/<path:abbreviation>/arbejdsplan/<int:year>/"

addresses: list[URLPattern] = [
    path(HERE, work_plan_page, name="work_plan"),
    path(HERE + "flyt/", moving.move_treatment, name="move_treatment"),
    path(HERE + "planlaeg/", moving.plan_item, name="plan_item"),
    path(HERE + "behandlet/", moving.note_treated, name="note_treated"),
    path(HERE + "fortryd/", moving.undo_treatment, name="undo_treatment"),
    path("hent/" + HERE + "<slug:ending>/", get_work_plan, name="get_work_plan"),
]
