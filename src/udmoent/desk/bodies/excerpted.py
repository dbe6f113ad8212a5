# SPDX-License-Identifier: MPL-2.0
"""What a body's page tells of its excerpt: changed and open items first, what is over as plain lists at the end."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.where import AsOf
from udmoent.documents.plan_report import closing
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open, is_passed
from udmoent.editions.public import Audience
from udmoent.organisation import rules
from udmoent.plan.facts import Stage
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Row:
    """One item, in words. `is_to_note`: closed, and no committee has taken note of it; `note_href` leads to doing so."""

    number: str
    title: str
    href: str
    cross_cutting: str
    told: str
    time: str
    is_passed: bool
    responsible: str
    stage: str
    assessment: str
    assessment_word: str
    symbol: str
    is_to_note: bool
    note_href: str


@dataclass(frozen=True)
class Part:
    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Chapter:
    """Items under one heading, by part."""

    code: str
    name: str
    parts: list[Part]

    @property
    def number_of_items(self) -> int:
        return sum(len(part.rows) for part in self.parts)


@dataclass(frozen=True)
class Excerpted:
    chapters: list[Chapter]
    closed: list[Row]
    withdrawn: list[Row]


class Excerpting:
    """Puts a body's excerpt into words."""

    def __init__(self, content: PlanContent, plan: Plan, words: Words, moment: AsOf, visitor: Visitor) -> None:
        self.content, self.plan, self.words, self.moment, self.visitor = content, plan, words, moment, visitor
        self.query = f"?{urlencode({'pr': moment.asked})}" if moment.asked else ""
        # What is public of an item does not tell whether its closing is taken note of.
        self.is_whole = visitor.may[rules.READ_WHOLE] or content.excerpt_of in visitor.bodies

    def told(self, changed: Collection[str] | None) -> Excerpted:
        """`changed` are the numbers that are not unchanged; None where there is nothing to hold the excerpt against."""
        items = self.content.items
        still = [item for item in items if is_open(item)]
        chapters = [self.chapter("open", _("Open items"), still)]
        if changed is not None:
            chapters = [
                self.chapter("changed", _("Changed and open"), [item for item in still if item.number in changed]),
                self.chapter(
                    "unchanged", _("Open and unchanged"), [item for item in still if item.number not in changed]
                ),
            ]
        return Excerpted(
            chapters=[chapter for chapter in chapters if chapter.parts],
            closed=[self.row(item) for item in items if item.stage == Stage.CLOSED],
            withdrawn=[self.row(item) for item in items if item.stage == Stage.WITHDRAWN],
        )

    def chapter(self, code: str, name: str, items: Iterable[ItemContent]) -> Chapter:
        parts = groupby(items, key=lambda item: item.kind)
        return Chapter(
            code, name, [Part(self.words.part(kind), [self.row(item) for item in of_kind]) for kind, of_kind in parts]
        )

    def row(self, item: ItemContent) -> Row:
        symbol = self.words.symbol(item.assessment)
        return Row(
            number=item.number,
            title=item.title,
            href=reverse("item", args=[self.plan.pk, item.number]) + self.query,
            cross_cutting=self.words.cross_cutting.lower() if item.is_cross_cutting else "",
            told=self.over(item) or item.status_text,
            time=item.time.text,
            is_passed=is_passed(item, self.content.as_of),
            responsible=item.responsible,
            stage=self.words.stage(item.stage),
            assessment=item.assessment,
            assessment_word=self.words.assessment(item.assessment) if symbol else "",
            symbol=symbol,
            is_to_note=self.is_to_note(item),
            note_href=self.note_href(item),
        )

    def is_to_note(self, item: ItemContent) -> bool:
        return self.is_whole and item.stage == Stage.CLOSED and not item.noted_on

    def note_href(self, item: ItemContent) -> str:
        may_note = self.moment.is_today and not self.visitor.why_not_note_closing(item)
        return reverse("note_closing", args=[self.plan.pk, item.number]) if may_note and self.is_to_note(item) else ""

    def over(self, item: ItemContent) -> str:
        """Why an item is over, as documents tell it."""
        audience = Audience.INTERNAL if self.is_whole else Audience.PUBLIC
        return closing(item, self.words, audience) if item.stage == Stage.CLOSED else item.withdrawn_reason
