# SPDX-License-Identifier: MPL-2.0
"""What has happened to an item: each state with what it changed, who recorded it when, why, and through what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final, Self

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from udmoent.desk.cases.heard import Heard
from udmoent.desk.comparing import ChangedField
from udmoent.documents.forms import AmountColumn, amount_heading, cell
from udmoent.documents.word_diff import word_diff
from udmoent.documents.words import Words
from udmoent.economy.actions import KEY, AmountKey
from udmoent.economy.models import Posting
from udmoent.editions.content import ItemContent
from udmoent.editions.gather import item_content
from udmoent.followup.models import StatusReport
from udmoent.lib.money import KR, in_unit
from udmoent.meetings.models import Decision
from udmoent.plan.facts import FACTS, Facts, Kind, Origin
from udmoent.plan.models import Item, ItemState


@dataclass
class Step:
    """One thing that happened to the item. `names` are the facts that it changed, told in `changes` one for one."""

    applies_on: date
    recorded_at: datetime
    by: str
    source: str
    why: str
    decision: Decision | None = None
    made_by: tuple[str, int | None] = ("", None)
    report: StatusReport | None = None
    is_first: bool = False
    is_back_dated: bool = False
    is_gone: bool = False
    names: list[str] = field(default_factory=list)
    changes: list[ChangedField] = field(default_factory=list)

    @property
    def iso(self) -> str:
        return self.applies_on.isoformat()

    @property
    def known_before(self) -> str:
        """The last day on which this was not known yet."""
        return (localdate(self.recorded_at) - timedelta(days=1)).isoformat()

    def tell(self, name: str, change: ChangedField) -> None:
        self.names.append(name)
        self.changes.append(change)

    def only(self, name: str) -> Self:
        """The step with what it changed of one fact."""
        changes = [change for one, change in zip(self.names, self.changes, strict=True) if one == name]
        return replace(self, names=[name] * len(changes), changes=changes)


@dataclass
class History:
    """The steps, latest first, or those that changed one field, and the fields that ever changed, by name."""

    steps: list[Step]
    fields: dict[str, str]
    only: str = ""

    @property
    def is_long(self) -> bool:
        return bool(self.only) or len(self.steps) > LONG


LONG: Final = 4
"""From more steps than these on, one may ask for those of a field."""


def content_of(item: Item, facts: Facts, amounts: dict[AmountKey, int] | None = None) -> ItemContent:
    """One item as plan content tells it."""
    return item_content(
        item.pk,
        number=item.number,
        kind=Kind(item.kind),
        origin=Origin(item.origin),
        follows=f"{item.follows.plan.name} {item.follows.number}" if item.follows else None,
        facts=facts,
        sums=amounts or {},
    )


def history(
    item: Item, states: Sequence[ItemState], words: Words, only: str = "", heard: Iterable[Heard] = ()
) -> History:
    """Latest first: by the day from which a step holds, then by when it was recorded. `only` is a fact's name; `heard` are
    the cases about the item.
    """
    steps = list(_state_steps(item, states, words))
    by_act = {_act(state): step for state, step in zip(states, steps, strict=True)}
    postings = item.postings.select_related("recorded_by").order_by("applies_on", "pk")
    for posting, change in _amount_changes(item, postings, words):
        if _act(posting) not in by_act:
            by_act[_act(posting)] = _step(posting)
            steps.append(by_act[_act(posting)])
        if not by_act[_act(posting)].is_first:
            by_act[_act(posting)].tell("amounts", change)
    steps += [*_answers(item, steps), *_decided(steps, heard)]
    steps.sort(key=lambda step: (step.applies_on, step.recorded_at), reverse=True)
    told = {name for step in steps for name in step.names}
    fields = {name: words.label(name) for name in (*FACTS, "amounts") if name in told}
    if only in fields:
        return History([step.only(only) for step in steps if only in step.names], fields, only)
    return History(steps, fields)


def _answers(item: Item, steps: Sequence[Step]) -> Iterator[Step]:
    """Lets each step that an answer made name it; an answer that changed nothing is a step of its own."""
    for report in item.reports.select_related("recorded_by", "round"):
        made = [step for step in steps if step.made_by == ("report", report.pk)]
        for step in made:
            step.report = report
        if not made:
            who = str(report.recorded_by)
            yield Step(report.applies_on, report.recorded_at, who, source_word("report"), "", report=report)


def _decided(steps: Sequence[Step], heard: Iterable[Heard]) -> Iterator[Step]:
    """What was decided in a case, where the item was not changed by it."""
    told = {step.decision.pk for step in steps if step.decision}
    for one in heard:
        decision, decided_at = one.treatment.decision, one.treatment.decided_at
        if one.outcome and decision and decided_at and one.on and decision.pk not in told:
            who = str(one.treatment.decided_by)
            yield Step(one.on, decided_at, who, source_word("decision"), one.outcome, decision)


def _act(row: ItemState | Posting) -> tuple[object, ...]:
    """What the rows that one act wrote have in common; amounts are recorded a moment after the facts."""
    return row.applies_on, row.recorded_by_id, row.source, row.source_id, row.why


def _step(row: ItemState | Posting) -> Step:
    who, made_by = str(row.recorded_by), (row.source, row.source_id)
    return Step(row.applies_on, row.recorded_at, who, source_word(row.source), row.why, made_by=made_by)


def source_word(source: str) -> str:
    """Through what it came about."""
    words = {
        "import": pgettext("what happened", "Import"),
        "edit": _("Editing"),
        "report": _("Status report"),
        "decision": _("Decision"),
        "undo": _("Taken back"),
        "carried": _("Carried over from an earlier plan"),
    }
    return words.get(source, source)


def _state_steps(item: Item, states: Sequence[ItemState], words: Words) -> Iterator[Step]:
    before: ItemState | None = None
    for state in states:
        step = _step(state)
        step.is_first = before is None
        step.is_gone = not state.is_present
        step.is_back_dated = any(other.pk < state.pk and other.applies_on > state.applies_on for other in states)
        step.decision = state.decision
        for name, change in _fact_changes(item, before, state, words) if before else ():
            step.tell(name, change)
        before = state
        yield step


def _fact_changes(item: Item, before: ItemState, after: ItemState, words: Words) -> Iterator[tuple[str, ChangedField]]:
    old, new = content_of(item, before.facts), content_of(item, after.facts)
    for name in FACTS:
        if getattr(old, name) != getattr(new, name):
            yield name, changed_field(name, old, new, words)


def changed_field(name: str, old: ItemContent, new: ItemContent, words: Words) -> ChangedField:
    """A field before and after, with the words that differ marked."""
    return ChangedField(words.label(name), *word_diff(*(cell((name,), one, words) for one in (old, new))))


def _amount_changes(item: Item, postings: Iterable[Posting], words: Words) -> Iterator[tuple[Posting, ChangedField]]:
    sums: dict[AmountKey, int] = defaultdict(int)
    for posting in postings:
        key = AmountKey(*(getattr(posting, name) for name in KEY))
        before = sums[key]
        sums[key] += posting.kroner
        label = amount_heading(AmountColumn.of(key, Kind(item.kind)), words)
        told = (f"{in_unit(kroner, KR, words.language)} kr." for kroner in (before, sums[key]))
        yield posting, ChangedField(label, *word_diff(*told))
