# SPDX-License-Identifier: MPL-2.0
"""An extract of the finance system from the command line."""

import pytest

from udmoent.intake.models import Import
from udmoent.plan.models import Plan

PLAN = "Plan 2025-2028"


@pytest.fixture
def file(norddjurs, udmoent, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text("Nr.;Emne;Udvalg\nA301;Ny daginstitution;BUU\n", encoding="utf-8")
    assert udmoent("import-plan", plan, "--plan", PLAN, "--new").code == 0
    file = tmp_path / "forbrug.csv"
    file.write_text(
        "Konto;Tekst;Forbrug\n5251031012300111;A301 løn;250,50\n6451011000100111;Vej;7,00-\n", encoding="utf-8"
    )
    return file


@pytest.fixture
def mapped(file):
    from udmoent.intake.finance.matching import RuleKind
    from udmoent.intake.finance.rules_kept import keep_rule

    plan = Plan.objects.get()
    imported = Import.objects.get()
    keep_rule(plan, RuleKind.TEXT, "A301", "A301", by=imported.imported_by, now=imported.imported_at)
    return file


def test_tried_then_posted_then_nothing_more_then_taken_back(udmoent, mapped):
    told = udmoent("import-finance", mapped, "--plan", PLAN, "--dry-run")
    assert told.code == 0 and "A301, forbrug 2" in told.out and "6451011000100111" in told.out
    first = udmoent("import-finance", mapped, "--plan", PLAN, "--json").json
    assert first["postings"] == 1 and first["sums"][0]["adds_up"]
    again = udmoent("import-finance", mapped, "--plan", PLAN, "--json").json
    assert (again["import"], again["postings"]) == (None, 0)
    assert udmoent("undo-import", first["import"]).code == 0


def test_a_fault_stops_it(udmoent, mapped):
    mapped.write_text("Konto;Forbrug\n123;5\n", encoding="utf-8")
    told = udmoent("import-finance", mapped, "--plan", PLAN)
    assert told.code == 1 and "række 2" in told.out + told.err
    told = udmoent("import-finance", mapped, "--plan", PLAN, "--skip-faulty")
    assert told.code == 0 and "ret dem" not in told.out and "i rækker med fejl" in told.out


def test_a_file_of_headings_alone_and_an_empty_one_are_told_so(udmoent, mapped):
    mapped.write_text("Konto;Forbrug\n", encoding="utf-8")
    assert "ingen rækker med beløb" in udmoent("import-finance", mapped, "--plan", PLAN).out
    mapped.write_text("", encoding="utf-8")
    told = udmoent("import-finance", mapped, "--plan", PLAN)
    assert told.code == 1 and "planen" not in told.out + told.err


def test_a_figure_that_there_is_none_of_is_told(udmoent, mapped):
    assert udmoent("import-finance", mapped, "--plan", PLAN, "--figure", "budget").code == 1
