# SPDX-License-Identifier: MPL-2.0
"""Edits of a town's file. Its comments and its order stay; whether the new text holds is told by reading it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import tomlkit

DEFAULTS: Final = {
    "digit": "",
    "valid_to": None,
    "successor": None,
    "verified": True,
    "aliases": (),
    **dict.fromkeys(("agenda_days", "cases_days", "most_treatments")),
}
"""What is not written of a body where it is so."""

Place = tuple[str, ...]


def with_values(text: str, told: Mapping[Place, object]) -> str:
    """The text with each value at its place, such as ("stages", "planned"). What is so already is left as it is written."""
    for place, value in told.items():
        text = _with_value(text, place, value)
    return text


def _with_value(text: str, place: Place, value: object) -> str:
    whole = tomlkit.parse(text)
    *tables, name = place
    at: Any = whole
    for table in tables:
        if table not in at:
            at[table] = tomlkit.table()
        at = at[table]
    if name in at:
        if _plain(at[name]) != _plain(value):
            at[name] = _written(value)
        return tomlkit.dumps(whole)
    if tables:
        at[name] = _written(value)
        return tomlkit.dumps(whole)
    return _at_the_top(text, name, value)


def _at_the_top(text: str, name: str, value: object) -> str:
    """Beside the town's slug: a value further down would belong to the table above it."""
    line = f"{name} = {_written(value).as_string()}"
    return re.sub(r"(?m)^slug\s*=.*$", lambda slug: f"{slug[0]}\n{line}", text, count=1)


def _plain(value: Any) -> object:
    value = value.unwrap() if hasattr(value, "unwrap") else value
    return list(value) if isinstance(value, tuple | list) else value


def _written(value: object) -> Any:
    return tomlkit.item(list(value) if isinstance(value, tuple) else value)


def with_new_body(text: str, told: Mapping[str, object]) -> str:
    """With one more body, after the others."""
    whole = tomlkit.parse(text)
    body = tomlkit.table()
    for name, value in told.items():
        if name not in DEFAULTS or value != DEFAULTS[name]:
            body[name] = _written(value)
    body.add(tomlkit.nl())
    whole["bodies"].append(body)
    return tomlkit.dumps(whole)


def with_changed_body(text: str, abbreviation: str, valid_from: date, told: Mapping[str, object]) -> str:
    """With other facts of the body that goes by that abbreviation from that day on."""
    whole = tomlkit.parse(text)
    for body in whole["bodies"]:
        if (body["abbreviation"], body["valid_from"]) == (abbreviation, valid_from):
            for name, value in told.items():
                _tell(body, name, value)
    return tomlkit.dumps(whole)


def _tell(body: Any, name: str, value: object) -> None:
    if name in DEFAULTS and value == DEFAULTS[name]:
        body.pop(name, None)
    elif _plain(body.get(name)) != _plain(value):
        body[name] = _written(value)
