# SPDX-License-Identifier: MPL-2.0
"""What may be said of an item, and what may not. Pure: no rows, no clock."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import count

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.organisation.configuration import NumberPattern
from udmoent.plan.facts import ENDED, Assessment, ClosingReason, Facts, Kind, Source, Stage
from udmoent.plan.involvement_rules import why_not_word

NEEDS_MITIGATION = frozenset({Assessment.YELLOW, Assessment.RED})

# What may follow what. A closed or withdrawn item comes back only by being reopened.
MAY_FOLLOW: dict[Stage, frozenset[Stage]] = {
    Stage.NOT_STARTED: frozenset(Stage),
    Stage.PLANNED: frozenset(Stage),
    Stage.UNDER_WAY: frozenset(Stage),
    Stage.AWAITING_DECISION: frozenset(Stage),
    Stage.CLOSED: frozenset(Stage) - {Stage.WITHDRAWN},
    Stage.WITHDRAWN: frozenset(Stage) - {Stage.CLOSED},
}


# Items that an item points to, each by its number.
LINKS = ("derived_from", "merged_into", "fills")

# As much as the database takes, for files that have long numbers; and as much as a person gives.
LONGEST_NUMBER = 40
LONGEST_GIVEN_NUMBER = 15
LONGEST_HEADING = 200

# What whoever only contributes leaves to the one who answers for the item.
NOT_FOR_CONTRIBUTORS = frozenset(
    {"title", "stage", "assessment", "reason", "mitigation", "responsible", "contributors", "unit", "visibility"}
    | {"body", "other_bodies", "is_cross_cutting", "heading"}
)

# Facts that are told by closing, withdrawing, merging and importing, or are locked; never by writing them in a row.
BY_OTHER_ACTS = frozenset(
    (
        *("agreed_text", "agreed_reference", "closed_on", "closed_by", "closing_reason", "noted_on"),
        *("withdrawn_reason", *LINKS, "extra"),
    )
)

# A serial that no town reaches, where a number's serial stands.
FRAME = 987654321

# What an import cannot know, what taking it back brings again, and what an earlier plan said already.
FORGIVEN = frozenset({Source.IMPORT, Source.UNDO, Source.CARRIED})


def why_not_say(before: Facts | None, after: Facts, source: Source, *, has_decision: bool = False) -> Iterator[Refusal]:
    """Every reason why an item that was `before` may not become `after`. An import is forgiven what it cannot know."""
    if not after.title:
        yield Refusal(_("An item needs a title. Write what it is about."))
    if len(after.heading) > LONGEST_HEADING:
        yield Refusal(
            _("A heading is at most {longest} characters long. Write a shorter one.").format(longest=LONGEST_HEADING)
        )
    if before and source != Source.UNDO and (refusal := why_not_reword(before.agreed_text, after.agreed_text)):
        yield refusal
    if before and after.stage not in MAY_FOLLOW[before.stage]:
        yield Refusal(_("A closed item cannot be withdrawn, nor a withdrawn one closed. Reopen it first."))
    yield from _why_not_close(after)
    if source not in FORGIVEN:
        yield from _why_not_involve(before, after)
        yield from _why_not_assess(before, after)
        yield from _why_not_withdraw(before, after, has_decision=has_decision)


def why_not_write(before: Facts, told: Collection[str], stage: Stage) -> Refusal | None:
    """Why these facts may not simply be written: some ask for a reason or a decision, or are locked."""
    if BY_OTHER_ACTS & set(told):
        return Refusal(_("This is not written in the row. Open the item's own page."))
    if stage != before.stage and {before.stage, stage} & ENDED:
        return Refusal(_("Closing, withdrawing and reopening ask for a reason. Do it on the item's own page."))
    return None


def why_not_end(stage: Stage) -> Refusal | None:
    """Closing is for an item that is not over yet; a wrong X is taken away before another one is set."""
    if stage not in ENDED:
        return None
    return Refusal(_("The item is already closed or withdrawn. Reopen it first."))


def why_not_reopen(stage: Stage) -> Refusal | None:
    if stage in ENDED:
        return None
    return Refusal(_("The item is open already. Change its stage instead."))


def why_not_take_in(stage: Stage) -> Refusal | None:
    """A matter goes on in an item that goes on itself."""
    if stage not in ENDED:
        return None
    return Refusal(
        _("The item that takes this one in is itself closed or withdrawn. Choose an open one, or reopen it.")
    )


def why_not_note_closing(stage: Stage) -> Refusal | None:
    if stage == Stage.CLOSED:
        return None
    return Refusal(_("Only a closed item is taken note of as closed. Close it first."))


def why_not_note_on(noted_on: date, closed_on: date | None, today: date) -> Refusal | None:
    """A committee takes note of what has been closed, and has done so already."""
    if noted_on > today:
        return Refusal(_("The item cannot be taken note of on a day to come. Choose today or an earlier day."))
    if closed_on and noted_on < closed_on:
        return Refusal(
            _(
                "The item was closed on {day:%d.%m.%Y}, and can be taken note of on that day or later. Choose another day."
            ).format(day=closed_on)
        )
    return None


def why_not_merge(number: str, into: str) -> Refusal | None:
    if number != into:
        return None
    return Refusal(_("An item cannot be merged with itself. Choose another one."))


def why_not_close_on(closed_on: date, today: date) -> Refusal | None:
    if closed_on <= today:
        return None
    return Refusal(
        _("The item cannot be closed on {day:%d.%m.%Y}, which is after today. Choose today or an earlier day.").format(
            day=closed_on
        )
    )


def why_not_split(stage: Stage, parts: int) -> Refusal | None:
    """A part of an item's matter goes on by itself; what is over has nothing that could."""
    if refusal := why_not_end(stage):
        return refusal
    return None if parts else Refusal(_("Write the title of at least one new item."))


