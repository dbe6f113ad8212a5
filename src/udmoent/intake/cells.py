# SPDX-License-Identifier: MPL-2.0
"""What one cell tells: a reader for each field, from text or from a spreadsheet's own values. Pure."""

import colorsys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents.tables import Value
from udmoent.intake import lists
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.dates import parse_date, short_date
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Assessment

Telling = Mapping[str, object]

_NO: Final = frozenset({"", "-", "–", "—", "nej", "no", "n", "0", "☐", "false", "falsk", "ikke"})
_YES: Final = frozenset({"1", "sand", "true", "yes", "ja", "x"})


class Unreadable(ValueError):
    """A cell that tells something its column cannot hold; the message says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell with what is needed to understand it. `body` leads the row; `fill` is an empty cell's colour, RRGGBB;
    `is_own` says that the file is one of Udmønt's; `shows_others` and `shows_cross_cutting` that its column tells so of every row.
    """

    value: Value
    vocabulary: Vocabulary
    year: int
    body: str = ""
    fill: str = ""
    is_own: bool = False
    shows_others: bool = False
    shows_cross_cutting: bool = False

    @property
    def text(self) -> str:
        return as_text(self.value)


def as_text(value: Value) -> str:
    """The value as a person would write it in Danish."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, int | float):
        return plain_number(value).replace(".", ",")
    return short_date(value) if isinstance(value, date) else value


def plain_number(value: int | float) -> str:
    """ "1" for 1.0, "0.01" for 0.01."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(repr(value)), "f") if isinstance(value, float) and value == value else str(value)


def read_cell(fields: tuple[str, ...], cell: Cell) -> Telling:
    """The facts that the cell tells, by name. Raises Unreadable."""
    if len(fields) == 1:
        return _READERS.get(fields[0], _text_of(fields[0]))(cell)
    return _TOGETHER[frozenset(fields)](cell)


def _text_of(field: str) -> Callable[[Cell], Telling]:
    return lambda cell: {field: cell.text}


def _number(cell: Cell) -> Telling:
    is_figure = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    written = plain_number(cell.value) if is_figure else cell.text  # type: ignore[arg-type]
    written = " ".join(written.split())
    number = cell.vocabulary.town.numbers.proper(written)
    bodies, _rest = cell.vocabulary.bodies_in(written if number != written else "")
    return {"number": number, **({"body": bodies[0]} if bodies else {})}


def _kind(cell: Cell) -> Telling:
    known, text = cell.vocabulary, cell.text
    if lists.says_nothing(text):
        return {}
    found = known.kinds.of(text) or known.kind_letters.get(text.casefold())
    inside = known.kinds.inside(text)
    kind = found or (inside[0] if len(inside) == 1 else None)
    if kind is None:
        raise Unreadable(_("This is no part of a plan. Write one of: {known}.").format(known=known.kinds.known))
    return {"kind": kind}


def _bodies(cell: Cell) -> Telling:
    """The leading body first, then those that share the item; “tværgående” and “alle udvalg” are no bodies."""
    known = cell.vocabulary
    if cell.is_own and cell.shows_others and cell.shows_cross_cutting and (own := _own_bodies(cell)):
        return own
    found, rest = known.bodies_in(cell.text)
    is_cross_cutting, rest = known.without_cross_cutting(rest)
    if not found and (body := known.body_of_digit(cell.text)):
        found, rest = (body,), ""
    if rest:
        raise Unreadable(
            _("“{rest}” is no committee that is known here. Write one of: {known}.").format(
                rest=cell.text if not found else rest, known=known.known_bodies
            )
        )
    told: dict[str, object] = {"body": found[0]} if found else {}
    if cell.shows_others or len(found) > 1:
        told["other_bodies"] = tuple(found[1:])
    if cell.shows_cross_cutting or is_cross_cutting:
        told["is_cross_cutting"] = is_cross_cutting
    return told


def _own_bodies(cell: Cell) -> Telling | None:
    """What Udmønt printed, exactly: bodies of earlier years are not in the town's configuration."""
    parts = [part.strip() for part in cell.text.split(",") if part.strip()]
    is_cross_cutting = bool(parts) and cell.vocabulary.without_cross_cutting(parts[-1].casefold())[0]
    names = parts[:-1] if is_cross_cutting else parts
    known = {known for part in names if (known := cell.vocabulary.abbreviation(part))}
    if not names or len(known) < len(names):
        return None
    return {"body": names[0], "other_bodies": tuple(names[1:]), "is_cross_cutting": is_cross_cutting}


