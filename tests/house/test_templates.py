# SPDX-License-Identifier: MPL-2.0
"""No door hands a document out without asking for the town's own template."""

import ast

from tests.house.floor_plan import DOORS, files, place, tree

WRITERS = {"write_plan", "write_comparison"}


def calls(module: ast.Module) -> list[ast.Call]:
    found = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return [call for call in found if isinstance(call.func, ast.Name) and call.func.id in WRITERS]


def test_every_door_asks_for_the_towns_template():
    doors = [file for file in files(of=DOORS) if file.exists()]
    written = [(file, call) for file in doors for call in calls(tree(file))]
    found = [
        place(file, call.lineno)
        for file, call in written
        if "template" not in {keyword.arg for keyword in call.keywords}
    ]
    assert written and not found, f"these write in Udmønt's own look whatever the town has: {found}"
