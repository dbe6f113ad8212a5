# SPDX-License-Identifier: MPL-2.0
"""The sample's next plan: beside the first one, clearly a sample, and built once."""

from datetime import UTC, datetime

from udmoent.cases.check import violations as violations_of_cases
from udmoent.demo.actions import DEMO_TODAY, is_demo_alone
from udmoent.demo.next_plan import build_next_plan
from udmoent.editions.check import violations
from udmoent.editions.content import to_json
from udmoent.editions.gather import gather
from udmoent.intake.carrying.take_back import take_back
from udmoent.intake.models import CarryOver
from udmoent.plan.models import Plan


def test_it_lies_beside_the_first_plan_and_changes_nothing_of_it(demo):
    before = to_json(gather(demo, DEMO_TODAY))
    made = build_next_plan(demo)
    assert made and made.is_sample and is_demo_alone()
    assert to_json(gather(demo, DEMO_TODAY)) == before
    items = {one.number: one for one in gather(made, DEMO_TODAY).items}
    assert items["R107"].follows == f"{demo.name} R106"
    assert not items["H501"].follows and "Eksempel" in items["H501"].agreed_text
    assert items["R101"].follows == f"{demo.name} R101"
    assert not [*violations(), *violations_of_cases()]
    assert demo.municipality.plans.worked_by(DEMO_TODAY) == demo


def test_it_is_built_once_also_where_it_was_taken_back(demo):
    build_next_plan(demo)
    assert build_next_plan(demo) is None
    kept = CarryOver.objects.get()
    take_back(kept, by=kept.made_by, now=datetime(2025, 9, 30, 9, tzinfo=UTC))
    assert build_next_plan(demo) is None
    assert Plan.objects.count() == 2, "the plan that the new agreement began stays"
    assert not [*violations(), *violations_of_cases()]
