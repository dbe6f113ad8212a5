# SPDX-License-Identifier: MPL-2.0
"""Items that a body ought to treat by rule, and that are planned nowhere. Pure."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from udmoent.economy.models import Nature, Phase
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.plan.facts import Involvement, Kind, Stage


class Needs(StrEnum):
    """Why an item ought to be treated."""

    DECISION = "decision"
    RELEASE = "release"
    HEARING = "hearing"


HEARING: Final = "høring"
"""How a hearing is called in the plan's own words: høring, MED-høring, i høring."""


@dataclass(frozen=True, slots=True)
class Unplanned:
    """An item of the plan of that name, with every reason why it ought to be treated."""

    item: ItemContent
    needs: tuple[Needs, ...]
    plan: str


def unplanned(content: PlanContent, bodies: Collection[str]) -> Iterator[Unplanned]:
    """The open items that these bodies lead, in the plan's order."""
    for item in content.items:
        if is_open(item) and item.body in bodies and not _is_planned(item):
            reasons = tuple(need for need, is_so in RULES.items() if is_so(item, content.as_of))
            if reasons:
                yield Unplanned(item, reasons, content.plan)


def _is_planned(item: ItemContent) -> bool:
    """Whether some body is to treat it, also where the time is missing or has passed: the work plan tells of that."""
    return any(one.held_on is None for one in item.treatments)


def _awaits_decision(item: ItemContent, _on: date) -> bool:
    return item.stage == Stage.AWAITING_DECISION


def _is_to_be_released(item: ItemContent, on: date) -> bool:
    """A capital project with money in the budget by now, of which nothing is spent and which no body has treated."""
    capital = [one for one in item.amounts if one.nature == Nature.CAPITAL]
    has_money = any(one.phase == Phase.ADOPTED and one.kroner and one.year <= on.year for one in capital)
    is_begun = any(one.phase == Phase.SPENT and one.kroner for one in capital)
    return item.kind == Kind.CAPITAL and has_money and not is_begun and not item.treatments


def _is_to_be_heard(item: ItemContent, _on: date) -> bool:
    return any(_is_hearing(one) and not (one.result or one.held_on) for one in item.involvements)


def _is_hearing(one: Involvement) -> bool:
    return bool(one.opens_on or one.deadline or HEARING in one.form.casefold())


RULES: Final[dict[Needs, Callable[[ItemContent, date], bool]]] = {
    Needs.DECISION: _awaits_decision,
    Needs.RELEASE: _is_to_be_released,
    Needs.HEARING: _is_to_be_heard,
}
