# SPDX-License-Identifier: MPL-2.0
"""The addresses of the rounds' pages."""

from django.urls import URLPattern, path

from udmoent.desk.rounds.acting import ask_also, call_off, close_round, open_round
from udmoent.desk.rounds.listing import rounds
from udmoent.desk.rounds.page import round_page
from udmoent.desk.rounds.planning import edit_round, plan_round, plan_rounds
from udmoent.desk.rounds.sealing import seal_the_round

ALL = "plan/<int:plan_id>/runder/"
ONE = ALL + "<int:round_id>/"

addresses: list[URLPattern] = [
    path(ALL, rounds, name="rounds"),
    path(ALL + "ny/", plan_round, name="plan_round"),
    path(ALL + "aar/", plan_rounds, name="plan_rounds"),
    path(ONE, round_page, name="round"),
    path(ONE + "ret/", edit_round, name="edit_round"),
    path(ONE + "aabn/", open_round, name="open_round"),
    path(ONE + "spoerg-ogsaa/", ask_also, name="ask_also"),
    path(ONE + "luk/", close_round, name="close_round"),
    path(ONE + "forsegl/", seal_the_round, name="seal_round"),
    path(ONE + "aflys/", call_off, name="call_off_round"),
]
