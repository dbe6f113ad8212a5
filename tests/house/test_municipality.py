# SPDX-License-Identifier: MPL-2.0
"""One installation may hold many towns: every table and every unique key carries the municipality."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

WITHOUT = {
    "organisation.Municipality": "is the municipality",
    "organisation.User": "a person signs in once, whichever towns she has roles in",
}


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("udmoent.") and not model._meta.proxy]


def carries_municipality(model: type[models.Model]) -> bool:
    return any(field.attname == "municipality_id" for field in model._meta.concrete_fields)


def is_optional(model: type[models.Model]) -> bool:
    return any(field.attname == "municipality_id" and field.null for field in model._meta.concrete_fields)


def unique_keys(model: type[models.Model]) -> Iterator[tuple[str, set[str]]]:
    """Each unique key but the row's own, with the fields it is over."""
    for field in model._meta.concrete_fields:
        # A one-to-one hangs on a row that carries the municipality itself.
        if field.unique and not field.primary_key and not isinstance(field, models.OneToOneField):
            yield field.name, {field.name}
    for fields in model._meta.unique_together:
        yield "unique_together", set(fields)
    for constraint in model._meta.total_unique_constraints or []:
        yield constraint.name, set(constraint.fields)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            named = [part.name for part in constraint.expressions if isinstance(part, models.F)]
            yield constraint.name, {*constraint.fields, *named}


def test_every_table_carries_the_municipality():
    found = [
        model._meta.label for model in tables() if not carries_municipality(model) and model._meta.label not in WITHOUT
    ]
    assert not found, f"these tables do not say whose they are: {found}"


def test_no_row_is_without_its_municipality():
    found = [model._meta.label for model in tables() if is_optional(model)]
    assert not found, f"in these tables a row may belong to no town: {found}"


def test_every_unique_key_carries_the_municipality():
    found = [
        f"{model._meta.label}: {name} is over {sorted(fields)}"
        for model in tables()
        if model._meta.label not in WITHOUT
        for name, fields in unique_keys(model)
        if not fields & {"municipality", "municipality_id"}
    ]
    assert not found, "\n" + "\n".join(found)


def test_the_exceptions_are_still_there():
    assert set(WITHOUT) <= {model._meta.label for model in tables()}
