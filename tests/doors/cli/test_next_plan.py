# SPDX-License-Identifier: MPL-2.0
"""Next year's plan from the command line: tried, made, confirmed, taken back."""

import pytest

from udmoent.intake.models import CarryOver
from udmoent.plan.models import Plan

PLAN = ("--plan", "Plan 2025-2028")
NEXT = ("begin-next-plan", *PLAN, "--next", "Plan 2026-2029")


@pytest.fixture
def begun(norddjurs, udmoent, tmp_path):
    """A plan with an open item, another one, and a closed one."""
    file = tmp_path / "plan.csv"
    rows = "A301;Ny daginstitution;BUU;\nD301;Flere lærere;BUU;\nD302;Flere pædagoger;BUU;x\n"
    file.write_text("Nr.;Emne;Udvalg;X\n" + rows, encoding="utf-8")
    assert udmoent("import-plan", file, *PLAN, "--new").code == 0


def numbers(answered) -> dict[str, str]:
    return {one["number"]: one["new"] for one in answered.json["items"]}


def test_a_trial_writes_nothing_and_tells_what_will_be(begun, udmoent):
    told = udmoent(*NEXT, "--dry-run", "--json")
    assert told.code == 0 and told.json["id"] is None
    assert numbers(told) == {"A301": "A301", "D301": "D301", "D302": ""}
    assert Plan.objects.count() == 1
    assert (
        "Intet er skrevet" in udmoent(*NEXT, "--dry-run").out or "intet er skrevet" in udmoent(*NEXT, "--dry-run").out
    )


def test_items_are_carried_otherwise_and_left(begun, udmoent):
    told = udmoent(*NEXT, "--carry", "D302=D399", "--leave", "A301", "--json")
    assert numbers(told) == {"A301": "", "D301": "D301", "D302": "D399"}


def test_it_is_confirmed_or_taken_back(begun, udmoent):
    made = udmoent(*NEXT, "--json").json["id"]
    assert udmoent("undo-next-plan", made).code == 0
    assert Plan.objects.count() == 1
    again = udmoent(*NEXT, "--json").json["id"]
    assert udmoent("confirm-next-plan", again).code == 0
    assert udmoent("undo-next-plan", again).code == 1
    assert CarryOver.objects.filter(confirmed_at=None, undone_at=None).count() == 0


def test_a_likeness_is_answered_by_join(begun, udmoent, tmp_path):
    file = tmp_path / "ny.csv"
    file.write_text("Nr.;Emne;Udvalg\nD305;flere lærere;BUU\n", encoding="utf-8")
    udmoent("import-plan", file, "--plan", "Plan 2026-2029", "--new")
    refused = udmoent(*NEXT)
    assert refused.code == 1 and "D301" in refused.err + refused.out
    assert numbers(udmoent(*NEXT, "--join", "D301=D305", "--json"))["D301"] == "D305"


@pytest.mark.parametrize("words", [("undo-next-plan", "9"), ("confirm-next-plan", "9"), (*NEXT, "--year", "2025")])
def test_what_is_not_there_or_cannot_be_is_refused(begun, udmoent, words):
    assert udmoent(*words).code != 0


def test_an_item_is_told_of_once(begun, udmoent):
    assert udmoent(*NEXT, "--leave", "A301", "--carry", "A301").code != 0