def why_not_contribute(told: Collection[str]) -> Refusal | None:
    """Whoever only contributes to an item leaves some facts to the one who answers for it."""
    if NOT_FOR_CONTRIBUTORS.isdisjoint(told):
        return None
    return Refusal(
        _("Whoever contributes to an item does not change its stage, assessment or who answers. Ask the responsible.")
    )


def why_not_reword(locked: str, wording: str) -> Refusal | None:
    """The agreement's wording cannot be changed once it is there."""
    if locked in ("", wording):
        return None
    return Refusal(_("The agreement's own wording is locked. Write today's wording in the course instead."))


def _why_not_close(after: Facts) -> Iterator[Refusal]:
    is_closed = after.stage == Stage.CLOSED
    has_closing = bool(after.closed_on or after.closed_by or after.closing_reason)
    if is_closed and not (after.closed_on and after.closed_by and after.closing_reason):
        yield Refusal(_("A closed item needs a date, a person and a reason. Write all three."))
    if has_closing and not is_closed:
        yield Refusal(_("Only a closed item has a closing date, person and reason. Close it, or leave them empty."))
    if (after.closing_reason == ClosingReason.MERGED) != bool(after.merged_into):
        yield Refusal(_("An item closed as merged names the item it went into, and no other item does."))
    if (after.stage == Stage.WITHDRAWN) != bool(after.withdrawn_reason):
        yield Refusal(_("A withdrawn item needs a reason, and no other item has one."))


def _why_not_involve(before: Facts | None, after: Facts) -> Iterator[Refusal]:
    there = before.involvements if before else ()
    return (refusal for one in after.involvements if one not in there for refusal in why_not_word(one))


def _why_not_assess(before: Facts | None, after: Facts) -> Iterator[Refusal]:
    is_new = before is None or before.assessment != after.assessment
    if is_new and after.assessment in NEEDS_MITIGATION and not (after.reason and after.mitigation):
        yield Refusal(_("Yellow or red needs a reason and what is done about it. Write both."))


