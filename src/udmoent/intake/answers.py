# SPDX-License-Identifier: MPL-2.0
"""A file in which status was told comes back: what each of its rows answers, held against the plan. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from udmoent.documents.answer_sheet import HOLDS, MOVED, UNCHANGED, headings_of
from udmoent.economy.actions import AmountKey
from udmoent.economy.models import Phase
from udmoent.editions.content import ItemContent
from udmoent.followup.facts import TOLD, Answer
from udmoent.followup.rules import why_not_report
from udmoent.intake.draft import Draft, DraftItem, Fault, Spot
from udmoent.intake.reconcile import Against, Conflict, Difference, Settled, reconcile
from udmoent.lib.refusal import Refusal
from udmoent.plan.facts import ClosingReason, Stage

BROUGHT: Final = frozenset({Phase.REALISED.value, Phase.SPENT.value})
"""The phases of the amounts that a row may tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAnswer:
    """What one row answers, and what of it is new. `answer` is None where the row says that nothing is."""

    item: ItemContent
    spot: Spot
    answer: Answer | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnswers:
    """`silent` are rows in which nothing was written. `is_own` tells that the file says when it was made."""

    rows: tuple[RowAnswer, ...] = ()
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Settled, ...] = ()
    silent: int = 0
    is_own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who may tell what: `why_not` refuses a row whose item is not the person's to tell of, `why_not_so` an answer that
    is. `key_of` is where an item's amount of the year is kept.
    """

    why_not: Callable[[ItemContent], Refusal | None]
    why_not_so: Callable[[ItemContent, Answer], Refusal | None]
    key_of: Callable[[ItemContent], AmountKey]


def file_answers(draft: Draft, against: Against, asked: Asked) -> FileAnswers:
    run = _Reading(draft, against, asked)
    rows, silent = [], 0
    for row in run.known:
        told = run.answer_of(row)
        if told is None:
            silent += 1
        else:
            rows.append(told)
    stopped = {(fault.place, fault.row) for fault in run.faults}
    rows = [row for row in rows if row.item.number not in run.disputed]
    return FileAnswers(
        rows=tuple(row for row in rows if (row.spot.place, row.spot.row) not in stopped),
        faults=tuple(run.faults),
        conflicts=tuple(one for one in run.found.conflicts if _is_told(one)),
        settled=run.found.settled,
        silent=silent,
        is_own=draft.stamp is not None and run.against.base is not None,
    )


class _Reading:
    """One file; collects what is wrong with it."""

    def __init__(self, draft: Draft, against: Against, asked: Asked) -> None:
        self.against, self.asked = against, asked
        self.now = {item.number: item for item in against.now.items}
        self.base = {item.number: item for item in against.base.items} if against.base else {}
        self.faults = list(draft.faults)
        self.known = [row for row in draft.items if self._is_known(row)]
        self.found = reconcile(replace(draft, items=tuple(map(self._narrowed, self.known)), faults=()), against)
        self.faults += self.found.faults
        self.disputed = {one.number for one in self.found.conflicts if _is_told(one)}
        self.differences: dict[str, list[Difference]] = {}
        for one in filter(_is_told, self.found.differences):
            self.differences.setdefault(one.number, []).append(one)

    def _is_known(self, row: DraftItem) -> bool:
        item = self.now.get(row.number)
        if item is None:
            sentence = _("There is no item {number} in the plan. Correct the number, or delete the row.")
            self._fault(row, sentence.format(number=row.number or "–"))
            return False
        if refusal := self.asked.why_not(item):
            self._fault(row, str(refusal))
            return False
        return True

    def _narrowed(self, row: DraftItem) -> DraftItem:
        """The row with what it may tell and no more."""
        item = self.now[row.number]
        told = {name: row.told[name] for name in TOLD if name in row.told} | {"title": item.title}
        amounts = {key: kroner for key, kroner in row.amounts.items() if key.phase in BROUGHT and kroner is not None}
        return replace(row, told=told, amounts=amounts)

    def _fault(self, row: DraftItem, message: str) -> None:
        at: dict[str, Any] = {name: getattr(row.spot, name) for name in ("file", "place", "row", "column", "value")}
        self.faults.append(Fault(**at, message=message))

    def answer_of(self, row: DraftItem) -> RowAnswer | None:
        """None for a row in which nothing was written."""
        item = self.now[row.number]
        if row.number in self.disputed:
            return RowAnswer(item=item, spot=row.spot, answer=None)
        news = tuple(self.differences.get(row.number, ()))
        says_unchanged = bool(_marked(row, UNCHANGED))
        if says_unchanged:
            self._refuse_unchanged(row, item, news)
            return RowAnswer(item=item, spot=row.spot, answer=None)
        answer = self._answer(row, item, news)
        if not news and not answer.confirmed:
            return None
        for refusal in self._why_not(item, answer):
            self._fault(row, str(refusal))
        return RowAnswer(item=item, spot=row.spot, answer=answer, differences=news)

    def _why_not(self, item: ItemContent, answer: Answer) -> Iterable[Refusal]:
        yield from why_not_report(item, answer)
        if refusal := self.asked.why_not_so(item, answer):
            yield refusal

    def _refuse_unchanged(self, row: DraftItem, item: ItemContent, news: Iterable[Difference]) -> None:
        base = self.base.get(item.number)
        if news:
            self._fault(row, _("The row says unchanged, but tells something new. Take one of the two out."))
        elif base and any(getattr(base, name) != getattr(item, name) for name in TOLD):
            self._fault(
                row, _("The item was changed after the file was made. Look at it on its page, and tell it there.")
            )
        for refusal in why_not_report(item, Answer.unchanged(item)):
            self._fault(row, str(refusal))

    def _answer(self, row: DraftItem, item: ItemContent, news: Iterable[Difference]) -> Answer:
        changed: dict[str, Any] = {one.field: one.new for one in news if one.key is None}
        said = Answer.unchanged(replace(item, **changed))
        reason = row.told.get("closing_reason")
        return replace(
            said,
            moved_because=_marked(row, MOVED),
            confirmed=tuple(one.party for one in item.commitments) if _marked(row, HOLDS) else (),
            realised=self._brought(row, item, news),
            closing_reason=ClosingReason(str(reason)) if reason and said.stage == Stage.CLOSED else None,
        )

    def _brought(self, row: DraftItem, item: ItemContent, news: Iterable[Difference]) -> int | None:
        """The year's amount, where the row tells another one than the plan does."""
        wanted, kroner = self.asked.key_of(item), None
        for key, told in ((one.key, one.new) for one in news if one.key):
            if key == wanted:
                kroner = int(told)  # type: ignore[call-overload]
            else:
                sentence = _("Only the amount of {year} is told with the status. Leave the other amounts as they were.")
                self._fault(row, sentence.format(year=wanted.year))
        return kroner


def _is_told(one: Difference) -> bool:
    return one.field in TOLD or one.key is not None


def _marked(row: DraftItem, heading: str) -> str:
    """What stands in one of the columns that only such a file has."""
    extra = row.told.get("extra", {})
    found: Iterator[str] = (
        text for name, text in (extra.items() if isinstance(extra, Mapping) else ()) if name in headings_of(heading)
    )
    return next(found, "").strip()
