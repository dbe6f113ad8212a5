# SPDX-License-Identifier: MPL-2.0
"""Everything leans downwards: imports and foreign keys alike."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.floor_plan import DOORS, HALL, PACKAGE, files, floor_of, imports, may_lean_on, place, rooms, tree


def wrong_imports(file: Path, room: str, module: ast.Module) -> list[str]:
    found = []
    for line, name in imports(module):
        if name.startswith("."):
            found.append(f"{place(file, line)} imports {name}: write it in full, from udmoent.")
        other = name.split(".")[1] if name.startswith("udmoent.") else room
        if other in HALL:
            if other != "clock" or room not in DOORS:
                found.append(
                    f"{place(file, line)}: {room} imports {name}, which only doors may, and of it only the clock"
                )
        elif not other.startswith("__") and not may_lean_on(room, other):
            found.append(f"{place(file, line)}: {room} imports {name}, which is not below it")
    return found


def test_every_room_is_on_the_floor_plan():
    assert all(floor_of(room) >= 0 for room in rooms())


def test_rooms_import_only_what_is_below_them():
    found = [line for room in rooms() for file in files(of={room}) for line in wrong_imports(file, room, tree(file))]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "from udmoent.desk import views",
        "import udmoent.editions.gather",
        "from udmoent import cli",
        "from . import models",
        "from udmoent.clock import today",
        "def f():\n    from udmoent.documents.report import report",
    ],
)
def test_an_import_upwards_is_found(source):
    assert wrong_imports(PACKAGE / "plan/rules.py", "plan", ast.parse(source))


def test_a_door_may_import_rooms_and_the_clock():
    source = "from udmoent.clock import today\nfrom udmoent.plan import actions\nfrom udmoent import __version__"
    assert not wrong_imports(PACKAGE / "cli/main.py", "cli", ast.parse(source))


def test_foreign_keys_point_only_downwards():
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("udmoent."):
            continue
        for field in model._meta.get_fields():
            other = field.related_model if field.concrete else None
            if other and other.__module__.startswith("udmoent."):
                here, there = model._meta.app_label, other._meta.app_label
                if not may_lean_on(here, there):
                    found.append(f"{model._meta.label}.{field.name} points to {there}, which is not below {here}")
    assert not found, "\n" + "\n".join(found)


def test_there_are_no_signals():
    found = []
    for room in rooms():
        for file in files(of={room}):
            found += [place(file, line) for line, name in imports(tree(file)) if ".signals" in name]
    assert not found, f"signals hide who does what: {found}"
