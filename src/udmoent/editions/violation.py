# SPDX-License-Identifier: MPL-2.0
"""What is told of a row that breaks a rule."""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """The rule's name, the table and id of the row, and what is wrong in a sentence."""

    rule: str
    table: str
    id: int
    message: str


def violation(rule: str, model: type[Model], row: int, message: str) -> Violation:
    return Violation(rule=rule, table=model._meta.db_table, id=row, message=message)
