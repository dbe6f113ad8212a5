# SPDX-License-Identifier: MPL-2.0
"""The numbers over the list, each a link to exactly those items."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.desk.plan_list.filters import OPEN
from udmoent.desk.plan_list.query import Query
from udmoent.documents.words import Words
from udmoent.editions.counts import Counts
from udmoent.plan.facts import ENDED, Assessment, Stage


@dataclass(frozen=True)
class Counted:
    """`symbol` and `mark` are an assessment's picture and its colour."""

    number: int
    word: str
    href: str = ""
    symbol: str = ""
    mark: str = ""


def counted(counts: Counts, asked: Query, words: Words) -> Iterator[Counted]:
    """What there is of the items shown; of the rest nothing but how many are open and closed."""
    still = _open(asked)

    def of(number: int, word: str, **more: str | list[str]) -> Counted:
        return Counted(number, word, asked.but(more).href)

    yield Counted(counts.items, ngettext("item", "items", counts.items))
    yield of(counts.open, _("open"), stadie=still)
    yield of(counts.closed, ngettext("closed", "closed", counts.closed), stadie=Stage.CLOSED)
    if counts.withdrawn:
        yield of(counts.withdrawn, _("withdrawn"), stadie=Stage.WITHDRAWN)
    yield of(counts.cross_cutting, _("cross-cutting"), tvaergaaende="on")
    if counts.awaiting_decision:
        yield of(counts.awaiting_decision, _("awaiting decision"), stadie=Stage.AWAITING_DECISION)
    for assessment, number, word in (
        (Assessment.YELLOW, counts.yellow, ngettext("yellow", "yellow", counts.yellow)),
        (Assessment.RED, counts.red, ngettext("red", "red", counts.red)),
    ):
        if number:
            href = asked.but({"vurdering": assessment, "stadie": still}).href
            yield Counted(number, word, href, words.symbol(assessment), assessment)
    if counts.passed:
        yield of(counts.passed, _("with a time that has passed"), passeret="on")


def _open(asked: Query) -> list[str]:
    """The open ones of the stages that are asked for."""
    ended = {stage.value for stage in ENDED}
    return [stage for stage in asked.all("stadie") if stage not in ended] or [OPEN]
