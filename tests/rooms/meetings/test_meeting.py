# SPDX-License-Identifier: MPL-2.0
from datetime import date

from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Municipality


def test_a_decision_is_told_with_body_and_day(town: Municipality):
    meeting = Meeting.objects.create(
        municipality=town, body=town.bodies.get(abbreviation="ØK"), held_on=date(2025, 6, 10)
    )
    decision = Decision.objects.create(municipality=town, meeting=meeting, title="Halvårsstatus", text="Godkendt.")
    assert str(decision) == "ØK 10.06.2025: Halvårsstatus"
