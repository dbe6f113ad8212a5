# SPDX-License-Identifier: MPL-2.0
"""When a round may open, close and be sealed, and what may be answered in it. Pure: no rows, no clock."""

import calendar
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from udmoent.followup.facts import Answer, Asks, Capacity, Giver, RoundStage
from udmoent.lib.dates import MONTHS as NAMES
from udmoent.lib.refusal import Refusal
from udmoent.lib.working_days import is_working_day, working_days_after
from udmoent.plan.facts import ENDED, Facts, Stage
from udmoent.plan.rules import NEEDS_MITIGATION, why_not_contribute

# What may follow what. A sealed round is over; a closed one may be opened again until it is sealed.
MAY_FOLLOW: Final[Mapping[RoundStage, frozenset[RoundStage]]] = {
    RoundStage.PLANNED: frozenset({RoundStage.OPEN}),
    RoundStage.OPEN: frozenset({RoundStage.CLOSED}),
    RoundStage.CLOSED: frozenset({RoundStage.OPEN, RoundStage.SEALED}),
    RoundStage.SEALED: frozenset(),
}

MONTHS: Final[Mapping[int, tuple[int, ...]]] = {
    12: tuple(range(1, 13)),
    4: (3, 6, 9, 12),
    3: (4, 8, 12),
    2: (5, 11),
}
"""The rhythms: how many rounds there are in a year, and at the end of which months. The half-yearly status is as of
ultimo May (seed)."""

LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """A round's days, counted from the day as of which it asks: calendar days before, working days after."""

    opens_before: int = 14
    responsible_after: int = 0
    chief_after: int = 2
    coordinator_after: int = 3


@dataclass(frozen=True, slots=True)
class Days:
    """As of when a round asks, when it opens, and by when whom."""

    as_of: date
    opens_on: date
    responsible_by: date
    chief_by: date
    coordinator_by: date


def ends_of_months(rhythm: int, year: int) -> list[date]:
    """The days as of which a year's rounds ask, by one of the rhythms."""
    return [date(year, month, calendar.monthrange(year, month)[1]) for month in MONTHS[rhythm]]


def days_of(as_of: date, timing: Timing) -> Days:
    return Days(
        as_of=as_of,
        opens_on=as_of - timedelta(days=timing.opens_before),
        responsible_by=working_days_after(as_of, timing.responsible_after),
        chief_by=working_days_after(as_of, timing.chief_after),
        coordinator_by=working_days_after(as_of, timing.coordinator_after),
    )


def idle_deadlines(days: Days) -> list[date]:
    """The deadlines on which nobody works: allowed, and worth a warning."""
    deadlines = (days.responsible_by, days.chief_by, days.coordinator_by)
    return [day for day in dict.fromkeys(deadlines) if not is_working_day(day)]


MONTH, YEAR = "{måned}", "{år}"
"""In the name of a year's rounds: the month and the year as of which each asks, in Danish as the plan's own words are."""


def named(pattern: str, as_of: date) -> str:
    """ "Status ultimo {måned} {år}" for the last day of May 2025: "Status ultimo maj 2025"."""
    return pattern.replace(MONTH, NAMES["da"][as_of.month - 1]).replace(YEAR, str(as_of.year))


def why_not_name_so(pattern: str, days: Collection[date]) -> Refusal | None:
    """Why the rounds as of these days may not get their names from this pattern."""
    if len({named(pattern, day) for day in days}) == len(days):
        return None
    sentence = _("Several of the rounds would have the same name. Write {month} and {year} where theirs are to stand.")
    return Refusal(sentence.format(month=MONTH, year=YEAR))


def why_not_plan(name: str, names: Collection[str], days: Days) -> Iterator[Refusal]:
    """Every reason why a round may not be planned so."""
    if not name:
        yield Refusal(_("A round needs a name, such as “Halvårsstatus ultimo maj 2025”. Write one."))
    if len(name) > LONGEST_NAME:
        sentence = _("A round's name is at most {longest} characters long. Write a shorter one.")
        yield Refusal(sentence.format(longest=LONGEST_NAME))
    if name.casefold() in {other.casefold() for other in names}:
        yield Refusal(_("There is already a round “{name}”. Choose another name.").format(name=name))
    in_order = (days.opens_on, days.responsible_by, days.chief_by, days.coordinator_by)
    if list(in_order) != sorted(in_order):
        yield Refusal(
            _(
                "The days follow one another: the round opens, then the responsible answer, then their chief, then the"
                " coordinator. Correct the days."
            )
        )


