# SPDX-License-Identifier: MPL-2.0
"""The small parts of a case: its head, its route, its attachments, and who was not there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from udmoent.documents.case.headings import KnownHeadings, find_date
from udmoent.documents.case.lines import Line
from udmoent.documents.case.tree import Attendee, CaseAttachment, CaseWords
from udmoent.lib.dates import MONTH_WORDS, parse_date
from udmoent.lib.text import normalised

_KLE = re.compile(
    r"\b(?P<subject>\d{2}\.\d{2}\.\d{2})[.\-]?(?P<facet>[A-ZÆØÅ]\d{2}|(?<=[.\-])[506]\d{2})(?P<rest>[-/ ]+(?P<number>\d{1,5}[-/]\d{1,6}))?"
)
_SPOILT_FACET = re.compile(r"(?<=\d\d\.\d\d[.\-])[@¢](?=\d\d)")
_PLAIN_KLE = re.compile(r"\b(?P<subject>\d{2}\.\d{2}\.\d{2})\b")
_CASE_NUMBER = re.compile(
    r"(?:sags?\s?-?\s?(?:nr|nummer|id)\.?|journal\s?nr\.?|j\.\s?nr\.?|esdh-sag)\s*:?\s*(?P<number>[A-ZÆØÅ]{0,5}[-]?\d[\w./-]*\d)",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"\b(?P<access>åbe[nt]+|lukke[dt]|fortrolig[t]?)\b(?=\s+(?:sag|punkt|dagsorden(?:spunkt)?|møde)\b|\s*$)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?)?\d{1,3}\s*[.:)–-]?\s*"
    r"(?:\((?:åben|lukket|Å|L)\)\s*)?(?P<title>[A-ZÆØÅ„\"“»][^:]{3,}.*)",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(r"(?:titel|sagstitel|emne|overskrift)\s*:\s*(?P<title>\S.*)", re.IGNORECASE)
_TITLE_STOPS = re.compile(
    r"(?:sags|journal|j\.|kle|åben|lukket|beh\.|behandl|mødedato|møde den|dato|forvaltning|resume|bilag)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"\.{4,}\s*\d*$|\t\d+$|…+\s*\d*$")
_BODY_LIKE = re.compile(
    r"(?:[\wæøåÆØÅ-]+(?:,|\s+og)?\s+){0,5}[\wæøåÆØÅ-]*(?:udvalget|bestyrelsen|byrådet|borgerrådet|udvalg)|Udvalget for [^.:;]{3,70}",
    re.IGNORECASE,
)
_MEETING_WORDS = re.compile(r"møde|dagsorden|referat|protokol|dato|dag\s+den", re.IGNORECASE)

_MARKED: Final = r"(?:\(?(?P<access>åbe[nt]|lukke[dt]|fortrolig[t]?)\)?\s*[-–:]?\s+)?(?P<title>\S.*)"
_ATTACHMENT = re.compile(
    rf"(?:bilag\s*(?:nr\.?\s*)?)?(?P<number>\d{{1,3}})(?!\.?\s+(?:{MONTH_WORDS})\b)(?:\s?[-–]\s?(?P<id>\d{{4,}}))?(?:\s*[.:)–-]\s*|\s+){_MARKED}",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(rf"(?:[·•*–-]\s*)?(?:(?P<id>\d{{5,}})\s+)?{_MARKED}", re.IGNORECASE)
_ROLE = re.compile(r"\s*\((?P<role>H|B|A)\)\s*$")
_RECORD = re.compile(r"\s*\((?P<record>\d{1,8}[/-]\d{2,4}|\d{2,4}[/-]\d{3,8})\)\s*$")
_ACCESS_AFTER = re.compile(
    r"\s*[(\[]\s*(?P<access>åbe[nt]|lukke[dt]|fortrolig[t]?)(?:\s+bilag)?\s*[)\]]\s*$", re.IGNORECASE
)
_NAME: Final = r"[A-ZÆØÅÉÖÄ][\w.'’-]*(?:\s+(?:[A-ZÆØÅÉÖÄ][\w.'’@¢-]*|von|van|de|af|la)){0,5}"
_ATTENDEE = re.compile(
    rf"(?P<name>{_NAME})(?:\s*[(,]\s*(?P<party>[^\W\d_]{{1,3}}|liste\s+\w)\s*\)?)?(?=\s*(?:$|[,;.:]|og\b|samt\b|[-–(]))"
)
_ROUTE_TOLD = re.compile(r"^(?:Sagsgang|Sagens gang|Behandles i)\s*:", re.IGNORECASE)
_NUMBER_WITHIN: Final = 16
_LONGEST_OF_HEAD: Final = 120
_NOBODY: Final = frozenset({"ingen", "intet", "0", "-", "–", "ingen afbud", "ingen fraværende"})
_SHORTEST_TITLE: Final = 6
_MOST_LINES_OF_A_TITLE: Final = 5
_PARTS_OF_ROUTE = re.compile(r"\s*(?:[,;/|]|->|→|–|\s-\s|\bog\b|\bsamt\b|>)\s*")


def access_of(written: str | None) -> str | None:
    """open or confidential for "Åben", "Lukket" and their like."""
    if not written:
        return None
    return "open" if written.lower().startswith("åbe") else "confidential"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a case's first section."""

    body: str | None = None
    meeting_on: date | None = None
    title: str | None = None
    case_number: str | None = None
    kle: str | None = None
    access: str | None = None