def _other_bodies(cell: Cell) -> Telling:
    parts = [part.strip() for part in cell.text.split(",")]
    if cell.is_own and all(map(cell.vocabulary.abbreviation, parts)):
        return {"other_bodies": tuple(parts)}
    found, rest = cell.vocabulary.bodies_in("" if lists.says_nothing(cell.text) else cell.text)
    is_cross_cutting, rest = cell.vocabulary.without_cross_cutting(rest)
    if rest:
        known = cell.vocabulary.known_bodies
        raise Unreadable(
            _("“{rest}” is no committee that is known here. Write one of: {known}.").format(rest=cell.text, known=known)
        )
    told: dict[str, object] = {"other_bodies": tuple(body for body in found if body != cell.body)}
    return told | ({"is_cross_cutting": True} if is_cross_cutting else {})


def _is_cross_cutting(cell: Cell) -> Telling:
    said = cell.text.casefold().strip(" .")
    marked, rest = cell.vocabulary.without_cross_cutting(" ".join(cell.vocabulary.bodies_in(cell.text)[1].split()))
    if said in _NO:
        return {"is_cross_cutting": False}
    if (marked and not rest) or said in _YES or said in cell.vocabulary.closing_marks:
        return {"is_cross_cutting": True}
    raise Unreadable(_("Write X where the item is for all committees, and leave the cell empty where it is not."))


def _heading(cell: Cell) -> Telling:
    known = cell.vocabulary.heading(cell.text)
    return {"heading": cell.text if known is None else known}


def _time(cell: Cell) -> Telling:
    if isinstance(cell.value, date):
        return {"time": IndicativeTime.of(cell.value)}
    return {"time": IndicativeTime.read(cell.text, cell.year)}


def _stage(cell: Cell) -> Telling:
    known, text = cell.vocabulary.stages, cell.text
    if not text or text in ("-", "–"):
        return {}
    inside = known.inside(text)
    stage = known.of(text) or known.at_start(text) or (inside[0] if len(inside) == 1 else None)
    if stage is None:
        raise Unreadable(_("This is no stage. Write one of: {known}.").format(known=known.known))
    return {"stage": stage}


def _assessment(cell: Cell) -> Telling:
    text = cell.text
    if not text:
        return {"assessment": _of_colour(cell.fill)}
    found = _assessments_in(cell)
    if len(found) != 1:
        known = cell.vocabulary.assessments.known
        raise Unreadable(
            _("This can be read as no assessment, or as several. Write one of: {known}.").format(known=known)
        )
    return {"assessment": found[0]}


def _assessments_in(cell: Cell) -> list[str]:
    known, text = cell.vocabulary.assessments, cell.text
    whole = known.of(text)
    if whole:
        return [whole]
    is_short = len(text) <= 2
    return known.inside(text) or known.by_sign(text) or (known.beginning_with(text) if is_short else [])


def _of_colour(fill: str) -> Assessment:
    """The traffic light that a cell filled with a colour shows."""
    try:
        red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return Assessment.NOT_ASSESSED
    hue, _lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    degrees = hue * 360
    if saturation < 0.2:
        return Assessment.NOT_ASSESSED
    if degrees < 22 or degrees > 340:
        return Assessment.RED
    if degrees < 68:
        return Assessment.YELLOW
    return Assessment.GREEN if degrees < 170 else Assessment.NOT_ASSESSED


def _stage_and_assessment(cell: Cell) -> Telling:
    """ "I gang" over "● Gul"; either may be missing."""
    stages = cell.vocabulary.stages.inside(cell.text)
    found = cell.vocabulary.assessments.inside(cell.text) or cell.vocabulary.assessments.by_sign(cell.text)
    if cell.text and not stages and not found and not lists.says_nothing(cell.text):
        raise Unreadable(_("This is no stage. Write one of: {known}.").format(known=cell.vocabulary.stages.known))
    told: dict[str, object] = {"stage": cell.vocabulary.stages.at_start(cell.text) or stages[0]} if stages else {}
    assessment = found[0] if len(found) == 1 else Assessment.NOT_ASSESSED
    return told | {"assessment": assessment}


def _status(cell: Cell) -> Telling:
    """Text; a cell that is nothing but a word for a stage tells the stage too. Udmønt prints stages elsewhere."""
    told: dict[str, object] = {"status_text": cell.text}
    if cell.is_own:
        return told
    if stage := cell.vocabulary.stages.of(cell.text):
        told["stage"] = stage
    if cell.vocabulary.is_closing_word(cell.text):
        told["is_closed"] = True
    return told


def _status_and_assessment(cell: Cell) -> Telling:
    found = _assessments_in(cell) if cell.text else [_of_colour(cell.fill)]
    return {**_status(cell), "assessment": found[0] if len(found) == 1 else Assessment.NOT_ASSESSED}


