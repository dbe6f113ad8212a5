# SPDX-License-Identifier: MPL-2.0
"""The reference names every command with each of its options, and every setting; and nothing that is not there."""

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.house.floor_plan import PACKAGE, ROOT, tree

if TYPE_CHECKING:
    from udmoent.cli.command import Command

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
