# SPDX-License-Identifier: MPL-2.0
"""Rules are tables and pure functions: they know neither rows nor requests nor what day it is."""

import ast
from pathlib import Path

import pytest

from tests.house.floor_plan import PACKAGE, imports, place, tree

FOREIGN = (
    "django.db",
    "django.http",
    "django.apps",
    "django.conf",
    "django.core",
    "django.contrib",
    "django.shortcuts",
    "django.urls",
)
OURS = ("models", "actions")
SPOKEN = {"request", "objects"}


def impurities(file: Path, module: ast.Module) -> list[str]:
    found = []
    for line, name in imports(module):
        parts = name.split(".")
        if name.startswith(FOREIGN) or (parts[0] == "udmoent" and (parts[-1] in OURS or set(parts[2:]) & set(OURS))):
            found.append(f"{place(file, line)} imports {name}")
    for node in ast.walk(module):
        named = node.attr if isinstance(node, ast.Attribute) else node.arg if isinstance(node, ast.arg) else None
        if named in SPOKEN:
            found.append(f"{place(file, node.lineno)} uses `{named}`")
    return found


def test_rules_import_no_rows_and_no_requests():
    found = [line for file in sorted(PACKAGE.rglob("*rules.py")) for line in impurities(file, tree(file))]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "from django.db import models",
        "from udmoent.plan.models import Item",
        "from udmoent.plan import actions",
        "def why_not_close(request): ...",
        "Item.objects.all()",
    ],
)
def test_an_impure_rule_is_found(source):
    assert impurities(PACKAGE / "plan/rules.py", ast.parse(source))