def why_not_become(before: RoundStage, after: RoundStage) -> Refusal | None:
    """Why a round at one stage may not come to another."""
    if after in MAY_FOLLOW[before]:
        return None
    return {
        RoundStage.PLANNED: Refusal(_("The round has not opened yet. Open it first.")),
        RoundStage.OPEN: Refusal(_("The round is open. Close it first.")),
        RoundStage.CLOSED: Refusal(_("The round is closed already. Seal it, or open it again.")),
        RoundStage.SEALED: Refusal(_("The round is sealed, and never changes again. Plan a new one.")),
    }[before]


def why_not_open(stage: RoundStage, items: int) -> Iterator[Refusal]:
    if refusal := why_not_become(stage, RoundStage.OPEN):
        yield refusal
    if not items:
        yield Refusal(_("There is nothing to ask about: no open item is in the round's scope. Change its scope."))


def why_not_call_off(stage: RoundStage) -> Refusal | None:
    if stage == RoundStage.PLANNED:
        return None
    return Refusal(_("The round has been opened, and stays in the record. Close it instead."))


def why_not_change_round(stage: RoundStage) -> Refusal | None:
    if stage in (RoundStage.PLANNED, RoundStage.OPEN):
        return None
    return Refusal(_("The round is over. Plan a new one."))


def why_not_ask_also(stage: RoundStage) -> Refusal | None:
    if stage == RoundStage.OPEN:
        return None
    return Refusal(_("Only a round that is open can ask about more. Open it first."))


def why_not_answer(stage: RoundStage, *, is_asked: bool) -> Refusal | None:
    """Why an answer may not be given in a round."""
    if stage != RoundStage.OPEN:
        return Refusal(
            _("The round is not open, so it takes no answers. What you tell now belongs to the next one, or to today.")
        )
    if not is_asked:
        return Refusal(_("The round does not ask about this item. Ask the plan coordinator to add it."))
    return None


@dataclass(frozen=True, slots=True)
class Reply:
    """How far a round has got its answer on an item.

    `is_answered`: by whoever answers for the item, or by another in that one's place. `is_missing`: the item is open, and
    is not answered. `silent` are the contributing posts that the round asks too, and of which none has told anything.
    """

    is_answered: bool
    is_missing: bool
    silent: tuple[str, ...] = ()

    @property
    def is_awaited(self) -> bool:
        return self.is_missing or bool(self.silent)


def reply(facts: Facts, asks: Asks, given: Iterable[Giver]) -> Reply:
    """What the answers that were given of an item in a round come to. Everything that counts answers asks here."""
    given, is_open = list(given), facts.stage not in ENDED
    spoken = {post.casefold() for one in given for post in one.posts} | {facts.responsible.casefold()}
    asked = facts.contributors if is_open and asks == Asks.CONTRIBUTORS else ()
    silent = tuple(post for post in asked if post.casefold() not in spoken)
    return Reply(is_answered(given), is_open and not is_answered(given), silent)


def is_answered(given: Iterable[Giver]) -> bool:
    """A contributor's answer is not that of whoever answers for the item."""
    return any(one.capacity != Capacity.CONTRIBUTOR for one in given)


def why_not_report(before: Facts, answer: Answer, giver: Giver | None = None) -> Iterator[Refusal]:
    """Every reason why an item of which the plan says `before` may not be told of in this way, by this giver."""
    yield from (refusal for _field, refusal in faults(before, answer))
    if giver and giver.capacity == Capacity.CONTRIBUTOR and (refusal := why_not_tell_as_contributor(before, answer)):
        yield refusal


