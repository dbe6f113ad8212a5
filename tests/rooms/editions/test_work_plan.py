# SPDX-License-Identifier: MPL-2.0
"""A body's treatments held against the days on which it meets."""

from datetime import date

from tests.rooms.editions.test_duties import an_item, plan_of
from udmoent.editions.work_plan import WorkPlan, treatments, work_plan
from udmoent.plan.facts import Stage, Treatment

MEETINGS = [date(2025, 9, 10), date(2025, 10, 8), date(2025, 10, 22), date(2025, 12, 3)]


def planned(*times: str, body: str = "BUU", **told: object) -> WorkPlan:
    treated = tuple(Treatment(body=body, form="drøftelse", time=time) for time in times)
    return work_plan([plan_of(an_item(treatments=treated, **told))], {"BUU"}, MEETINGS)


def test_a_treatment_falls_on_the_first_meeting_of_its_time():
    work = planned("oktober 2025")
    assert [one.meeting_on for one in work.coming] == [date(2025, 10, 8)]
    assert work.at(date(2025, 10, 8)) == work.coming and not work.at(date(2025, 10, 22))


def test_a_meeting_held_already_is_not_waited_for():
    assert [one.meeting_on for one in planned("2. halvår 2025").coming] == [date(2025, 10, 8)]


def test_a_time_without_a_meeting_is_a_gap():
    assert [one.meeting_on for one in planned("november 2025").coming] == [None]


def test_what_has_no_time_needs_one_but_what_runs_does_not():
    work = planned("", "afventer", "løbende", "når der er tid")
    assert sorted(one.time.text for one in work.lacking) == ["", "afventer", "når der er tid"]
    assert [one.time.text for one in work.running] == ["løbende"]


def test_they_come_in_the_order_of_time_and_what_has_passed_is_kept_apart():
    work = planned("december 2025", "marts 2025", "oktober 2025")
    assert [one.time.text for one in work.coming] == ["oktober 2025", "december 2025"]
    assert [one.time.text for one in work.passed] == ["marts 2025"]


def test_treatments_elsewhere_and_of_what_is_over_are_none():
    assert planned("oktober 2025", body="ØK").is_empty
    assert planned("oktober 2025", stage=Stage.WITHDRAWN).is_empty


def test_without_a_body_all_treatments_are_told():
    whole = plan_of(an_item(treatments=(Treatment(body="ØK"), Treatment(body="BUU"))))
    assert [one.treatment.body for one in treatments(whole)] == ["ØK", "BUU"]
