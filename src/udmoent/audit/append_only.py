# SPDX-License-Identifier: MPL-2.0
"""Tables whose rows are never changed: the database itself refuses an UPDATE."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

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


class RefuseUpdates(Operation):
    """Not a RunPython, before which Django makes every model anew as it was then: most of the time that a new database takes."""

    def __init__(self, table: str, when: str = "UPDATE") -> None:
        self.table, self.when = table, when

    def describe(self) -> str:
        return f"{type(self).__name__} on {self.table}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.refuse(schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.allow(schema_editor)

    def refuse(self, editor: BaseDatabaseSchemaEditor) -> None:
        statement = SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL
        editor.execute(statement.format(table=self.table, when=self.when))

    def allow(self, editor: BaseDatabaseSchemaEditor) -> None:
        on_table = "" if editor.connection.vendor == "sqlite" else f" ON {self.table}"
        editor.execute(f"DROP TRIGGER {self.table}_is_append_only{on_table}")
        if on_table:
            editor.execute(f"DROP FUNCTION {self.table}_is_append_only()")


class AllowUpdates(RefuseUpdates):
    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.allow(schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.refuse(schema_editor)


def append_only(table: str) -> Operation:
    """A migration step after which rows of the table can be added but not changed."""
    return RefuseUpdates(table)


def locked_columns(table: str, *columns: str) -> Operation:
    """A migration step after which these columns of the table's rows keep the value they were given."""
    return RefuseUpdates(table, f"UPDATE OF {', '.join(columns)}")


def changeable(table: str) -> Operation:
    """A migration step after which the table's columns may be changed, which SQLite does by making it anew."""
    return AllowUpdates(table)
