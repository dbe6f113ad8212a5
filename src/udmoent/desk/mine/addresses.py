# SPDX-License-Identifier: MPL-2.0
"""The addresses of one's own items and of telling their status."""

from django.urls import URLPattern, path

from udmoent.desk.mine.answering import answer_item, draft_answer
from udmoent.desk.mine.files import answers_by_file, get_mine
from udmoent.desk.mine.page import mine, unchanged

MINE = "plan/<int:plan_id>/mine-punkter/"
ITEM = "plan/<int:plan_id>/punkt/<path:number>/status/"

addresses: list[URLPattern] = [
    path(MINE, mine, name="mine"),
    path(MINE + "uaendret/", unchanged, name="unchanged"),
    path(MINE + "fil/", answers_by_file, name="answers_by_file"),
    path("hent/plan/<int:plan_id>/mine-punkter/<slug:ending>/", get_mine, name="get_mine"),
    path(ITEM, answer_item, name="answer"),
    path(ITEM + "kladde/", draft_answer, name="draft_answer"),
]
