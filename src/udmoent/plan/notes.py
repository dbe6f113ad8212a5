# SPDX-License-Identifier: MPL-2.0
"""The directorate's notes: beside the words of whoever answers for the item, never instead of them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.plan.actions import Act, take_turn
from udmoent.plan.models import Item, Note


@transaction.atomic
def write_note(item: Item, text: str, *, act: Act) -> Note | None:
    """Say something of the item from a day on; an empty text takes the note away. The same text writes no row."""
    act = take_turn(item.plan, act)
    if text == text_of(note_on(item, act.applies_on)):
        return None
    note = Note.objects.create(
        municipality_id=item.municipality_id,
        item=item,
        applies_on=act.applies_on,
        recorded_at=act.now,
        recorded_by=act.by,
        text=text,
    )
    record("write_note", item, municipality_id=item.municipality_id, by_id=act.by.pk, now=act.now, note=note.pk)
    return note


def note_on(item: Item, day: date, known_at: datetime | None = None) -> Note | None:
    """The note in force that day; None where there is none, or where it was taken away."""
    return notes_on([item.pk], day, known_at).get(item.pk)


def notes_on(items: Iterable[int], day: date, known_at: datetime | None = None) -> dict[int, Note]:
    """The notes in force that day, by item id."""
    notes = Note.objects.filter(item_id__in=items, applies_on__lte=day)
    if known_at:
        notes = notes.filter(recorded_at__lte=known_at)
    latest = {note.item_id: note for note in notes.select_related("recorded_by").order_by("applies_on", "pk")}
    return {item_id: note for item_id, note in latest.items() if note.text}


def text_of(note: Note | None) -> str:
    return note.text if note else ""
