# SPDX-License-Identifier: MPL-2.0
"""What a file's name says of its contents."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _


class UnknownEnding(ValueError):
    """A file name whose ending nothing here reads or writes; the message lists the endings that can be used."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.known = tuple(known)
        super().__init__(
            _("“{name}” has an ending that cannot be used here. Use one of {known}.").format(
                name=name, known=", ".join(self.known)
            )
        )


def known_ending(path: Path, known: Iterable[str]) -> str:
    """The path's ending in small letters: ".xlsx". Raises UnknownEnding."""
    known = tuple(known)
    ending = path.suffix.lower()
    if ending not in known:
        raise UnknownEnding(path.name, known)
    return ending
