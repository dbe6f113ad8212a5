# SPDX-License-Identifier: MPL-2.0
"""Planning who is told what of an item or a version, and telling that it is done. Each act is a new row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.editions import communication_rules as rules
from udmoent.editions.communication_rules import Addressee, Telling, Told
from udmoent.editions.models import Communication, CommunicationQuerySet, CommunicationState, Edition
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Person
from udmoent.plan.models import Item, Plan

TOLD = tuple(field.name for field in fields(Told))


@transaction.atomic
def plan_communication(about: Item | Edition, told: Told, *, by: Person, now: datetime) -> Communication:
    """Let somebody be told of the item or the version."""
    Refused.if_any(rules.why_not_tell(told, timezone.localdate(now)))
    thing = {"item": about} if isinstance(about, Item) else {"edition": about}
    made = Communication.objects.create(municipality_id=about.municipality_id, plan=about.plan, **thing)
    _write("plan_communication", made, told, by, now)
    return made


@transaction.atomic
def tell_of(
    communication: Communication, told: Told, *, since: int, by: Person, now: datetime
) -> CommunicationState | None:
    """Say of it otherwise: that it is done, dropped, or what has come to be planned. `since` is the id of the state that the
    person saw. The same words write no row.
    """
    Communication.objects.select_for_update().get(pk=communication.pk)
    latest = communication.states.latest("pk")
    Refused.if_any(
        [rules.why_not_change(is_latest=latest.pk == since), *rules.why_not_tell(told, timezone.localdate(now))]
    )
    before = told_in(latest)
    return None if told == before else _write(_act(before, told), communication, told, by, now)


def _act(before: Told, told: Told) -> str:
    if told.done_on and not before.done_on:
        return "finish_communication"
    return "drop_communication" if told.dropped_because and not before.dropped_because else "change_communication"


def _write(act: str, communication: Communication, told: Told, by: Person, now: datetime) -> CommunicationState:
    said = {name: getattr(told, name) for name in TOLD}
    town = communication.municipality_id
    state = CommunicationState.objects.create(
        municipality_id=town, communication=communication, recorded_at=now, recorded_by=by, **said
    )
    about = {"item": communication.item.number} if communication.item else {"name": str(communication.edition)}
    record(act, communication, municipality_id=town, by_id=by.pk, now=now, **about)
    return state


def told_in(state: CommunicationState) -> Told:
    said = {name: getattr(state, name) for name in TOLD}
    return Told(**said | {"addressee": Addressee(state.addressee)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Communicated:
    """What is said of a communication at a moment: about which item or version, and how it stands. `state` is that row's id."""

    id: int
    state: int
    told: Told
    telling: Telling
    item: str = ""
    edition: int | None = None
    edition_name: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.telling in rules.WAITING


def communications(plan: Plan, on: date, known_at: datetime | None = None) -> list[Communicated]:
    """All of the plan's by that day, as known at a moment: what calls for somebody first."""
    return _in_turn(_of(Communication.objects.of_plan(plan), on, known_at))


def communications_about(thing: Item | Edition, on: date, known_at: datetime | None = None) -> list[Communicated]:
    return _in_turn(_of(Communication.objects.about(thing), on, known_at))


def _of(found: CommunicationQuerySet, on: date, known_at: datetime | None) -> Iterator[Communicated]:
    states = CommunicationState.objects.filter(communication__in=found, recorded_at__lte=known_at or _end_of(on))
    latest = states.order_by().values("communication").annotate(last=Max("pk")).values("last")
    rows = CommunicationState.objects.filter(pk__in=latest).select_related("communication__item")
    names = dict(Edition.objects.filter(communications__in=found).values_list("pk", "name"))
    for row in rows:
        about, told = row.communication, told_in(row)
        yield Communicated(
            id=about.pk,
            state=row.pk,
            told=told,
            telling=rules.telling(told, on),
            item=about.item.number if about.item else "",
            edition=about.edition_id,
            edition_name=names.get(about.edition_id, "") if about.edition_id else "",
        )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _in_turn(found: Iterable[Communicated]) -> list[Communicated]:
    order = tuple(Telling)
    return sorted(found, key=lambda one: (order.index(one.telling), one.told.planned_on, one.id))
