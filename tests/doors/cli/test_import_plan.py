# SPDX-License-Identifier: MPL-2.0
"""Files from the command line, tidy and not."""

from pathlib import Path

import pytest

TIDY = "Nr.;Emne;Udvalg;Kursen;Tidspunkt;Ansvarlig;2025 (t.kr.);2026 (t.kr.)\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "plan.csv"
    file.write_text(
        TIDY + "A301;Ny daginstitution;BUU;Der bygges.;juni 2025;anlægschef;4.000;18.000\n", encoding="utf-8"
    )
    return file


def test_a_new_plan_takes_its_year_from_the_name_and_lists_what_is_new(norddjurs, udmoent, file):
    told = udmoent("import-plan", file, "--plan", "Plan 2025-2028", "--new", "--json")
    assert told.code == 0
    assert told.json["new"] == [{"number": "A301", "title": "Ny daginstitution", "kind": "capital", "body": "BUU"}]
    assert udmoent("list-plans", "--json").json[0]["budget_year"] == 2025


def test_a_new_plan_takes_its_year_from_the_first_year_column(norddjurs, udmoent, file):
    assert udmoent("import-plan", file, "--plan", "Planen", "--new").code == 0
    assert udmoent("list-plans", "--json").json[0]["budget_year"] == 2025


def test_without_new_the_plan_must_be_there(norddjurs, udmoent, file):
    assert udmoent("import-plan", file, "--plan", "Planen").code == 1


def test_with_new_it_must_not_be_there(norddjurs, udmoent, file):
    udmoent("import-plan", file, "--plan", "Planen", "--new")
    assert udmoent("import-plan", file, "--plan", "planen", "--new").code == 1


def test_a_trial_of_a_new_plan_leaves_no_plan(norddjurs, udmoent, file):
    assert udmoent("import-plan", file, "--plan", "Planen", "--new", "--dry-run").code == 0
    assert udmoent("list-plans", "--json").json == []


def test_amounts_without_a_unit_are_a_fault_that_asks(norddjurs, udmoent, file):
    file.write_text("Nr.;Emne;Udvalg;2025\nA301;Ny daginstitution;BUU;4.000\n", encoding="utf-8")
    answered = udmoent("import-plan", file, "--plan", "Planen", "--new", "--json")
    assert answered.code == 1
    assert answered.json["faults"]
    assert udmoent("import-plan", file, "--plan", "Planen", "--new", "--unit", "tkr").code == 0


def test_who_imports_is_whom_the_closing_names(norddjurs, udmoent, file, tmp_path):
    file.write_text("Nr.;Emne;Udvalg;X\nA301;Ny daginstitution;BUU;x\n", encoding="utf-8")
    udmoent("import-plan", file, "--plan", "Plan 2025", "--new", "--by", "økonomichef", "--applies-on", "2025-05-31")
    udmoent("export-plan", "--plan", "Plan 2025", "--to", tmp_path / "x.json")
    text = (tmp_path / "x.json").read_text(encoding="utf-8")
    assert '"closed_by":"økonomichef"' in text
    assert '"closed_on":"2025-05-31"' in text


def test_an_import_is_taken_back(norddjurs, udmoent, file, tmp_path):
    kept = udmoent("import-plan", file, "--plan", "Planen", "--new", "--json").json["import"]
    assert udmoent("undo-import", kept).code == 0
    assert udmoent("export-plan", "--plan", "Planen", "--to", tmp_path / "x.json", "--json").json["items"] == 0
    assert udmoent("undo-import", kept).code == 1
    assert udmoent("undo-import", 999).code == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04nonsense", "æøå".encode("utf-16")])
@pytest.mark.parametrize("ending", ["docx", "xlsx", "xls", "ods", "csv", "json"])
def test_a_file_that_is_not_what_it_says_is_refused(norddjurs, udmoent, tmp_path, ending, content):
    broken = tmp_path / f"plan.{ending}"
    broken.write_bytes(content)
    answered = udmoent("import-plan", broken, "--plan", "Planen", "--new", "--year", "2025", "--json")
    assert answered.code == 1
    assert answered.json
    assert udmoent("list-plans", "--json").json == []
