# SPDX-License-Identifier: MPL-2.0
"""Who is due which mail on a day: a digest a week, a reminder before and after each deadline, a receipt. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from udmoent.lib.working_days import working_days_after, working_days_before

DAY = timedelta(days=1)


class Letter(StrEnum):
    """The mails, as organisation/configuration.py names them too."""

    DIGEST = "digest"
    BEFORE = "before"
    AFTER = "after"
    HANDED = "handed"
    MISSING = "missing"
    UNREACHED = "unreached"
    RECEIPT = "receipt"
    FOLLOW_UP = "follow_up"


class Tier(StrEnum):
    """Whose turn it is: each has a deadline of the round, and what is missing after it passes on to the next."""

    RESPONSIBLE = "responsible"
    CHIEF = "chief"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """`posts` are those that an answer is awaited from, and `units` the item's own and those above it, the nearest first;
    both casefolded. `responsible` is the post as the plan writes it. `is_missing`: whoever answers for the item has not
    told; else only those who contribute are awaited.
    """

    number: str
    title: str
    responsible: str = ""
    is_missing: bool = True
    posts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingRound:
    """A round with the items that it awaits answers on, and who has answered what of the own in it."""

    id: int
    name: str
    plan_id: int
    plan: str
    responsible_by: date
    chief_by: date
    coordinator_by: date
    opened_at: datetime
    is_open: bool = True
    awaited: tuple[AskedItem, ...] = ()
    answered: tuple[tuple[int, AskedItem], ...] = ()

    @property
    def missing(self) -> tuple[AskedItem, ...]:
        """Those that whoever answers for them has not told of."""
        return tuple(item for item in self.awaited if item.is_missing)

    def by(self, tier: Tier) -> date:
        return {
            Tier.RESPONSIBLE: self.responsible_by,
            Tier.CHIEF: self.chief_by,
            Tier.COORDINATOR: self.coordinator_by,
        }[tier]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who may answer and has an address. `posts` are held or stood in for that day, `units` are those that the
    person is chief of; both casefolded.
    """

    person_id: int
    name: str
    address: str
    posts: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    is_coordinator: bool = False

    def is_awaited(self, item: AskedItem) -> bool:
        return not self.posts.isdisjoint(item.posts)

    def is_named(self, followed: "Followed") -> bool:
        return followed.who in self.posts | self.units

    def answers_for(self, item: AskedItem) -> bool:
        return item.responsible.casefold() in self.posts


