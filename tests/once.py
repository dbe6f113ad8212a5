# SPDX-License-Identifier: MPL-2.0
"""What many tests begin with is built once by each worker, and laid into the database of each test as rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.apps import apps
from django.db import connection, transaction

from udmoent.demo.actions import build_demo
from udmoent.plan.models import Plan

AT_ONCE = 100
DEMO_BUILT_AT = datetime(2025, 9, 30, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    """Rows as the database tells them, no field's own reading between."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def lay(self) -> None:
        quoted = ", ".join(map(connection.ops.quote_name, self.columns))
        row = f"({', '.join(['%s'] * len(self.columns))})"
        with connection.cursor() as cursor:
            for first in range(0, len(self.rows), AT_ONCE):
                rows = self.rows[first : first + AT_ONCE]
                cursor.execute(
                    f"INSERT INTO {connection.ops.quote_name(self.name)} ({quoted}) VALUES {', '.join([row] * len(rows))}",
                    [_taken(value) for one in rows for value in one],
                )


def _taken(value: object) -> object:
    """SQLite tells an hour as one, and takes it as text."""
    return connection.ops.adapt_timefield_value(value) if isinstance(value, time) else value


BUILT: dict[str, list[Table]] = {}


def lay_demo() -> Plan:
    once("demo", lambda: build_demo(now=DEMO_BUILT_AT))
    return Plan.objects.get()


def once(name: str, build: Callable[[], object]) -> None:
    """What `build` writes into the empty database of a test. Only rows: what it returns, and files, are not kept."""
    if name not in BUILT:
        BUILT[name] = _built(build)
    with transaction.atomic():
        for table in BUILT[name]:
            table.lay()


def _built(build: Callable[[], object]) -> list[Table]:
    """Taken back again, so that the first test begins with the same as the others: rows that were laid."""
    with transaction.atomic():
        there = {table.name for table in _filled()}
        build()
        new = [table for table in _filled() if table.name not in there]
        transaction.set_rollback(True)
    return new


def _filled() -> list[Table]:
    tables = (_read(model._meta.db_table) for model in apps.get_models(include_auto_created=True))
    return [table for table in tables if table.rows]


def _read(name: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
        return Table(name, tuple(column[0] for column in cursor.description), tuple(cursor.fetchall()))