def faults(before: Facts, answer: Answer) -> Iterator[tuple[str, Refusal]]:
    """As `why_not_report`, each with the field of the answer in which it is mended; "" where it is in none."""
    if refusal := why_not_tell(before.stage):
        yield "", refusal
        return
    if answer.stage == Stage.WITHDRAWN:
        yield "stage", Refusal(_("An item is withdrawn by a decision, on its own page. Choose another stage."))
    if answer.assessment in NEEDS_MITIGATION and not (answer.reason and answer.mitigation):
        lacking = "mitigation" if answer.reason else "reason"
        yield lacking, Refusal(_("Yellow or red needs a reason and what is done about it. Write both."))
    if before.time.text and answer.time != before.time and not answer.moved_because:
        yield "moved_because", Refusal(_("The time is another than before. Write why it is moved."))
    if answer.stage == Stage.CLOSED and not answer.closing_reason:
        yield "closing_reason", Refusal(_("A closed item needs a reason. Choose why it is closed."))
    if answer.stage != Stage.CLOSED and answer.closing_reason:
        sentence = _("Only a closed item has a reason for closing. Choose the stage closed, or no reason.")
        yield "closing_reason", Refusal(sentence)
    known = {one.party.casefold() for one in before.commitments}
    if unknown := [party for party in answer.confirmed if party.casefold() not in known]:
        sentence = _("{party} has promised nothing here. Choose one of those who have.")
        yield "confirmed", Refusal(sentence.format(party=unknown[0]))


def why_not_tell(stage: Stage) -> Refusal | None:
    if stage not in ENDED:
        return None
    return Refusal(_("The item is closed or withdrawn. Reopen it before you tell of it."))


def why_not_tell_as_contributor(before: Facts, answer: Answer) -> Refusal | None:
    """Whoever only contributes leaves stage, assessment and closing to the one who answers for the item."""
    told = set(answer.changes(before, date.max))
    return why_not_contribute(told | {"stage"} if answer.stage != before.stage else told)


def why_not_save_draft(there: datetime | None, over: datetime | None) -> Refusal | None:
    """`there`: when the draft that is kept was saved; `over`: the one that its writer has seen. None where there is none."""
    if there == over:
        return None
    if there is None:
        return Refusal(_("The item has been answered, or the draft discarded, in another tab or by another device."))
    return Refusal(_("A newer draft has been saved in another tab or by another device."))


def applies_on(as_of: date | None, newest: date | None, today: date) -> date:
    """From which day an answer holds: the round's, unless something newer is known of the item, or it is yet to come."""
    if as_of is None or as_of > today or (newest and newest > as_of):
        return today
    return as_of


def why_not_decide(text: str, before: Collection[str]) -> Refusal | None:
    """Why a decision may not be written down of an item; `before` are those written of it for the same meeting."""
    if not text:
        return Refusal(_("Write what was decided."))
    if text in before:
        return Refusal(_("This decision is written down already. Write another one, or leave it as it is."))
    return None


def why_not_raise(text: str) -> Refusal | None:
    return None if text else Refusal(_("Write what shall be followed up."))


def asked_by(who: str, responsible: str, known: Collection[str]) -> str:
    """The post or unit, casefolded, that something which is followed up asks: the one named, of those that the town has;
    else the post that answers for the item.
    """
    return who.casefold() if who.casefold() in known else responsible.casefold()


def is_told_by(giver: Giver, asked: str, facts: Facts) -> bool:
    """Whether an answer on the item is that of the post or unit, casefolded, that is asked something of it."""
    if asked in {post.casefold() for post in (*giver.posts, giver.on_behalf_of)}:
        return True
    return giver.capacity != Capacity.CONTRIBUTOR and asked in (facts.responsible.casefold(), facts.unit.casefold())


def is_awaited(raised_on: date, told_on: date | None, met_on: date | None) -> bool:
    """Whether something that is followed up still waits for whom it asks, who told of it last on `told_on`.

    What was told before the meeting of `met_on`, and left open there, was not enough.
    """
    if told_on is None:
        return True
    return met_on is not None and met_on > raised_on and told_on <= met_on


def why_not_finish(*, is_done: bool, raised_on: date, done_on: date, today: date) -> Refusal | None:
    if is_done:
        return Refusal(_("It is done already."))
    if not raised_on <= done_on <= today:
        return Refusal(
            _("It was raised on {day:%d.%m.%Y}. Choose that day, or a later one up to today.").format(day=raised_on)
        )
    return None