def read_head(lines: Sequence[Line], running: Sequence[str], known: KnownHeadings, called: str = "") -> Head:
    """The head of a case, as much of it as there is; `running` are the heads and feet of pages, `called` is what the file
    says of itself that it is called.
    """
    texts = [line.text for line in lines if not _CONTENTS.search(line.text)]
    together = "\n".join(texts)
    title, rest = _title([line for line in lines if not _CONTENTS.search(line.text)], known, called)
    kle, case_number = _numbers("\n".join(rest))
    access = _ACCESS.search("\n".join(rest))
    meeting = [
        text for text in (*rest, *running) if _MEETING_WORDS.search(text) or parse_date(text) or known.body(text)
    ]
    return Head(
        body=_body((*rest, *running), known),
        meeting_on=next((day for text in meeting if (day := find_date(text))), None) if together or running else None,
        title=title,
        case_number=case_number,
        kle=kle,
        access=access_of(access["access"]) if access else None,
    )


def _body(texts: Sequence[str], known: KnownHeadings) -> str | None:
    short = [text for text in texts if len(text) <= 90]
    configured = next((name for text in short if (name := known.body(text))), None)
    return configured or next((text.strip() for text in short if _BODY_LIKE.fullmatch(text.strip())), None)


def _numbers(text: str) -> tuple[str | None, str | None]:
    """KLE as subject.facet, and the case's number: what follows the KLE, else what a label says."""
    text = _SPOILT_FACET.sub("Ø", text)
    kle, labelled = _KLE.search(text), _CASE_NUMBER.search(text)
    told = labelled["number"] if labelled else None
    if kle:
        number = kle["number"] if kle["rest"] and "/" in kle["rest"] else None
        return f"{kle['subject']}.{_facet(kle['facet'])}", number or told
    plain = _PLAIN_KLE.search(text) if re.search(r"\bKLE\b", text, re.IGNORECASE) else None
    return (plain["subject"] if plain else None), told


def _facet(written: str) -> str:
    """The facet, whose letter a scanner may have read as a figure."""
    return {"5": "S", "0": "Ø", "6": "G"}.get(written[0], written[0]) + written[1:]


def is_title(text: str) -> bool:
    """Whether the line is a numbered title: "5. Udmøntningsplan 2025-2028"; a date is none, nor a line of a table of contents."""
    found = _TITLE.fullmatch(text)
    if not found or _CONTENTS.search(text) or find_date(text[:25]) or not found["title"][0].isupper():
        return False
    return not re.match(rf"\d{{1,2}}\.?\s+(?:{MONTH_WORDS})\b", text, re.IGNORECASE)


def number_of_title(text: str) -> int:
    """The number before a title; 0 where it has none."""
    found = re.search(r"\d{1,3}", text[:_NUMBER_WITHIN])
    return int(found.group()) if found else 0


def is_of_a_head(text: str) -> bool:
    """Whether the line is one that stands in a case's head only: its KLE or number, its openness or its route."""
    return len(text) <= _LONGEST_OF_HEAD and any(
        shape.search(text) for shape in (_KLE, _CASE_NUMBER, _ACCESS, _ROUTE_TOLD)
    )


def _title(lines: Sequence[Line], known: KnownHeadings, called: str) -> tuple[str | None, list[str]]:
    """The title, which may be broken over several lines, and what else stands in the head."""
    for at, line in enumerate(lines):
        if labelled := _TITLE_LABEL.fullmatch(line.text):
            return labelled["title"], [other.text for place, other in enumerate(lines) if place != at]
    places = [at for at, line in enumerate(lines) if is_title(line.text)]
    if not places:
        return _title_of_file(lines, called) or _styled_title(lines, known)
    start = places[-1]
    end = start + 1
    while end < len(lines) and _goes_on(lines, end, known):
        end += 1
    found = _TITLE.fullmatch(" ".join(line.text for line in lines[start:end]))
    title = found["title"].strip() if found else None
    return title, [line.text for line in (*lines[:start], *lines[end:])]


def _title_of_file(lines: Sequence[Line], called: str) -> tuple[str, list[str]] | None:
    """The longest run of lines with which what the file is called begins: it is believed only where the page says it too."""
    for count in range(min(len(lines), _MOST_LINES_OF_A_TITLE), 0, -1):
        for start in range(len(lines) - count + 1):
            told = " ".join(line.text for line in lines[start : start + count])
            if len(told) >= _SHORTEST_TITLE and (called == told or called.startswith(f"{told} – ")):
                return told, [line.text for line in (*lines[:start], *lines[start + count :])]
    return None


