# SPDX-License-Identifier: MPL-2.0
"""Empty databases to measure on; all are gone afterwards."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from postgresql import postgresql  # noqa: E402 - a script beside the package, not a part of it

Fresh = Callable[[], str]
"""Gives the address of another empty database each time it is called."""


@contextmanager
def databases() -> Iterator[dict[str, Fresh]]:
    """By name: SQLite, and PostgreSQL where there is one; says so where there is none."""
    with tempfile.TemporaryDirectory(prefix="udmoent-bench-") as folder, postgresql() as server:
        names = count()
        found: dict[str, Fresh] = {"SQLite": lambda: f"sqlite:///{folder}/{next(names)}.sqlite3"}
        made: list[str] = []
        if server:
            found["PostgreSQL"] = lambda: _create(server, made)
        else:
            print("!!!!! LEFT OUT: PostgreSQL, as there is none here", flush=True)
        try:
            yield found
        finally:
            _drop(server, made)


def _create(server: str, made: list[str]) -> str:
    name = f"udmoent_bench_{len(made)}_{Path(tempfile.mktemp()).name.lower()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    made.append(name)
    return f"{server.rsplit('/', 1)[0]}/{name}"


def _drop(server: str | None, made: list[str]) -> None:
    for name in made:
        with psycopg.connect(server or "", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
