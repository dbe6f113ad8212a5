# SPDX-License-Identifier: MPL-2.0
"""Lists in cells: parties, promises, treatments, involvements. Files from Udmønt are read as they were printed. Pure."""

import re
from dataclasses import replace
from typing import Final

from udmoent.documents.escapes import entries, with_lines
from udmoent.documents.forms import (
    read_commitment,
    read_coordination_and_commitments,
    read_involvement,
    read_treatment,
)
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.spans import days_meant, is_awaiting, is_running
from udmoent.plan.facts import Commitment, Involvement, Treatment

_BULLET = re.compile(r"^\s*(?:[•·●○◦▪■‣*➢►o](?=\s)|[-–—](?=\s)|\(?[0-9]{1,2}[.)](?=\s)|[a-z]\)(?=\s))\s*")
_PROMISE = re.compile(r"^(?P<party>[^:]{1,60}?)(?::\s+| [–—-] )(?P<promise>.+)$", re.DOTALL)
_LABEL = re.compile(
    r"^\s*(?P<label>kursen|kurs|koordinering|koordination|commitments?|course|coordination)\b[^:\n]{0,25}:[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_FIELDS: Final = {
    "kurs": "course",
    "kursen": "course",
    "course": "course",
    "koordinering": "coordination",
    "koordination": "coordination",
    "coordination": "coordination",
    "commitment": "commitments",
    "commitments": "commitments",
}
_FORMS: Final = (
    "beslutning",
    "drøftelse",
    "orientering",
    "temadrøftelse",
    "dialogmøde",
    "høring",
    "godkendelse",
    "temamøde",
)
_FORM = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_FORMS, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
_NOTHING: Final = ("", "-", "–", "—", "nej", "ingen", "ikke relevant", "nej.", "n/a")


def says_nothing(text: str) -> bool:
    return text.strip().casefold() in _NOTHING


def lines_of(text: str) -> list[str]:
    """The entries of a list: one per line without its bullet, or in a single line parted by semicolons."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        lines = [part for part in re.split(r";\s*|\s+•\s+", lines[0]) if part.strip()]
    return [said for line in lines if not says_nothing(said := _BULLET.sub("", line).strip())]


def read_names(text: str, *, is_own: bool) -> tuple[str, ...]:
    """Parties or strategies, each once."""
    if is_own:
        return tuple(with_lines(line) for line in text.split("\n") if line)
    return tuple(dict.fromkeys(lines_of(text)))


def read_commitments(text: str, *, is_own: bool) -> tuple[Commitment, ...]:
    if is_own:
        return tuple(read_commitment(line) for line in text.split("\n") if line)
    return tuple(map(_commitment, _entries_with_more(text)))


def _entries_with_more(text: str) -> list[str]:
    """As `lines_of`, but a bulleted or bare line below “Party:” is that party's promise."""
    found: list[str] = []
    for line in lines_of(text):
        if found and found[-1].endswith(":"):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return [line.removesuffix(":") for line in found]


def _commitment(line: str) -> Commitment:
    told = read_commitment(line)
    parted = _PROMISE.match(told.party)
    if told.promise or not parted:
        return told
    return Commitment(party=parted["party"].strip(), promise=parted["promise"].strip(), confirmed_on=told.confirmed_on)


def read_together(text: str, *, is_own: bool) -> dict[str, object]:
    """Coordination and commitments from one cell, and the course where it is labelled there too."""
    if is_own:
        coordination, commitments = read_coordination_and_commitments(text)
        return {"coordination": coordination, "commitments": commitments}
    labelled = _labelled(text)
    if not labelled:
        lines = lines_of(text)
        promises = [line for line in lines if _PROMISE.match(line)]
        parties = tuple(dict.fromkeys(line for line in lines if not _PROMISE.match(line)))
        return {"coordination": parties, "commitments": tuple(map(_commitment, promises))}
    parties_told, more = labelled.get("coordination", ""), ""
    if "commitments" not in labelled:
        parties_told, _break, more = parties_told.partition("\n")
    told: dict[str, object] = {
        "coordination": _parties(parties_told),
        "commitments": read_commitments(labelled.get("commitments", more), is_own=False),
    }
    return told | ({"course": labelled["course"]} if "course" in labelled else {})


def _parties(text: str) -> tuple[str, ...]:
    lines = lines_of(text)
    return tuple(dict.fromkeys(entry.strip() for line in lines for entry in entries(line) if entry.strip()))


def _labelled(text: str) -> dict[str, str]:
    """What stands behind “Kursen:”, “Koordinering:” and “Commitment:”; lines before the first label go with it."""
    marks = list(_LABEL.finditer(text))
    if not marks:
        return {}
    told: dict[str, str] = {}
    for mark, end in zip(marks, [*(after.start() for after in marks[1:]), len(text)], strict=True):
        field = _FIELDS[mark["label"].casefold()]
        told[field] = "\n".join(filter(None, (told.get(field, ""), text[mark.end() : end].strip())))
    if before := text[: marks[0].start()].strip():
        told["course"] = "\n".join(filter(None, (before, told.get("course", ""))))
    return told


def read_treatments(text: str, vocabulary: Vocabulary, *, body: str, is_own: bool) -> tuple[Treatment, ...]:
    """Treatments; a line that names no body means `body`, unless it says something else that is not understood."""
    if is_own:
        return tuple(read_treatment(line) for line in text.split("\n") if line)
    return tuple(one for line in lines_of(text) for one in _treatments(line, vocabulary, body))


def _treatments(line: str, vocabulary: Vocabulary, body: str) -> list[Treatment]:
    if " · " in line:
        told = read_treatment(line)
        bodies, rest = vocabulary.bodies_in(told.body)
        return [replace(told, body=bodies[0])] if bodies and not rest else [told]
    bodies, _rest = vocabulary.bodies_in(line)
    said = vocabulary.without_bodies(line) if bodies else line
    found = _FORM.search(said)
    form = found[0].lower() if found else ""
    rest = _trimmed(said[: found.start()] + " " + said[found.end() :] if found else said)
    if rest.casefold() in ("ja", "x", "yes"):
        rest = ""
    is_time = bool(days_meant(rest, 2000)) or is_running(rest) or is_awaiting(rest)
    is_understood = is_time or not rest
    time, form = (rest, form) if is_understood else ("", _trimmed(said))
    return [Treatment(body=one, form=form, time=time) for one in bodies or (body if is_understood else "",)]


def _trimmed(text: str) -> str:
    """What is left when bodies and the form are taken out, without the words that bound them together."""
    text = re.sub(r"\(\s*\)", " ", " ".join(text.split()))
    return re.sub(
        r"^(?:(?:i|og|på|til|ved|den|udvalg)\b|[\s,.:;/–-])+|(?:\b(?:i|og|på|til|ved|den)|[\s,:;/–-])+$", "", text
    )


def read_involvements(text: str, *, is_own: bool) -> tuple[Involvement, ...]:
    if is_own:
        return tuple(read_involvement(line) for line in text.split("\n") if line)
    return tuple(map(_involvement, lines_of(text)))


def _involvement(line: str) -> Involvement:
    parted = _PROMISE.match(line)
    if " · " in line or not parted:
        return read_involvement(line)
    return Involvement(party=parted["party"].strip(), form=parted["promise"].strip())
