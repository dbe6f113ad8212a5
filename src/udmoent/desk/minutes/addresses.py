# SPDX-License-Identifier: MPL-2.0
"""The addresses of minutes, and of what follows from a decision."""

from django.urls import URLPattern, path

from udmoent.desk.minutes.checking import check_minutes
from udmoent.desk.minutes.following import by_decision, what_follows
from udmoent.desk.minutes.sending import send_minutes
from udmoent.desk.minutes.typing import decide

addresses: list[URLPattern] = [
    path("plan/<int:plan_id>/protokol/", send_minutes, name="minutes"),
    path("plan/<int:plan_id>/protokol/<int:reading_id>/", check_minutes, name="check_minutes"),
    path("plan/<int:plan_id>/sager/<int:case_id>/foelger/<int:place>/", what_follows, name="what_follows"),
    path("plan/<int:plan_id>/sager/<int:case_id>/beslutning/<int:place>/", decide, name="decide_case"),
    path("plan/<int:plan_id>/beslutning/<int:decision_id>/", by_decision, name="by_decision"),
]
