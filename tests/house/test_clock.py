# SPDX-License-Identifier: MPL-2.0
"""Time is an argument: rooms are told what day it is; only doors ask the clock."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.floor_plan import files, place, rooms_without_doors, tree

ASKING = {
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
    "timezone": {"now", "localdate", "localtime"},
}
CONVERTING = {"localdate", "localtime", "gmtime"}
"""Given a moment, these only convert it; asked without one, they look at the clock."""
FROM_MODULES = {
    "django.utils.timezone": {"now"},
    "time": {"time", "time_ns"},
    "django.db.models.functions": {"Now"},
}
STAMPING = {"auto_now", "auto_now_add"}


def converts(node: ast.Call) -> bool:
    """A conversion of a moment that is given, such as `timezone.localdate(recorded_at)`."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in CONVERTING and bool(node.args)


def looks_at_the_clock(module: ast.Module) -> Iterator[tuple[int, str]]:
    harmless = {id(node.func) for node in ast.walk(module) if isinstance(node, ast.Call) and converts(node)}
    for node in ast.walk(module):
        if id(node) in harmless:
            continue
        if isinstance(node, ast.Name) and node.id in CONVERTING:
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if node.attr in ASKING.get(owner, ()):
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                if name.name in FROM_MODULES.get(node.module or "", ()):
                    yield node.lineno, f"{node.module}.{name.name}"
        elif isinstance(node, ast.keyword) and node.arg in STAMPING:
            yield node.value.lineno, node.arg
        elif isinstance(node, ast.Constant) and node.value in ("CURRENT_TIMESTAMP", "CURRENT_DATE"):
            yield node.lineno, node.value


def test_no_room_knows_what_day_it_is():
    found = [
        f"{place(file, line)} asks {what}: let the caller say when"
        for file in files(of=rooms_without_doors())
        for line, what in looks_at_the_clock(tree(file))
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now(tz=None)",
        "from datetime import datetime\nf(default=datetime.utcnow)",
        "from django.utils import timezone\ntimezone.now()",
        "from django.utils.timezone import now",
        "from django.utils import timezone\ntimezone.localdate()",
        "from django.utils.timezone import localdate\nlocaldate()",
        "import time\ntime.time()",
        "from time import time",
        "models.DateTimeField(auto_now_add=True)",
        "from django.db.models.functions import Now",
    ],
)
def test_a_look_at_the_clock_is_found(source):
    assert list(looks_at_the_clock(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "state.recorded_at.time()",
        "date(2025, 5, 31)",
        "import time\ntime.perf_counter()",
        "now = 3",
        "timezone.localdate(recorded_at)",
        "from django.utils.timezone import localdate\nlocaldate(recorded_at)",
    ],
)
def test_what_is_no_clock_passes(source):
    assert not list(looks_at_the_clock(ast.parse(source)))
