# SPDX-License-Identifier: MPL-2.0
"""The marks that part a cell into several facts, so that a cell we print is read back as exactly what it was.

A mark that is part of the text itself gets a backslash in front; who reads takes it away. That is rare: a colon with a
blank behind it in a party's name, a raised point that stands alone, brackets that look like a confirmation.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LONE_RETURN = re.compile(r"(?<!\S)(\\*)↵(?!\S)")
_LONE_POINT = re.compile(r"(?<!\S)(\\*)·(?!\S)")
_PARTING_POINT = re.compile(r"(?<!\S)·(?!\S)")
_ENDING = {mark: re.compile(rf"(?P<slashes>\\*)(?P<mark>(?:{mark}(?=\s|$))|$)") for mark in ":;"}
_PARTING = {mark: re.compile(rf"(?<!\\)(?:\\\\)*(?P<mark>{mark}(?: |(?=\s)|$))") for mark in ":;"}
_LIKE_COORDINATION = re.compile(r"^(\\*)(?=(?:Koordinering|Coordination)\\*:)")
_FORMULA = re.compile(r"'*[=+\-@]")
_FORMULA_BEGINS = frozenset("'=+-@")


def in_one_line(text: str) -> str:
    """An entry of a list that has one line each: its own line breaks become “ ↵ ”."""
    if "\n" not in text and "↵" not in text:
        return text
    return " ↵ ".join(_LONE_RETURN.sub(r"\\\1↵", line) for line in text.split("\n"))


def with_lines(line: str) -> str:
    """What `in_one_line` was given."""
    return "\n".join(re.sub(r"(?<!\S)\\(\\*)↵(?!\S)", r"\1↵", part) for part in line.split(" ↵ "))


def by_points(parts: Iterable[str]) -> str:
    """Parts set apart by raised points, empty ones at the end left out: “BUU · · marts 2025”."""
    told = [_LONE_POINT.sub(r"\\\1·", part) for part in parts]
    while told and not told[-1]:
        told.pop()
    return re.sub(r"(?<=·)  (?=·)", " ", " · ".join(told)).strip()


def unlike(text: str, *marks: re.Pattern[str]) -> str:
    r"""With a “\\” before a text that would be read as one of the marks."""
    return f"\\{text}" if _is_like(text, marks) else text


def without_unlikeness(text: str, *marks: re.Pattern[str]) -> str:
    """What `unlike` was given."""
    return text[1:] if text.startswith("\\") and _is_like(text, marks) else text


def _is_like(text: str, marks: Iterable[re.Pattern[str]]) -> bool:
    return any(mark.fullmatch(text.lstrip("\\")) for mark in marks)


def parts_by_points(text: str, count: int, *, at_most: int | None = None) -> list[str]:
    """The `count` parts that `by_points` was given, or as many more as there are up to `at_most`; what stands behind the
    last point belongs to the last part.
    """
    parts = [part.strip(" ") for part in _PARTING_POINT.split(text, maxsplit=(at_most or count) - 1)]
    parts += [""] * (count - len(parts))
    return [re.sub(r"(?<!\S)\\(\\*)·(?!\S)", r"\1·", part) for part in parts]


def escaped_party(party: str) -> str:
    """A party's name, so that the first colon with a blank behind it ends it."""
    return _escaped(party, ":")


def party_and_promise(text: str) -> tuple[str, str]:
    """The two sides of “party: promise”; no promise where no colon parts them."""
    found = _PARTING[":"].search(text)
    if not found:
        return _unescaped(text, ":"), ""
    return _unescaped(text[: found.start("mark")], ":"), text[found.end("mark") :]


def _escaped(text: str, mark: str) -> str:
    """Backslashes before the mark or the end are doubled, and a mark of the text's own gets one more."""
    if mark not in text and not text.endswith("\\"):
        return text
    return _ENDING[mark].sub(lambda found: found["slashes"] * 2 + ("\\" + found["mark"] if found["mark"] else ""), text)


def _unescaped(text: str, mark: str) -> str:
    return _ENDING[mark].sub(lambda found: "\\" * (len(found["slashes"]) // 2) + found["mark"], text)


@dataclass(frozen=True)
class DayInBrackets:
    """A day with a word before it, in brackets at a text's end: “(bekræftet 31.5.2025)”. `words` are as the file may have it."""

    words: str

    def escaped(self, text: str) -> str:
        """Text whose own end must not be taken for such a day."""
        if not text.endswith(")"):
            return text
        return re.sub(rf"(\\*)\((?=(?:{self.words}) [0-9.]+\)$)", r"\\\1(", text)

    def parted(self, text: str) -> tuple[str, str]:
        """The text, and the day at its end; "" where there is none."""
        found = re.search(rf" \((?:{self.words}) (?P<day>[0-9.]+)\)$", text)
        said, day = (text[: found.start()], found["day"]) if found else (text, "")
        return re.sub(rf"\\(\\*)\((?=(?:{self.words}) [0-9.]+\)$)", r"\1(", said), day


CONFIRMATION = DayInBrackets("bekræftet|confirmed")
RECEIPT = DayInBrackets("modtaget|received")


def escaped_entry(entry: str) -> str:
    """An entry of a list that semicolons part."""
    return _escaped(entry, ";")


def entries(text: str) -> list[str]:
    """The entries that semicolons part."""
    told, start = [], 0
    for found in _PARTING[";"].finditer(text):
        told.append(text[start : found.start("mark")])
        start = found.end("mark")
    return [_unescaped(entry, ";") for entry in [*told, text[start:]]]


def escaped_coordination(line: str) -> str:
    """A commitment whose party is called Koordinering, where a line of that name would tell the coordination."""
    return _LIKE_COORDINATION.sub(r"\\\1", line)


def without_escaped_coordination(line: str) -> str:
    return re.sub(r"^\\(?=\\*(?:Koordinering|Coordination)\\*:)", "", line)


def no_formula(text: str) -> str:
    """Text for a .csv cell that a spreadsheet would take for a formula, with an apostrophe in front."""
    return f"'{text}" if text[:1] in _FORMULA_BEGINS and _FORMULA.match(text) else text


def without_apostrophe(text: str) -> str:
    """What `no_formula` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
