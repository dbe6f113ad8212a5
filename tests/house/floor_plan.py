# SPDX-License-Identifier: MPL-2.0
"""The floors, lowest first, and how a source file is read to see what it leans on."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/udmoent"

FLOORS = (
    {"lib"},
    {"ui", "audit"},
    {"organisation"},
    {"meetings"},
    {"plan"},
    {"economy", "indicators"},
    {"followup"},
    {"editions"},
    {"catalogue"},
    {"cases"},
    {"efforts"},
    {"documents"},
    {"intake"},
    {"demo"},
    {"public", "desk", "api"},
    {"cli"},
)
DOORS = {"public", "desk", "api", "cli"}
HALL = {"settings", "urls", "wsgi", "asgi", "clock"}
"""Beside the rooms: how it all is put together, and the clock, which only doors look at."""


def floor_of(room: str) -> int:
    for floor, rooms in enumerate(FLOORS):
        if room in rooms:
            return floor
    raise AssertionError(f"`{room}` is not on the floor plan. Give it a floor in {__file__}, or move it into a room.")


def may_lean_on(room: str, other: str) -> bool:
    return room == other or floor_of(other) < floor_of(room)


def rooms() -> list[str]:
    return sorted(folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists())


def files(*, of: set[str]) -> list[Path]:
    return [file for room in sorted(of) for file in sorted((PACKAGE / room).rglob("*.py"))]


def rooms_without_doors() -> set[str]:
    return set(rooms()) - DOORS


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imports(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Each imported name in full, with its line: `from a.b import c` gives a.b.c; a relative one begins with a dot."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{start}.{name.name}") for name in node.names)


def place(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"
