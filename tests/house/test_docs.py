# SPDX-License-Identifier: MPL-2.0
"""The reference names every command and setting and nothing else; what the pages link to and show is there."""

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.house.floor_plan import PACKAGE, ROOT, tree

if TYPE_CHECKING:
    from udmoent.cli.command import Command

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS_PAGE = ROOT / "docs/reference/commands.md"
SETTINGS_PAGE = ROOT / "docs/reference/settings.md"


def commands() -> "dict[str, Command]":
    from udmoent.cli.commands import COMMANDS

    return COMMANDS


def options_of(command: "Command") -> list[str]:
    return [name for argument in command.arguments for name in argument.names if name.startswith("--")]


def section(text: str, command: str) -> str:
    """What stands under the heading that is the command, up to the next heading of that rank."""
    heading = rf"^(#+) `?(?:udmoent )?{re.escape(command)}`?$"
    found = re.search(rf"{heading}.*?(?=^\1 |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def settings_read() -> set[str]:
    """The names that settings.py takes from the environment."""
    calls = [node for node in ast.walk(tree(PACKAGE / "settings.py")) if isinstance(node, ast.Call)]
    read = [c for c in calls if isinstance(c.func, ast.Attribute) and getattr(c.func.value, "id", "") == "env"]
    read += [c for c in calls if getattr(c.func, "id", "") == "env"]
    return {call.args[0].value for call in read if call.args and isinstance(call.args[0], ast.Constant)}


def in_code(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def test_every_command_is_explained_with_its_options():
    text, found = COMMANDS_PAGE.read_text(encoding="utf-8"), []
    for name, command in commands().items():
        about = section(text, name)
        if not about:
            found.append(f"no heading that is `{name}`")
        found += [f"`{name}` lacks {option}" for option in options_of(command) if about and not in_code(about, option)]
    assert not found, f"{COMMANDS_PAGE.relative_to(ROOT)}:\n" + "\n".join(found)


@pytest.mark.parametrize("option", ["--json", "--language", "--help"])
def test_what_every_command_takes_is_explained(option):
    assert in_code(COMMANDS_PAGE.read_text(encoding="utf-8"), option)


def test_every_example_is_of_its_own_command():
    found = [name for name, command in commands().items() if not command.example.startswith(f"udmoent {name}")]
    assert not found, f"their --help shows no example of their own: {found}"


def test_no_command_is_explained_that_is_not_there():
    named = set(
        re.findall(r"^##+ `?(?:udmoent )?([a-z][a-z-]+)`?$", COMMANDS_PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named <= set(commands()), f"not commands: {named - set(commands())}"


def test_every_setting_is_explained():
    text = SETTINGS_PAGE.read_text(encoding="utf-8")
    found = sorted(name for name in settings_read() if f"`{name}`" not in text)
    assert settings_read() and not found, f"{SETTINGS_PAGE.relative_to(ROOT)} lacks {found}"


def test_no_setting_is_explained_that_is_not_there():
    text = SETTINGS_PAGE.read_text(encoding="utf-8")
    rows = set(re.findall(r"^(?:\| *|#+ .*?)`([A-Z][A-Z_]+)`", text, re.MULTILINE))
    assert rows <= settings_read(), f"not settings: {rows - settings_read()}"


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_readme_says_how_to_begin(command):
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_the_readme_says_is_what_is_run():
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named <= targets, f"README names {named - targets}, which the Makefile does not have"


def named_in(page: Path) -> set[str]:
    """The pictures and the files in this repository that a page names, without the place within them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", text)
    return {one.partition("#")[0] for one in found if not re.match(r"[a-z]+:|#", one)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_picture_and_link_leads_to_a_file(page):
    missing = sorted(name for name in named_in(page) if not (page.parent / name).exists())
    assert not missing, f"{page.relative_to(ROOT)} names {missing}, which is not there"


def test_the_readme_names_every_guide():
    readme = named_in(ROOT / "README.md")
    assert {guide.relative_to(ROOT).as_posix() for guide in (ROOT / "docs/how-to").glob("*.md")} <= readme


def test_every_page_in_the_menu_has_a_picture():
    from django.urls import resolve

    from scripts import pictures
    from udmoent.desk.menu import PAGES as MENU

    taken = {resolve(path.format(plan="/plan/1/").partition("?")[0]).url_name for _who, path in pictures.PAGES.values()}
    assert {page.address for page in MENU} <= taken


def test_each_claim_is_measured_by_a_script_of_its_own():
    told = re.findall(r"^\| `(benchmarks/\w+\.py)`", (ROOT / "docs/reference/benchmarks.md").read_text(), re.MULTILINE)
    assert sorted(told) == [f"benchmarks/{file.name}" for file in sorted((ROOT / "benchmarks").glob("*.py"))]


def test_each_decision_has_a_number_of_its_own():
    decisions = sorted((ROOT / "docs/adr").glob("*.md"))
    told = [int(decision.read_text(encoding="utf-8").removeprefix("# ").partition(".")[0]) for decision in decisions]
    assert told == [int(decision.name[:4]) for decision in decisions], "the number in a heading is not the file's"
    assert len(set(told)) == len(told), "two decisions have one number"
