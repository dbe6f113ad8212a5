# SPDX-License-Identifier: MPL-2.0
"""Names match exactly but for case, also Danish letters, which SQLite does not fold."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from udmoent.lib.refusal import Unknown

Thing = TypeVar("Thing")


def find_named(things: Iterable[Thing], name: str, called: Callable[[Thing], str] = str) -> Thing | None:
    """The thing of that name; an exact match before one that differs in case."""
    same = [thing for thing in things if called(thing).casefold() == name.strip().casefold()]
    return next((thing for thing in same if called(thing) == name), same[0] if same else None)


def named(things: Iterable[Thing], name: str, unknown: str, called: Callable[[Thing], str] = str) -> Thing:
    """The thing of that name, else refused with the sentence `unknown` and the names there are.

    `unknown` holds {name} and {known}.
    """
    things = list(things)
    found = find_named(things, name, called)
    if found is None:
        known = list(dict.fromkeys(called(thing) for thing in things))
        raise Unknown(unknown.format(name=name, known=", ".join(known) or "–"), known)
    return found
