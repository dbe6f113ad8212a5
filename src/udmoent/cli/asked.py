# SPDX-License-Identifier: MPL-2.0
"""What was asked for on the command line, before any command looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass

LANGUAGES = ("da", "en")


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line without --json and --language, which may stand anywhere before a “--”."""

    words: tuple[str, ...]
    json: bool = False
    language: str | None = "da"


def read_command_line(words: Sequence[str]) -> Asked:
    """`language` is None where it was asked for but is not one of ours."""
    kept: list[str] = []
    as_json, language = False, "da"
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word == "--":
            return Asked((*kept, word, *queue), as_json, _known(language))
        if word == "--json":
            as_json = True
        elif word == "--language":
            language = queue.pop(0) if queue else ""
        elif word.startswith("--language="):
            language = word.removeprefix("--language=")
        else:
            kept.append(word)
    return Asked(tuple(kept), as_json, _known(language))


def _known(language: str) -> str | None:
    return language if language in LANGUAGES else None
