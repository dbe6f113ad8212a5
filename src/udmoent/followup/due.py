# SPDX-License-Identifier: MPL-2.0
"""The rounds and the people of a day as the rules of mail want them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from udmoent.followup.answering import given_in
from udmoent.followup.digest import AskedItem, AskingRound, Due, Followed, Letter, Recipient, due
from udmoent.followup.facts import Asks, RoundStage
from udmoent.followup.meeting import following
from udmoent.followup.models import Reminder, Round
from udmoent.followup.rules import Reply, reply
from udmoent.organisation import rules
from udmoent.organisation.models import Holding, Municipality, Role, Unit
from udmoent.plan.actions import snapshots
from udmoent.plan.facts import Facts

RECENTLY = timedelta(days=7)
"""For how long after an answer its receipt may still be sent."""

REMINDERS = (Letter.BEFORE, Letter.AFTER, Letter.HANDED, Letter.MISSING)

Chains = Mapping[str, tuple[str, ...]]


def due_in(municipality: Municipality, *, now: datetime) -> list[Due]:
    """Every mail that is due in the town today, whether it was sent earlier or not."""
    on = timezone.localdate(now)
    return due(
        asking_rounds(municipality, now=now),
        recipients(municipality, on),
        on=on,
        days_before=municipality.configuration.mails.days_before,
        reminded=_reminded(municipality, on),
        followed=followed(municipality, on),
    )


def followed(municipality: Municipality, on: date) -> list[Followed]:
    """What the directorate follows up that day, and still awaits an answer on."""
    return [
        Followed(
            number=one.follow_up.item.number,
            text=one.follow_up.text,
            who=one.asked,
            plan_id=one.follow_up.item.plan_id,
            plan=one.follow_up.item.plan.name,
        )
        for one in following(municipality, on)
        if one.is_awaited and one.asked
    ]


def recipients(municipality: Municipality, on: date) -> list[Recipient]:
    """Those who may answer that day, each with the posts held or stood in for."""
    roles: dict[int, list[Role]] = {}
    for role in municipality.roles.in_force(on).filter(user__is_active=True).select_related("user", "person", "unit"):
        roles.setdefault(role.person_id, []).append(role)
    posts: dict[int, set[str]] = {}
    for holding in Holding.objects.in_force(on).filter(person__in=list(roles)).select_related("position"):
        posts.setdefault(holding.person_id, set()).add(holding.position.title.casefold())
    return [
        _recipient(own, frozenset(posts.get(person_id, ())))
        for person_id, own in sorted(roles.items())
        if rules.may([role.name for role in own], rules.REPORT)
    ]


def _recipient(roles: list[Role], posts: frozenset[str]) -> Recipient:
    first = roles[0]
    return Recipient(
        person_id=first.person_id,
        name=first.person.name,
        address=first.user.email,
        posts=posts,
        units=frozenset(
            role.unit.name.casefold() for role in roles if role.unit and rules.may([role.name], rules.REPORT)
        ),
        is_coordinator=rules.may([role.name for role in roles], rules.KEEP_ROUNDS),
    )


def asking_rounds(municipality: Municipality, *, now: datetime) -> list[AskingRound]:
    """The rounds that are open, and those closed but not sealed, in which somebody may wait for a receipt."""
    on = timezone.localdate(now)
    stages = [RoundStage.OPEN.value, RoundStage.CLOSED.value]
    rounds = municipality.rounds.filter(stage__in=stages).select_related("plan").order_by("responsible_by", "pk")
    chains, of_post = _chains(municipality, on), _units_of_posts(municipality)
    return [_asking(round, chains, of_post, now) for round in rounds]


def _asking(round: Round, chains: Chains, of_post: Mapping[str, str], now: datetime) -> AskingRound:
    items = {one.item_id: one.item for one in round.asked.select_related("item")}
    known = snapshots(round.plan, items.values(), timezone.localdate(now))
    there = {item_id: item for item_id, item in items.items() if item_id in known and known[item_id].is_present}
    given = given_in(round)
    replies = {pk: reply(known[pk].facts, Asks(round.asks), given.get(pk, ())) for pk in there}
    told = {pk: _item(item.number, known[pk].facts, replies[pk], chains, of_post) for pk, item in there.items()}
    return AskingRound(
        id=round.pk,
        name=round.name,
        plan_id=round.plan_id,
        plan=round.plan.name,
        responsible_by=round.responsible_by,
        chief_by=round.chief_by,
        coordinator_by=round.coordinator_by,
        opened_at=round.opened_at or now,
        is_open=round.stage == RoundStage.OPEN,
        awaited=tuple(item for pk, item in told.items() if replies[pk].is_awaited),
        answered=tuple((person_id, told[pk]) for person_id, pk in _told_lately(round, now) if pk in told),
    )


def _told_lately(round: Round, now: datetime) -> Iterator[tuple[int, int]]:
    """Person and item, once each, of those who answered as one of the item's own posts."""
    lately = round.reports.filter(recorded_at__gt=now - RECENTLY).order_by("recorded_at", "pk")
    own = {(one.recorded_by_id, one.item_id): None for one in lately if one.posts and not one.on_behalf_of}
    yield from own


def _item(number: str, facts: Facts, found: Reply, chains: Chains, of_post: Mapping[str, str]) -> AskedItem:
    awaited = [facts.responsible if found.is_missing else "", *found.silent]
    unit = facts.unit.casefold() or of_post.get(facts.responsible.casefold(), "")
    return AskedItem(
        number=number,
        title=facts.title,
        responsible=facts.responsible,
        is_missing=found.is_missing,
        posts=tuple(post.casefold() for post in awaited if post),
        units=chains.get(unit, ()),
    )


def _units_of_posts(municipality: Municipality) -> dict[str, str]:
    placed = municipality.positions.select_related("unit")
    return {post.title.casefold(): post.unit.name.casefold() for post in placed if post.unit}


def _chains(municipality: Municipality, on: date) -> Chains:
    """Each unit by name with itself and those above it, the nearest first."""
    units = {unit.pk: unit for unit in municipality.units.in_force(on)}
    return {unit.name.casefold(): _chain(unit, units) for unit in units.values()}


def _chain(unit: Unit, units: Mapping[int, Unit]) -> tuple[str, ...]:
    found: list[str] = []
    at: Unit | None = unit
    while at and at.name.casefold() not in found:
        found.append(at.name.casefold())
        at = units.get(at.parent_id) if at.parent_id else None
    return tuple(found)


def _reminded(municipality: Municipality, on: date) -> set[tuple[int, int]]:
    """Person and round of each reminder that was begun in the week of that day."""
    monday = on - timedelta(days=on.weekday())
    begun = Reminder.objects.filter(
        municipality=municipality,
        begun_at__date__gte=monday,
        begun_at__date__lt=monday + timedelta(days=7),
        refusal="",
    )
    split = ((one.person_id, one.occasion.split(":")) for one in begun)
    return {(person_id, int(parts[2])) for person_id, parts in split if parts[0] in REMINDERS}
