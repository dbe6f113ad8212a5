# SPDX-License-Identifier: MPL-2.0
"""Which way a case goes, what may be sent, and to whom it is open. Tables and pure functions."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from itertools import pairwise
from typing import Final, Protocol

from django.utils.translation import gettext as _

from udmoent.cases.facts import Access, CaseKind, Outcome
from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refusal
from udmoent.lib.text import find_cpr_numbers
from udmoent.plan.facts import Kind, Stage


class Item(Protocol):
    """What is asked of an item that a case is about."""

    @property
    def number(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Step(IntEnum):
    """A stop on a case's way, lowest first. OWN is the body that the case begins in."""

    OWN = 1
    FINANCE = 2
    COUNCIL = 3


STEP_OF_BODY: Final = {"committee": Step.OWN, "finance": Step.FINANCE, "council": Step.COUNCIL}
"""The political bodies by their kind; the others treat no cases."""

ROUTES: Final[dict[CaseKind, tuple[Step, ...]]] = {
    CaseKind.APPROVAL: (Step.FINANCE, Step.COUNCIL),
    CaseKind.ORIENTATION: (Step.OWN,),
    CaseKind.HALF_YEAR: (Step.OWN,),
    CaseKind.ITEM: (Step.OWN,),
    CaseKind.RELEASE: (Step.OWN, Step.FINANCE, Step.COUNCIL),
    CaseKind.OTHER: (Step.OWN,),
}
"""The way that each kind of case goes unless somebody chooses another: a release takes the council's appropriation."""

GOES_ON: Final = frozenset(
    {Outcome.ENDORSED, Outcome.RECOMMENDED, Outcome.FORWARDED, Outcome.CHANGED, Outcome.APPROVED}
)
"""After these the next body on the route may treat the case."""

RETURNS: Final = frozenset({Outcome.SENT_BACK, Outcome.POSTPONED})
"""After these the case comes once more, to the same body or one below it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A body on a case's route, with its kind, and what it decided where it has."""

    body: str
    kind: str
    outcome: Outcome | None = None


def why_not_route(stops: Sequence[Stop]) -> Iterator[Refusal]:
    """A case goes upwards: committee, finance committee, council. Only what was sent back or put off comes again."""
    if not stops:
        yield Refusal(_("A case is for a body. Choose which one it goes to first."))
    for stop in stops:
        if stop.kind not in STEP_OF_BODY:
            sentence = _("{body} treats no agenda cases. Write it as an involvement of the items instead.")
            yield Refusal(sentence.format(body=stop.body))
    known = [stop for stop in stops if stop.kind in STEP_OF_BODY]
    for before, after in pairwise(known):
        if before.outcome in RETURNS:
            continue
        if after.body == before.body:
            yield Refusal(_("{body} stands twice in a row on the route. Take it away once.").format(body=after.body))
        elif STEP_OF_BODY[after.kind] < STEP_OF_BODY[before.kind]:
            sentence = _("The route goes upwards, and so {after} comes before {before}. Change the order.")
            yield Refusal(sentence.format(after=after.body, before=before.body))


def why_not_describe(
    *, title: str, access: str, ground: str, kind: str, has_edition: bool, has_item: bool
) -> Iterator[Refusal]:
    """What a case cannot be without."""
    if not title.strip():
        yield Refusal(_("A case needs a title. Write what it is about."))
    if access == Access.CONFIDENTIAL and not ground.strip():
        yield Refusal(
            _(
                "A closed case needs its ground, case by case (kommunestyrelsesloven § 10). Write it, or make the case open."
            )
        )
    if kind in (CaseKind.APPROVAL, CaseKind.ORIENTATION, CaseKind.HALF_YEAR) and not has_edition:
        yield Refusal(_("The case tells of a sealed version. Choose one, or seal one first."))
    if kind in (CaseKind.ITEM, CaseKind.RELEASE) and not has_item:
        yield Refusal(_("The case is about one item. Choose it."))


def why_not_release(kind: str, item: Item | None) -> Refusal | None:
    """Only a capital project has a rådighedsbeløb that is released."""
    if kind != CaseKind.RELEASE or item is None or item.kind == Kind.CAPITAL:
        return None
    sentence = _("{number} is not a capital project. Choose one, or begin a case about the item.")
    return Refusal(sentence.format(number=item.number))


def why_not_change(*, is_decided: bool) -> Refusal | None:
    """What was decided on stays as it was when the body decided."""
    if is_decided:
        return Refusal(_("The case is decided, and stays as the body saw it. Begin a new case instead."))
    return None


def why_not_edit_over(*, seen_at: datetime | None, edited_at: datetime | None) -> Refusal | None:
    """`seen_at`: when it was edited last as the person saw it. Nobody writes over what another has written meanwhile."""
    if seen_at == edited_at:
        return None
    return Refusal(_("Somebody has edited the section since you opened it. Read what it says now, and edit that."))


def why_not_make(*, has_edition: bool) -> Refusal | None:
    if has_edition:
        return None
    return Refusal(
        _("The case tells of no sealed version that it could be made from. Choose one among the case's facts.")
    )


def why_not_meet_before_sent(*, meeting_on: date | None, sent_on: date | None) -> Refusal | None:
    """What a body was sent, it treats at a meeting from that day on."""
    if meeting_on is None or sent_on is None or meeting_on >= sent_on:
        return None
    sentence = _("The case was sent on {sent}, after the meeting on {day}. Choose a later meeting.")
    return Refusal(sentence.format(sent=short_date(sent_on), day=short_date(meeting_on)))


