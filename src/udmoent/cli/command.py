# SPDX-License-Identifier: MPL-2.0
"""What a command is: what it does, what it takes, what it answers."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from udmoent.lib.dates import parse_date


class WrongUsage(Exception):
    """The command line cannot be understood; the sentence says how to write it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`told` is the JSON, `text` what a person reads; `then` runs after it has been said."""

    told: object
    text: str = ""
    is_refused: bool = False
    then: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A word or option of a command. `options` go to argparse as they are."""

    names: tuple[str, ...]
    does: str | Promise
    options: dict[str, object] = field(default_factory=dict)

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(*self.names, help=str(self.does), **self.options)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    does: str | Promise
    example: str
    run: Callable[[argparse.Namespace], Answer]
    arguments: tuple[Argument, ...] = ()
    needs_database: bool = True


def word(name: str, does: str | Promise, **options: object) -> Argument:
    return Argument(names=(name,), does=does, options={"metavar": name.upper()} | options)


def option(name: str, does: str | Promise, value: str | Promise = "", **options: object) -> Argument:
    """An option that takes a value named `value`, or a switch where it takes none."""
    kind: dict[str, object] = {"metavar": str(value)} if value else {}
    if not value and "action" not in options:
        kind = {"action": "store_true"}
    return Argument(names=(name,), does=does, options=kind | options)


def day(text: str) -> date:
    """For argparse: a date as people write it."""
    read = parse_date(text)
    if read is None:
        raise WrongUsage(
            _("“{text}” is not a date. Write it as 2025-05-31, 31-05-2025 or 31.5.2025.").format(text=text)
        )
    return read
