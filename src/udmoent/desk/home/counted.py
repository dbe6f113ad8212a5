# SPDX-License-Identifier: MPL-2.0
"""The plan in counts, each a link to exactly the items that it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.documents.words import Words
from udmoent.editions.content import PlanContent
from udmoent.editions.counts import Counts, count
from udmoent.plan.facts import Assessment
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Count:
    """So many items are of this kind, and here they are."""

    word: str
    number: int
    href: str
    symbol: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    counts: list[Count]


class Counting:
    """Makes the links to the plan's list as of the day shown."""

    def __init__(self, plan: Plan, pr: str) -> None:
        self.address = reverse("plan", args=[plan.pk])
        self.day = {"pr": pr} if pr else {}

    def href(self, **asked: object) -> str:
        query = urlencode(asked | self.day)
        return f"{self.address}?{query}" if query else self.address

    def told(self, word: str, number: int, *, symbol: str = "", mark: str = "", **asked: object) -> Count:
        return Count(word, number, self.href(**asked), symbol, mark)


def counted(
    content: PlanContent, said: Mapping[int, date], plan: Plan, words: Words, pr: str, *, sees_all: bool
) -> list[Group]:
    """Parts, stages, assessments of open items, and what to look at."""
    counts, of = count(content.items, content.as_of, said), Counting(plan, pr)
    return [
        Group(words.label("kind"), [of.told(words.part(kind), n, part=kind) for kind, n in counts.parts.items() if n]),
        Group(
            words.label("stage"),
            [of.told(words.stage(stage), n, stadie=stage) for stage, n in counts.stages.items() if n],
        ),
        Group(
            _("{assessment}, open items").format(assessment=words.label("assessment")),
            _assessed(counts, of, words, sees_all=sees_all),
        ),
        Group(_("Worth a look"), _looked_at(counts, of, words)),
    ]


def _assessed(counts: Counts, of: Counting, words: Words, *, sees_all: bool) -> list[Count]:
    """Whoever does not see all does not know which of the others are not assessed."""
    return [
        of.told(words.assessment(code), n, symbol=words.symbol(code), mark=code, vurdering=code, stadie="open")
        for code, n in counts.assessments.items()
        if n and (code != Assessment.NOT_ASSESSED or sees_all)
    ]


def _looked_at(counts: Counts, of: Counting, words: Words) -> list[Count]:
    silent = [
        of.told(_("Silent for more than {days} days").format(days=days), n, stille=days)
        for days, n in counts.silent.items()
    ]
    return [
        of.told(words.cross_cutting, counts.cross_cutting, tvaergaaende="on"),
        of.told(_("Time passed, not updated"), counts.passed, passeret="on"),
        *silent,
    ]
