# SPDX-License-Identifier: MPL-2.0
"""What goes on in the next plan and what is left, what goes along with an item, and when it may be taken back. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from udmoent.economy.steps import ORDER, Step
from udmoent.editions.content import BodyContent, ItemContent
from udmoent.editions.counts import is_open
from udmoent.intake.rules import some
from udmoent.lib.refusal import Refusal
from udmoent.lib.text import is_near, normalised, similarity
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import ClosingReason, Facts, Involvement, Kind, Stage, Treatment
from udmoent.plan.treatment_rules import days_of


class Choice(StrEnum):
    """What becomes of an item: a new one follows it, it is left, or an item of the new plan is it. ASKED: a person is to say."""

    ASKED = "asked"
    CARRY = "carry"
    LEAVE = "leave"
    JOIN = "join"


class Because(StrEnum):
    """Why a choice is proposed."""

    OPEN = "open"
    NOT_IN_USE = "not_in_use"
    ACCOUNTS = "accounts"
    UNFILLED = "unfilled"
    CLOSED = "closed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    GOES_ON = "goes_on"
    LIKE = "like"


CARRIED_FOR: Final = frozenset({Because.OPEN, Because.NOT_IN_USE, Because.ACCOUNTS, Because.UNFILLED})

GOES_ALONG: Final = (
    *("title", "other_bodies", "is_cross_cutting", "heading", "case_number", "kle", "course", "coordination"),
    *("commitments", "responsible", "contributors", "unit", "strategies", "staff_consequences", "extra"),
)
"""Facts that a new item has from the one that it follows as they are. Times, treatments and involvements go along where
they are still to come. The agreement's words, the answers and the decisions stay with the old item.
"""

LONG_WORD: Final = 4
SAME_NUMBER: Final = 0.6
"""From this similarity on, an item with the same number may be the same topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a person chose of an item. `number`, `kind` and `body` are those of the new item where they are to be others;
    `into` is the number of the item that it is in the new plan.
    """

    choice: Choice
    number: str = ""
    kind: Kind | None = None
    body: str = ""
    into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An item of the old plan with what is proposed for it. `into` is the item of the new plan that it may be; `told` is
    where it goes on already, or into what it was merged.
    """

    item: ItemContent
    because: Because
    into: ItemContent | None = None
    told: str = ""

    @property
    def choice(self) -> Choice:
        if self.because == Because.LIKE:
            return Choice.ASKED
        return Choice.CARRY if self.because in CARRIED_FOR else Choice.LEAVE


def because(item: ItemContent, step: Step | None, *, is_unfilled: bool) -> Because:
    """Why an item is carried or left, from what the old plan says of it."""
    if item.stage == Stage.WITHDRAWN:
        return Because.WITHDRAWN
    if is_open(item):
        return Because.OPEN
    if item.closing_reason == ClosingReason.MERGED:
        return Because.MERGED
    if item.kind == Kind.CAPITAL and (step or any(one.nature == "capital" for one in item.amounts)):
        if step and ORDER.index(step) < ORDER.index(Step.IN_USE):
            return Because.NOT_IN_USE
        if step != Step.ACCOUNTS_APPROVED:
            return Because.ACCOUNTS
    return Because.UNFILLED if is_unfilled else Because.CLOSED


def likenesses(old: Iterable[ItemContent], new: Iterable[ItemContent]) -> dict[str, ItemContent]:
    """By an old item's number the one of the new plan that seems to be the same topic; each is named once."""
    by_word: dict[str, list[ItemContent]] = defaultdict(list)
    for other in new:
        for word in _words(other):
            by_word[word].append(other)
    alike = [
        (-likeness, one.number, other.number, other)
        for one in old
        for other in {other.number: other for word in _words(one) for other in by_word[word]}.values()
        if (likeness := _likeness(one, other))
    ]
    pairs: dict[str, ItemContent] = {}
    named: set[str] = set()
    for _order, number, into, other in sorted(alike, key=lambda pair: pair[:3]):
        if number not in pairs and into not in named:
            pairs[number] = other
            named.add(into)
    return pairs


def _words(item: ItemContent) -> set[str]:
    """What two items have in common that may be one topic: a longer word of the title, or the number."""
    return {item.number, *(word for word in normalised(item.title).split() if len(word) >= LONG_WORD)}


def _likeness(old: ItemContent, new: ItemContent) -> float:
    """0 where a person need not be asked. The same title counts before a near one, then the same number and part."""
    is_number, is_part = old.number == new.number, old.kind == new.kind
    if normalised(old.title) == normalised(new.title):
        return 3.0 + is_number + is_part
    if not is_part:
        return 0.0
    if is_near(old.title, new.title):
        return 2.0 + is_number
    return float(is_number and similarity(old.title, new.title) >= SAME_NUMBER)


def why_not_carry(asked: Collection[str]) -> Refusal | None:
    """`asked`: the items of which nobody has said whether they are an item of the new plan."""
    if not asked:
        return None
    return Refusal(
        _("Say of each of these whether it is the item of the new plan that it is like: {numbers}.").format(
            numbers=some(asked)
        )
    )


def why_not_make_empty(*, begins: bool, going: int, elsewhere: int) -> Refusal | None:
    """`begins`: the next plan is begun by it; `going` items are in it then, `elsewhere` ones go on in another plan already."""
    if not begins or going or not elsewhere:
        return None
    return Refusal(
        _(
            "No item goes on, so the new plan would be empty. Choose at least one item. Where they go on in another plan "
            "already, confirm that one, or take it back first."
        )
    )


def why_not_begin_at(budget_year: int, source_year: int) -> Refusal | None:
    if budget_year > source_year:
        return None
    return Refusal(
        _("The next plan is of a later budget year than {year}. Choose a later one.").format(year=source_year)
    )