def _goes_on(lines: Sequence[Line], at: int, known: KnownHeadings) -> bool:
    line, before = lines[at], lines[at - 1]
    if line.is_whole or line.gap > before.gap or _TITLE_STOPS.match(line.text) or line.text[0].isdigit():
        return False
    return ":" not in line.text and not known.body(line.text) and (line.text[0].islower() or len(before.text) > 45)


def _styled_title(lines: Sequence[Line], known: KnownHeadings) -> tuple[str | None, list[str]]:
    """A title in a heading style, as in a Word file."""
    styled = [
        line.text
        for line in lines
        if line.is_heading and not known.body(line.text) and not _MEETING_WORDS.search(line.text)
    ]
    title = styled[-1] if styled else None
    return title, [line.text for line in lines if line.text != title]


def read_route(text: str, town: CaseWords) -> tuple[str, ...] | None:
    """The abbreviations of the bodies that a case passes; None where the text is no such list."""
    named = {
        normalised(called): body.abbreviation
        for body in town.bodies
        for called in (body.name, body.abbreviation, *body.aliases)
    }
    for body in town.bodies:
        text = re.sub(re.escape(body.name), body.abbreviation, text, flags=re.IGNORECASE)
    parts = [part.strip(" .") for part in _PARTS_OF_ROUTE.split(text) if part.strip(" .")]
    route = [named.get(normalised(part), part if re.fullmatch(r"[A-ZÆØÅ&]{2,6}", part) else "") for part in parts]
    return tuple(route) if route and all(route) else None


def read_attendees(text: str) -> tuple[Attendee, ...]:
    """The people named, with the letters of their parties."""
    found: list[Attendee] = []
    for line in text.split("\n"):
        if line.strip(" .·").lower() in _NOBODY:
            continue
        for piece in re.split(
            r"\s*[,;]\s*|\s+(?:og|samt)\s+|^[·-]\s*", re.sub(r",\s*(\w)\s*(?=[,;]|$)", r" (\1)", line)
        ):
            person = _ATTENDEE.match(piece.strip())
            if person and (person["party"] or " " in person["name"]):
                party = person["party"].upper().removeprefix("LISTE").strip() if person["party"] else None
                found.append(Attendee(person["name"].strip(" .,"), party))
    return tuple(found)


def read_attachments(lines: Sequence[Line]) -> tuple[CaseAttachment, ...]:
    """The attachments listed; a title may be broken over lines. A whole paragraph without a number is below a numbered list."""
    texts: list[str] = []
    are_numbered = any(_ATTACHMENT.fullmatch(line.text) for line in lines[:1])
    for line in lines:
        is_new = bool(_ATTACHMENT.fullmatch(line.text)) if are_numbered else True
        if line.is_whole and not is_new:
            break
        if texts and (not is_new or (not line.is_whole and line.text[0].islower()) or line.text.startswith("(")):
            texts[-1] = f"{texts[-1]} {line.text}"
        else:
            texts.append(line.text)
    return tuple(_attachment(" ".join(text.split()), are_numbered) for text in texts if normalised(text) not in _NOBODY)


def _attachment(text: str, is_numbered: bool) -> CaseAttachment:
    found = (_ATTACHMENT.fullmatch(text) if is_numbered else None) or _UNNUMBERED.fullmatch(text)
    title, access, number, document_id = text, None, None, None
    if found:
        title, access, document_id = found["title"], found["access"], found["id"]
        number = int(found["number"]) if "number" in found.groupdict() else None
    title, role = _cut(_ROLE, title)
    title, record = _cut(_RECORD, title)
    title, access_after = _cut(_ACCESS_AFTER, title)
    if record is None:
        title, record = _cut(_RECORD, title)
    return CaseAttachment(number, document_id, access_of(access or access_after), title, record, role)


def _cut(shape: re.Pattern[str], title: str) -> tuple[str, str | None]:
    found = shape.search(title)
    return (title[: found.start()].strip(), found[1]) if found and found.start() else (title, None)


LINES_OVER: Final = 12
_MUNICIPALITY: Final = re.compile(r"(?:[A-ZÆØÅ][\w-]+(?: og)? )+Kommune")
_DRAFT: Final = re.compile(r"\b(?:udkast|kladde)\b", re.IGNORECASE)
_MINUTES: Final = re.compile(r"protokol|referat", re.IGNORECASE)


def told_over(lines: Sequence[str]) -> tuple[str | None, bool]:
    """Whose minutes they are, where that stands on a line of its own, and whether they are a draft."""
    named = next((line.strip() for line in lines if _MUNICIPALITY.fullmatch(line.strip())), None)
    return named, any(_DRAFT.search(line) and _MINUTES.search(line) for line in lines)
