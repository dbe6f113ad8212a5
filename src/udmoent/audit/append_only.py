# SPDX-License-Identifier: MPL-2.0
"""Tables whose rows are never changed: the database itself refuses an UPDATE."""

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

Step = Callable[[StateApps, BaseDatabaseSchemaEditor], None]
SQLITE = """
CREATE TRIGGER {table}_is_append_only BEFORE {when} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_is_append_only BEFORE {when} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()
"""


def append_only(table: str) -> RunPython:
    """A migration step after which rows of the table can be added but not changed."""
    return RunPython(*_steps(table))


def _steps(table: str, when: str = "UPDATE") -> tuple[Step, Step]:
    """Refusing updates, and allowing them again."""

    def refuse_updates(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        statement = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
        schema_editor.execute(statement.format(table=table, when=when))

    def allow_updates(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        on_table = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER {table}_is_append_only{on_table}")
        if on_table:
            schema_editor.execute(f"DROP FUNCTION {table}_is_append_only()")

    return refuse_updates, allow_updates


def locked_columns(table: str, *columns: str) -> RunPython:
    """A migration step after which these columns of the table's rows keep the value they were given."""
    when = f"UPDATE OF {', '.join(columns)}"
    return RunPython(*_steps(table, when))


def changeable(table: str) -> RunPython:
    """A migration step after which the table's columns may be changed, which SQLite does by making it anew."""
    refuse_updates, allow_updates = _steps(table)
    return RunPython(allow_updates, refuse_updates)
