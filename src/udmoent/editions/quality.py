# SPDX-License-Identifier: MPL-2.0
"""What is held against a plan before it is sealed: faults, for which it is refused, and hints, which only warn. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.context import serves_nothing
from udmoent.editions.counts import is_open, is_passed, is_silent
from udmoent.editions.duties import Lack, lacks
from udmoent.editions.involvement import NOBODY, HeardBefore, missing, of_content
from udmoent.editions.public import public, texts
from udmoent.editions.savings import closed_unrealised
from udmoent.lib.refusal import Refusal
from udmoent.lib.spans import is_running
from udmoent.lib.text import find_cpr_numbers
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.parties import Parties

A_YEAR: Final = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found, what to do about it, and where: items of the content, or paragraphs of the agreement."""

    code: str
    title: str
    advice: str
    items: tuple[ItemContent, ...] = ()
    paragraphs: tuple[int, ...] = ()
    is_fault: bool = False

    @property
    def count(self) -> int:
        return len(self.items) + len(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What a check of the whole content found; hints stand in the order in which they weigh."""

    faults: tuple[Finding, ...]
    hints: tuple[Finding, ...]


def check(
    content: PlanContent,
    said: Mapping[int, date],
    paragraphs: Collection[int] = (),
    repeated: Collection[int] = (),
    parties: Parties | None = None,
    before: HeardBefore = NOBODY,
) -> Quality:
    """`said` is by item id when something was last said of it; `paragraphs` are those of the agreement that have
    neither an item nor a reason why they need none; `repeated` are the ids of items of which three rounds were told the
    same words; `parties` are the town's; `before` is who was heard of the items in earlier plans.
    """
    found = [one for one in _findings(content, said, paragraphs, repeated, parties or Parties(), before) if one.count]
    return Quality(
        faults=tuple(one for one in found if one.is_fault), hints=tuple(one for one in found if not one.is_fault)
    )


def why_not_keep_for_ever(content: PlanContent) -> Iterator[Refusal]:
    """A version never changes again, so that what must not stand in it cannot be taken out later."""
    numbers = ", ".join(item.number for item in _publicly_with_cpr(content))
    if numbers:
        yield Refusal(
            _(
                "What may be a CPR number stands in items that are public: {numbers}. A version never changes again:"
                " take the number out, or make the item internal, and seal then."
            ).format(numbers=numbers)
        )


def _publicly_with_cpr(content: PlanContent) -> tuple[ItemContent, ...]:
    """Items of which what the public may see holds one."""
    found = {item.number for item in public(content).items if _has_cpr(item)}
    return tuple(item for item in content.items if item.number in found)


def _has_cpr(item: ItemContent) -> bool:
    return any(map(find_cpr_numbers, texts(msgspec.to_builtins(item))))


def has_unconfirmed_promises(item: ItemContent) -> bool:
    return is_open(item) and any(not one.confirmed_on for one in item.commitments)


def _findings(
    content: PlanContent,
    said: Mapping[int, date],
    paragraphs: Collection[int],
    repeated: Collection[int],
    parties: Parties,
    before: HeardBefore,
) -> Iterator[Finding]:
    lacking = lacks(content)
    yield from _of_cpr(content)
    yield from _of_assessment_and_closing(content, lacking)
    yield from _of_silence(content, said, repeated)
    yield from _of_people(content, lacking)
    yield from _of_involvement(content, parties, before)
    yield Finding(
        code="serves_nothing",
        title=_("Serves no strategy and no goal"),
        advice=_("Tick what it serves on the item's own page, or for several items in the list."),
        items=tuple(serves_nothing(content.items)),
    )
    yield Finding(
        code="paragraphs",
        title=_("Paragraphs of the agreement without an item"),
        advice=_("Link each to an item, or write why it needs none."),
        paragraphs=tuple(sorted(paragraphs)),
    )
    yield from _of_wording(lacking)


def _of_cpr(content: PlanContent) -> Iterator[Finding]:
    published = _publicly_with_cpr(content)
    yield Finding(
        code="cpr_in_public",
        title=_("What may be a CPR number in public items"),
        advice=_("Take the number out, or make the item internal. A version never changes again."),
        items=published,
        is_fault=True,
    )
    yield Finding(
        code="cpr_inside",
        title=_("What may be a CPR number in internal fields"),
        advice=_("Take it out if it is one: whoever sees the version sees it for ever."),
        items=tuple(item for item in content.items if item not in published and _has_cpr(item)),
    )


def _of_silence(content: PlanContent, said: Mapping[int, date], repeated: Collection[int]) -> Iterator[Finding]:
    on, items = content.as_of, content.items
    yield Finding(
        code="passed",
        title=_("Times that have passed and were not updated"),
        advice=_("Move the time, or close the item."),
        items=tuple(item for item in items if is_passed(item, on)),
    )
    yield Finding(
        code="running_silently",
        title=_("Running, and not a word for a year"),
        advice=_("Ask whether the item still runs, and write its status."),
        items=tuple(item for item in items if is_running(item.time.text) and is_silent(item, said, on, days=A_YEAR)),
    )
    yield Finding(
        code="repeated",
        title=_("The same words in three rounds"),
        advice=_("Ask what has happened since, and write it."),
        items=tuple(item for item in items if item.id in repeated and is_open(item)),
    )


def _of_assessment_and_closing(
    content: PlanContent, lacking: Mapping[Lack, tuple[ItemContent, ...]]
) -> Iterator[Finding]:
    yield Finding(
        code="unexplained",
        title=_("Yellow or red without a reason and what is done about it"),
        advice=_("Write both with the item."),
        items=lacking.get(Lack.EXPLANATION, ()),
    )
    yield Finding(
        code="closed_without_effect",
        title=_("A saving with an X, and nothing realised"),
        advice=_("Write what was realised, or take the X away. Closed is not the same as realised."),
        items=closed_unrealised(content.items, content.as_of.year),
    )
    yield Finding(
        code="closed_without_reason",
        title=_("Closed without a stated reason"),
        advice=_("Reopen the item and close it with its reason."),
        items=lacking.get(Lack.CLOSING_REASON, ()),
    )


def _of_people(content: PlanContent, lacking: Mapping[Lack, tuple[ItemContent, ...]]) -> Iterator[Finding]:
    yield Finding(
        code="no_responsible",
        title=_("Nobody answers for the item"),
        advice=_("Name a post."),
        items=lacking.get(Lack.RESPONSIBLE, ()),
    )
    yield Finding(
        code="no_coordination",
        title=_("Cross-cutting, and nobody is named to coordinate"),
        advice=_("Name the parties that must act together."),
        items=lacking.get(Lack.COORDINATION, ()),
    )
    yield Finding(
        code="unconfirmed",
        title=_("Promises that nobody has confirmed"),
        advice=_("Ask the parties, and write when they confirmed."),
        items=tuple(filter(has_unconfirmed_promises, content.items)),
    )


def _of_involvement(content: PlanContent, parties: Parties, before: HeardBefore) -> Iterator[Finding]:
    yield Finding(
        code="staff_not_involved",
        title=_("Consequences for staff, and those who speak for them are not involved"),
        advice=_("Plan when it is taken to them, on the item's own page."),
        items=_once(one.item for one in missing(content.items, parties, content.as_of, before)),
    )
    late = (one.item for one in of_content(content, parties) if one.standing == Standing.OVERDUE and one.is_waiting)
    yield Finding(
        code="hearing_overdue",
        title=_("Hearings whose deadline has passed, and no result is told"),
        advice=_("Write what came of the hearing, or move its deadline."),
        items=_once(late),
    )


def _once(items: Iterable[ItemContent]) -> tuple[ItemContent, ...]:
    return tuple({item.number: item for item in items}.values())


def _of_wording(lacking: Mapping[Lack, tuple[ItemContent, ...]]) -> Iterator[Finding]:
    told = (
        (Lack.TIME, _("No time is given"), _("Write when it is meant to happen, if need be “løbende” or “afventer”.")),
        (Lack.COURSE, _("Nothing is written of the course"), _("Write what shall happen.")),
        (Lack.HEADING, _("A declaration of intent without a heading"), _("Choose one of the agreement's headings.")),
    )
    for lack, title, advice in told:
        yield Finding(code=f"no_{lack}", title=title, advice=advice, items=lacking.get(lack, ()))
