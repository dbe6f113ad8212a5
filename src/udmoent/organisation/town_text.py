# SPDX-License-Identifier: MPL-2.0
"""Edits of a town's file. Its comments and its order stay; whether the new text holds is told by reading it."""

import re
from collections.abc import Iterable, Mapping
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
    """The text with each value at its place, such as ("stages", "planned"). What is so already is left as it is written;
    what is to be None is taken out.
    """
    whole = tomlkit.parse(text)
    new_at_the_top = {place[0]: value for place, value in told.items() if len(place) == 1 and place[0] not in whole}
    for place, value in told.items():
        if place[0] not in new_at_the_top:
            _put(whole, place, value)
    text = tomlkit.dumps(whole)
    for name, value in new_at_the_top.items():
        text = _at_the_top(text, name, value)
    return text


def _put(whole: tomlkit.TOMLDocument, place: Place, value: object) -> None:
    *tables, name = place
    at: Any = whole
    for table in tables:
        if table not in at:
            if value is None:
                return
            at[table] = tomlkit.table()
        at = at[table]
    if value is None:
        at.pop(name, None)
    elif name not in at or _plain(at[name]) != _plain(value):
        at[name] = _written(value)


def _at_the_top(text: str, name: str, value: object) -> str:
    """Beside the town's slug: a value further down would belong to the table above it."""
    line = f"{name} = {_written(value).as_string()}"
    return re.sub(r"(?m)^slug\s*=.*$", lambda slug: f"{slug[0]}\n{line}", text, count=1)


def _plain(value: Any) -> object:
    value = value.unwrap() if hasattr(value, "unwrap") else value
    return list(value) if isinstance(value, tuple | list) else value


def _written(value: object) -> Any:
    if isinstance(value, Mapping):
        return tomlkit.value(_in_braces(value))
    if isinstance(value, tuple | list) and any(isinstance(one, Mapping) for one in value):
        return tomlkit.value("".join(("[\n", *(f"  {_in_braces(one)},\n" for one in value), "]")))
    return tomlkit.item(list(value) if isinstance(value, tuple) else value)


def _in_braces(table: Mapping[str, object]) -> str:
    """A table on one line, as the files that come with Udmønt have them; what is as before then stays as it was written."""
    told = (f"{tomlkit.key(name).as_string()} = {_written(value).as_string()}" for name, value in table.items())
    return f"{{ {', '.join(told)} }}"


def with_new_body(text: str, told: Mapping[str, object]) -> str:
    """With one more body, after the others."""
    return with_more(text, "bodies", [told], DEFAULTS)


def with_changed_body(text: str, abbreviation: str, valid_from: date, told: Mapping[str, object]) -> str:
    """With other facts of the body that goes by that abbreviation from that day on."""
    return with_changed(text, "bodies", {"abbreviation": abbreviation, "valid_from": valid_from}, told, DEFAULTS)


# Tables of a kind: bodies, strategies, parties


def with_more(text: str, array: str, told: Iterable[Mapping[str, object]], defaults: Mapping[str, object]) -> str:
    """With more tables of that kind, after the others; what is as `defaults` tell is not written."""
    whole = tomlkit.parse(text)
    tables = _tables(whole, array)
    for one in told:
        tables.append(_new_table(one, defaults))
    return tomlkit.dumps(whole)


def _new_table(told: Mapping[str, object], defaults: Mapping[str, object]) -> Any:
    table = tomlkit.table()
    for name, value in told.items():
        if name not in defaults or value != defaults[name]:
            table[name] = _written(value)
    table.add(tomlkit.nl())
    return table


def with_changed(
    text: str, array: str, known_by: Mapping[str, object], told: Mapping[str, object], defaults: Mapping[str, object]
) -> str:
    """With other facts of the table that says what it is `known_by`."""
    whole = tomlkit.parse(text)
    for table in _tables(whole, array):
        if all(_plain(table[name]) == value for name, value in known_by.items()):
            for name, value in told.items():
                _tell(table, name, value, defaults)
    return tomlkit.dumps(whole)


def without(text: str, array: str, known_by: Mapping[str, object]) -> str:
    """Without the table that says what it is `known_by`."""
    whole = tomlkit.parse(text)
    tables = _tables(whole, array)
    for place in reversed(range(len(tables))):
        if all(_plain(tables[place][name]) == value for name, value in known_by.items()):
            del tables[place]
    return tomlkit.dumps(whole)


def _tables(whole: Any, array: str) -> Any:
    """The file's tables of that kind. Names that stand in a list become tables, last in the file: after them nothing
    may stand that belongs to no table.
    """
    found = whole.get(array)
    if found is not None and all(isinstance(one, Mapping) for one in found) and len(found):
        return found
    tables = tomlkit.aot()
    for name in found or ():
        table = tomlkit.table()
        table["name"] = _written(_plain(name))
        tables.append(table)
    if found is not None:
        del whole[array]
    whole[array] = tables
    return whole[array]


def _tell(table: Any, name: str, value: object, defaults: Mapping[str, object]) -> None:
    if name in defaults and value == defaults[name]:
        table.pop(name, None)
    elif _plain(table.get(name)) != _plain(value):
        table[name] = _written(value)
