# SPDX-License-Identifier: MPL-2.0
"""The main job, from the command line: the sample plan goes out, comes in, is sealed and compared."""

import json
from datetime import date
from pathlib import Path

import pytest

ENDINGS = ["xlsx", "docx", "csv", "json"]


def test_list_plans_tells_the_versions(sample, udmoent):
    (plan,) = udmoent("list-plans", "--json").json
    assert (plan["name"], plan["budget_year"]) == (sample, 2025)
    assert [(edition["name"], edition["as_of"]) for edition in plan["editions"]] == [
        ("original", "2024-11-27"),
        ("ultimo maj 2025", "2025-05-31"),
    ]


def test_building_the_demo_again_changes_nothing(db, udmoent, settings):
    settings.UDMOENT_TODAY = date(2025, 9, 30)
    assert udmoent("demo", "--no-serve").code == 0
    before = udmoent("list-plans", "--json").json
    assert udmoent("demo", "--no-serve").code == 0
    assert udmoent("list-plans", "--json").json == before != []


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_whole_plan_comes_back_with_nothing_to_change(sample, udmoent, tmp_path: Path, ending):
    file = tmp_path / f"plan.{ending}"
    items = udmoent("export-plan", "--plan", sample, "--to", file, "--json").json["items"]
    again = udmoent("import-plan", file, "--plan", sample, "--json")
    assert again.code == 0
    told = again.json
    assert told["unchanged"] == items > 70
    assert not any(told[name] for name in ("new", "changed", "missing", "faults", "conflicts", "extra_columns"))


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_plan_begun_from_an_export_has_the_same_items(sample, udmoent, tmp_path: Path, ending):
    first, second = tmp_path / f"plan.{ending}", tmp_path / "kopi.json"
    udmoent("export-plan", "--plan", sample, "--to", first)
    udmoent("export-plan", "--plan", sample, "--to", tmp_path / "plan.json")
    assert udmoent("import-plan", first, "--plan", "Kopi", "--new", "--year", "2025").code == 0
    udmoent("export-plan", "--plan", "Kopi", "--to", second)
    assert _facts(second) == _facts(tmp_path / "plan.json")


def _facts(file: Path) -> list[dict]:
    """Items without what is an identity or an origin of their own."""
    items = json.loads(file.read_text(encoding="utf-8"))["items"]
    return [{name: value for name, value in item.items() if name not in ("id", "origin")} for item in items]


def test_an_excerpt_holds_exactly_own_shared_and_cross_cutting_items(sample, udmoent, tmp_path):
    udmoent("export-plan", "--plan", sample, "--as-of", "2025-05-31", "--to", tmp_path / "plan.json")
    udmoent("export-plan", "--plan", sample, "--as-of", "31.5.2025", "--body", "buu", "--to", tmp_path / "buu.json")
    whole, excerpt = (json.loads((tmp_path / name).read_text())["items"] for name in ("plan.json", "buu.json"))
    expected = [
        item["number"]
        for item in whole
        if item["body"] == "BUU" or "BUU" in item["other_bodies"] or item["is_cross_cutting"]
    ]
    assert [item["number"] for item in excerpt] == expected
    assert 0 < len(expected) < len(whole)


def test_a_version_is_sealed_once_and_read_back(sample, udmoent, tmp_path):
    words = ("seal", "--plan", sample, "--edition", "ultimo august 2025", "--as-of", "2025-08-31", "--json")
    sealed = udmoent(*words).json
    assert udmoent(*words).code == 1
    written = udmoent(
        "export-plan", "--plan", sample, "--edition", "ULTIMO august 2025", "--to", tmp_path / "x.json", "--json"
    )
    assert written.json["sha256"] == sealed["sha256"]


def test_comparing_names_every_item_once_in_the_summary(sample, udmoent):
    told = udmoent("compare", "--plan", sample, "--since", "original", "--until", "ultimo maj 2025", "--json").json
    assert sum(told["summary"].values()) == 80
    assert {"D501", "H101", "H102"} <= {one["number"] for one in told["new"]}
    assert all(one["from"] != one["to"] for one in (*told["changed"], *told["moved_time"]))


def test_comparing_takes_dates_too(sample, udmoent):
    told = udmoent("compare", "--plan", sample, "--since", "11-12-2024", "--until", "31.5.2025", "--json")
    assert told.code == 0
    assert told.json["since"] == "11-12-2024"


@pytest.mark.parametrize("ending", ["txt", "docx", "pdf", "xlsx"])
def test_a_comparison_is_written_to_a_file(sample, udmoent, tmp_path, ending):
    file = tmp_path / f"aendringer.{ending}"
    words = ("compare", "--plan", sample, "--since", "original", "--until", "ultimo maj 2025", "--to", file)
    assert udmoent(*words).code == 0
    assert file.stat().st_size > 1000


def test_an_unknown_ending_is_wrong_usage_and_writes_nothing(sample, udmoent, tmp_path):
    assert udmoent("export-plan", "--plan", sample, "--to", tmp_path / "plan.odt").code == 2
    assert not list(tmp_path.glob("plan*"))


def test_check_data_proves_the_sample(sample, udmoent):
    answered = udmoent("check-data", "--json")
    assert (answered.code, answered.json) == (0, {"violations": []})


def test_check_data_finds_what_is_wrong(sample, udmoent):
    from udmoent.plan.models import Item

    Item.objects.filter(number="A301").update(number="A999")
    answered = udmoent("check-data", "--json")
    assert answered.code == 1
    assert answered.json["violations"]