def _why_not_withdraw(before: Facts | None, after: Facts, *, has_decision: bool) -> Iterator[Refusal]:
    is_new = before is None or before.stage != Stage.WITHDRAWN
    if is_new and after.stage == Stage.WITHDRAWN and not has_decision:
        yield Refusal(_("An item is withdrawn by a decision. Name the decision and write the reason."))


def why_not_change(number: str, told: Collection[str], *, is_there: bool) -> Refusal | None:
    """Before its first day an item says nothing, so that a change has nothing to be laid over."""
    if is_there or {"title", "body"} <= set(told):
        return None
    return Refusal(
        _("Item {number} was not in the plan on that day. Choose a later day, or tell its title and body.").format(
            number=number
        )
    )


def why_not_name(after: Facts, bodies: Collection[str]) -> Iterator[Refusal]:
    """Every body that leads or shares the item must be one of the town's."""
    for body in (after.body, *after.other_bodies):
        if body not in bodies:
            yield Refusal(
                _("There is no body “{body}” here. Choose one of {known}.").format(
                    body=body, known=", ".join(sorted(bodies))
                )
            )


def why_not_link(number: str, links: Mapping[str, str | None], numbers: Collection[str]) -> Refusal | None:
    """`links` tells for each number of the plan which one it points to; nothing may come round to itself."""
    target = links.get(number)
    if target and target not in numbers:
        return Refusal(_("There is no item {number} in the plan. Choose an item that is there.").format(number=target))
    passed = {number}
    while target and target not in passed:
        passed.add(target)
        target = links.get(target)
    if not target:
        return None
    return Refusal(
        _("Item {number} would come round to itself through {to}. Choose another item.").format(
            number=number, to=links[number]
        )
    )


def why_not_apply(applies_on: date, recorded_on: date) -> Refusal | None:
    """What has not yet begun to hold cannot be recorded; an intention is written as an indicative time."""
    if applies_on <= recorded_on:
        return None
    return Refusal(
        _(
            "The change cannot apply from {applies_on:%d.%m.%Y}, which is after today. Choose today or an earlier day."
        ).format(applies_on=applies_on)
    )


def why_not_lay_down(texts: Collection[str], there: Collection[str]) -> Refusal | None:
    """Why these paragraphs may not be added to those that are there."""
    if not texts:
        return Refusal(_("There is no text. Paste the agreement's text, or choose a file that holds it."))
    again = [text for text in texts if text in there]
    if again:
        return Refusal(
            _(
                "{count} of the paragraphs are there already, the first of them: “{text}” Take out what is there."
            ).format(count=len(again), text=again[0][:80])
        )
    return None


def why_not_take_back(built_on: Collection[int]) -> Refusal | None:
    if not built_on:
        return None
    return Refusal(
        _(
            "The paragraphs cannot be taken back, since items or reasons hang on these: {numbers}. Unlink them first."
        ).format(numbers=", ".join(map(str, built_on)))
    )


def why_not_call_agreement(name: str, others: Collection[str]) -> Refusal | None:
    if not name:
        return Refusal(_("An agreement needs a name, such as “Budgetaftale 2026-2029”. Write one."))
    if name.casefold() in {other.casefold() for other in others}:
        return Refusal(_("There is already an agreement “{name}”. Choose another name.").format(name=name))
    return None


def why_not_need_none(because: str, items: Collection[str]) -> Refusal | None:
    if not (because and items):
        return None
    return Refusal(
        _(
            "The paragraph has become {items}, so it does need an item. Unlink them first, or take the reason out."
        ).format(items=", ".join(items))
    )


