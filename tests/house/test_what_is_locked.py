# SPDX-License-Identifier: MPL-2.0
"""What is installed is locked by content, not by place: any mirror serves, and none is named."""

import json
import re

import pytest

from tests.house.floor_plan import ROOT

LISTS = sorted(ROOT.glob("requirements*.txt"))


def pinned(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("file", [*LISTS, ROOT / "package-lock.json"], ids=lambda file: file.name)
def test_no_lock_file_names_a_registry(file):
    text = re.sub(r'"funding": \{[^}]*\}', "", file.read_text(encoding="utf-8"))
    found = re.findall(r".*(?:https?://|index-url|find-links|\"resolved\").*", text)
    assert not found, f"{file.name}: {found[:3]}"


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_every_requirement_carries_its_hashes(file):
    found = [
        block
        for block in re.split(r"\n(?=\S)", file.read_text(encoding="utf-8"))
        if block and "--hash=sha256:" not in block
    ]
    assert not found, f"{file.name}: {found[:3]}"


def test_every_package_from_npm_carries_its_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all("integrity" in package for path, package in packages.items() if path)


def test_developers_and_users_get_the_same_versions():
    for_users = pinned((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    for_developers = pinned((ROOT / "requirements-dev.txt").read_text(encoding="utf-8"))
    assert for_users and for_users.items() <= for_developers.items()


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("dependencies = [")[2].partition("\n]")[0]
    found = [line for line in text.splitlines() if line.strip() and "  # " not in line]
    assert not found, f"no reason given: {found}"
