# SPDX-License-Identifier: MPL-2.0
"""An event of the log in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.audit.models import Event
from udmoent.desk.log.acts import act_word, thing_word, told_word, way_words
from udmoent.desk.log.things import Thing, things_of
from udmoent.documents.rules import DOCUMENTS
from udmoent.lib.dates import short_date
from udmoent.organisation.models import Person


@dataclass(frozen=True, slots=True)
class ToldFact:
    """`items` are numbers with the addresses of their pages, where the value names items of a plan."""

    label: str
    value: str
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LogRow:
    """`by` is empty for what Udmønt did by itself."""

    id: int
    at: datetime
    by: str
    act: str
    thing: Thing
    told: tuple[ToldFact, ...]
    event: Event


def rows_of(events: Iterable[Event], people: Mapping[int, str]) -> Iterator[LogRow]:
    """In their order; `people` are names by id."""
    events = list(events)
    things = things_of(events)
    for event in events:
        yield LogRow(
            id=event.pk,
            at=event.happened_at,
            by=people.get(event.person_id or 0, ""),
            act=act_word(event.act),
            thing=things.get((event.thing, event.thing_id)) or Thing(thing_word(event.thing), ""),
            told=tuple(_told(event)),
            event=event,
        )


def _told(event: Event) -> Iterator[ToldFact]:
    for name, value in event.told.items():
        listed = event.told.get("items")
        if name == "count" and isinstance(listed, list) and value == len(listed):
            continue  # the items stand beside it
        links = _links(event, value) if name == "items" else ()
        yield ToldFact(told_word(name), _said(event, value), links)


def _said(event: Event, value: object) -> str:
    if event.thing == "organisation.user":
        return way_words(value)  # type: ignore[arg-type]
    if event.thing == "documents.template" and isinstance(value, list):
        return in_words([str(DOCUMENTS.get(one, one)) for one in value])
    return in_words(value)


def _links(event: Event, numbers: object) -> tuple[tuple[str, str], ...]:
    if event.thing != "plan.plan" or not isinstance(numbers, list):
        return ()
    return tuple((str(number), reverse("item", args=[event.thing_id, number])) for number in numbers)


def people_of(municipality_id: int) -> dict[int, str]:
    """Everybody of the town by id: the post that each held last, with the name where there is one."""
    people = Person.objects.filter(municipality=municipality_id).order_by("name", "pk")
    held = people.order_by("holdings__valid_from", "holdings__pk").values_list("pk", "holdings__position__title")
    posts = {pk: title for pk, title in held if title}
    return {person.pk: _called(person, posts.get(person.pk, "")) for person in people}


def _called(person: Person, post: str) -> str:
    if not post:
        return str(person)
    return f"{post} ({person.name})" if person.name else post


def in_words(value: object) -> str:
    """A value of an event's JSON, as a person reads it."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(in_words, value))
    if isinstance(value, dict):
        return "; ".join(f"{told_word(name)}: {in_words(one)}" for name, one in value.items())
    return _day(str(value))


def _day(text: str) -> str:
    try:
        return short_date(date.fromisoformat(text)) if len(text) == len("2025-05-31") else text
    except ValueError:
        return text