def why_not_meet_there(*, is_own_body: bool) -> Refusal | None:
    if is_own_body:
        return None
    return Refusal(_("The meeting is another body's. Choose one of the body's own."))


def why_not_drop(*, was_sent: bool) -> Refusal | None:
    if was_sent:
        return Refusal(
            _("The case was sent to a body, and so it stays in the record. Write what became of it instead.")
        )
    return None


def why_not_remove_arrangement(drafts: Collection[str]) -> Refusal | None:
    """`drafts`: the titles of the cases that have it and are still to be sent."""
    if not drafts:
        return None
    sentence = _("Cases that are still to be sent have this arrangement: {titles}. Choose another one for them first.")
    return Refusal(sentence.format(titles=_quoted(drafts)))


def _quoted(names: Collection[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def why_not_leave_out(case: Access) -> Refusal | None:
    """Of a closed case nothing is left when what is closed is left out."""
    if case == Access.OPEN:
        return None
    return Refusal(_("The whole case is closed, so that nothing is left without what is confidential."))


def access_with(case: Access, file: Access) -> Access:
    """A file of a closed case is closed, whatever it says of itself."""
    return Access.CONFIDENTIAL if Access.CONFIDENTIAL in (case, file) else Access.OPEN


def ground_told(ground: str, access: Access) -> str:
    """Why a case is closed; of one that was made open again nothing is told of it."""
    return ground if access == Access.CONFIDENTIAL else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is known of a case that is to be sent. `to_write`: the person's sentences that nobody has written; `overtaken`: the
    sections that were edited and are composed otherwise since.
    """

    to_write: Sequence[str] = ()
    overtaken: Sequence[str] = ()
    empty_sections: Sequence[str] = ()
    meeting_on: date | None = None
    recommends: bool = True
    access: Access = Access.OPEN
    open_text: str = ""
    earlier: Outcome | None = None
    has_earlier: bool = False
    is_decided: bool = False


def why_not_send(case: Readiness) -> Iterator[Refusal]:
    """Everything that stands in the way of putting the case before the body."""
    if case.is_decided:
        yield Refusal(_("The body has decided the case already. Send it to the next one."))
    if case.meeting_on is None:
        yield Refusal(_("The case has no meeting. Choose at which meeting the body treats it."))
    if case.to_write:
        sentence = _("A person's own sentence is still to be written: {which}.")
        yield Refusal(sentence.format(which=", ".join(case.to_write)))
    if case.overtaken:
        sentence = _(
            "The composed text has changed since the edit of {which}. Choose there to take the new, or to keep yours."
        )
        yield Refusal(sentence.format(which=_quoted(case.overtaken)))
    if case.empty_sections:
        sentence = _("Nothing is written under {which}. Write it, or write that there is nothing.")
        yield Refusal(sentence.format(which=_quoted(case.empty_sections)))
    if not case.recommends:
        yield Refusal(_("The case recommends nothing. Choose what the body is asked to do, and who recommends it."))
    if case.access == Access.OPEN and find_cpr_numbers(case.open_text):
        yield Refusal(_("The open case holds what may be a CPR number. Take it out, or close the case."))
    if case.has_earlier and case.earlier not in GOES_ON:
        yield Refusal(_("The body before it on the route has not sent the case on. Write its decision first."))


def why_not_decide_case(
    *, has_outcome: bool, text: str, meeting_on: date | None, today: date, is_decided: bool
) -> Iterator[Refusal]:
    """A body decides in words, at a meeting that has been held, and once."""
    if is_decided:
        yield Refusal(_("The body's decision is written down already. What was decided later is another treatment."))
    if not has_outcome:
        yield Refusal(_("Choose what the body decided."))
    if not text.strip():
        yield Refusal(_("Write the decision in the words of the minutes."))
    if meeting_on is None:
        yield Refusal(_("The case has no meeting. Choose at which meeting the body treated it."))
    elif meeting_on > today:
        sentence = _("The meeting on {day} is still to come, so that nothing is decided yet.")
        yield Refusal(sentence.format(day=short_date(meeting_on)))


def why_not_carry_out(outcome: Outcome | None, *, goes_on_to: Sequence[str]) -> Refusal | None:
    """Nothing follows from what is not decided: what a body recommends, the next one on the route decides."""
    if outcome is None:
        return Refusal(_("The body has not decided yet. Write its decision first."))
    if outcome in RETURNS:
        return Refusal(_("The case was put off or sent back, so that nothing follows until it is decided."))
    if goes_on_to:
        sentence = _("The case goes on to {body}, which decides it. What is recommended is not yet decided.")
        return Refusal(sentence.format(body=goes_on_to[-1]))
    return None


GOES_ON_AT: Final = (Stage.NOT_STARTED, Stage.PLANNED, Stage.UNDER_WAY)
"""Where an item goes on that waited for a decision. Closing and withdrawing are acts of their own."""


def why_not_move_on(stage: Stage) -> Refusal | None:
    if stage in GOES_ON_AT:
        return None
    return Refusal(_("An item that waited goes on as not started, planned or under way. Choose one of these."))


def reads(access: Access, *, is_treating: bool, was_sent: bool, writes: bool) -> bool:
    """Whether somebody reads a case or a file of it. `is_treating`: they sit in a body that it was put before."""
    if writes:
        return True
    return was_sent and (access == Access.OPEN or is_treating)


def why_not_attach_to_case(title: str, *, numbers: Collection[int], number: int) -> Iterator[Refusal]:
    if not title.strip():
        yield Refusal(_("An attachment needs a title. Write what it is."))
    if number in numbers:
        yield Refusal(_("There is already an attachment {number}. Choose another number.").format(number=number))
