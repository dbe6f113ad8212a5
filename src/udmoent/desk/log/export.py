# SPDX-License-Identifier: MPL-2.0
"""The log as a file, a piece at a time: never more of it in memory than some hundred events."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from udmoent.audit.models import Event
from udmoent.desk.log.rows import LogRow, rows_of
from udmoent.documents.escapes import no_formula

AT_A_TIME: Final = 500


def rows_in_pieces(events: QuerySet[Event], people: Mapping[int, str]) -> Iterator[list[LogRow]]:
    left = events.iterator(chunk_size=AT_A_TIME)
    while piece := list(islice(left, AT_A_TIME)):
        yield list(rows_of(piece, people))


def csv_of(events: QuerySet[Event], people: Mapping[int, str], language: str) -> Iterator[bytes]:
    """A row of headings and a row for each event, as Excel on a Danish machine opens it."""
    with override(language):
        headings = (_("No."), _("When"), _("Who"), _("Act"), _("Thing"), _("Called"), _("Told"))
        codes = (_("Act (code)"), _("Thing (code)"), _("Thing's id"), _("Person's id"))
    yield _csv([[*headings, *codes]]).encode("utf-8-sig")
    pieces = rows_in_pieces(events, people)
    while True:
        with override(language):  # not held between pieces: the thread is then somebody else's
            piece = next(pieces, None)
        if piece is None:
            return
        yield _csv(map(_cells, piece)).encode()


def _cells(row: LogRow) -> list[object]:
    told = "\n".join(f"{one.label}: {one.value}" for one in row.told)
    at = f"{timezone.localtime(row.at):%d.%m.%Y %H:%M:%S}"
    event = row.event
    shown = (row.by, row.act, row.thing.kind, row.thing.name, told)
    return [row.id, at, *map(no_formula, shown), event.act, event.thing, event.thing_id, event.person_id]


def _csv(rows: Iterable[list[object]]) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    return file.getvalue()


def json_of(events: QuerySet[Event], people: Mapping[int, str], language: str) -> Iterator[bytes]:
    """An array with an object for each event, its codes as they are kept and its words beside them."""
    yield b"["
    between = "\n"
    pieces = rows_in_pieces(events, people)
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            break
        for row in piece:
            yield f"{between}{json.dumps(_object(row), ensure_ascii=False)}".encode()
            between = ",\n"
    yield b"\n]\n"


def _object(row: LogRow) -> dict[str, object]:
    event = row.event
    return {
        "id": row.id,
        "happened_at": row.at.isoformat(),
        "person_id": event.person_id,
        "person": row.by,
        "act": event.act,
        "act_in_words": row.act,
        "thing": event.thing,
        "thing_id": event.thing_id,
        "thing_in_words": f"{row.thing.kind} {row.thing.name}".strip(),
        "told": event.told,
    }


FORMS: Final[Mapping[str, tuple[Callable[[QuerySet[Event], Mapping[int, str], str], Iterator[bytes]], str]]] = {
    "csv": (csv_of, "text/csv; charset=utf-8"),
    "json": (json_of, "application/json"),
}