def _closed(cell: Cell) -> Telling:
    """An X, a word or a time for when it was done: "Afsluttet juni 2025", "X 1.3.2025"."""
    if isinstance(cell.value, date):
        return {"is_closed": True, "closed_on": cell.value}
    said = cell.text.casefold().strip(" .")
    if said in _NO:
        return {"is_closed": False}
    if said in cell.vocabulary.closing_marks or said in _YES or cell.vocabulary.is_closing_word(said):
        return {"is_closed": True}
    if cell.vocabulary.stages.of(said):
        return {"is_closed": False, "stage": cell.vocabulary.stages.of(said)}
    for start in ("", *(word for word in said.split()[:2])):
        when = IndicativeTime.read(said.removeprefix(start).strip(" :,.(-–)"), cell.year)
        if when.last and (
            not start or start in cell.vocabulary.closing_marks or cell.vocabulary.is_closing_word(start)
        ):
            return {"is_closed": True, "closed_on": when.last}
    raise Unreadable(_("Write X where the item is closed, and leave the cell empty where it is not."))


def _day(field: str) -> Callable[[Cell], Telling]:
    """A date; of a month or another span, the last day."""

    def read(cell: Cell) -> Telling:
        if isinstance(cell.value, date) or lists.says_nothing(cell.text):
            return {field: cell.value if isinstance(cell.value, date) else None}
        day = parse_date(cell.text) or IndicativeTime.read(cell.text, cell.year).last
        if day is None:
            raise Unreadable(_("This is no date. Write it like 31.5.2025."))
        return {field: day}

    return read


def _other_item(field: str) -> Callable[[Cell], Telling]:
    return lambda cell: {field: None if lists.says_nothing(cell.text) else _number(cell)["number"]}


def _closing_reason(cell: Cell) -> Telling:
    known = cell.vocabulary.closing_reasons
    if lists.says_nothing(cell.text):
        return {"closing_reason": None}
    code = known.of(cell.text) or next(iter(known.inside(cell.text)), None)
    if code is None:
        raise Unreadable(_("This is no reason for closing. Write one of: {known}.").format(known=known.known))
    return {"closing_reason": code}


def _visibility(cell: Cell) -> Telling:
    known = cell.vocabulary.visibilities
    if not cell.text:
        return {}
    code = known.of(cell.text)
    if code is None:
        raise Unreadable(_("This is no visibility. Write one of: {known}.").format(known=known.known))
    return {"visibility": code}


def _number_and_title(cell: Cell) -> Telling:
    number, title = cell.vocabulary.number_and_title(cell.text)
    return {"number": number, "title": title}


def _title_and_course(cell: Cell) -> Telling:
    title, _break, course = cell.text.partition("\n")
    return {"title": title, "course": course.strip()}


def _strategies(cell: Cell) -> Telling:
    """What is known by another name is told by its proper one, in files that are not Udmønt's own."""
    names = lists.read_names(cell.text, is_own=cell.is_own)
    return {"strategies": names if cell.is_own else tuple(dict.fromkeys(map(cell.vocabulary.aims.proper, names)))}


_READERS: Final[Mapping[str, Callable[[Cell], Telling]]] = {
    "number": _number,
    "kind": _kind,
    "body": _bodies,
    "other_bodies": _other_bodies,
    "is_cross_cutting": _is_cross_cutting,
    "heading": _heading,
    "coordination": lambda cell: {"coordination": lists.read_names(cell.text, is_own=cell.is_own)},
    "commitments": lambda cell: {"commitments": lists.read_commitments(cell.text, is_own=cell.is_own)},
    "time": _time,
    "stage": _stage,
    "assessment": _assessment,
    "status_text": _status,
    "closed": _closed,
    "closed_on": _day("closed_on"),
    "noted_on": _day("noted_on"),
    "closing_reason": _closing_reason,
    "derived_from": _other_item("derived_from"),
    "merged_into": _other_item("merged_into"),
    "fills": _other_item("fills"),
    "follows": lambda cell: {},
    "contributors": lambda cell: {"contributors": lists.read_names(cell.text, is_own=cell.is_own)},
    "strategies": _strategies,
    "treatments": lambda cell: {
        "treatments": lists.read_treatments(cell.text, cell.vocabulary, body=cell.body, is_own=cell.is_own)
    },
    "involvements": lambda cell: {"involvements": lists.read_involvements(cell.text, is_own=cell.is_own)},
    "visibility": _visibility,
}
"""Readers by field; the fields that are not here hold text."""

_TOGETHER: Final[Mapping[frozenset[str], Callable[[Cell], Telling]]] = {
    frozenset({"number", "title"}): _number_and_title,
    frozenset({"title", "course"}): _title_and_course,
    frozenset({"body", "other_bodies", "is_cross_cutting"}): _bodies,
    frozenset({"coordination", "commitments"}): lambda cell: lists.read_together(cell.text, is_own=cell.is_own),
    frozenset({"course", "coordination", "commitments"}): lambda cell: {
        "course": "",
        **lists.read_together(cell.text, is_own=False),
    },
    frozenset({"stage", "assessment"}): _stage_and_assessment,
    frozenset({"status_text", "stage"}): _status,
    frozenset({"status_text", "assessment"}): _status_and_assessment,
    frozenset({"responsible", "unit"}): _text_of("responsible"),
}
"""Readers of columns that tell several facts: see `columns.TOGETHER`."""
