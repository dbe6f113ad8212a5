# SPDX-License-Identifier: MPL-2.0
"""Handing over what a post answers for: all plans in one act. What was said before stays as it was."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refused
from udmoent.organisation import appointing
from udmoent.organisation.appointing import appoint, end_holding, end_role
from udmoent.organisation.models import Municipality, Person, Position
from udmoent.organisation.setting_up import DAY, By
from udmoent.plan.actions import Act, change_all, snapshots
from udmoent.plan.facts import ENDED, Facts
from udmoent.plan.models import Item, Plan
from udmoent.plan.setting_up import days_since

Posts = Collection[str]


@dataclass(frozen=True, slots=True)
class Naming:
    """An item that names one of the posts, and as what."""

    item: Item
    facts: Facts
    answers: bool
    contributes: bool
    promises: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.facts.stage not in ENDED


def named_by(municipality: Municipality, posts: Iterable[str], on: date) -> list[Naming]:
    """Every item of every plan that names one of the posts that day: as responsible, contributor or party."""
    return [naming for plan in municipality.plans.all() for naming in _named_in(plan, posts, on)]


def _named_in(plan: Plan, posts: Iterable[str], on: date) -> Iterator[Naming]:
    known = {post.casefold() for post in posts}
    items = list(plan.items.select_related("plan"))
    states = snapshots(plan, items, on)
    for item in items:
        snapshot = states.get(item.pk)
        if snapshot and snapshot.is_present and (naming := _naming(item, snapshot.facts, known)):
            yield naming


def _naming(item: Item, facts: Facts, posts: Posts) -> Naming | None:
    answers = facts.responsible.casefold() in posts
    contributes = any(post.casefold() in posts for post in facts.contributors)
    promises = tuple(one.promise for one in facts.commitments if one.party.casefold() in posts)
    named = answers or contributes or bool(promises)
    return Naming(item, facts, answers, contributes, promises) if named else None


def handed_over(facts: Facts, posts: Posts, to: str) -> dict[str, object]:
    """What the item says when the post `to` stands where one of the posts stood."""

    def new(post: str) -> str:
        return to if post.casefold() in posts else post

    told = {
        "responsible": new(facts.responsible),
        "contributors": tuple(dict.fromkeys(map(new, facts.contributors))),
        "commitments": tuple(replace(one, party=new(one.party)) for one in facts.commitments),
    }
    return {name: value for name, value in told.items() if value != getattr(facts, name)}


@transaction.atomic
def hand_over_items(
    municipality: Municipality, posts: Iterable[str], to: str, items: Iterable[int], *, act: Act
) -> int:
    """Let the post `to` stand for the posts in the chosen items of all plans; tells in how many items it now does.

    Holds as of the act's day and in all that was told of the items since.
    """
    posts = {post.casefold() for post in posts}
    if to.casefold() in posts:
        raise Refused(_("The items are handed over to another post. Choose which."))
    changed: set[int] = set()
    for plan in municipality.plans.all():
        chosen = list(plan.items.filter(pk__in=items))
        for day in days_since(plan, act.applies_on, chosen) if chosen else ():
            changes = _changes(plan, chosen, posts, to, day)
            changed |= {item.pk for item in changes}
            change_all(plan, changes, act=replace(act, applies_on=day))
    return len(changed)


def _changes(plan: Plan, items: list[Item], posts: Posts, to: str, day: date) -> Mapping[Item, Mapping[str, object]]:
    states = snapshots(plan, items, day)
    told = {item: handed_over(states[item.pk].facts, posts, to) for item in items if item.pk in states}
    return {item: facts for item, facts in told.items() if facts}


@transaction.atomic
def rename_position(position: Position, title: str, *, valid_from: date, by: By) -> Position:
    """The post goes on under a new title, also in the items that name it, as of that day and in what was told since."""
    new = appointing.rename_position(position, title, valid_from=valid_from, by=by)
    act = Act(by=by.person, now=by.now, applies_on=valid_from, why=by.why)
    town = position.municipality
    hand_over_items(town, [position.title], title, town.items.values_list("pk", flat=True), act=act)
    return new


@transaction.atomic
def let_go(person: Person, *, last_day: date, by: By) -> None:
    """End every post and role that the person has beyond a day."""
    beyond = Q(valid_to=None) | Q(valid_to__gt=last_day)
    for holding in person.holdings.filter(beyond).select_related("position"):
        end_holding(holding, valid_to=max(last_day, holding.valid_from), by=by)
    for role in person.roles.filter(beyond):
        end_role(role, valid_to=max(last_day, role.valid_from), by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What is handed over, to whom: to another person in the same posts, of which the plan says nothing, or to another
    post, which then stands in the chosen items.
    """

    person: Person | None
    positions: tuple[Position, ...]
    successor: Person | None = None
    to: Position | None = None
    items: frozenset[int] = frozenset()
    is_leaving: bool = False


@transaction.atomic
def hand_over(municipality: Municipality, handover: Handover, *, act: Act) -> int:
    """Do all of it or nothing; tells how many items changed."""
    by = By(person=act.by, now=act.now, why=act.why)
    changed = 0
    titles = [position.title for position in handover.positions]
    if handover.to:
        changed = hand_over_items(municipality, titles, handover.to.title, handover.items, act=act)
    if handover.successor:
        for position in handover.positions:
            appoint(handover.successor, position, valid_from=act.applies_on, by=by)
    if handover.is_leaving and handover.person:
        let_go(handover.person, last_day=act.applies_on - DAY, by=by)
    for position in handover.positions:
        by.record("hand_over", position, to=handover.to.title if handover.to else "", items=changed)
    return changed
