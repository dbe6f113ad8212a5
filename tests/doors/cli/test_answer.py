# SPDX-License-Identifier: MPL-2.0
"""What every command promises: exit codes, languages, one JSON document, no stack trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from udmoent.cli.asked import read_command_line
from udmoent.cli.commands import COMMANDS
from udmoent.organisation.configuration import configuration_text

PROGRAM = [sys.executable, "-m", "udmoent.cli.main"]


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "list-plans", "--language", "en"],
        ["--language=en", "list-plans", "--json"],
        ["list-plans", "--json", "--language=en"],
    ],
)
def test_json_and_language_stand_before_or_after_the_command(words):
    asked = read_command_line(words)
    assert (asked.words, asked.json, asked.language) == (("list-plans",), True, "en")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name, udmoent):
    with pytest.raises(SystemExit) as left:
        udmoent(name, "--help")
    assert left.value.code == 0


def test_help_is_one_document_too(udmoent):
    assert "--edition" in udmoent("seal", "--help", "--json").json["help"]
    assert "import-plan" in udmoent("--json", "--help").json["help"]


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["list-plans", "--nonsense"],
        ["import-plan"],
        ["--language", "fr", "list-plans"],
        ["seal", "--plan", "P", "--edition", "x", "--as-of", "35.5.2025"],
        ["undo-import", "tre"],
        ["demo", "--port", "mange"],
        [],
    ],
)
def test_a_command_line_that_cannot_be_understood_is_2(words, udmoent):
    assert udmoent(*words).code == 2


def test_mistakes_are_told_in_danish_and_in_english(udmoent):
    assert "er ikke en dato" in udmoent("seal", "--plan", "P", "--edition", "x", "--as-of", "35.5.2025").err
    assert "is not a date" in udmoent("--language", "en", "seal", "--plan", "P", "--edition", "x", "--as-of", "x").err


def test_with_json_a_mistake_is_one_document_too(udmoent):
    answered = udmoent("--json", "nonsense")
    assert "nonsense" in answered.json["error"]


def test_with_json_no_command_at_all_is_one_document_too(udmoent):
    answered = udmoent("--json")
    assert (answered.code, "list-plans" in answered.json["error"]) == (2, True)


def test_a_number_that_is_none_is_told_in_danish(udmoent):
    assert "invalid" not in udmoent("undo-import", "tre").err


def test_setup_answers_for_the_town_it_loaded(norddjurs, udmoent, tmp_path):
    text = configuration_text("norddjurs").replace('slug = "norddjurs"', 'slug = "andet"')
    (tmp_path / "andet.toml").write_text(text.replace('name = "Norddjurs Kommune"', 'name = "Andet"'), encoding="utf-8")
    assert udmoent("setup", "--municipality", tmp_path / "andet.toml", "--json").json["municipality"] == "Andet"
    assert udmoent("setup", "--municipality", "norddjurs", "--json").json["municipality"] == "Norddjurs Kommune"


def test_an_unknown_plan_is_refused_with_the_known_ones(norddjurs, udmoent):
    answered = udmoent("--json", "export-plan", "--plan", "Ukendt", "--to", "x.json")
    assert (answered.code, answered.json["known"]) == (1, [])


def test_without_a_municipality_the_answer_says_what_to_run(db, udmoent):
    answered = udmoent("import-plan", "x.csv", "--plan", "P", "--new")
    assert answered.code == 1
    assert "udmoent setup --municipality norddjurs" in answered.err


def call(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The program on its own, with its data in the folder."""
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    surroundings["UDMOENT_DATA"] = str(folder / "data")
    code = "from udmoent.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def set_up(tmp_path_factory) -> Path:
    """A folder in which the database has been made."""
    folder = tmp_path_factory.mktemp("set-up")
    assert call(folder, "setup").returncode == 0
    return folder


class TestOnAFreshFolder:
    """As its own process, where nothing is set up."""

    def test_before_setup_the_answer_says_what_to_run(self, tmp_path):
        answered = call(tmp_path, "list-plans")
        assert (answered.returncode, answered.stderr.strip()) == (
            1,
            "Databasen er ikke sat op. Kør: udmoent setup",
        )

    def test_after_setup_there_are_no_plans_and_no_violations(self, set_up):
        assert call(set_up, "list-plans", "--json").stdout.strip() == "[]"
        checked = call(set_up, "check-data", "--json")
        assert (checked.returncode, checked.stdout.split()) == (0, ["{", '"violations":', "[]", "}"])

    def test_setup_is_safe_to_run_again(self, set_up):
        for _ in range(2):
            answered = call(set_up, "setup", "--municipality", "norddjurs", "--json")
            assert answered.returncode == 0
        key = set_up / "data/secret-key"
        assert key.stat().st_mode & 0o777 == 0o600

    def test_a_reader_who_stops_early_is_no_fault(self, tmp_path):
        code = "from udmoent.cli.main import main; main(['--help'])"
        answered = subprocess.run(
            f'{sys.executable} -c "{code}" | true', shell=True, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in answered.stderr

    def test_a_setting_that_cannot_be_understood_is_said(self, tmp_path, monkeypatch):
        monkeypatch.setenv("UDMOENT_TODAY", "i morgen")
        answered = call(tmp_path, "list-plans", "--json")
        assert answered.returncode == 1
        assert "UDMOENT_TODAY" in answered.stderr
        assert "Traceback" not in answered.stderr