def why_not_join(
    number: str, into: str, *, is_there: bool, joined: Collection[str], measured: Collection[str] = ()
) -> Refusal | None:
    """`joined`: the items of the new plan that others are said to be; `measured`: the names of indicators that hang on it,
    which hang on the first item of a thread.
    """
    if not is_there:
        return Refusal(
            _("{number} cannot be {into}: the new plan has no such item.").format(number=number, into=into or "–")
        )
    if into in joined:
        return Refusal(_("Two items cannot both be {into}. Carry one of them over by itself.").format(into=into))
    if measured:
        sentence = _("{into} has indicators of its own: {names}. Link them to {number} instead, and join the two then.")
        return Refusal(sentence.format(into=into, names=", ".join(measured), number=number))
    return None


def why_not_take_back(*, is_undone: bool, is_confirmed: bool, built_on: Collection[str]) -> Refusal | None:
    """`built_on`: what was done since, in words or as numbers of items."""
    if is_undone:
        return Refusal(_("It has already been taken back."))
    if is_confirmed:
        return Refusal(_("It is confirmed, and can no longer be taken back."))
    if built_on:
        return Refusal(
            _("It cannot be taken back whole, since more has been done in the new plan: {what}.").format(
                what=some(built_on)
            )
        )
    return None


def why_not_lose(numbers: Collection[str]) -> Refusal | None:
    """`numbers`: of the items with which more was done in the new plan, and nobody has said that it may be lost."""
    if not numbers:
        return None
    return Refusal(
        _(
            "More has been done in the new plan: {what}. Look at it on the receipt, and say there that it may be lost."
        ).format(what=some(numbers))
    )


def why_not_confirm(*, is_undone: bool, is_confirmed: bool) -> Refusal | None:
    if is_undone:
        return Refusal(_("It has already been taken back."))
    if is_confirmed:
        return Refusal(_("It is confirmed already."))
    return None


# What goes along


def begins_on(budget_year: int, applies_on: date) -> date:
    """From when the new plan is the one that is worked by."""
    return max(date(budget_year, 1, 1), applies_on)


def goes_along(year: int, nature: str, *, budget_year: int, natures: Collection[str] = ()) -> bool:
    """Whether an amount of that year follows the item: those of the new plan's years, and of a capital project all. `natures` are
    those of which the new plan tells the item's own amounts: of them only what lies before its years goes along.
    """
    return nature == "capital" if year < budget_year else nature not in natures


def body_on(body: str, bodies: Iterable[BodyContent], day: date) -> str:
    """The body, or the one that has taken over its work by that day."""
    periods, passed = list(bodies), {""}
    while body not in passed:
        passed.add(body)
        own = [one for one in periods if one.abbreviation == body]
        if any(one.valid_to is None or one.valid_to >= day for one in own):
            return body
        body = next((one.successor for one in own if one.successor), None) or body
    return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """From which plan to which: what facts go along depends on their years, and on the day that the new one begins."""

    old_year: int
    new_year: int
    begins: date
    on: date
    bodies: tuple[BodyContent, ...]

    def facts(self, item: ItemContent, body: str = "") -> Facts:
        """What is said of the new item. Links to others are laid when all have their numbers."""
        told: dict[str, Any] = {name: getattr(item, name) for name in GOES_ALONG}
        others = (body_on(one, self.bodies, self.on) for one in item.other_bodies)
        own = body or body_on(item.body, self.bodies, self.on)
        return Facts(
            **told
            | {
                "body": own,
                "other_bodies": tuple(dict.fromkeys(one for one in others if one != own)),
                "time": self._time(item.time),
                "stage": item.stage if is_open(item) else Stage.UNDER_WAY,
                "treatments": tuple(map(self._treated, filter(self._is_to_come, item.treatments))),
                "involvements": tuple(filter(self._is_to_be_involved, item.involvements)),
            }
        )

    def lacking(self, has: Facts, item: ItemContent) -> dict[str, object]:
        """Of what goes along, what an item of the new plan does not tell itself."""
        bare, carried = Facts(title="", body=""), self.facts(item)
        names = (*GOES_ALONG, "time", "treatments", "involvements")
        own = {name: (getattr(has, name), getattr(bare, name)) for name in names if name != "is_cross_cutting"}
        return {
            name: getattr(carried, name)
            for name, (said, nothing) in own.items()
            if said == nothing and getattr(carried, name) != nothing
        }

    def _time(self, time: IndicativeTime) -> IndicativeTime:
        """The same days: words that tell no year are read by the old plan's, so that it is written out."""
        if IndicativeTime.read(time.text, self.new_year) == time:
            return time
        with_year = IndicativeTime.read(f"{time.text} {self.old_year}", self.new_year)
        return with_year if (with_year.first, with_year.last) == (time.first, time.last) else time

    def _treated(self, treatment: Treatment) -> Treatment:
        time = self._time(IndicativeTime.read(treatment.time, self.old_year))
        return replace(treatment, time=time.text, body=body_on(treatment.body, self.bodies, self.on))

    def _is_to_come(self, treatment: Treatment) -> bool:
        days = days_of(treatment, self.old_year)
        return treatment.held_on is None and (days is None or days[1] >= self.begins)

    def _is_to_be_involved(self, one: Involvement) -> bool:
        time = IndicativeTime.read(one.time, self.old_year)
        last = one.deadline or time.last
        return one.held_on is None and not (one.result or one.answers) and (last is None or last >= self.begins)


def links(item: ItemContent, numbers: Mapping[str, str]) -> dict[str, str]:
    """The items that the new one is derived from or fills, by the numbers they go on under; not those that are left."""
    told = {name: numbers.get(getattr(item, name) or "") for name in ("derived_from", "fills")}
    return {name: number for name, number in told.items() if number}
