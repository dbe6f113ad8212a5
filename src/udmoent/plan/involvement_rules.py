# SPDX-License-Identifier: MPL-2.0
"""Whether an involvement is planned, under way, late or held, and what may be told of one. Pure."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.lib.text import find_cpr_numbers, normalised
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Facts, HearingAnswer, Involvement
from udmoent.plan.parties import Parties, PartyKind

_NONE: Final = frozenset(
    {"", *("ingen", "intet", "nej", "ingen konsekvenser", "ingen konsekvenser for personalet", "none", "no", "nothing")}
)


class Standing(StrEnum):
    """In the order in which they call for somebody."""

    OVERDUE = "overdue"
    PASSED = "passed"
    HEARING = "hearing"
    PLANNED = "planned"
    HELD = "held"


def standing(one: Involvement, on: date, budget_year: int) -> Standing:
    """How it stands on a day: `OVERDUE` is a hearing of which the deadline has passed and no result is told, `PASSED` another
    one of which the time has, `HEARING` a hearing that is open.
    """
    if is_held(one, on):
        return Standing.HELD
    if one.deadline:
        if one.deadline < on:
            return Standing.OVERDUE
        return Standing.HEARING if one.opens_on and one.opens_on <= on else Standing.PLANNED
    if IndicativeTime.read(one.time, budget_year).is_passed(on):
        return Standing.PASSED
    return Standing.HEARING if one.opens_on and one.opens_on <= on else Standing.PLANNED


def is_held(one: Involvement, on: date) -> bool:
    """Whether it is told to be held, or what came of it."""
    return bool(one.result) or (one.held_on is not None and one.held_on <= on)


def is_unanswered(one: Involvement, on: date) -> bool:
    """Whether it is a hearing of which the deadline has passed, and nobody has answered."""
    return one.deadline is not None and one.deadline < on and not one.answers and not is_held(one, on)


def tells_none(consequences: str) -> bool:
    """Whether nothing is told, or that there is none."""
    return normalised(consequences) in _NONE


def missing_involvement(facts: Facts, parties: Parties, on: date, *, are_held: bool = False) -> tuple[PartyKind, ...]:
    """The kinds of parties that the item ought to be taken to and that it takes it to none of on that day; where they are to
    be held, those by which it was not held either. Only an item with consequences for employees ought to.
    """
    if tells_none(facts.staff_consequences):
        return ()
    counts = is_held if are_held else lambda one, on: not is_unanswered(one, on)
    involved = {parties.named(one.party).kind for one in facts.involvements if counts(one, on)}
    return tuple(kind for kind in parties.when_staff if kind not in involved)


_WORD: Final = r"[A-ZÆØÅ][a-zæøåéöü]+(?:-[A-ZÆØÅ][a-zæøåéöü]+)?"
_FIRST_AND_LAST: Final = re.compile(rf"{_WORD}(?: (?:{_WORD}|[A-ZÆØÅ]\.))*(?: {_WORD})")
_OF_SEVERAL: Final = re.compile(
    r"råd|udvalg|bestyrelse|forening|forbund|organisation|nævn|klub|skole|kommune|region|ledelse|gruppe|sagen|direktion",
    re.IGNORECASE,
)


def may_be_a_person(name: str, parties: Parties) -> bool:
    """Whether it looks like a first and a last name, and no party of the town goes by it."""
    return bool(_FIRST_AND_LAST.fullmatch(name) and not _OF_SEVERAL.search(name) and not parties.knows(name))


def questions(one: Involvement, was: Involvement | None, parties: Parties, today: date) -> Iterator[tuple[str, str]]:
    """What is asked once before it is told so, each with the part that it is about. `was`: as it stands already."""
    if (was is None or was.party != one.party) and may_be_a_person(one.party, parties):
        sentence = _("“{name}” looks like a person's name. Write the body or the role, or tick that it is right so.")
        yield "party", sentence.format(name=one.party)
    if (was is None or was.deadline != one.deadline) and is_unanswered(one, today):
        yield (
            "deadline",
            _("The deadline has passed. Correct it, tell what came of the hearing, or tick that it is right so."),
        )


def why_not_involve(one: Involvement, today: date) -> Iterator[Refusal]:
    """Every reason why it may not be told so on that day."""
    yield from why_not_word(one)
    if one.held_on and one.held_on > today:
        yield Refusal(_("It cannot have been held on a day to come. Choose today or an earlier day."))
    if any(answer.received_on and answer.received_on > today for answer in one.answers):
        yield Refusal(_("The answer cannot have come in on a day to come. Choose today or an earlier day."))


def why_not_word(one: Involvement) -> Iterator[Refusal]:
    """Every reason why it may not be told so on any day. What an import brings is forgiven."""
    if not one.party:
        yield Refusal(_("Say whom the item is taken to: a body, a council or a board."))
    if one.opens_on and one.deadline and one.deadline < one.opens_on:
        yield Refusal(_("A hearing's deadline comes after the day on which it opens. Correct one of the two."))
    for answer in one.answers:
        yield from _why_not_answer(answer)


def _why_not_answer(answer: HearingAnswer) -> Iterator[Refusal]:
    if not answer.sender:
        yield Refusal(_("Say who answered: an organisation or a role, never a person's name."))
    if any(map(find_cpr_numbers, (answer.sender, answer.text))):
        yield Refusal(
            _("The answer holds what may be a CPR number. Take the number out: it would stand in the plan for ever.")
        )


def why_not_twice(one: Involvement, there: Collection[Involvement]) -> Refusal | None:
    """`there`: the item's other involvements."""
    if one not in there:
        return None
    return Refusal(_("{party} is involved in just that way already. Change that one.").format(party=one.party))


def why_not_find(was: Involvement, there: Collection[Involvement]) -> Refusal | None:
    """`was`: the involvement as the person saw it."""
    if was in there:
        return None
    return Refusal(_("The involvement has been changed since it was shown to you. Nothing is lost: look at it again."))


def why_not_plan(*, is_over: bool) -> Refusal | None:
    if not is_over:
        return None
    return Refusal(_("The item is closed or withdrawn, and nobody is involved in it any more. Reopen it first."))
