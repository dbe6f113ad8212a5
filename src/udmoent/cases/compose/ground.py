# SPDX-License-Identifier: MPL-2.0
"""What a case is composed from, as plain values: the plan, what changed, what is known of the body and the meetings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from udmoent.cases import danish
from udmoent.cases.facts import Access, CaseKind
from udmoent.cases.sentences import Sentences
from udmoent.editions.compare import Comparison, compare
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import Counts, count, is_open
from udmoent.editions.excerpt import Shares, excerpt, shares
from udmoent.editions.involvement import Involved, involvements
from udmoent.organisation.case_template import STANDARD
from udmoent.organisation.configuration import TownConfiguration
from udmoent.plan.facts import Visibility
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.parties import Parties


@dataclass(frozen=True, slots=True)
class NamedBody:
    abbreviation: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """`content` is the whole plan, sealed or as of a day, `earlier` what the body saw last, whole too. `is_complete`: every
    paragraph of the agreement is in the plan. `emphasis` are the numbers of the items to be named first. `has_goals_apart`: another section
    tells of the UN's goals.
    """

    kind: CaseKind
    town: TownConfiguration
    content: PlanContent
    body: NamedBody
    council: NamedBody | None = None
    agreement: str = ""
    is_complete: bool = True
    earlier: PlanContent | None = None
    approved_on: date | None = None
    presented_on: date | None = None
    meeting_on: date | None = None
    item: ItemContent | None = None
    year: int | None = None
    access: Access = Access.OPEN
    own: Mapping[str, str] = field(default_factory=dict)
    emphasis: Sequence[str] = ()
    arrangement: str = STANDARD
    recommended_by: str = ""
    verbs: Sequence[str] = ()
    has_goals_apart: bool = False

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.town.case.arranged(self.arrangement), self.kind)

    @cached_property
    def shown(self) -> PlanContent:
        """What the body is told of: its excerpt, or the whole plan."""
        return excerpt(self.content, self.body.abbreviation) if self.is_excerpt else self.content

    @property
    def is_excerpt(self) -> bool:
        return self.kind == CaseKind.ORIENTATION

    @property
    def is_internal(self) -> bool:
        """Whether the case may tell what only those inside are told: an open one never does."""
        return self.access == Access.CONFIDENTIAL

    @cached_property
    def nameable(self) -> frozenset[str]:
        """The numbers of the items that the case may name: in an open one those that are released, as they were seen last, and
        the item that it is about.
        """
        latest = self.before | {item.number: item for item in self.content.items}
        about = {self.item.number} if self.item else set()
        shown = {number for number, item in latest.items() if self.is_internal or item.visibility == Visibility.PUBLIC}
        return frozenset(shown | about)

    @cached_property
    def named(self) -> tuple[ItemContent, ...]:
        """Those of what the body is told of that the case may name; what is counted is all of it."""
        return tuple(item for item in self.shown.items if item.number in self.nameable)

    @cached_property
    def shares(self) -> Shares:
        return shares(self.content, self.body.abbreviation)

    @cached_property
    def counts(self) -> Counts:
        return count(self.shown.items, self.content.as_of)

    @cached_property
    def involved(self) -> tuple[Involved, ...]:
        """Whom the items that the case tells of are taken to, as it stands on the content's day."""
        items = (self.item,) if self.item else self.shown.items
        day = self.content.as_of
        found = involvements(items, Parties.of_town(self.town, day), day, self.content.budget_year)
        return tuple(one for one in found if one.is_waiting or one.standing == Standing.HELD)

    @cached_property
    def comparison(self) -> Comparison | None:
        if self.earlier is None:
            return None
        return compare(self.earlier, self.content, self.body.abbreviation if self.is_excerpt else None)

    @cached_property
    def before(self) -> dict[str, ItemContent]:
        """The items as they were when the body saw them last, by number."""
        return {item.number: item for item in self.earlier.items} if self.earlier else {}

    @cached_property
    def efforts(self) -> tuple[ItemContent, ...]:
        """The open cross-cutting items: those that a person chose, in that order, else all of them."""
        named = [item for item in self.content.items if item.number in self.nameable]
        across = [item for item in named if item.is_cross_cutting and is_open(item)]
        chosen = {item.number: item for item in named if item.number in self.emphasis}
        return tuple(chosen[number] for number in self.emphasis if number in chosen) or tuple(across)

    @property
    def moment(self) -> str:
        """How a sentence names this moment of the plan."""
        return called(self.content)

    @property
    def year_asked(self) -> int:
        """The year that money is released in."""
        return self.year or self.content.budget_year


def called(content: PlanContent) -> str:
    """ "version “original” pr. 11. december 2024", "version pr. ultimo maj 2025" where it is named so, or "planen pr. …"."""
    day = danish.as_of(content.as_of)
    if content.edition is None:
        return f"planen pr. {day}"
    return f"version pr. {day}" if content.edition == day else f"version “{content.edition}” pr. {day}"


def called_shortly(content: PlanContent) -> str:
    return called(content) if content.edition in (None, danish.as_of(content.as_of)) else f"version “{content.edition}”"