@dataclass(frozen=True, slots=True)
class Part:
    """What one round wants of somebody, and by when."""

    round: AskingRound
    tier: Tier
    items: tuple[AskedItem, ...]

    @property
    def by(self) -> date:
        return self.round.by(self.tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What the directorate follows up on an item; `who` is the post or the unit that is asked, casefolded."""

    number: str
    text: str
    who: str
    plan_id: int
    plan: str


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that somebody is due. `occasion` is what it is for; nobody is sent two for the same.

    `followed` stands in the weekly digest; where nothing else does, that is a FOLLOW_UP.
    """

    to: Recipient
    letter: Letter
    occasion: str
    parts: tuple[Part, ...]
    followed: tuple[Followed, ...] = ()


def week_of(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def due(
    rounds: Sequence[AskingRound],
    people: Sequence[Recipient],
    *,
    on: date,
    days_before: int,
    reminded: Collection[tuple[int, int]] = (),
    followed: Sequence[Followed] = (),
) -> list[Due]:
    """Every mail that is due on that day, whether it was sent earlier or not, by person.

    `reminded` are person and round of the reminders that have gone out in the same week: the digest says nothing of
    these again.
    """
    found: list[Due] = []
    running = [(round, _chiefs(round, people)) for round in rounds if round.is_open]
    for person in people:
        parts = [part for round, chiefs in running for part in _parts(person, round, chiefs, on)]
        reminders = list(_reminders(person, parts, on, days_before))
        told = {*reminded, *((person.person_id, one.parts[0].round.id) for one in reminders)}
        rest = tuple(part for part in parts if (person.person_id, part.round.id) not in told)
        found += reminders
        asked = tuple(one for one in followed if person.is_named(one))
        if rest or asked:
            letter = Letter.DIGEST if rest else Letter.FOLLOW_UP
            found.append(Due(person, letter, f"digest:{week_of(on)}", rest, asked))
        found += _unreached(person, rounds, people, on)
        found += _receipts(person, rounds)
    return found


def _chiefs(round: AskingRound, people: Sequence[Recipient]) -> dict[str, set[int]]:
    """By the number of each missing item the ids of its chiefs."""
    return {item.number: {chief.person_id for chief in chiefs_of(item, people)} for item in round.missing}


def _parts(person: Recipient, round: AskingRound, chiefs: Mapping[str, set[int]], on: date) -> Iterator[Part]:
    """What a round wants of a person that day; of an item that comes by several ways the nearest one counts."""
    wanted: dict[Tier, list[AskedItem]] = {tier: [] for tier in Tier}
    for item in round.awaited:
        if person.is_awaited(item):
            wanted[Tier.RESPONSIBLE].append(item)
        elif not item.is_missing:
            continue
        elif on > round.responsible_by and person.person_id in chiefs[item.number]:
            wanted[Tier.CHIEF].append(item)
        elif on > round.chief_by and person.is_coordinator:
            wanted[Tier.COORDINATOR].append(item)
    yield from (Part(round, tier, tuple(items)) for tier, items in wanted.items() if items)


def chiefs_of(item: AskedItem, people: Iterable[Recipient]) -> list[Recipient]:
    """The chiefs of the nearest unit that has one who is not awaited on the item already."""
    others = [person for person in people if not person.is_awaited(item)]
    for unit in item.units:
        if found := [person for person in others if unit in person.units]:
            return found
    return []


def _reminders(person: Recipient, parts: Iterable[Part], on: date, days_before: int) -> Iterator[Due]:
    for part in parts:
        if letter := reminder(part.round, part.tier, on, days_before):
            occasion = f"{letter}:{part.tier}:{part.round.id}:{part.by.isoformat()}"
            yield Due(person, letter, occasion, (part,))


def reminder(round: AskingRound, tier: Tier, on: date, days_before: int) -> Letter | None:
    """Which reminder a deadline calls for that day.

    What is handed on to a chief or to the coordinator is itself a reminder: one before the deadline comes only where it
    would not follow on its heels.
    """
    by = round.by(tier)
    if on > by:
        return Letter.AFTER
    before = working_days_before(by, days_before)
    if tier == Tier.RESPONSIBLE:
        return Letter.BEFORE if on >= before else None
    handed_on = round.by(Tier.RESPONSIBLE if tier == Tier.CHIEF else Tier.CHIEF) + DAY
    if on >= before > working_days_after(handed_on, days_before):
        return Letter.BEFORE
    return Letter.HANDED if tier == Tier.CHIEF else Letter.MISSING


def _unreached(
    person: Recipient, rounds: Iterable[AskingRound], people: Sequence[Recipient], on: date
) -> Iterator[Due]:
    """To the coordinator, once a week: what nobody is told of, for nobody who may answer is in its post."""
    if not person.is_coordinator:
        return
    lost = [
        Part(round, Tier.COORDINATOR, items)
        for round in rounds
        if round.is_open
        and (items := tuple(item for item in round.missing if not any(one.answers_for(item) for one in people)))
    ]
    if lost:
        yield Due(person, Letter.UNREACHED, f"unreached:{week_of(on)}", tuple(lost))


def _receipts(person: Recipient, rounds: Iterable[AskingRound]) -> Iterator[Due]:
    """One for each round, when the last of what a person owed in it has been answered."""
    for round in rounds:
        answered = tuple(item for by, item in round.answered if by == person.person_id)
        if answered and not any(person.is_awaited(item) for item in round.awaited):
            yield Due(person, Letter.RECEIPT, f"receipt:{round.id}", (Part(round, Tier.RESPONSIBLE, answered),))