def why_not_link_paragraph(elsewhere: Mapping[str, int], needs_no_item_because: str) -> Refusal | None:
    """`elsewhere` are the items that belong to a paragraph already, by number."""
    if needs_no_item_because:
        return Refusal(_("It is said why the paragraph needs no item. Take the reason out before you link items."))
    if not elsewhere:
        return None
    told = ", ".join(f"{item} ({number})" for item, number in elsewhere.items())
    return Refusal(
        _("These items belong to a paragraph already, told in brackets: {items}. Unlink them there first.").format(
            items=told
        )
    )


def why_not_number(number: str, taken: Collection[str], source: Source = Source.IMPORT) -> Refusal | None:
    longest = LONGEST_NUMBER if source in FORGIVEN else LONGEST_GIVEN_NUMBER
    if len(number) > longest:
        return Refusal(_("A number is at most {longest} characters long. Write a shorter one.").format(longest=longest))
    if number not in taken:
        return None
    return Refusal(_("The number {number} is already in use, and a number is never used again.").format(number=number))


def why_not_follow(number: str, *, year: int, followed: str, followed_year: int, there: str = "") -> Refusal | None:
    """A topic goes on in the plan of a later budget year, in one item of it. `there`: the one that it has there already."""
    if followed_year >= year:
        return Refusal(
            _("{number} can only follow an item of an earlier budget year, and {followed} is of {year}.").format(
                number=number, followed=followed, year=followed_year
            )
        )
    if there:
        return Refusal(
            _("{followed} goes on in {there} already. A topic has one item in each plan.").format(
                followed=followed, there=there
            )
        )
    return None


class Numbering:
    """Gives numbers by the town's pattern: the one after the highest in use of that part and body, never a gap."""

    def __init__(self, pattern: NumberPattern, taken: Collection[str]) -> None:
        self.pattern, self.taken = pattern, taken
        self._free: dict[str, Iterator[int]] = {}

    def next(self, kind: Kind, digit: str) -> str:
        """The next number; the same one is never given twice."""
        frame = self._number(kind, digit, FRAME)
        if frame not in self._free:
            form = re.compile(re.escape(frame).replace(str(FRAME), r"0*(\d+)"))
            serials = [int(match[1]) for match in map(form.fullmatch, self.taken) if match]
            self._free[frame] = count(max(serials, default=0) + 1)
        return self._number(kind, digit, next(self._free[frame]))

    def _number(self, kind: Kind, digit: str, serial: int) -> str:
        return self.pattern.pattern.format(letter=self.pattern.letters.get(kind, ""), digit=digit or "0", serial=serial)


def known_facts(told: Mapping[str, object], facts: Collection[str]) -> None:
    """A fact that items do not have is a mistake of the program, not of a person."""
    unknown = set(told) - set(facts)
    if unknown:
        raise TypeError(f"Items have no {', '.join(sorted(unknown))}")


KINDS = tuple(Kind)


def why_not_number_by(pattern: NumberPattern, numbers: Collection[str]) -> Refusal | None:
    """A pattern must not read a number that an item has as another one: a file would then miss the item."""
    misread = [number for number in numbers if pattern.proper(number) != number]
    if not misread:
        return None
    return Refusal(
        _("Numbers in use would be read otherwise: {numbers}. Let the way of reading take each of them whole.").format(
            numbers=", ".join(f"{number} → {pattern.proper(number)}" for number in sorted(misread)[:5])
        )
    )


def why_not_remove_heading(numbers: Collection[str]) -> Refusal | None:
    """`numbers`: the items that stand under it."""
    if not numbers:
        return None
    return Refusal(
        _("These items stand under the heading: {numbers}. Give them another heading first.").format(
            numbers=", ".join(sorted(numbers)[:20])
        )
    )


def why_not_take_out(name: str, numbers: Collection[str]) -> Refusal | None:
    """`numbers`: the items that name it."""
    if not numbers:
        return None
    return Refusal(
        _("These items name “{name}”: {numbers}. Take it off the items first.").format(
            name=name, numbers=", ".join(sorted(numbers)[:20])
        )
    )
